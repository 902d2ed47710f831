"""Uptime per system and combined, with every outage, window and unknown stretch behind it."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.report.cells import BAD, GOOD, NEUTRAL, Data, cell, column, row, section, table
from asagreed.documents.report.wording import NOTHING, Wording
from asagreed.measures.availability import Availability
from asagreed.open_time import in_zone
from asagreed.proof import Measured
from asagreed.proof.periods import period_around

STATES = {"met": GOOD, "missed": BAD, "undetermined": NEUTRAL, "not applicable": NEUTRAL}


def title_of(name: str, measured: Measured) -> str:
    """Return what a system is called; a combined figure is called what the agreement calls it."""
    system = measured.version.terms.systems.get(name)
    return system.title or name if system else name


def figures_table(uptime: tuple[Availability, ...], measured: Measured, words: Wording) -> Data:
    """Return uptime per system and combined, with what was lost, beside the promise."""
    columns = [
        column("system", words.say("system")),
        column("period", words.say("in the period")),
        column("promised", words.say("promised"), "number"),
        column("uptime", words.say("uptime"), "number"),
        column("lost", words.say("lost"), "number"),
        column("unknown", words.say("unknown"), "number"),
        column("verdict", words.say("verdict"), "state"),
    ]
    rows = (_figure(each, measured, words) for each in uptime)
    return table("uptime", words.say("uptime per system"), columns, rows, empty=words.say("no uptime agreed"))


def _figure(each: Availability, measured: Measured, words: Wording) -> Data:
    promised = each.promised
    shown = words.availability(each.shown)
    return row(
        f"{each.name} {in_zone(each.period.start, each.zone).date().isoformat()}",
        cell(words.say("combined", name=each.name) if each.is_combined else title_of(each.name, measured), each.name),
        cell(_period(each, words)),
        cell(NOTHING) if promised is None else cell(words.promised(promised), promised),
        cell(shown, each.shown, why=each.figure),
        cell(words.length(each.down), each.down, unit="s"),
        cell(words.length(each.unknown), each.unknown, unit="s"),
        _verdict(each, words),
    )


def _verdict(each: Availability, words: Wording) -> Data:
    if each.promised is None:
        return cell(words.say("shown only"), state=NEUTRAL)
    return cell(words.say(f"uptime {each.verdict}"), state=STATES[each.verdict])


def _period(each: Availability, words: Wording) -> str:
    """Return the stretch that a figure is about: a month, quarter or year where it is a whole one, else its days.

    A quarter or year that was not over yet is told so far: its verdict may still change.
    """
    start = in_zone(each.period.start, each.zone)
    for every in ("month", "quarter", "year"):
        whole = period_around(12 * start.year + start.month - 1, every)
        if whole.span(each.zone) == each.period:
            is_open = every != "month" and each.measured_until < each.period.end
            return words.say("period so far", period=words.period(whole)) if is_open else words.period(whole)
    return words.say("days", first=words.day(each.period.start), last=words.day(each.period.end - 1))


def section_of(uptime: tuple[Availability, ...], measured: Measured, words: Wording) -> Data:
    """Return every outage that counts or does not, every window, and every stretch that nobody watched."""
    systems = [each for each in uptime if not each.is_combined]
    beside = [each for each in uptime if each.is_combined]
    shown = systems or beside
    return section(
        "uptime",
        words.say("uptime section"),
        _outages(shown, measured, words),
        _windows(shown, words),
        _unknown(shown, measured, words),
        text=[words.say("uptime read")],
    )


def _outages(figures: list[Availability], measured: Measured, words: Wording) -> Data:
    columns = [
        column("system", words.say("system")),
        column("from", words.say("from")),
        column("until", words.say("until")),
        column("counted", words.say("counted"), "number"),
        column("cause", words.say("cause and reason")),
    ]
    rows = {
        f"{each.outage.id} {figure.name} {each.start_at}": row(
            f"{each.outage.id} {figure.name} {each.start_at}",
            cell(title_of(figure.name, measured), figure.name),
            cell(words.moment(each.start_at), each.start_at),
            cell(words.moment(each.end_at), each.end_at),
            cell(words.length(each.counted), each.counted, unit="s"),
            cell("; ".join(filter(None, (each.outage.cause, each.because)))),
        )
        for figure in figures
        for each in figure.outages
    }
    return table("outages", words.say("outages"), columns, rows.values(), empty=words.say("no outages"))


def _windows(figures: list[Availability], words: Wording) -> Data:
    columns = [
        column("window", words.say("window")),
        column("from", words.say("from")),
        column("until", words.say("until")),
        column("left out", words.say("left out"), "number"),
        column("because", words.say("reason")),
    ]
    rows = {
        f"{each.name} {each.span.start}": row(
            f"{each.name} {each.span.start}",
            cell(each.name),
            cell(words.moment(each.span.start), each.span.start),
            cell(words.moment(each.span.end), each.span.end),
            cell(words.length(each.left_out), each.left_out, unit="s"),
            cell(each.because),
        )
        for figure in figures
        for each in figure.windows
    }
    return table("windows", words.say("windows"), columns, rows.values(), empty=words.say("no windows"))


def _unknown(figures: list[Availability], measured: Measured, words: Wording) -> Data:
    columns = [
        column("system", words.say("system")),
        column("from", words.say("from")),
        column("until", words.say("until")),
        column("length", words.say("length"), "number"),
    ]
    rows = list(_unwatched(figures, measured, words))
    return table("unwatched", words.say("unwatched"), columns, rows, empty=words.say("all watched"))


def _unwatched(figures: list[Availability], measured: Measured, words: Wording) -> Iterator[Data]:
    for figure in figures:
        for span in figure.unknown_spans:
            yield row(
                f"{figure.name} {span.start}",
                cell(title_of(figure.name, measured), figure.name),
                cell(words.moment(span.start), span.start),
                cell(words.moment(span.end), span.end),
                cell(words.length(span.seconds), span.seconds, unit="s"),
            )
