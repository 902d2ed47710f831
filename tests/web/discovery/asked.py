"""Harbour Dental's questionnaire, answered through the same operations as in real use."""

from __future__ import annotations

from tests.web.conftest import Cast, chicago

from asagreed_web.discovery.models import AnswerSheet, Questionnaire
from asagreed_web.discovery.operations import Seen, answer, answer_situation, begin, decide_kind, share, verify
from asagreed_web.people.models import Person

AT = chicago("2026-05-12 10:00")
COMPANY = {"people": "14", "working hours": "mon-fri 08:00-17:00", "people unable to work": "more than 5",
           "hour down costs": "900.00 USD per h", "an emergency is": "when the front desk stands"}  # fmt: skip
FILES = {
    "title": "File server", "criticality": "critical", "hour down costs": "400.00 USD per h",
    "emergency after": "1 h", "data loss is an emergency": "yes",
    "may lose": "4 h", "back within": "8 h", "believed loss": "1 h", "backup every": "24 h", "backup takes": "2 h",
    "backup where": "beside the system", "restore tested": "never", "spare": "none",
    "parts": "next business day",
    "diagnosis takes": "1 h", "repair takes": "2 h",
}  # fmt: skip


def sheet_of(cast: Cast, system: str) -> AnswerSheet:
    """Return a sheet of Harbour Dental as it is now."""
    return AnswerSheet.objects.get(questionnaire__customer=cast.harbour, system=system)


def answered(
    cast: Cast, system: str, answers: dict[str, str], *, by: Person | None = None, at: int = AT
) -> AnswerSheet:
    """Answer the questions of a sheet."""
    sheet = sheet_of(cast, system)
    return answer(sheet_id=sheet.pk, answers=answers, revision=sheet.revision, by=by or cast.technician, at=at)


def asked(cast: Cast, *, is_shared: bool = True) -> Questionnaire:
    """Return a questionnaire that was begun, answered, verified in part, and shared with the customer."""
    made = begin(customer=cast.harbour, by=cast.technician, at=AT)
    answered(cast, "", COMPANY)
    sheet = answered(cast, "files", FILES, by=cast.approver)
    seen = Seen(topic="backups", on="2026-05-11", evidence="report of the backup server", found={})
    verify(sheet_id=sheet.pk, seen=seen, revision=sheet.revision, by=cast.technician, at=AT)
    return share(questionnaire=made, is_shared=is_shared, by=cast.technician, at=AT)


def situation(cast: Cast) -> None:
    """Answer which agreement fits, and decide otherwise."""
    answers = {"people": "14", "systems": "5", "can do without": "for a day", "tickets a month": "6",
               "wants fixed cost": "yes", "regulated data": "yes"}  # fmt: skip
    answer_situation(customer=cast.harbour, answers=answers, revision=0, by=cast.owner, at=AT)
    because = "They sign one page first, and the full one when the second practice opens."
    decide_kind(customer=cast.harbour, kind="one page", because=because, by=cast.owner, at=AT)
