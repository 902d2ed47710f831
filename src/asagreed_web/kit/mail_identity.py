"""Under which names our own mails leave: sender, Message-ID, and the address to which one person answers."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from email.utils import formataddr, parseaddr

from django.conf import settings

from asagreed_web.kit.reply_address import own_message_id, sign_reply_address

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SPACES = re.compile(r"\s+")


def one_line(text: str, most: int) -> str:
    """Return a text as it may stand in a header or a subject: one line, nothing invisible, at most so long."""
    plain = _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def desk_address() -> str:
    """Return the address from which the desk writes, without a name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1] or settings.DEFAULT_FROM_EMAIL


def mail_domain() -> str:
    """Return the domain of our Message-IDs and reply addresses."""
    return desk_address().rpartition("@")[2]


def sender_line(name: str = "") -> str:
    """Return the From of a mail: the provider, or somebody who writes for it."""
    provider = one_line(settings.PROVIDER, 60)
    return formataddr((f"{one_line(name, 60)} ({provider})" if name else provider, desk_address()))


def reply_key() -> bytes:
    """Return the key that signs reply addresses; it follows from the installation's secret key."""
    return hmac.new(settings.SECRET_KEY.encode(), b"asagreed reply addresses", hashlib.sha256).digest()


def reply_mailbox() -> str | None:
    """Return the mailbox before the plus of reply addresses, or None where the whole domain reaches the desk."""
    return desk_address().rpartition("@")[0] if settings.REPLIES_BY_PLUS else None


def reply_line(*, ticket: int, recipient: str) -> str:
    """Return the Reply-To of a mail about a ticket, signed for one recipient."""
    try:
        address = sign_reply_address(
            ticket=ticket, recipient=recipient, key=reply_key(), domain=mail_domain(), mailbox=reply_mailbox()
        )
    except ValueError:
        # The name of our mailbox leaves no room: answers come to the desk, where a person sorts them.
        address = desk_address()
    return formataddr((one_line(settings.PROVIDER, 60), address))


def new_message_id(ticket: int | None) -> str:
    """Return a Message-ID that no other mail has; one about a ticket names it."""
    random = secrets.token_hex(12)
    domain = mail_domain()
    return (
        f"<asagreed.m.{random}@{domain}>"
        if ticket is None
        else own_message_id(ticket=ticket, random=random, domain=domain)
    )


def thread_root(ticket: int) -> str:
    """Return the Message-ID that all mails about a ticket refer to, so that they stay together; no mail bears it."""
    return own_message_id(ticket=ticket, random="00000000", domain=mail_domain())
