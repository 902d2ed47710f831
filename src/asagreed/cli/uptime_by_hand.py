"""`asagreed uptime` for an agreement and a file of outages or checks."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import typer

from asagreed.cli.agreements import open_agreement
from asagreed.cli.moments import moment, this_moment
from asagreed.facts.uptime import UptimeFacts
from asagreed.facts.uptime_readers import UptimeLog, read_uptime
from asagreed.facts.uptime_readers.in_bulk import checks_in_bulk
from asagreed.measures.availability import measure, month_span, period_of
from asagreed.measures.availability.signals import facts_of
from asagreed.open_time import Span
from asagreed.terms.values.durations import parse_length
from asagreed.versions import History

SHOWN = 20
"""How many refused rows are listed; the rest is counted."""
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?", re.IGNORECASE)
MINUTE = 60


def print_uptime(
    agreement: Path, happened: Path, *, period: str, as_of: str | None, every: str | None, why: bool, as_json: bool
) -> None:
    """Read, measure and print."""
    from asagreed.cli.uptime_tables import print_availability
    from asagreed.documents.availability_data import availability_data

    history = open_agreement(agreement)
    asked = span_of(period, history.zone)
    known = this_moment() if as_of is None else moment(as_of, zone=history.zone, option="--as-of")
    facts = facts_in(happened, history, asked, known, every)
    _tell_unknown_systems(facts, history)
    found = measure(history, facts, period=asked, as_of=known)
    if not found:
        print(
            f"error: nothing is agreed of uptime in {period}, or it has not begun. Name systems and shares under "
            "«uptime» in the agreement, or ask for a period of its term.",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    if as_json:
        import json

        print(json.dumps(availability_data(found), ensure_ascii=False, indent=2))
        return
    print_availability(found, why=why)


def span_of(text: str, zone: str) -> Span:
    """Return the period that a text names."""
    said = _PERIOD.fullmatch(text.strip())
    if said is None:
        raise typer.BadParameter(
            f"«{text}» is no period. Write a month (2026-04), a quarter (2026-Q2) or a year (2026).",
            param_hint="--period",
        )
    if said["month"]:
        return month_span(int(said["year"]), int(said["month"]), zone=zone)
    name = "quarter" if said["quarter"] else "year"
    first = month_span(int(said["year"]), 3 * int(said["quarter"] or 1) - 2, zone=zone)
    return period_of(first.start, every=name, zone=zone)


def facts_in(happened: Path, history: History, period: Span, as_of: int, every: str | None) -> UptimeFacts:
    """Return what a file says of uptime; checks count from the beginning of a period on, and rows are accounted for."""
    if happened.suffix == ".parquet":
        return checks_in_bulk(happened, every=_every(history, every), since=period.start, as_of=as_of)
    log = read_uptime(happened, zone=history.zone)
    _tell(log, happened)
    checked = facts_of(
        log.checks,
        every=None if log.is_of_changes else _every(history, every),
        since=period.start if log.checks else None,
        as_of=as_of,
    )
    return UptimeFacts(
        outages=(*log.facts.outages, *checked.outages),
        unwatched=(*log.facts.unwatched, *checked.unwatched),
        windows=log.facts.windows,
        excuses=log.facts.excuses,
    )


def _every(history: History, every: str | None) -> int:
    if every is not None:
        return parse_length(every)
    figures = history.versions[-1].terms.uptime.figures
    said = [each.counting.checked_every for each in figures if each.counting.checked_every is not None]
    return max(said, default=MINUTE)


def _tell(log: UptimeLog, path: Path) -> None:
    """Say what became of every row."""
    for refused in log.refused[:SHOWN]:
        print(f"{refused.place}: not taken: {refused.why}", file=sys.stderr)
    if len(log.refused) > SHOWN:
        print(f"… and {len(log.refused) - SHOWN:,} more rows that were not taken.", file=sys.stderr)
    taken = log.rows - len(log.refused) - log.others
    others = f", {log.others:,} say nothing of a system" if log.others else ""
    print(f"{path.name}: {log.rows:,} rows read, {taken:,} taken, {len(log.refused):,} not taken{others}.",
          file=sys.stderr)  # fmt: skip


def _tell_unknown_systems(facts: UptimeFacts, history: History) -> None:
    known = {name for version in history.versions for name in version.terms.systems}
    for name, count in _counted(facts):
        if name not in known:
            print(
                f"«{name}» is no system of the agreement: what was recorded of it ({count:,}) is kept, and counts in "
                "no figure. Add the system to the agreement, or correct its name.",
                file=sys.stderr,
            )


def _counted(facts: UptimeFacts) -> Iterable[tuple[str, int]]:
    found: dict[str, int] = {}
    for outage in facts.outages:
        found[outage.system] = found.get(outage.system, 0) + 1
    for gap in facts.unwatched:
        found[gap.system] = found.get(gap.system, 0) + 1
    return sorted(found.items())
