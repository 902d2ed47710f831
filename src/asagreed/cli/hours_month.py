"""A month of a calendar as a picture in the terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from asagreed.cli.hours_calendar import AskedCalendar
from asagreed.open_time import Span, in_words, in_zone
from asagreed.open_time.reasons import stretches
from asagreed.open_time.zones import EPOCH, stretches_of_year, zone_named

DAY, CELL, CELLS = 86_400, 1_800, 48
SCALE = "".join(f"{hour:<6}" for hour in range(0, 24, 3))
OPEN, PARTLY, CLOSED, SKIPPED = "open", "partly", "closed", "skipped"
GLYPHS = {OPEN: "█", PARTLY: "▒", CLOSED: "·", SKIPPED: "-"}
ASCII = {OPEN: "#", PARTLY: "+", CLOSED: ".", SKIPPED: "-"}
NAMED_ELSEWHERE = "outside "


@dataclass
class PaintedDay:
    """The half hours of a local date: how long the clock shows each, and how long of that is open."""

    shown: list[int] = field(default_factory=lambda: [0] * CELLS)
    opened: list[int] = field(default_factory=lambda: [0] * CELLS)
    notes: list[str] = field(default_factory=list)

    def cells(self) -> Iterator[str]:
        """Yield what each half hour is."""
        for shown, opened in zip(self.shown, self.opened, strict=True):
            yield SKIPPED if not shown else OPEN if opened == shown else PARTLY if opened else CLOSED


def print_month(asked: AskedCalendar, first: date) -> None:
    """Print a row a day with its half hours, what is special about it, and its open time."""
    console = Console(highlight=False)
    glyphs = ASCII if console.options.ascii_only else GLYPHS
    painted = paint_month(asked, first)
    console.print(f"[bold]{asked.name}[/bold], {first:%B %Y}, times in {asked.zone}\n")
    console.print(Text(f"{'':8}{SCALE}"), no_wrap=True)
    notes = []
    for day, one in painted.items():
        note = "; ".join(one.notes)
        room = console.width - 8 - CELLS - 8
        short = note if len(note) <= room else note[: max(room - 1, 0)] + "~"
        notes += [f"{day:%a %d}  {note}"] if short != note else []
        console.print(
            Text(f"{day:%a %d}  " + "".join(glyphs[cell] for cell in one.cells()) + _total(one) + short), no_wrap=True
        )
    opened = sum(sum(one.opened) for one in painted.values())
    shown = sum(sum(one.shown) for one in painted.values())
    days = sum(any(one.opened) for one in painted.values())
    console.print(f"\n{in_words(opened)} open on {days} days, of {in_words(shown)} on the wall")
    legend = "  ".join(f"{glyphs[key]} {key}" for key in (OPEN, PARTLY, CLOSED))
    console.print(Text(f"{legend}  (each half an hour)"))
    for line in notes:
        console.print(Text(line))


def _total(one: PaintedDay) -> str:
    minutes, seconds = divmod(sum(one.opened), 60)
    return f" {minutes // 60:>2}:{minutes % 60:02}{'+' if seconds else ' '} " if minutes or seconds else " " * 8


def paint_month(asked: AskedCalendar, first: date) -> dict[date, PaintedDay]:
    """Return the dates of a month that the clock shows, in order."""
    after = (first + timedelta(days=31)).replace(day=1)
    start, end = (_midnight(day, asked.zone) for day in (first, after))
    painted: dict[date, PaintedDay] = defaultdict(PaintedDay)
    for face, seconds in _faces([Span(start, end)], asked.zone):
        painted[face[0]].shown[face[1]] += seconds
    for face, seconds in _faces(asked.hours.spans(start, end), asked.zone):
        painted[face[0]].opened[face[1]] += seconds
    _note_reasons(painted, asked, start, end)
    _note_changes(painted, asked.zone, start, end)
    return dict(sorted(painted.items()))


def _midnight(day: date, zone: str) -> int:
    local = datetime.combine(day, datetime.min.time(), zone_named(zone))
    return (local - EPOCH) // timedelta(seconds=1)


def _faces(spans: Iterable[Span], zone: str) -> Iterator[tuple[tuple[date, int], int]]:
    """Yield the half hours on the clock, by date and number, that spans touch, with the seconds in each."""
    for span in spans:
        for start, end in _on_wall(span, zone):
            cell = start // CELL
            while cell * CELL < end:
                day, number = divmod(cell, CELLS)
                seconds = min(end, (cell + 1) * CELL) - max(start, cell * CELL)
                yield (EPOCH.date() + timedelta(days=day), number), seconds
                cell += 1


def _on_wall(span: Span, zone: str) -> Iterator[tuple[int, int]]:
    """Yield a span as the clock shows it, in pieces without a change of the clock."""
    years = range(in_zone(span.start, "UTC").year, in_zone(span.end - 1, "UTC").year + 1)
    for stretch in (one for year in years for one in stretches_of_year(zone, year)):
        start, end = max(span.start, stretch.start), min(span.end, stretch.end)
        if start < end:
            yield start + stretch.offset, end + stretch.offset


def _note_reasons(painted: dict[date, PaintedDay], asked: AskedCalendar, start: int, end: int) -> None:
    for one in stretches(asked.hours, start, end, zone=asked.zone):
        if one.is_open or one.why.startswith(NAMED_ELSEWHERE):
            continue
        day = in_zone(one.start, asked.zone).date()
        last = in_zone(one.end - 1, asked.zone).date()
        while day <= last:
            note = one.why.removeprefix("holiday: ")
            if day in painted and note not in painted[day].notes:
                painted[day].notes.append(note)
            day += timedelta(days=1)


def _note_changes(painted: dict[date, PaintedDay], zone: str, start: int, end: int) -> None:
    years = range(in_zone(start, "UTC").year, in_zone(end, "UTC").year + 1)
    found = [one for year in years for one in stretches_of_year(zone, year)]
    for before, after in pairwise(found):
        if before.offset != after.offset and start <= after.start < end:
            step = after.offset - before.offset
            note = f"clocks {'+' if step > 0 else '-'}{in_words(abs(step))}"
            painted[in_zone(after.start, zone).date()].notes.append(note)
