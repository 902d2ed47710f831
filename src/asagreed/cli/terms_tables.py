"""An agreement in the terminal: its versions, its targets with the place of each clause, its hours."""

from __future__ import annotations

from rich.table import Table

from asagreed.cli.tables import new_console, new_table
from asagreed.open_time import in_words, in_zone
from asagreed.terms import TargetClause, Terms
from asagreed.versions import History, Version


def print_versions(history: History, chosen: Version) -> None:
    """Print every version of an agreement, the chosen one marked."""
    table = new_table(f"{history.agreement}: versions", "", "from", "until", "papers", "hash")
    for version in history.versions:
        until = "" if version.until_at is None else _day(version.until_at, history.zone)
        mark = ">" if version is chosen else ""
        papers = ", ".join(version.layers)
        table.add_row(mark, _day(version.from_at, history.zone), until, papers, version.hash[:12])
    new_console().print(table)


def print_terms(version: Version) -> None:
    """Print what a version promises about tickets."""
    console, terms = new_console(), version.terms
    console.print(_targets(terms))
    pauses = new_table("Pauses", "clock", "reasons")
    for clock, reasons in terms.pauses.items():
        pauses.add_row(clock, ", ".join(sorted(reasons)))
    if terms.pauses:
        console.print(pauses)


def _targets(terms: Terms) -> Table:
    table = new_table("Targets", "for", "clock", "within", "hours", "clause")
    for target in terms.targets:
        table.add_row(
            str(target.selector) + (" (otherwise)" if target.unless else ""),
            target.clock,
            _within(target),
            target.calendar,
            f"{target.clause.address} ({target.clause.file}:{target.clause.line})",
        )
    return table


def _within(target: TargetClause) -> str:
    if target.is_none:
        return "none"
    extra = " + travel" if target.plus_travel else ""
    return in_words(target.within) + extra + (" (guide)" if target.is_guide else "")


def _day(moment: int, zone: str) -> str:
    return in_zone(moment, zone).strftime("%Y-%m-%d %H:%M")
