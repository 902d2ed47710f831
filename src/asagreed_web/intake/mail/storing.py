"""A mail is kept as it came before anything else happens: before it is read, moved, or confirmed to who brought it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import transaction

from asagreed_web.intake.models import ReceivedMail

LARGEST = 25 * 1024 * 1024


def store_mail(
    *,
    raw: bytes,
    received_at: int,
    at: int,
    envelope_sender: str | None = None,
    recipients: Sequence[str] = (),
) -> tuple[ReceivedMail, bool]:
    """Keep a mail that our server received at a moment (UTC seconds); return it, and whether it is new.

    The same bytes are kept once. When this returns outside of a transaction, the mail is on the disk.
    """
    columns = {
        "raw": raw,
        "size": len(raw),
        "received_at": min(received_at, at),
        "fetched_at": at,
        "envelope_sender": None if envelope_sender is None else envelope_sender[:254],
    }
    with transaction.atomic():
        mail, is_new = ReceivedMail.objects.get_or_create(sha256=hashlib.sha256(raw).hexdigest(), defaults=columns)
        _add_recipients(mail, recipients)
    return mail, is_new


def store_too_large(*, head: bytes, size: int, received_at: int, at: int) -> tuple[ReceivedMail, bool]:
    """Keep the header fields of a mail that is too large; the whole of it stays in the mailbox."""
    known_by = hashlib.sha256(b"too large %d\0" % size + head).hexdigest()
    reason = f"It is larger than {LARGEST // 1024**2} MB. The header is kept here, the whole is still in the mailbox."
    columns = {
        "raw": head,
        "size": size,
        "received_at": min(received_at, at),
        "fetched_at": at,
        "state": ReceivedMail.State.QUARANTINED,
        "because": reason,
    }
    return ReceivedMail.objects.get_or_create(sha256=known_by, defaults=columns)


def _add_recipients(mail: ReceivedMail, recipients: Sequence[str]) -> None:
    """Add to whom a transport delivered a mail: one that came again may have come for another recipient."""
    known = list(mail.envelope_recipients)
    more = [each[:254] for each in dict.fromkeys(recipients) if each[:254] not in known][: MOST_RECIPIENTS - len(known)]
    if more:
        mail.envelope_recipients = [*known, *more]
        mail.save(update_fields=["envelope_recipients"])


MOST_RECIPIENTS = 100
