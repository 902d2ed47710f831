"""Files that show that recurring work was done: stored with the record, and handed out as downloads, never shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from asagreed_web.people.models import Person
from asagreed_web.tickets.attachments import Upload, hand_out, store_as
from asagreed_web.upkeep.models import EvidenceFile, SettledWork
from asagreed_web.upkeep.rules import evidence_for

Due = tuple[str, date]
"""A task and the day on which it was due."""


def store_evidence(row: SettledWork, uploads: Iterable[Upload]) -> list[EvidenceFile]:
    """Store the files of a record."""
    return store_as(lambda: EvidenceFile(work=row, customer_id=row.customer_id), uploads)


def evidence_files(customer_id: int, *, from_on: date, until_on: date) -> dict[Due, list[EvidenceFile]]:
    """Return the files of a customer's work that was due on some days, the earliest first."""
    rows = EvidenceFile.objects.filter(customer_id=customer_id, work__due_on__gte=from_on, work__due_on__lt=until_on)
    found: defaultdict[Due, list[EvidenceFile]] = defaultdict(list)
    for file in rows.select_related("work").order_by("pk"):
        found[file.work.task, file.work.due_on].append(file)
    return dict(found)


def evidence_file_for(person: Person, file_id: int) -> FileResponse:
    """Return a file as a download, to those who may see the work. Raises Http404."""
    response = hand_out(get_object_or_404(evidence_for(person), pk=file_id))
    if response is None:
        raise Http404
    return response


def hashes_of(files: Sequence[EvidenceFile]) -> list[str]:
    """Return what the chain says of files: that these, and no others, were put on record."""
    return [file.sha256 for file in files]
