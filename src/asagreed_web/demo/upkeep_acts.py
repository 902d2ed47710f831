"""What becomes of work that recurs: most is done, some skipped for a reason, a little missed; lists are answered."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.open_time import in_zone
from asagreed.upkeep import UpkeepItem, UpkeepState
from asagreed_web.customers.models import Customer
from asagreed_web.demo.half_year import DAY, MINUTE, Act, Clock
from asagreed_web.people.models import Person
from asagreed_web.upkeep.approvals import Answers, answer_list, propose_due
from asagreed_web.upkeep.models import ApprovalList, SettledWork
from asagreed_web.upkeep.operations import Said, settle
from asagreed_web.upkeep.queries import asked_items, month_of_upkeep

EVERY_MISSED, EVERY_SKIPPED = 8, 5
"""Of the work that recurs, counted by the days on which it falls due."""
WORKED = 20 * MINUTE
RESTORED_IN = 5 * 3600
EVIDENCE = "report of the console, kept with the papers of the month"
SKIPPED = "The office was closed; it was looked at with the next one."
DEFERRED = "We move offices that week; please ask again next month."
_ASKED = (UpkeepState.PROPOSED, UpkeepState.DEFERRED)
"""What waits for the customer, or was put off."""


def upkeep_acts(customer: Customer, *, technician: Person, begins: int, until: int) -> Iterator[Act]:
    """Yield each day on which somebody settles what has fallen due, in no order."""
    first = begins - begins % DAY + 22 * 3600
    yield from (Act(at, lambda at: _settle(customer, technician, at)) for at in range(first, until, DAY))


def approval_acts(customer: Customer, *, approver: Person, begins: int, until: int) -> Iterator[Act]:
    """Yield when lists are put to customers, and when one of them answers."""
    clock = Clock(customer.zone, until)
    for ago in (*clock.months_since(begins), 0):
        yield Act(clock.moment(ago, 1, "07:00"), lambda at: propose_due(at=at))
        yield Act(clock.moment(ago, 3, "14:00"), lambda at: _answer(customer, approver, at))


def _settle(customer: Customer, by: Person, at: int) -> None:
    today = in_zone(at, customer.zone).date()
    found = month_of_upkeep(customer.pk, at=at)
    for item in found.found.items if found else ():
        number = item.due_on.toordinal() // 7 + len(item.task.name)
        if item.due_on != today or not item.is_open or number % EVERY_MISSED == 0 or item.state in _ASKED:
            continue
        is_skipped = number % EVERY_SKIPPED == 0 and not item.task.restores
        settle(customer=customer, said=_skipped(item, at) if is_skipped else _done(item, at), by=by, at=at)


def _done(item: UpkeepItem, at: int) -> Said:
    is_restore = bool(item.task.restores)
    return Said(
        task=item.task.name, due_on=item.due_on, says=SettledWork.Says.DONE, done_at=at, evidence=EVIDENCE,
        worked=WORKED, restored_in=RESTORED_IN if is_restore else None, succeeded=True if is_restore else None,
    )  # fmt: skip


def _skipped(item: UpkeepItem, at: int) -> Said:
    return Said(task=item.task.name, due_on=item.due_on, says=SettledWork.Says.SKIPPED, done_at=at, because=SKIPPED)


def _answer(customer: Customer, approver: Person, at: int) -> None:
    sent = ApprovalList.objects.filter(customer=customer).order_by("-sent_at").first()
    if sent is None or at >= sent.expires_at:
        return
    asked = asked_items(sent, at=at)
    says = {each.row.pk: SettledWork.Says.AGREED for each in asked}
    if in_zone(at, customer.zone).month % 2:
        says[asked[-1].row.pk] = SettledWork.Says.DEFERRED
    answer_list(list_id=sent.pk, answers=Answers(says=says, because=DEFERRED), at=at, person=approver)
