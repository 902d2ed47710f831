"""What a plan earns a month with a customer of some size, and which services would be cheap and valuable to add to it.

1. The price is the sum of the fees: a flat fee once, a fee «per user» for each user, for `at least` so many.
2. What it costs is the sum of `costs` of its included services, a month, whatever the size of the customer. Where the
   plan does not say it of a service, what the first of the other plans says of the same service holds.
3. The margin is the price minus the costs. Services of which no plan says it are named: the margin is at most that.
4. A service that the plan does not include is worth adding the more, the more it is worth for what it costs.

What nobody can say (a fee for each server, and no word of servers; prices in two currencies) is None, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from asagreed.errors import CurrenciesDiffer
from asagreed.figures import Clause, Figure
from asagreed.money import Money, total
from asagreed.terms.resolved.fee_clauses import PER
from asagreed.terms.sections.services import ARRANGED, EXCLUDED, INCLUDED, ServicePart
from asagreed.versions.plan_reading import ReadPlan

MONTHLY = "a month"
ONCE = ""
"""What a flat fee counts: nothing."""


@dataclass(frozen=True)
class CustomerSize:
    """How many users, servers, sites and so on a customer has, by the word that fees count (`user`)."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for what, count in self.counts.items())


@dataclass(frozen=True)
class PlanMargin:
    """Price, costs and margin of a plan a month. `unstated` are included services whose costs no plan says."""

    plan: ReadPlan
    price: Figure
    costs: Figure
    margin: Figure
    unstated: tuple[str, ...]

    @property
    def is_upper_bound(self) -> bool:
        """Whether the margin can only be less: of some included services no plan says what they cost."""
        return self.margin.value is not None and bool(self.unstated)


@dataclass(frozen=True, slots=True)
class Extra:
    """A service that a plan does not include: what it is worth and costs a month, as some plan says it.

    `ratio` is worth through costs, None where it costs nothing. `box` is the plan's own box of it, or empty.
    """

    name: str
    title: str
    box: str
    worth: Money
    costs: Money
    ratio: Fraction | None
    clause: Clause

    @property
    def times(self) -> str:
        """How often its costs it is worth, cut to a tenth: 1.8; nothing where it costs nothing."""
        return "" if self.ratio is None else f"{int(self.ratio * 10) / Decimal(10)}"


def counted_by(plans: Iterable[ReadPlan]) -> tuple[str, ...]:
    """Return what the fees of some plans count besides flat ones, in the order in which they are written: `user`."""
    return tuple(dict.fromkeys(_counts(fee) for plan in plans for fee in plan.terms.fees if _counts(fee) != ONCE))


def ordered_by_price(plans: Iterable[ReadPlan]) -> tuple[ReadPlan, ...]:
    """Return plans by what they cost a customer with one of everything, those without a price last."""
    found = tuple(plans)
    one = CustomerSize(dict.fromkeys(counted_by(found), 1))
    return tuple(sorted(found, key=lambda plan: _expense(price_of(plan, one), plan)))


def price_of(plan: ReadPlan, size: CustomerSize) -> Figure:
    """Return what the fees of a plan come to a month; None where a number or one currency is missing."""
    parts = tuple(_fee(plan, name, size) for name in plan.terms.fees)
    if not parts:
        return Figure(None, MONTHLY, "the plan says no fee", (plan.clause("fees"),))
    return _sum(parts, f"the fees of {plan.pin}, for {size}" if size.counts else f"the fees of {plan.pin}")


def costs_of(plan: ReadPlan, plans: Sequence[ReadPlan] = ()) -> Figure:
    """Return what the included services of a plan cost a month together; None where no plan says it of any."""
    parts = tuple(each for name in plan.terms.services.included if (each := _costs(name, plan, plans)))
    if not parts:
        return Figure(None, MONTHLY, "no included service says what it costs", (plan.clause("services", INCLUDED),))
    return _sum(parts, f"what the included services of {plan.pin} cost")


def margin_of(plan: ReadPlan, size: CustomerSize, plans: Sequence[ReadPlan] = ()) -> PlanMargin:
    """Return price, costs and margin of a plan a month, for a customer of a size, beside other plans."""
    price, costs = price_of(plan, size), costs_of(plan, plans)
    included = plan.terms.services.included
    unstated = tuple(each.title or name for name, each in included.items() if _costs(name, plan, plans) is None)
    return PlanMargin(plan, price, costs, _margin(price, costs, unstated), unstated)


