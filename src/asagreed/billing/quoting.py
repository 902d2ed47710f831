"""What planned work would cost: now, tonight, or from the next opening, side by side (mission B11).

Every choice is worked out like work that was done: entries are made up for it, settled after everything that is on
record, and only their parts are looked at. So a quote says what the statement would say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal

from asagreed.billing.charges.charge import Charge, Unsettled
from asagreed.billing.charges.work_charges import work_charges
from asagreed.billing.work.boundaries import Month, version_at
from asagreed.billing.work.explaining import explain_part
from asagreed.billing.work.settling import WorkPart, settle
from asagreed.errors import NoSupportHours
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry
from asagreed.figures import Figure
from asagreed.money import Money, round_half_up, total
from asagreed.open_time import in_zone
from asagreed.open_time.counting import OpenHours
from asagreed.terms import Terms
from asagreed.terms.resolved.rate_card import local_midnight
from asagreed.versions import History

Choice = Literal["now", "tonight", "from the next opening"]
CHOICES: tuple[Choice, ...] = ("now", "tonight", "from the next opening")
PLANNED = "planned"
NIGHT = 12 * 3600
"""How long after midnight a shift may end and still be that of the evening before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """A piece of work and the least and the most seconds that it is expected to take; `entry` says the rest."""

    title: str
    least: int
    most: int
    entry: WorkEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a choice comes to when all work takes the least, or the most, time.

    `free` are seconds that are covered; `drawn` the seconds taken from each lot; `net` what is billed without tax,
    None without a currency; `unsettled` what somebody has to decide first; `refused` what is not done.
    """

    starts_at: int
    ends_at: int
    free: int
    drawn: dict[str, int]
    billed_seconds: int
    net: Money | None
    parts: tuple[WorkPart, ...]
    unsettled: tuple[Unsettled, ...]
    excluded: tuple[WorkPart, ...]
    figure: Figure


@dataclass(frozen=True, slots=True)
class QuotedChoice:
    """One way to do the work, with the least and the most that it comes to."""

    choice: Choice
    least: Outcome
    most: Outcome


@dataclass(frozen=True, slots=True)
class Quote:
    """Planned work as of a moment, in every way in which it may be done."""

    agreement: str
    zone: str
    at: int
    version_hash: str
    work: tuple[PlannedWork, ...]
    choices: tuple[QuotedChoice, ...] = field(default=())


def quote_work(
    work: Sequence[PlannedWork], history: History, books: Books, *, at: int, entries: Sequence[WorkEntry] = ()
) -> Quote:
    """Return what planned work would cost, asked at a moment (UTC seconds), after the entries on record.

    Raises NotInForce, and NoSupportHours where nothing tells when the desk opens.
    """
    version = history.version_in_force(at=at)
    hours = support_hours(version.terms)
    evening = _closing(hours, at, history.zone)
    done = tuple(entry for entry in entries if entry.began_at < at)
    quoted = tuple(
        QuotedChoice(
            choice,
            *(
                _outcome(_laid(work, choice, hours, evening, at, longest=longest), done, history, books)
                for longest in (False, True)
            ),
        )
        for choice in CHOICES
    )
    return Quote(history.agreement, history.zone, at, version.hash, tuple(work), quoted)


def support_hours(terms: Terms) -> OpenHours:
    """Return the calendar outside of which work costs more, else the one that included services have."""
    outside = next((band.calendar for band in terms.rates.bands if band.is_inside_out), None)
    named = outside or next((service.hours for service in terms.scope.services if service.hours), None)
    if named is None and "support" in terms.calendars:
        named = "support"
    if named is None:
        raise NoSupportHours(agreement=terms.agreement)
    return terms.calendar(named)


def _laid(
    work: Sequence[PlannedWork], choice: Choice, hours: OpenHours, evening: int, at: int, *, longest: bool
) -> tuple[WorkEntry, ...]:
    """Return entries for the work, one after the other: straight through, or within the opening hours only."""
    if choice == "from the next opening":
        return tuple(_within_hours(work, hours, max(evening, at), longest=longest))
    return tuple(_straight(work, evening if choice == "tonight" else at, longest=longest))


def _closing(hours: OpenHours, at: int, zone: str) -> int:
    """Return when the desk closes for the day, or the moment itself where it is closed already or never closes."""
    midnight = local_midnight(in_zone(at, zone).date() + timedelta(days=1), zone)
    spans = [span for span in hours.spans(at, midnight + NIGHT) if span.start < midnight]
    is_endless = bool(spans) and spans[-1].end == midnight + NIGHT
    return spans[-1].end if spans and not is_endless else at


def _straight(work: Sequence[PlannedWork], starts: int, *, longest: bool) -> Iterator[WorkEntry]:
    for number, planned in enumerate(work):
        seconds = planned.most if longest else planned.least
        yield _entry(planned, number, 0, starts, starts + seconds)
        starts += seconds


def _within_hours(work: Sequence[PlannedWork], hours: OpenHours, starts: int, *, longest: bool) -> Iterator[WorkEntry]:
    for number, planned in enumerate(work):
        seconds = planned.most if longest else planned.least
        first = hours.opening_from(starts)
        ends = hours.moment_after(first, seconds)
        for piece, span in enumerate(hours.spans(first, ends)):
            yield _entry(planned, number, piece, span.start, span.end)
        starts = ends


def _entry(planned: PlannedWork, number: int, piece: int, start: int, end: int) -> WorkEntry:
    named = f"{PLANNED} {number + 1}"
    return replace(
        planned.entry,
        id=f"{named}.{piece + 1}",
        job=named,
        start=start,
        end=end,
        seconds=end - start,
        recorded_at=start,
    )


def _outcome(planned: tuple[WorkEntry, ...], done: tuple[WorkEntry, ...], history: History, books: Books) -> Outcome:
    settlement = settle((*done, *planned), history, books)
    names = {entry.id for entry in planned}
    parts = [part for part in settlement.parts if part.entry in names]
    version = version_at(history, planned[0].began_at) or history.versions[-1]
    currency = version.terms.currency or ""
    only = replace(settlement, parts=parts)
    months: tuple[Month, ...] = tuple(dict.fromkeys(part.appears_in for part in parts))
    charges = [each for month in months for each in work_charges(only, month, currency=currency)]
    nets = [round_half_up(each.exact, currency) for each in charges if isinstance(each, Charge)]
    net = total(nets, currency) if currency else None
    figures = tuple(explain_part(part, zone=history.zone, currency=currency) for part in parts)
    travel = tuple(each.figure for each in charges if isinstance(each, Charge) and each.item == "travel")
    drawn: dict[str, int] = {}
    for part in parts:
        if part.taken:
            drawn[part.purse] = drawn.get(part.purse, 0) + part.taken
    return Outcome(
        starts_at=planned[0].began_at,
        ends_at=max(entry.ended_at for entry in planned),
        free=sum(part.billed for part in parts if part.source == "free"),
        drawn=drawn,
        billed_seconds=sum(part.billed for part in parts if part.source in ("rate", "retainer", "quote")),
        net=net,
        parts=tuple(parts),
        unsettled=tuple(each for each in charges if isinstance(each, Unsettled)),
        excluded=tuple(part for part in parts if part.source == "excluded"),
        figure=Figure(net, currency, "what is billed for this work, without tax", (), (), (*figures, *travel)),
    )
