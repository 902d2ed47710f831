"""What is due today and what was missed, for all customers and for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from asagreed.open_time import in_zone
from asagreed.upkeep import Upkeep, UpkeepCount, UpkeepItem, UpkeepState, count_upkeep, judge_upkeep
from asagreed.upkeep.due_work import work_as_needed
from asagreed.upkeep.judging import judge_work
from asagreed.versions import History
from asagreed_web.agreements.queries import histories_of, history_of
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.upkeep.facts import upkeep_records, upkeep_records_of
from asagreed_web.upkeep.models import ApprovalList, SettledWork
from asagreed_web.upkeep.rules import approval_lists_for

SHOWN_BACK = timedelta(days=45)
"""How far back open work is looked for; what is older was missed, and stands on its month."""
MISSED_SHOWN = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CustomerItem:
    """A piece of recurring work with the customer it is for."""

    customer: Customer
    item: UpkeepItem


@dataclass(frozen=True, slots=True)
class MonthOfUpkeep:
    """The recurring work of a customer in a month; `month` is its first day."""

    month: date
    zone: str
    found: Upkeep
    counted: UpkeepCount
    asks: bool
    """Whether any of the work needs the customer's yes."""
    sent: ApprovalList | None


def open_work(*, at: int) -> list[CustomerItem]:
    """Return what is open today or was missed in the last week, of every customer, what is longest due first."""
    customers = list(Customer.objects.filter(is_served=True))
    histories = histories_of(customer.pk for customer in customers)
    back = in_zone(at, "UTC").date() - SHOWN_BACK
    records = upkeep_records_of(histories, from_on=back)
    found: list[CustomerItem] = []
    for customer in customers:
        history = histories.get(customer.pk)
        if history is None or not any(version.terms.upkeep for version in history.versions):
            continue
        today = in_zone(at, history.zone).date()
        judged = judge_upkeep(history, records[customer.pk], from_on=back, until_on=today + _DAY, as_of=at)
        found += [CustomerItem(customer, item) for item in judged.items if _is_shown(item, today)]
    return sorted(found, key=lambda each: (each.item.due_at, each.customer.name))


def _is_shown(item: UpkeepItem, today: date) -> bool:
    if item.state is UpkeepState.MISSED:
        return item.done_at is None and item.due_on >= today - MISSED_SHOWN
    return item.is_open


def month_of_upkeep(customer_id: int, *, at: int, month: date | None = None) -> MonthOfUpkeep | None:
    """Return the recurring work of a month, or of the one that a moment (UTC seconds) is in; None without agreement."""
    history = history_of(customer_id)
    if history is None:
        return None
    begins = month or in_zone(at, history.zone).date().replace(day=1)
    ends = next_month(begins)
    found = judge_upkeep(history, upkeep_records(customer_id, from_on=begins), from_on=begins, until_on=ends, as_of=at)
    sent = ApprovalList.objects.filter(customer_id=customer_id, month=begins).first()
    asks = any(item.task.needs_approval for item in found.items)
    return MonthOfUpkeep(begins, history.zone, found, count_upkeep(found.items), asks, sent)


def next_month(day: date) -> date:
    """Return the first day of the month after one."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_before(day: date) -> date:
    """Return the first day of the month before one."""
    return (day.replace(day=1) - _DAY).replace(day=1)


def item_of(customer_id: int, *, task: str, due_on: date, at: int) -> UpkeepItem | None:
    """Return one piece of recurring work as it stands at a moment, or None where nothing of the kind is due."""
    history = history_of(customer_id)
    return item_in(history, customer_id, task=task, due_on=due_on, at=at) if history else None


def item_in(history: History, customer_id: int, *, task: str, due_on: date, at: int) -> UpkeepItem | None:
    """Return the same by an agreement that was read already; work as needed is due on the day that is named."""
    from_on, until_on = due_on, due_on + _DAY
    rows = [each for each in upkeep_records(customer_id, from_on=from_on) if each.due_on == due_on]
    found = judge_upkeep(history, rows, from_on=from_on, until_on=until_on, as_of=at)
    known = next((item for item in found.items if item.task.name == task), None)
    needed = None if known else work_as_needed(history, name=task, on=due_on)
    return judge_work(needed, (), as_of=at, zone=history.zone) if needed else known


@dataclass(frozen=True, slots=True)
class Asked:
    """One piece of work on a list: the row that proposed it, the work as it stands, and the risk that was shown."""

    row: SettledWork
    item: UpkeepItem


def asked_items(sent: ApprovalList, *, at: int) -> list[Asked]:
    """Return the work on a list, in the order in which it falls due."""
    history = history_of(sent.customer_id)
    if history is None:
        return []
    rows = sent.rows.filter(says=SettledWork.Says.PROPOSED).order_by("due_on", "id")
    found = ((row, item_in(history, sent.customer_id, task=row.task, due_on=row.due_on, at=at)) for row in rows)
    return [Asked(row, item) for row, item in found if item is not None]


def lists_waiting_for(person: Person, *, at: int) -> list[ApprovalList]:
    """Return the lists of somebody's organisation on which an item has no answer yet, the latest first."""
    lists = approval_lists_for(person).filter(expires_at__gt=at)
    proposed = SettledWork.objects.filter(approval_list=OuterRef("pk"), says=SettledWork.Says.PROPOSED)
    later = SettledWork.objects.filter(
        customer=OuterRef("customer"), task=OuterRef("task"), due_on=OuterRef("due_on"), pk__gt=OuterRef("pk")
    )
    return list(lists.filter(Exists(proposed.filter(~Exists(later)))).order_by("-month"))