def extras_of(plan: ReadPlan, plans: Sequence[ReadPlan]) -> tuple[Extra, ...]:
    """Return the services that a plan could include and does not, the most worth for its costs first.

    Worth and costs are those that the plan says itself, else the first of `plans` that says both in one currency.
    """
    names = dict.fromkeys(name for each in (plan, *plans) for _, name, _ in services_in(each))
    found = (_extra(plan, plans, name) for name in names if name not in plan.terms.services.included)
    return tuple(sorted((each for each in found if each), key=_usefulness))


def services_in(plan: ReadPlan) -> Iterator[tuple[str, str, ServicePart]]:
    """Yield every service of a plan with its box and name, box by box."""
    services = plan.terms.services
    for box, parts in (
        (INCLUDED, services.included),
        (EXCLUDED, services.excluded),
        (ARRANGED, services.by_arrangement),
    ):
        for name, part in parts.items():
            yield box, name, part


def _counts(fee: str) -> str:
    return fee.removeprefix(PER) if fee.startswith(PER) else ONCE


def _expense(price: Figure, plan: ReadPlan) -> tuple[bool, str, Fraction, str]:
    if not isinstance(price.value, Money):
        return True, "", Fraction(0), plan.pin
    return False, price.value.currency, price.value.exact, plan.pin


def _fee(plan: ReadPlan, name: str, size: CustomerSize) -> Figure:
    fee, what = plan.terms.fees[name], _counts(name)
    title, clause = fee.title or name, (plan.clause("fees", name),)
    if what == ONCE:
        return Figure(fee.price.money, MONTHLY, f"{title}: a flat fee", clause)
    if what not in size.counts:
        return Figure(None, MONTHLY, f"{title}: nobody said how many there are", clause)
    count = max(size.counts[what], fee.at_least or 0)
    least = f", which are at least {fee.at_least}" if fee.at_least else ""
    amount = Money(fee.price.money.amount * count, fee.price.money.currency)
    return Figure(amount, MONTHLY, f"{title}: {count} × {fee.price.money}{least}", clause)


def _costs(name: str, plan: ReadPlan, plans: Sequence[ReadPlan]) -> Figure | None:
    own = plan.terms.services.included[name]
    for each in (plan, *plans):
        # What stands in the included box goes before what another box of the same plan says.
        for box, found, part in services_in(each):
            if found == name and part.costs is not None and (each is not plan or box == INCLUDED):
                because = own.title or name
                told = because if each is plan else f"{because}, as {each.pin} says"
                return Figure(part.costs.money, MONTHLY, told, (each.clause("services", box, name, "costs"),))
    return None


def _sum(parts: tuple[Figure, ...], because: str) -> Figure:
    amounts = [part.value for part in parts if isinstance(part.value, Money)]
    if len(amounts) < len(parts):
        lacking = next(part.because for part in parts if not isinstance(part.value, Money))
        return Figure(None, MONTHLY, lacking, parts=parts)
    try:
        return Figure(total(amounts, amounts[0].currency), MONTHLY, because, parts=parts)
    except CurrenciesDiffer:
        return Figure(None, MONTHLY, "its parts are in several currencies", parts=parts)


def _margin(price: Figure, costs: Figure, unstated: tuple[str, ...]) -> Figure:
    parts = (price, costs)
    if not (isinstance(price.value, Money) and isinstance(costs.value, Money)):
        lacking = price if not isinstance(price.value, Money) else costs
        return Figure(None, MONTHLY, lacking.because, parts=parts)
    if price.value.currency != costs.value.currency:
        return Figure(None, MONTHLY, "fees and costs are in different currencies", parts=parts)
    most = f", at most: of {len(unstated)} no plan says it" if unstated else ""
    because = f"the price minus what the included services cost{most}"
    return Figure(price.value - costs.value, MONTHLY, because, parts=parts)


def _extra(plan: ReadPlan, plans: Sequence[ReadPlan], name: str) -> Extra | None:
    own = next((box for box, found, _ in services_in(plan) if found == name), "")
    for each in (plan, *plans):
        for box, found, part in services_in(each):
            if found == name and part.worth is not None and part.costs is not None:
                worth, costs = part.worth.money, part.costs.money
                if worth.currency == costs.currency:
                    ratio = None if costs.is_zero else worth.exact / costs.exact
                    return Extra(name, part.title or name, own, worth, costs, ratio, each.clause("services", box, name))
    return None


def _usefulness(extra: Extra) -> tuple[bool, Fraction, str]:
    """Sort what costs nothing first, then by falling ratio, then by name."""
    return extra.ratio is not None, -(extra.ratio or Fraction(0)), extra.name
