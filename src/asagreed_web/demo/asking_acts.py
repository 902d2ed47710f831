"""What goes back and forth with one customer before the next agreement: a questionnaire, and a draft with a remark."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.open_time import in_zone
from asagreed_web.customers.models import Customer
from asagreed_web.demo.half_year import DAY, Act
from asagreed_web.discovery.models import AnswerSheet, Questionnaire
from asagreed_web.discovery.operations import Seen, answer, begin, share, verify
from asagreed_web.people.models import Person
from asagreed_web.signing.drafting import begin_draft, remark, share_draft
from asagreed_web.signing.models import Draft

FILES = {
    "title": "File server",
    "criticality": "critical",
    "hour down costs": "400.00 USD per h",
    "emergency after": "1 h",
    "may lose": "4 h",
    "back within": "8 h",
    "believed loss": "1 h",
    "backup every": "24 h",
    "backup takes": "2 h",
    "backup where": "at another place",
    "restore took": "4 h",
    "spare": "none",
    "parts": "next business day",
}
"""What the practice says of its file server: a day can be lost, and four hours may be."""
EVIDENCE = "report of the backup server"
DRAFT = """amendment: 4
title: Answers on Saturday mornings
reason: The front desk is open on Saturdays since summer.
in force from: {begins}
set:
  targets.P1.otherwise.response: 20 min
"""


def asking_acts(customer: Customer, *, owner: Person, approver: Person, until: int) -> Iterator[Act]:
    """Yield what is asked, answered, drafted and remarked upon in the last weeks, in no order."""
    yield Act(until - 24 * DAY, lambda at: share(questionnaire=begin(customer=customer, by=owner, at=at),
                                                 is_shared=True, by=owner, at=at))  # fmt: skip
    yield Act(until - 20 * DAY, lambda at: _answer(customer, approver, at))
    yield Act(until - 18 * DAY, lambda at: _verify(customer, owner, at))
    yield Act(until - 9 * DAY, lambda at: _draft(customer, owner, at))
    yield Act(until - 6 * DAY, lambda at: _remark(customer, approver, at))


def _sheet(customer: Customer) -> AnswerSheet:
    return AnswerSheet.objects.get(questionnaire=Questionnaire.objects.get(customer=customer), system="files")


def _answer(customer: Customer, approver: Person, at: int) -> None:
    sheet = _sheet(customer)
    answer(sheet_id=sheet.pk, answers=FILES, revision=sheet.revision, by=approver, at=at)


def _verify(customer: Customer, owner: Person, at: int) -> None:
    sheet = _sheet(customer)
    on = customer_day(customer, at - DAY)
    seen = Seen(topic="backups", on=on, evidence=EVIDENCE, found={})
    verify(sheet_id=sheet.pk, seen=seen, revision=sheet.revision, by=owner, at=at)


def _draft(customer: Customer, owner: Person, at: int) -> None:
    text = DRAFT.format(begins=customer_day(customer, at + 60 * DAY))
    draft = begin_draft(customer=customer, title="Saturday mornings", papers={"amendments/4.yaml": text}, by=owner,
                        at=at)  # fmt: skip
    share_draft(draft_id=draft.pk, is_shared=True, by=owner, at=at)


def _remark(customer: Customer, approver: Person, at: int) -> None:
    draft = Draft.objects.get(customer=customer)
    remark(draft_id=draft.pk, clause="", text="Could it hold from the first Saturday of the year?", by=approver, at=at)


def customer_day(customer: Customer, at: int) -> str:
    """Return the local day of a moment, as papers and answers write it."""
    return in_zone(at, customer.zone).date().isoformat()
