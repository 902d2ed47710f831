"""All customers of a provider in a period: what was kept for each, where it hurts, and what does not pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from asagreed.billing.work.boundaries import month_start
from asagreed.clocks import Verdict
from asagreed.errors import AsagreedError
from asagreed.figures import Figure
from asagreed.measures import Attainment
from asagreed.measures.availability import Availability
from asagreed.money import Money, round_half_up
from asagreed.open_time import in_zone
from asagreed.proof.clock_rows import ClockRow, attainment_of
from asagreed.proof.measured import Measured, measure
from asagreed.proof.periods import ReportPeriod
from asagreed.proof.report_facts import ReportFacts
from asagreed.proof.uptime import uptime_of
from asagreed.proof.usage import AHEAD, BEYOND, FEES, Usage, usage_of

HOUR = 3600


@dataclass(frozen=True, eq=False)
class CustomerKept:
    """One customer of the portfolio: clocks, uptime, hours and money of the period."""

    measured: Measured
    uptime: tuple[Availability, ...]
    usage: Usage | None
    cost_per_hour: Money | None

    @property
    def name(self) -> str:
        """What the customer is called."""
        return self.measured.facts.customer_name

    @property
    def plan(self) -> str:
        """The plan that the agreement pins, without its edition; empty where it has none."""
        pin = self.measured.version.agreement.plan
        return pin.plan if pin else ""

    def attainment(self, clock: str) -> Attainment:
        """Return the attainment of a clock in the period."""
        return attainment_of(row for row in self.measured.decided if row.clock == clock)

    @property
    def promises(self) -> tuple[int, int]:
        """How many promises were kept, out of how many that were put to the test."""
        verdicts = [each.is_kept for each in self.measured.shares]
        verdicts += [each.verdict == "met" for each in self.uptime if each.verdict in ("met", "missed")]
        decided = [kept for kept in verdicts if kept is not None]
        return sum(decided), len(decided)

    @cached_property
    def worked(self) -> int:
        """The seconds of work that were done in the period, whoever pays for them."""
        months = self.measured.period.calendar_months
        zone = self.measured.zone
        start = month_start(months[0], zone)
        end = self.measured.span.end
        return sum(entry.seconds for entry in self.measured.facts.entries if start <= entry.began_at < end)

    @property
    def income(self) -> Money | None:
        """What the period brings, without tax: fees, hours bought ahead, and what comes on top of them."""
        if self.usage is None or not self.usage.currency:
            return None
        return self.usage.sum_of((*FEES, *AHEAD, *BEYOND))

    @property
    def cost(self) -> Money | None:
        """What the work of the period cost, where somebody said what an hour costs in the currency of the agreement."""
        income, rate = self.income, self.cost_per_hour
        if income is None or rate is None or income.currency != rate.currency:
            return None
        return round_half_up(rate.exact * Fraction(self.worked, HOUR), rate.currency)

    @property
    def margin(self) -> Figure | None:
        """What is left of the income after the work."""
        income, cost = self.income, self.cost
        if income is None or cost is None:
            return None
        parts = (
            Figure(income, income.currency, "fees and what came on top of them, without tax"),
            Figure(cost, cost.currency, f"{Fraction(self.worked, HOUR)} hours of work at {self.cost_per_hour}"),
        )
        return Figure(income - cost, income.currency, "income less the cost of the work", (), (), parts)

    @property
    def per_hour(self) -> Money | None:
        """What an hour of work brought; None where nothing was worked."""
        income = self.income
        if income is None or not self.worked:
            return None
        return round_half_up(income.exact * HOUR / self.worked, income.currency)

    @property
    def is_unprofitable(self) -> bool:
        """Whether the work cost more than the period brings."""
        margin = self.margin
        return margin is not None and isinstance(margin.value, Money) and margin.value.amount < 0


@dataclass(frozen=True, slots=True)
class Sore:
    """Where promised times were missed: so many of so many decided clocks, of so many customers."""

    name: str
    attainment: Attainment
    customers: int


@dataclass(frozen=True, slots=True)
class Load:
    """What one person worked in the period."""

    person: str
    seconds: int
    entries: int
    customers: int


@dataclass(frozen=True, eq=False)
class Portfolio:
    """All customers in a period; `left_out` are those that could not be measured, and why."""

    period: ReportPeriod
    as_of: int
    customers: tuple[CustomerKept, ...]
    left_out: tuple[tuple[str, str], ...]

    def sores(self, name_of: Callable[[CustomerKept, ClockRow], str]) -> tuple[Sore, ...]:
        """Return where times were missed, by what a name is made of, the most misses first."""
        rows: dict[str, list[ClockRow]] = {}
        behind: dict[str, set[str]] = {}
        for customer in self.customers:
            for row in customer.measured.decided:
                name = name_of(customer, row)
                if name:
                    rows.setdefault(name, []).append(row)
                    behind.setdefault(name, set()).add(customer.name)
        found = [Sore(name, attainment_of(own), len(behind[name])) for name, own in rows.items()]
        missed = [each for each in found if each.attainment.breached]
        return tuple(sorted(missed, key=lambda each: (-each.attainment.breached, each.name)))

    def hours_of_the_week(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return by weekday and local hour how many clocks of tickets reported then were decided, and missed."""
        decided: Counter[tuple[int, int]] = Counter()
        missed: Counter[tuple[int, int]] = Counter()
        for customer in self.customers:
            for row in customer.measured.decided:
                local = in_zone(row.reported_at, customer.measured.zone)
                decided[local.weekday(), local.hour] += 1
                missed[local.weekday(), local.hour] += row.verdict is Verdict.BREACHED
        return {place: (count, missed[place]) for place, count in decided.items()}

    def loads(self) -> tuple[Load, ...]:
        """Return what each person worked, the most first."""
        found: dict[str, list[tuple[int, str]]] = {}
        for customer in self.customers:
            span = customer.measured.span
            for entry in customer.measured.facts.entries:
                if entry.began_at in span:
                    found.setdefault(entry.person, []).append((entry.seconds, customer.name))
        loads = (
            Load(person, sum(seconds for seconds, _ in own), len(own), len({name for _, name in own}))
            for person, own in found.items()
        )
        return tuple(sorted(loads, key=lambda each: (-each.seconds, each.person)))


def portfolio_of(
    everything: Iterable[ReportFacts],
    *,
    period: ReportPeriod,
    as_of: int,
    plans: Iterable[str] = (),
    customers: Iterable[str] = (),
    cost_per_hour: Money | None = None,
) -> Portfolio:
    """Measure all customers for a period, or those on some plans, or of some names (of customers or agreements).

    A customer that cannot be measured is named with the reason, and leaves the others as they are.
    """
    wanted, named = frozenset(plans), frozenset(customers)
    found: list[CustomerKept] = []
    left_out: list[tuple[str, str]] = []
    for facts in everything:
        if named and not named & {facts.customer_name, facts.history.agreement}:
            continue
        try:
            found += _measured(facts, period, as_of, cost_per_hour)
        except AsagreedError as error:
            left_out.append((facts.customer_name, str(error)))
    kept = [each for each in found if not wanted or each.plan in wanted]
    return Portfolio(period, as_of, tuple(sorted(kept, key=lambda each: each.name)), tuple(sorted(left_out)))


def _measured(
    facts: ReportFacts, period: ReportPeriod, as_of: int, cost_per_hour: Money | None
) -> Iterator[CustomerKept]:
    measured = measure(facts, period=period, as_of=as_of)
    uptime = uptime_of(facts, period, as_of=as_of)
    yield CustomerKept(measured, uptime, usage_of(facts, period), cost_per_hour)
