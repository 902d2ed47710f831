"""Whether a month can be issued: its statement as it would be, and everything that stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.billing.statements.statement import Statement
from asagreed.billing.work.boundaries import Month, month_after, month_at, month_start
from asagreed.errors import AsagreedError
from asagreed_web.billing.models import IssuedMonth
from asagreed_web.billing.pages import Open
from asagreed_web.billing.standings import standing_of
from asagreed_web.billing.statements import statement_to_issue
from asagreed_web.customers.models import Customer


@dataclass(frozen=True, slots=True)
class Ready:
    """A month as it would be issued at a moment.

    `hinders` cannot be passed over. `open` is what somebody still has to decide: it may be issued all the same, and
    what is decided later stands on a later invoice. Without a statement there is nothing to issue, and `hinders` or
    `nothing` says why.
    """

    customer: Customer
    month: Month
    statement: Statement | None
    hinders: tuple[str, ...] = ()
    open: tuple[Open, ...] = ()
    nothing: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way, not even a question."""
        return self.may_be_issued and not self.open

    @property
    def may_be_issued(self) -> bool:
        """Whether it can be issued, perhaps with questions left open."""
        return self.statement is not None and not self.hinders and not self.nothing


def readiness(customer: Customer, month: Month, *, at: int) -> Ready:
    """Say whether a month of a customer can be issued at a moment (UTC seconds), and why not."""
    issued = IssuedMonth.objects.filter(customer=customer, year=month[0], month=month[1]).select_related("invoice")
    own = issued.first()
    if own is not None:
        return Ready(customer, month, None, nothing=f"It was issued as {own.invoice.number}.")
    standing = standing_of(customer.pk)
    if standing is None:
        return Ready(customer, month, None, nothing="There is no agreement, so nothing is owed by one.")
    if month_start(month_after(month), standing.history.zone) > at:
        return Ready(customer, month, None, hinders=("The month is not over yet.",))
    later = IssuedMonth.objects.filter(customer=customer).order_by("year", "month").last()
    if later is not None and (later.year, later.month) > month:
        why = f"{later.year}-{later.month:02d} was issued already; what belongs to this month is on the next invoice."
        return Ready(customer, month, None, nothing=why)
    try:
        statement = statement_to_issue(customer.pk, standing, month, at=at)
    except AsagreedError as error:
        return Ready(customer, month, None, nothing=str(error))
    return _judged(customer, statement)


def _judged(customer: Customer, statement: Statement) -> Ready:
    month = statement.month
    if not statement.currency:
        return Ready(customer, month, statement, nothing="The agreement names no currency: it has hours and no money.")
    if not (statement.lines or statement.entries or statement.unsettled):
        return Ready(customer, month, statement, nothing="Nothing was done or is charged.")
    hinders = tuple(
        f"{year}-{number:02d} has work that no invoice holds; what it draws decides what is left. Issue it first."
        for year, number in statement.earlier
    )
    left = tuple(Open(each.what, each.because, each.ask) for each in statement.unsettled)
    return Ready(customer, month, statement, hinders, left)


def last_month(at: int, zone: str) -> Month:
    """Return the month before the one in which a moment lies."""
    return month_after(month_at(at, zone), -1)
