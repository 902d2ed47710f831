"""Hours and money of a period: what was used and is left of what was granted, and what was paid beyond the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asagreed.billing.statements.balances import Balance
from asagreed.billing.statements.statement import Statement, StatementLine, state_month
from asagreed.billing.work.boundaries import month_after, month_start
from asagreed.errors import NotInForce
from asagreed.facts.books import Books
from asagreed.figures import Figure
from asagreed.money import Money, no_money, total
from asagreed.proof.periods import ReportPeriod
from asagreed.proof.report_facts import ReportFacts

BEYOND = ("work", "travel", "material")
"""Kinds of charges that come on top of what the plan costs."""
FEES, CREDITS, AHEAD = ("fee",), ("credit",), ("top-up",)


@dataclass(frozen=True, slots=True)
class PurseUse:
    """What was taken in a period from hours or money that were granted or bought, and what is left at its end.

    Time is whole seconds, a retainer money.
    """

    name: str
    kind: str
    granted: int | Money
    used: int | Money
    left: int | Money
    figure: Figure


@dataclass(frozen=True, slots=True)
class Usage:
    """The statements of a period with what a report says of them; without a currency there is no money in it."""

    statements: tuple[Statement, ...]
    purses: tuple[PurseUse, ...]
    currency: str

    @property
    def hours(self) -> tuple[PurseUse, ...]:
        """The purses that hold time."""
        return tuple(purse for purse in self.purses if isinstance(purse.left, int))

    @property
    def seconds_used(self) -> int:
        """The seconds that were taken from any of them."""
        return sum(line.seconds for statement in self.statements for line in statement.drawn)

    @property
    def seconds_left(self) -> int:
        """The seconds that are left in all of them."""
        return sum(purse.left for purse in self.hours if isinstance(purse.left, int))

    @property
    def seconds_granted(self) -> int:
        """The seconds that were there to be taken in the period."""
        return self.seconds_used + self.seconds_left

    def lines(self, items: Sequence[str]) -> tuple[StatementLine, ...]:
        """Return the charges of some kinds."""
        kinds = frozenset(items)
        return tuple(
            line for statement in self.statements for line in statement.lines if line.charge.item in kinds
        )  # fmt: skip

    def sum_of(self, items: Sequence[str]) -> Money:
        """Return what the charges of some kinds come to, without tax."""
        return total((line.net for line in self.lines(items)), self.currency)

    def why(self, items: Sequence[str]) -> Figure:
        """Return what the charges of some kinds come to, with each line below it."""
        lines = self.lines(items)
        because = f"{len(lines)} lines, each rounded once, without tax"
        return Figure(self.sum_of(items), self.currency, because, (), (), tuple(line.figure for line in lines))


def usage_of(facts: ReportFacts, period: ReportPeriod) -> Usage | None:
    """Return the hours and money of a period; None where nobody kept books."""
    if facts.books is None:
        return None
    statements = tuple(_statements(facts, facts.books, period))
    return Usage(statements, tuple(_purses(statements)), statements[-1].currency if statements else "")


def _statements(facts: ReportFacts, books: Books, period: ReportPeriod) -> Iterator[Statement]:
    zone = facts.history.zone
    for month in period.calendar_months:
        ends = month_start(month_after(month), zone)
        issued = [each for each in facts.issued if each.issued_at <= ends or each.month <= month]
        try:
            yield state_month(facts.entries, facts.history, books, month=month, issued=issued)
        except NotInForce:
            # The agreement began or ended within the period.
            continue


def _purses(statements: tuple[Statement, ...]) -> Iterator[PurseUse]:
    """Yield every purse by its last balance; what ran out within the period keeps the balance that it had."""
    last: dict[str, Balance] = {balance.name: balance for each in statements for balance in each.balances}
    for name, balance in last.items():
        if isinstance(balance.left, Money):
            spent = (each.from_retainer for each in statements)
            used: int | Money = total(spent, balance.left.currency)
        else:
            used = sum(line.seconds for each in statements for line in each.drawn if line.purse == name)
        is_gone = name not in {each.name for each in statements[-1].balances}
        left = _nothing_like(balance.left) if is_gone else balance.left
        if used or left or balance.kind != "block":
            yield PurseUse(name, balance.kind, balance.put_in, used, left, balance.figure)


def _nothing_like(left: int | Money) -> int | Money:
    return no_money(left.currency) if isinstance(left, Money) else 0
