"""What is done each month: invoices are issued, paid and once taken back in part; reports go out and are restated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from asagreed.open_time import in_zone
from asagreed_web.customers.models import Customer
from asagreed_web.demo.half_year import Act, Clock, CustomerStory
from asagreed_web.invoicing.errors import NotReady
from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.operations import issue_credit, issue_month
from asagreed_web.invoicing.receipts import receive_money
from asagreed_web.people.models import Person
from asagreed_web.reports.models import Every
from asagreed_web.reports.restating import look_over
from asagreed_web.reports.rules import may_get_reports
from asagreed_web.reports.scheduling import Wanted, keep_recipients, keep_schedule, take_due

CREDITED = 2
"""The invoice of so many months ago is taken back in part: its last line, where the story says so."""
UNPAID = 1
"""The invoice of so many months ago is open."""
WHY = "It was done on our own account; it should not have been on the invoice."


def month_acts(
    customer: Customer, story: CustomerStory, *, owner: Person, bookkeeper: Person, begins: int, until: int
) -> Iterator[Act]:
    """Yield what is done about the months of a customer, in no order."""
    clock = Clock(customer.zone, until)
    if story.reported:
        yield Act(begins, lambda at: _schedule(customer, owner, at))
    if story.invoiced:
        for ago in clock.months_since(begins):
            yield from _invoicing(customer, ago, clock, bookkeeper, is_credited=story.credited and ago == CREDITED)


def worker_acts(*, begins: int, until: int) -> Iterator[Act]:
    """Yield when the worker issues reports that are due, and looks over those that were issued."""
    clock = Clock("UTC", until)
    for ago in clock.months_since(begins):
        yield Act(clock.moment(ago - 1, 2, "18:00"), lambda at: take_due(at=at))
        yield Act(clock.moment(ago - 1, 7, "18:00"), lambda at: look_over(at=at))


def _schedule(customer: Customer, owner: Person, at: int) -> None:
    wanted = Wanted(every=Every.MONTH, day=2, language="en", is_reviewed=False, is_on=True)
    keep_schedule(customer=customer, wanted=wanted, by=owner, at=at)
    people = may_get_reports(customer.pk).values_list("pk", flat=True)
    keep_recipients(customer=customer, person_ids=people, by=owner, at=at)


def _invoicing(customer: Customer, ago: int, clock: Clock, by: Person, *, is_credited: bool) -> Iterator[Act]:
    first = clock.month(ago)
    month = (first.year, first.month)
    yield Act(clock.moment(ago - 1, 3, "10:00"), lambda at: _issue(customer, month, by, at))
    if is_credited:
        yield Act(clock.moment(ago - 1, 9, "15:00"), lambda at: _credit(customer, month, by, at))
    if ago > UNPAID:
        yield Act(clock.moment(ago - 1, 17, "09:00"), lambda at: _pay(customer, month, by, at))


def _issue(customer: Customer, month: tuple[int, int], by: Person, at: int) -> None:
    try:
        issue_month(customer_id=customer.pk, month=month, by=by, at=at, with_open=True)
    except NotReady:
        # As at the desk: a month in which nothing was done has no invoice.
        return


def _invoice(customer: Customer, month: tuple[int, int]) -> Invoice | None:
    return Invoice.objects.filter(customer=customer, month__year=month[0], month__month=month[1]).first()


def _credit(customer: Customer, month: tuple[int, int], by: Person, at: int) -> None:
    invoice = _invoice(customer, month)
    if invoice is not None:
        last = max(line.number for line in issued_invoice(invoice).invoice.lines)
        issue_credit(invoice_id=invoice.pk, by=by, why=WHY, at=at, lines=[last])


def _pay(customer: Customer, month: tuple[int, int], by: Person, at: int) -> None:
    invoice = _invoice(customer, month)
    if invoice is None:
        return
    credited = sum(note.gross for note in invoice.credit_notes.all())
    left = invoice.gross - invoice.paid - credited
    if left > 0:
        on = in_zone(at, customer.zone).date() - timedelta(days=1)
        receive_money(customer_id=customer.pk, purpose=invoice.number, amount=left, on=on, by=by, at=at)
