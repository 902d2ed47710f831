"""Plans beside each other as plain data: groups of rows, a cell for each plan. Nothing is computed here but words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from asagreed.documents.plan_table import services, support, targets
from asagreed.documents.plan_table.cells import Group, Row, cell
from asagreed.documents.plan_table.words import Words, words_in
from asagreed.figures import Figure
from asagreed.foresight.plan_margin import CustomerSize, counted_by, ordered_by_price, price_of
from asagreed.money import Money
from asagreed.terms.resolved.fee_clauses import PER
from asagreed.terms.sections.services import BOXES
from asagreed.versions.plan_reading import ReadPlan


@dataclass(frozen=True, slots=True)
class Column:
    """A plan: its short title, its full one, and the version that is compared."""

    title: str
    subtitle: str
    pin: str


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The comparison of some plans as of a day (ISO), in a language."""

    title: str
    provider: str
    language: str
    day: str
    as_of: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    legend: tuple[tuple[str, str], ...]
    """Each box of services, and what its mark means."""
    note: str
    page: str


def compare_plans(
    plans: Iterable[ReadPlan], *, day: date, provider: str = "", size: CustomerSize | None = None, language: str = "en"
) -> PlanTable:
    """Return the comparison of plans, the one that costs least first, with prices for a size where one is given.

    Raises UnknownLanguage.
    """
    words, columns = words_in(language), ordered_by_price(plans)
    groups = (
        Group("price", words.say("group price"), tuple(_prices(columns, size, words))),
        Group("services", words.say("group services"), tuple(services.rows(columns, words))),
        Group("time", words.say("group time"), tuple(support.rows(columns, words))),
        *targets.groups(columns, words),
    )
    return PlanTable(
        title=words.say("title of", provider=provider) if provider else words.say("title"),
        provider=provider,
        language=language,
        day=day.isoformat(),
        as_of=words.say("as of", day=words.language.day(day)),
        columns=tuple(_column(plan) for plan in columns),
        groups=tuple(group for group in map(_told, groups) if group.rows),
        legend=tuple((box, words.say(f"legend {box}")) for box in BOXES),
        note=words.say("note"),
        page=words.sentences["page"],
    )


def _column(plan: ReadPlan) -> Column:
    rest = (plan.terms.title or "").partition(",")[2].strip()
    return Column(plan.title, rest, plan.pin)


def _told(group: Group) -> Group:
    """Return a group without the rows in which no plan says anything."""
    return replace(group, rows=tuple(row for row in group.rows if any(cell.is_said for cell in row.cells)))


def _prices(plans: Sequence[ReadPlan], size: CustomerSize | None, words: Words) -> Iterable[Row]:
    for name in dict.fromkeys(name for plan in plans for name in plan.terms.fees):
        yield Row(_fee_title(name, plans, words), tuple(cell(_price(plan, name, words), words) for plan in plans))
    if size is not None and counted_by(plans):
        told = CustomerSize({what: size.counts[what] for what in counted_by(plans) if what in size.counts})
        figures = (price_of(plan, size) for plan in plans)
        title = words.say("row total", size=words.listed(words.counted(*each) for each in told.counts.items()))
        yield Row(title, tuple(cell(_amount(figure, words), words, is_strong=True) for figure in figures))


def _fee_title(name: str, plans: Sequence[ReadPlan], words: Words) -> str:
    if name.startswith(PER):
        return words.say("row per", what=words.thing(name.removeprefix(PER)))
    title = next((fee.title for plan in plans if (fee := plan.terms.fees.get(name)) and fee.title), None)
    return title or (words.say("row flat") if name == "flat" else name)


def _price(plan: ReadPlan, name: str, words: Words) -> str:
    fee = plan.terms.fees.get(name)
    return words.say("a month", price=words.value(str(fee.price.money))) if fee else ""


def _amount(figure: Figure, words: Words) -> str:
    return words.value(str(figure.value)) if isinstance(figure.value, Money) else ""
