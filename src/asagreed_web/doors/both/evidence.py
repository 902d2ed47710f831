"""Links to the files that show that recurring work was done."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from asagreed_web.kit.parts import FileLink
from asagreed_web.upkeep.evidence import Due, evidence_files
from asagreed_web.upkeep.queries import next_month


def file_links(address: str, customer_id: int, *, month: date) -> dict[Due, tuple[FileLink, ...]]:
    """Return links to the files of a month by task and day; `address` is the name under which a door hands them out."""
    begins = month.replace(day=1)
    found = evidence_files(customer_id, from_on=begins, until_on=next_month(begins))
    return {
        due: tuple(FileLink(file.name, reverse(address, args=(file.pk,)), file.size) for file in files)
        for due, files in found.items()
    }
