"""Past work under an agreement, or a draft: what would have been covered, drawn and billed (mission G2, money)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asagreed.billing.statements.statement import Statement, statement_of
from asagreed.billing.work.boundaries import Month, months_between
from asagreed.billing.work.settling import SOURCES, Settlement, WorkPart, settle
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry
from asagreed.figures import Figure
from asagreed.money import Money, no_money, total
from asagreed.versions import History


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkShare:
    """The work that one outcome holds: how many parts and seconds of it, with a figure that names the entries."""

    outcome: str
    parts: int
    seconds: int
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReplay:
    """What the work of some months comes to under one agreement; money without tax, None without a currency.

    `by_item` are the sums by kind of charge, `unsettled` why work could not be settled, and how many seconds of it.
    """

    name: str
    agreement: str
    currency: str
    first: Month
    last: Month
    entries: int
    shares: tuple[WorkShare, ...]
    by_item: dict[str, Money]
    net: Money | None
    unsettled: tuple[tuple[str, int], ...]
    statements: tuple[Statement, ...]
    figure: Figure


def replay_work(entries: Sequence[WorkEntry], history: History, books: Books, *, name: str) -> WorkReplay:
    """Return what past work would have come to under an agreement, month by month; nothing counts as issued."""
    settlement = settle(entries, history, books)
    months = tuple(_months(settlement))
    statements = tuple(statement_of(settlement, month=month) for month in months)
    currency = history.versions[-1].terms.currency or ""
    items: dict[str, Money] = {}
    for statement in statements:
        for line in statement.lines:
            items[line.charge.item] = items.get(line.charge.item, no_money(currency)) + line.net
    net = total((statement.net for statement in statements), currency) if currency else None
    return WorkReplay(
        name=name,
        agreement=history.agreement,
        currency=currency,
        first=months[0] if months else (0, 1),
        last=months[-1] if months else (0, 1),
        entries=len(settlement.entries),
        shares=tuple(_shares(settlement.parts)),
        by_item=items,
        net=net,
        unsettled=tuple(_reasons(settlement.parts)),
        statements=statements,
        figure=Figure(
            net,
            currency,
            f"statements of {len(statements)} months, without tax",
            (),
            (),
            tuple(_net(statement) for statement in statements if statement.lines),
        ),
    )


def _net(statement: Statement) -> Figure:
    because = f"the lines of {statement.month[0]}-{statement.month[1]:02d}, without tax"
    lines = tuple(line.figure for line in statement.lines)
    return Figure(statement.net, statement.currency, because, (), (), lines)


def _months(settlement: Settlement) -> Iterator[Month]:
    """Yield the months from the first work to the last in which a version was in force."""
    worked = sorted({part.month for part in settlement.parts if part.judgement.version})
    if worked:
        yield from months_between(worked[0], worked[-1])


def _shares(parts: Sequence[WorkPart]) -> Iterator[WorkShare]:
    for outcome in SOURCES:
        found = [part for part in parts if part.source == outcome]
        if found:
            seconds = sum(part.billed for part in found)
            events = tuple(dict.fromkeys(part.entry for part in found))
            clauses = tuple(dict.fromkeys(part.clause or part.judgement.clause for part in found))
            cited = tuple(clause for clause in clauses if clause)
            figure = Figure(seconds, "s", f"{len(found)} parts of work", cited, events)
            yield WorkShare(outcome=outcome, parts=len(found), seconds=seconds, figure=figure)


def _reasons(parts: Sequence[WorkPart]) -> Iterator[tuple[str, int]]:
    """Yield why work could not be settled, the most frequent reason first, with how much work it is."""
    counted: dict[str, int] = {}
    for part in parts:
        if part.source == "undecided":
            why = part.because or part.judgement.because
            counted[why] = counted.get(why, 0) + part.billed
    yield from sorted(counted.items(), key=lambda each: -each[1])
