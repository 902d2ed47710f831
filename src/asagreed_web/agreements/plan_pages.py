"""What pages print of plans: services beside each other, boxes of a draft, margins and their reasons, sizes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from asagreed.documents.plan_table import PlanTable
from asagreed.documents.plan_table.sentences import SENTENCES
from asagreed.documents.plan_table.services import capital, names_of, remarks, said_of
from asagreed.documents.plan_table.words import Words, words_in
from asagreed.figures import Clause, Figure
from asagreed.foresight.plan_margin import (
    CustomerSize,
    Extra,
    PlanMargin,
    counted_by,
    extras_of,
    margin_of,
    ordered_by_price,
)
from asagreed.money import Money
from asagreed.terms.sections.services import ARRANGED, BOXES, EXCLUDED, INCLUDED, ServicePart
from asagreed.versions.plan_reading import ReadPlan
from asagreed_web.agreements.models import PlanDraft

USUAL_COUNTS = {"user": 10, "device": 10, "workstation": 10}
"""How many there are in the example, where nobody said otherwise; of anything else there is one."""
LARGEST_COUNT = 1_000_000
NOT_NAMED = ""
"""The box of services that a plan has no word of."""


@dataclass(frozen=True, slots=True)
class AskedSize:
    """The size of a customer as it was asked for: each count as typed, and what of it cannot be."""

    typed: Mapping[str, str]
    wrong: tuple[str, ...]
    size: CustomerSize

    @property
    def query(self) -> str:
        """The size as the end of an address."""
        return urlencode(self.typed)


@dataclass(frozen=True, slots=True)
class ServiceCell:
    """What a plan says of a service in one of its boxes."""

    box: str
    name: str
    title: str
    remark: str
    costs: Money | None
    worth: Money | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service, and what each plan says of it: nothing, or something in one box or more."""

    name: str
    title: str
    cells: tuple[tuple[ServiceCell, ...], ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan beside others: its margin, what could be added to it, what the comparison says, and its draft."""

    plan: ReadPlan
    margin: PlanMargin
    extras: tuple[Extra, ...]
    facts: tuple[tuple[str, str], ...]
    draft: PlanDraft | None


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box of a draft with the services that stand in it; the services of the last one stand in no box."""

    code: str
    cards: tuple[ServiceCell, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft that can be read: its boxes, its margin beside that of the edition it rests on, what could be added."""

    plan: ReadPlan
    boxes: tuple[BoxView, ...]
    margin: PlanMargin
    before: PlanMargin | None
    extras: tuple[Extra, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A part of a figure: how deep it stands, and its sign in the sum."""

    depth: int
    is_taken_off: bool
    figure: Figure


def asked_size(counted: Iterable[str], typed: Mapping[str, str]) -> AskedSize:
    """Return the size that was typed for what fees count; without a word the usual one of an example."""
    said = {what: typed.get(what, "").strip() or str(USUAL_COUNTS.get(what, 1)) for what in counted}
    fine = {what: int(text) for what, text in said.items() if _is_count(text)}
    return AskedSize(said, tuple(what for what in said if what not in fine), CustomerSize(fine))


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= LARGEST_COUNT


def plan_language(language: str | None) -> str:
    """Return the language of a reader where comparisons are printed in it, else English."""
    code = (language or "").partition("-")[0]
    return code if code in SENTENCES else "en"


def service_rows(plans: Sequence[ReadPlan], language: str) -> list[ServiceRow]:
    """Return every service of some plans with what each of them says of it."""
    words = words_in(language)
    return [_service_row(name, plans, words) for name in names_of(plans)]


def _service_row(name: str, plans: Sequence[ReadPlan], words: Words) -> ServiceRow:
    cells = tuple(tuple(_cell(plan, box, name, part, words) for box, part in said_of(plan, name)) for plan in plans)
    title = next((each.title for cell in cells for each in cell if each.title != capital(name)), capital(name))
    return ServiceRow(name, title, cells)


def _cell(plan: ReadPlan, box: str, name: str, part: ServicePart, words: Words) -> ServiceCell:
    return ServiceCell(
        box=box,
        name=name,
        title=capital(part.title or name),
        remark=" · ".join(remarks(plan, box, name, part, words)),
        costs=part.costs.money if part.costs else None,
        worth=part.worth.money if part.worth else None,
        clause=plan.clause("services", box, name),
    )


def plan_views(
    plans: Sequence[ReadPlan], table: PlanTable, drafts: Mapping[str, PlanDraft], size: CustomerSize
) -> list[PlanView]:
    """Return plans as they stand beside each other in a comparison."""
    return [
        PlanView(
            plan, margin_of(plan, size, plans), extras_of(plan, plans), _facts(table, place), drafts.get(plan.name)
        )
        for place, plan in enumerate(ordered_by_price(plans))
    ]


def _facts(table: PlanTable, place: int) -> tuple[tuple[str, str], ...]:
    """Return what a comparison says of a plan first: prices, hours, and the times of the most urgent tickets."""
    rows = [
        (row.title, row.cells[place]) for each in table.groups if each.code in ("price", "time") for row in each.rows
    ]
    for each in table.groups:
        if each.code.startswith("clock "):
            first = each.rows[0]
            rows.append((f"{each.title}, {first.title.partition(' ')[0]}", first.cells[place]))
    return tuple((title, cell.words) for title, cell in rows if cell.is_said and not cell.is_strong)


def draft_view(
    plan: ReadPlan, before: ReadPlan | None, others: Sequence[ReadPlan], size: CustomerSize, language: str
) -> DraftView:
    """Return a draft with its boxes; services that other plans or the edition before name stand in the last one."""
    words = words_in(language)
    beside = [each for each in (before, *others) if each is not None]
    boxes = [
        BoxView(box, tuple(_cell(plan, box, name, part, words) for name, part in parts.items()))
        for box, parts in _boxes(plan)
    ]
    named = {card.name for box in boxes for card in box.cards}
    rest = [name for name in names_of(beside) if name not in named]
    elsewhere = tuple(_elsewhere(name, beside, words) for name in rest)
    return DraftView(
        plan=plan,
        boxes=(*boxes, BoxView(NOT_NAMED, elsewhere)),
        margin=margin_of(plan, size, beside),
        before=margin_of(before, size, others) if before else None,
        extras=extras_of(plan, beside),
    )


def _boxes(plan: ReadPlan) -> tuple[tuple[str, Mapping[str, ServicePart]], ...]:
    services = plan.terms.services
    return (INCLUDED, services.included), (EXCLUDED, services.excluded), (ARRANGED, services.by_arrangement)


def _elsewhere(name: str, plans: Sequence[ReadPlan], words: Words) -> ServiceCell:
    """Return a service that only other plans name, as the one says it that says what it costs, if any does."""
    said = [_cell(plan, box, name, part, words) for plan in plans for box, part in said_of(plan, name)]
    best = next((each for each in said if each.costs is not None), said[0])
    return ServiceCell(NOT_NAMED, name, best.title, "", best.costs, best.worth, best.clause)


def figure_lines(margin: PlanMargin) -> list[FigureLine]:
    """Return what a margin is made of, line by line: the price with its fees, minus the costs with their services."""
    return [
        FigureLine(depth, is_taken_off, figure)
        for is_taken_off, whole in ((False, margin.price), (True, margin.costs))
        for depth, figure in ((0, whole), *((1, part) for part in whole.parts))
    ]


def next_month(newest: str, *, at: int) -> str:
    """Return the month under which a next edition may be entered: this one (UTC), or the one after the newest."""
    now = datetime.fromtimestamp(at, UTC)
    this = f"{now.year}-{now.month:02d}"
    if newest < this:
        return this
    year, month = int(newest[:4]), int(newest[5:7])
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """Return how two texts differ, as lines with «+», «-», a blank, or «…» where lines were left out."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
    return [("…", "") if line.startswith("@@") else (line[0], line[1:]) for line in lines]


__all__ = [
    "BOXES",
    "NOT_NAMED",
    "AskedSize",
    "BoxView",
    "DraftView",
    "FigureLine",
    "PlanView",
    "ServiceCell",
    "ServiceRow",
    "asked_size",
    "changed_lines",
    "counted_by",
    "draft_view",
    "figure_lines",
    "next_month",
    "plan_language",
    "plan_views",
    "service_rows",
]
