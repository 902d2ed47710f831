"""Which maintenance is left out: agreed or announced early enough, within the limit, not called off.

The planned end is the limit, so what overruns counts. A window that was declared after it began excuses nothing; it is
shown with that reason (docs/algorithms/availability.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from asagreed.facts.uptime import WindowHeld
from asagreed.measures.availability.periods import period_of
from asagreed.open_time import Span, Spans, in_words, in_zone
from asagreed.open_time.zones import zone_named
from asagreed.terms.resolved.uptime_clauses import MaintenanceTerms
from asagreed.terms.sections.maintenance import Window
from asagreed.terms.values.maintenance_windows import Budget

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A window before the limit was drawn: its planned stretch, and what of it qualifies so far."""

    name: str
    id: str
    planned: Span
    systems: tuple[str, ...]
    qualified: Span | None
    because: str
    agreed: str = ""
    """The name of the series in the agreement; empty for one that was announced."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A window with the time of it that is left out, and why that much."""

    window: Candidate
    spans: Spans
    because: str


def candidates(
    terms: MaintenanceTerms, held: Iterable[WindowHeld], *, within: Span, zone: str
) -> tuple[Candidate, ...]:
    """Return the agreed and the announced windows of a stretch, in order of time, each judged but for the limit."""
    records = sorted(held, key=lambda each: (each.starts_at, each.id))
    found: list[Candidate] = []
    used: set[str] = set()
    for name, window in terms.windows.items():
        own = {_on(each, window.zone or zone): each for each in records if each.agreed == name}
        for day, span in occurrences(window, within=within, zone=window.zone or zone):
            record = own.get(day)
            used |= {record.id} if record else set()
            found.append(_agreed(name, window, span, record, terms))
    found += [_announced(each, terms) for each in records if each.id not in used]
    touching = (each for each in found if each.planned.start < within.end and within.start < each.planned.end)
    return tuple(sorted(touching, key=lambda each: (each.planned, each.name, each.id)))


def occurrences(window: Window, *, within: Span, zone: str) -> Iterator[tuple[date, Span]]:
    """Yield the dates on which an agreed window begins, with the stretch: local start, then elapsed length."""
    day = in_zone(within.start, zone).date() - DAY
    last = in_zone(within.end, zone).date()
    while day <= last:
        if _is_on(window, day):
            begins = datetime.combine(day, time(window.from_ // 3600, window.from_ // 60 % 60), zone_named(zone))
            start = int(begins.timestamp())
            yield day, Span(start, start + window.for_)
        day += DAY


def left_out(windows: Iterable[Candidate], limit: Budget | None, *, zone: str) -> tuple[LeftOut, ...]:
    """Draw the limit in order of time; time that two windows share is used up once."""
    spent: dict[Span, int] = {}
    taken = Spans()
    found: list[LeftOut] = []
    for window in windows:
        if window.qualified is None:
            found.append(LeftOut(window, Spans(), window.because))
            continue
        new = Spans((window.qualified,)) - taken
        given = new if limit is None else Spans(_within_limit(new, limit, zone, spent))
        taken |= given
        because = window.because
        if limit is not None and given.total < new.total:
            because += f"; {in_words(new.total - given.total)} of it lie above the limit of {in_words(limit.seconds)} "
            because += f"a {limit.every}"
        found.append(LeftOut(window, given | (Spans((window.qualified,)) & taken), because))
    return tuple(found)


def _within_limit(spans: Spans, limit: Budget, zone: str, spent: dict[Span, int]) -> Iterator[Span]:
    for span in spans:
        at = span.start
        while at < span.end:
            period = period_of(at, every=limit.every, zone=zone)
            end = min(span.end, period.end)
            used = spent.get(period, 0)
            allowed = min(end - at, limit.seconds - used)
            if allowed > 0:
                yield Span(at, at + allowed)
                spent[period] = used + allowed
            at = end


def _agreed(name: str, window: Window, span: Span, record: WindowHeld | None, terms: MaintenanceTerms) -> Candidate:
    title, because = window.title or name, f"agreed, from {clock(window.from_)} for {in_words(window.for_)}"
    if record is None:
        return Candidate(
            name=title, id="", planned=span, systems=window.on, qualified=span, because=because, agreed=name
        )
    qualified, words = _held(span, record, terms)
    return Candidate(
        name=title,
        id=record.id,
        planned=span,
        systems=window.on or record.systems,
        qualified=qualified,
        because=f"{because}{words}",
        agreed=name,
    )


def _announced(record: WindowHeld, terms: MaintenanceTerms) -> Candidate:
    planned = Span(record.starts_at, max(record.planned_end_at, record.starts_at + 1))
    qualifies, because = _notice(record, terms)
    qualified, words = _held(planned, record, terms) if qualifies else (None, "")
    return Candidate(
        name=record.title or record.id,
        id=record.id,
        planned=planned,
        systems=record.systems,
        qualified=qualified,
        because=f"{because}{words}",
    )


def _notice(record: WindowHeld, terms: MaintenanceTerms) -> tuple[bool, str]:
    notified, needed = record.notified_at, terms.notice
    if notified is None:
        return False, "nobody announced it, so it excuses nothing"
    ahead = record.starts_at - notified
    if ahead < 0:
        return False, f"declared {in_words(-ahead)} after it began, so it excuses nothing: a matter to settle"
    if needed is not None and ahead >= needed:
        return True, f"announced {in_words(ahead)} ahead, {in_words(needed)} are needed"
    if terms.unannounced == "left out":
        return True, f"announced {in_words(ahead)} ahead; maintenance at short notice is left out too"
    if needed is None:
        return False, "the agreement leaves out agreed windows only, and says of no notice that would do"
    return False, f"announced {in_words(ahead)} ahead, and {in_words(needed)} are needed"


def _held(span: Span, record: WindowHeld, terms: MaintenanceTerms) -> tuple[Span | None, str]:
    """Return what is left of a window after it was called off or ended early, and the words for it."""
    if record.cancelled_at is not None and record.cancelled_at <= span.start:
        return None, "; called off"
    ended = [at for at in (record.ended_at, record.cancelled_at) if at is not None]
    if not ended or min(ended) >= span.end or (terms.ends == "planned" and record.cancelled_at is None):
        return span, ""
    end = min(ended)
    words = f"; over {in_words(span.end - end)} early"
    return (Span(span.start, end) if end > span.start else None), words


def _is_on(window: Window, day: date) -> bool:
    if day.weekday() not in window.every.days:
        return False
    place = window.every.place
    if place == -1:
        return (day + 7 * DAY).month != day.month
    return not place or (day.day - 1) // 7 + 1 == place


def _on(record: WindowHeld, zone: str) -> date:
    return in_zone(record.starts_at, zone).date()


def clock(seconds: int) -> str:
    """Return `02:00` of seconds after midnight."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
