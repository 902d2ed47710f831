"""Settings of mail that comes in: the mailbox that is read, the listener, and whose findings about senders count."""

from __future__ import annotations

from asagreed_web.config import environment
from asagreed_web.config.errors import SettingRefused

# Without a host no mailbox is read.
IMAP_HOST = environment.text("IMAP_HOST")
IMAP_TLS = environment.text("IMAP_TLS", "yes")
if IMAP_TLS not in ("yes", "starttls", "no"):
    raise SettingRefused(name="ASAGREED_IMAP_TLS", given=IMAP_TLS, allowed="yes, starttls or no")
IMAP_PORT = environment.whole_number("IMAP_PORT", default=993 if IMAP_TLS == "yes" else 143)
# Without TLS the password can be read on the way, so that needs more than one word unless it stays on this machine.
IMAP_PLAIN_ALLOWED = environment.flag("IMAP_PLAIN_ALLOWED", default=False)
IMAP_USER = environment.text("IMAP_USER")
IMAP_PASSWORD = environment.text("IMAP_PASSWORD")
IMAP_FOLDER = environment.text("IMAP_FOLDER", "INBOX")
# Where mails go that were taken in; empty: they stay where they are, read and marked with the keyword asagreed-done.
IMAP_DONE_FOLDER = environment.text("IMAP_DONE_FOLDER", "asagreed-done")

LMTP_PORT = environment.whole_number("LMTP_PORT", default=8024)

# The name that our mail server writes into the Authentication-Results of its own; without it no sender is verified.
AUTHSERV_ID = environment.text("AUTHSERV_ID")
