"""Erasing words and names where they stand: beside the chain, in messages, files, mails and effects that left.

What an event says stays, and so does its hash: the chain verifies as before. Files go when the transaction is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from asagreed_web.billing.models import Ruling
from asagreed_web.chronicle.append_only import ERASED_NAME
from asagreed_web.chronicle.models import PersonalData
from asagreed_web.intake.models import ReceivedMail
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.reports.models import Annotation, Report
from asagreed_web.tickets.attachments import File, path_of
from asagreed_web.tickets.models import Message, TimeEntry

ERASED = "(erased)"
"""Stands where words were."""


def erase_beside(rows: QuerySet[PersonalData]) -> int:
    """Erase personal data beside the chain; return how many rows."""
    return rows.exclude(salt="").update(data={}, salt="")


def erase_messages(rows: QuerySet[Message]) -> int:
    """Erase who said what; that something was said, when and by which side stays."""
    found = rows.exclude(text=ERASED)
    return found.update(text=ERASED, html="", author_name=ERASED_NAME, author_email="")


def erase_files(rows: QuerySet[File]) -> int:
    """Take files away, with their names."""
    found = list(rows)
    paths = [path_of(each) for each in found]
    QuerySet(rows.model).filter(pk__in=[each.pk for each in found]).delete()
    transaction.on_commit(lambda: _unlink(paths))
    return len(found)


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def erase_mails(rows: QuerySet[ReceivedMail]) -> int:
    """Erase original mails; what remains knows them again if they should be delivered once more."""
    return rows.exclude(raw=b"").update(
        raw=b"", sender="", subject="", message_id="", envelope_sender=None, envelope_recipients=[], because=""
    )


def erase_outgoing(rows: QuerySet[OutboxEntry]) -> int:
    """Erase what left or was to leave; what still waits does not leave any more."""
    found = rows.exclude(says={})
    found.filter(state=OutboxEntry.State.WAITING).update(state=OutboxEntry.State.REFUSED)
    return found.update(says={}, lane="", last_error="")


def erase_notes(rows: QuerySet[TimeEntry]) -> int:
    """Erase the notes of work; the hours stay, for invoices rest on them."""
    return rows.exclude(note="").update(note="")


def erase_reports(rows: QuerySet[Report]) -> int:
    """Erase what reports say; that they were issued, and their hashes, stay."""
    return rows.exclude(data="").update(data="", document=b"")


def erase_annotations(rows: QuerySet[Annotation]) -> int:
    """Erase what people wrote into reports."""
    return rows.exclude(text="").update(text="")


def erase_rulings(rows: QuerySet[Ruling]) -> int:
    """Erase the words of rulings, and who agreed without signing in; what was decided stays."""
    agreed = rows.exclude(customer_name__in=("", ERASED_NAME)).update(note="", customer_name=ERASED_NAME)
    return agreed + rows.exclude(note="").update(note="")
