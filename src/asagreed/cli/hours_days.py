"""Open time day by day in the terminal: what counted, and what was left out for which reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from rich.console import Console

from asagreed.cli.hours_calendar import AskedCalendar
from asagreed.cli.tables import new_table
from asagreed.open_time import in_words, in_zone
from asagreed.open_time.reasons import Stretch, next_midnight, stretches


@dataclass
class LocalDay:
    """A local date with its stretches, in words of the clock on the wall."""

    day: date
    counted: list[str] = field(default_factory=list)
    seconds: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    """The seconds that did not count, by the reason."""


def print_elapsed(asked: AskedCalendar, start: int, end: int) -> None:
    """Print the open time between two moments, then the days behind it."""
    seconds = asked.hours.seconds_between(start, end)
    console = Console(highlight=False)
    console.print(f"[bold]{in_words(seconds)}[/bold] of {asked.name} passed")
    _print_range(console, asked, start, end)
    _print_days(console, asked, start, end)


def print_deadline(asked: AskedCalendar, start: int, seconds: int) -> None:
    """Print when so much open time has passed, then the days until then."""
    due = asked.hours.moment_after(start, seconds)
    console = Console(highlight=False)
    console.print(f"due [bold]{_moment(due, asked.zone)}[/bold]: {in_words(seconds)} of {asked.name}")
    _print_range(console, asked, start, due)
    _print_days(console, asked, start, due)


def _print_range(console: Console, asked: AskedCalendar, start: int, end: int) -> None:
    console.print(f"from {_moment(start, asked.zone)}\nto   {_moment(end, asked.zone)} ({asked.zone})")
    console.print(f"{in_words(end - start)} on the wall\n")


def _print_days(console: Console, asked: AskedCalendar, start: int, end: int) -> None:
    table = new_table("", "date", "counted", "open time", "left out")
    for one in days_between(asked, start, end):
        counted, told = ", ".join(one.counted), in_words(one.seconds) if one.seconds else ""
        left_out = "\n".join(f"{in_words(length)} {why}" for why, length in one.left_out.items())
        table.add_row(f"{one.day:%a %Y-%m-%d}", counted, told, left_out)
    if end > start:
        console.print(table)


def days_between(asked: AskedCalendar, start: int, end: int) -> Iterator[LocalDay]:
    """Yield each local date that the clock shows between two moments."""
    current: LocalDay | None = None
    for one in _cut_at_midnight(stretches(asked.hours, start, end, zone=asked.zone), asked.zone):
        day = in_zone(one.start, asked.zone).date()
        if current is None or current.day != day:
            if current is not None:
                yield current
            current = LocalDay(day)
        seconds = one.end - one.start
        if one.is_open:
            current.counted.append(f"{_clock(in_zone(one.start, asked.zone))}-{_end_face(one, asked.zone)}")
            current.seconds += seconds
        else:
            current.left_out[one.why] = current.left_out.get(one.why, 0) + seconds
    if current is not None:
        yield current


def _cut_at_midnight(found: Iterator[Stretch], zone: str) -> Iterator[Stretch]:
    for one in found:
        start = one.start
        while start < one.end:
            end = min(next_midnight(start, zone), one.end)
            yield Stretch(start, end, is_open=one.is_open, why=one.why)
            start = end


def _end_face(one: Stretch, zone: str) -> str:
    end = in_zone(one.end, zone)
    return "24:00" if end.date() > in_zone(one.start, zone).date() else _clock(end)


def _clock(local: datetime) -> str:
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def _moment(moment: int, zone: str) -> str:
    local = in_zone(moment, zone)
    offset = local.strftime("%z")
    return f"{local:%a %Y-%m-%d} {_clock(local)} {offset[:3]}:{offset[3:5]}"
