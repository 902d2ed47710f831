"""Lists of due work that need the customer's yes: put together each month, and answered item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from asagreed.open_time import in_zone
from asagreed.upkeep import UpkeepItem
from asagreed.versions.moments import utc_seconds
from asagreed_web.agreements.queries import histories_of, history_of
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.kit.mailed_links import BAD_LINK, MailedLink
from asagreed_web.kit.outbox import put_mail
from asagreed_web.people.models import Person, Role
from asagreed_web.upkeep.errors import UpkeepRefused
from asagreed_web.upkeep.links import APPROVALS
from asagreed_web.upkeep.models import ApprovalList, SettledWork
from asagreed_web.upkeep.operations import MOST_WORDS, keep
from asagreed_web.upkeep.queries import asked_items, month_of_upkeep, next_month

WORKER = "worker"
ANSWERS = (SettledWork.Says.AGREED, SettledWork.Says.DEFERRED)


@transaction.atomic
def propose(*, customer: Customer, month: date, actor: str, at: int) -> ApprovalList:
    """Put the work of a month that needs a yes to the customer: every approver gets a mail with a link of their own.

    `month` is its first day. Raises UpkeepRefused where a list was put already, or there is nothing or nobody to ask.
    """
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    history, found = history_of(customer.pk), month_of_upkeep(customer.pk, at=at, month=month)
    if found is None or history is None:
        raise UpkeepRefused(f"{customer} has no agreement, so nothing recurs. Enter one first.")
    if found.sent is not None:
        raise UpkeepRefused(f"The list of {month:%Y-%m} was put to {customer} already. Open it there.")
    items = [item for item in found.found.items if item.task.needs_approval and not item.records]
    if not items:
        raise UpkeepRefused(f"No work of {month:%Y-%m} needs the customer's yes. It is done without asking.")
    approvers = list(Person.objects.filter(customer=customer, role=Role.APPROVER, is_active=True))
    if not approvers:
        raise UpkeepRefused(f"{customer} has nobody who may approve. Invite an approver first.")
    ends = utc_seconds(datetime.combine(next_month(month), time()), history.zone)
    sent = ApprovalList.objects.create(customer=customer, month=month, sent_at=at, sent_by=actor, expires_at=ends)
    for item in items:
        keep(_row(sent, item.task.name, item.due_on, "proposed", at, risk=item.task.risk), actor=actor, at=at)
    for approver in approvers:
        _mail(sent, items, approver, at)
    return sent


def _row(sent: ApprovalList, task: str, due_on: date, says: str, at: int, *, risk: str) -> SettledWork:
    return SettledWork(
        customer_id=sent.customer_id,
        task=task,
        due_on=due_on,
        says=says,
        at=at,
        risk=risk,
        through="worker" if says == SettledWork.Says.PROPOSED else "portal",
        approval_list=sent,
    )


def _mail(sent: ApprovalList, items: list[UpkeepItem], to: Person, at: int) -> None:
    link = MailedLink(opens=sent.pk, customer_id=sent.customer_id, recipient=to.email, expires_at=sent.expires_at)
    says = {
        "customer": sent.customer.name,
        "month": f"{sent.month:%Y-%m}",
        "items": [[item.task.title, item.due_on.isoformat(), item.task.risk] for item in items],
        "expires_at": sent.expires_at,
        "zone": sent.customer.zone,
        "link": APPROVALS.address(APPROVALS.token_of(link)),
        "name": to.name,
    }
    put_mail(
        key=f"approval list {sent.pk} to {to.pk}",
        template="approval_list",
        to=to.email,
        says=says,
        customer_id=sent.customer_id,
        at=at,
    )


def propose_due(*, at: int) -> int:
    """Put the list of this month to every customer who has one to answer and was not asked yet; return how many."""
    customers = list(Customer.objects.filter(is_served=True))
    count = 0
    for customer_id, history in histories_of(customer.pk for customer in customers).items():
        month = in_zone(at, history.zone).date().replace(day=1)
        if not any(task.needs_approval for version in history.versions for task in version.terms.upkeep.values()):
            continue
        if ApprovalList.objects.filter(customer_id=customer_id, month=month).exists():
            continue
        customer = next(each for each in customers if each.pk == customer_id)
        try:
            propose(customer=customer, month=month, actor=WORKER, at=at)
        except UpkeepRefused:
            # Nothing or nobody to ask this month; whoever opens the page is told which.
            continue
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, agreed or deferred, by the number of the row that proposed it, and why."""

    says: Mapping[int, str]
    because: str = ""


def answer_list(
    *,
    list_id: int,
    answers: Answers,
    at: int,
    person: Person | None = None,
    link: MailedLink | None = None,
    name: str = "",
) -> int:
    """Agree to work or defer it, as an approver who signed in or by a signed link; return how many answers were new.

    What was deferred may be agreed to later. Raises UpkeepRefused where it is not theirs to answer, or too late.
    """
    if person is not None:
        return _answer(list_id, answers, person, "portal", name=person.name, at=at)
    if link is None or link.opens != list_id:
        raise UpkeepRefused(BAD_LINK)
    # Nobody signed in: the link alone lets its holder see and answer, within its customer.
    with wall.seeing(str(link.customer_id)):
        holder = Person.objects.filter(email=link.recipient, customer_id=link.customer_id).first()
        if holder is None or not holder.is_active or holder.role != Role.APPROVER:
            raise UpkeepRefused("The person to whom this link was sent may not approve any more. Ask the service desk.")
        if at >= link.expires_at:
            raise UpkeepRefused(APPROVALS.expired)
        return _answer(list_id, answers, holder, "signed link", name=name.strip() or holder.name, at=at)


@transaction.atomic
def _answer(list_id: int, answers: Answers, by: Person, through: str, *, name: str, at: int) -> int:
    if by.role != Role.APPROVER:
        raise UpkeepRefused(f"{by.name} may not approve for the customer. Ask an approver of your organisation.")
    sent = ApprovalList.objects.filter(pk=list_id, customer_id=by.own_customer).first()
    if sent is None:
        raise UpkeepRefused("There is no such list for your organisation. Open it from the portal.")
    if at >= sent.expires_at:
        raise UpkeepRefused("The month is over, so the list cannot be answered any more. Ask the service desk.")
    Customer.objects.select_for_update(no_key=True).get(pk=sent.customer_id)
    count = 0
    for asked in asked_items(sent, at=at):
        says = answers.says.get(asked.row.pk)
        if says is None or says == asked.item.state or not _may_become(asked.item, says):
            continue
        row = _row(sent, asked.row.task, asked.row.due_on, says, at, risk=asked.row.risk)
        row.by, row.through, row.because = name[:120], through, answers.because.strip()[:MOST_WORDS]
        keep(row, actor=by.actor, at=at)
        count += 1
    if not count:
        raise UpkeepRefused("Nothing was answered that was still open. Choose agree or defer for at least one.")
    return count


def _may_become(item: UpkeepItem, says: str) -> bool:
    if says not in ANSWERS:
        raise UpkeepRefused(f"«{says[:40]}» is no answer. Choose agree or defer.")
    before = item.record.says if item.record else ""
    return before == "proposed" or (before == "deferred" and says == SettledWork.Says.AGREED)
