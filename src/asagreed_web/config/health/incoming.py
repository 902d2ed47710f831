"""Whether mail comes in: the mailbox is read, and something is made of what was read."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from asagreed_web.config.health.findings import Finding, fine, look, wrong
from asagreed_web.intake.models import MailFetch, ReceivedMail
from asagreed_web.kit import clock

_OLD = 15 * 60


def incoming_mail() -> Iterator[Finding]:
    """Find how the last look into the mailbox went, and whether mails wait to be read."""
    if settings.IMAP_HOST:
        yield _mailbox(MailFetch.objects.filter(pk=1).first())
    else:
        yield look("no mailbox is read", "Set ASAGREED_IMAP_HOST, or take mail over LMTP: asagreed listen.")
    if not settings.AUTHSERV_ID:
        todo = "Set ASAGREED_AUTHSERV_ID to the name in the Authentication-Results of your mail server."
        yield look("no sender of a mail is ever verified", todo)
    old = ReceivedMail.objects.filter(state=ReceivedMail.State.RECEIVED, fetched_at__lt=clock.now() - _OLD).count()
    if old:
        yield wrong(f"nothing was made yet of {old} mails that came in", "Start the worker; its log says more.")


def _mailbox(last: MailFetch | None) -> Finding:
    server = f"{settings.IMAP_HOST}:{settings.IMAP_PORT}"
    if last is None or last.tried_at < clock.now() - _OLD:
        return wrong(f"nobody looked into the mailbox at {server} lately", "Start the worker: asagreed worker.")
    if last.error:
        return wrong(
            f"mail cannot be fetched from {server}: {last.error}", "Mend ASAGREED_IMAP_HOST and its companions."
        )
    left = f"; {last.left_in_mailbox} mails are still to come" if last.left_in_mailbox else ""
    return fine(f"mail is fetched from {server}{left}")
