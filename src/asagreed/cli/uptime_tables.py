"""Availability in the terminal: the figures, and below them what each is made from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from asagreed.cli.tables import new_console, new_table
from asagreed.cli.why import print_why
from asagreed.figures import figure_data
from asagreed.measures.availability import Availability, in_percent
from asagreed.open_time import in_words, in_zone


def print_availability(found: Sequence[Availability], *, why: bool) -> None:
    """Print the figures of a period, then outages, windows and unknown time, and what was assumed."""
    console = new_console()
    console.print(_figures(found))
    for each in found:
        for table in _behind(each):
            console.print(table)
    for words in dict.fromkeys(f"{each.name}: {said}." for each in found for said in _said(each)):
        console.print(words)
    if why:
        for each in found:
            print_why(console, each.name, figure_data(each.figure))


def _figures(found: Sequence[Availability]) -> Table:
    first = found[0]
    period = f"{_day(first.period.start, first)} to {_day(found[-1].period.end, first)}"
    heads = ("", "shown", "between", "promised", "verdict", "down", "allowed", "unknown", "of", "raw")
    table = new_table(f"Availability, {period}", *heads)
    for each in found:
        is_part = each.period != first.period or found[-1].period != first.period
        since = f" from {_day(each.period.start, each)}" if is_part else ""
        table.add_row(
            each.name + (f" ({each.form})" if each.form else "") + since,
            in_percent(each.shown),
            "" if each.low == each.high else f"{in_percent(each.low)} to {in_percent(each.high)}",
            in_percent(each.promised),
            each.verdict,
            in_words(int(each.down)),
            "" if each.allowance is None else in_words(each.allowance),
            in_words(int(each.unknown)) if each.unknown else "",
            f"{in_words(each.base)} of {each.basis}",
            in_percent(each.raw),
        )
    return table


def _behind(each: Availability) -> list[Table]:
    tables = [(_outages, each.outages), (_windows, each.windows), (_unknown, each.unknown_spans)]
    return [make(each) for make, listed in tables if listed]


def _outages(each: Availability) -> Table:
    table = new_table(f"{each.name}: outages", "from", "to", "time", "counts", "why", "cause")
    for outage in each.outages:
        is_over = outage.outage.restored_at is not None
        table.add_row(
            _moment(outage.start_at, each),
            _moment(outage.end_at, each) if is_over else "not over",
            in_words(outage.seconds),
            in_words(int(outage.counted)),
            outage.because,
            outage.outage.cause,
        )
    return table


def _windows(each: Availability) -> Table:
    table = new_table(f"{each.name}: maintenance", "window", "from", "to", "left out", "why")
    for window in each.windows:
        start, end = (_moment(at, each) for at in (window.span.start, window.span.end))
        table.add_row(window.name, start, end, in_words(window.left_out), window.because)
    return table


def _unknown(each: Availability) -> Table:
    table = new_table(f"{each.name}: watched by nobody", "from", "to", "time")
    for span in each.unknown_spans:
        table.add_row(_moment(span.start, each), _moment(span.end, each), in_words(span.seconds))
    return table


def _said(each: Availability) -> list[str]:
    said = list(each.assumed)
    if each.known_enough is False:
        watched = in_percent(each.coverage)
        said.append(f"only {watched} of the time was watched, less than agreed: look for other evidence")
    said += [f"{further.name}: {further.because}: {further.verdict}" for further in each.further]
    if each.measured_until < each.period.end:
        said.append(f"measured up to {_moment(each.measured_until, each)}; the period is not over")
    others = {name: share for name, share in each.beside.items() if share is not None and share != each.high}
    if each.outages and others:
        told = ", ".join(f"{in_percent(share)} if it counted from {name}" for name, share in others.items())
        said.append(f"counted from {each.counts_from}; it would be {told}")
    return said


def _moment(at: int, each: Availability) -> str:
    return in_zone(at, each.zone).strftime("%Y-%m-%d %H:%M:%S")


def _day(at: int, each: Availability) -> str:
    return in_zone(at, each.zone).strftime("%Y-%m-%d")
