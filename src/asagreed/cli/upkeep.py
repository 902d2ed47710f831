"""`asagreed upkeep`: the recurring work of a month, what became of it, and why."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from asagreed.facts.upkeep import UpkeepRecord
    from asagreed.upkeep import Upkeep
    from asagreed.versions import History


def upkeep(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    records: Annotated[Path | None, typer.Argument(help="What became of the work (CSV).")] = None,
    month: Annotated[str | None, typer.Option(help="The month, as 2026-05; else this one.")] = None,
    at: Annotated[str | None, typer.Option("--at", help="As known at this moment; else now.")] = None,
    ics: Annotated[Path | None, typer.Option(help="Write the work as a calendar (RFC 5545) to this file.")] = None,
    why: Annotated[bool, typer.Option("--why", help="Show the reason and the clause of each.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Show which recurring work falls due in a month, and what was done, skipped, deferred and missed."""
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.books import month_of
    from asagreed.cli.moments import moment, this_moment
    from asagreed.open_time import in_zone
    from asagreed.upkeep import judge_upkeep

    history = open_agreement(agreement)
    as_of = this_moment() if at is None else moment(at, zone=history.zone, option="--at")
    today = in_zone(as_of, history.zone)
    year, number = (today.year, today.month) if month is None else month_of(month, "--month")
    begins, ends = date(year, number, 1), date(year + number // 12, number % 12 + 1, 1)
    known = open_records(records, history)
    found = judge_upkeep(history, known, from_on=begins, until_on=ends, as_of=as_of)
    _tell_unmatched(found)
    if ics is not None:
        _write_feed(ics, history, found, as_of)
    _print(found, history, title=f"{begins:%Y-%m}", as_of=as_of, why=why, as_json=as_json)


def open_records(path: Path | None, history: History) -> tuple[UpkeepRecord, ...]:
    """Return the records of upkeep in a file; rows that were refused are told."""
    from asagreed.facts.upkeep import read_upkeep

    if path is None:
        return ()
    read = read_upkeep(path, zone=history.zone)
    for refused in read.refused:
        print(f"{path.name}:{refused.line}: refused: {refused.reason}.", file=sys.stderr)
    if read.refused and not read.records:
        raise typer.Exit(1)
    return read.records


def _tell_unmatched(found: Upkeep) -> None:
    for record in found.unmatched:
        print(
            f"{record.place}: «{record.task}» did not fall due on {record.due_on} by the version in force; the record "
            "counts for nothing. Correct its task or its date.",
            file=sys.stderr,
        )


def _write_feed(path: Path, history: History, found: Upkeep, as_of: int) -> None:
    try:
        from asagreed.upkeep.feed import calendar_feed
    except ImportError:  # pragma: no cover -- the tests have everything installed
        raise typer.BadParameter(
            "Calendars need the package icalendar, which is not installed. Install asagreed[web], or icalendar alone.",
            param_hint="--ics",
        ) from None
    customer = history.version_in_force(at=min(as_of, history.versions[-1].from_at)).terms.customer
    named = customer or history.agreement
    path.write_bytes(calendar_feed(((named, item) for item in found.items), name=f"Upkeep: {named}", as_of=as_of))


def _print(found: Upkeep, history: History, *, title: str, as_of: int, why: bool, as_json: bool) -> None:
    from asagreed.documents.upkeep_data import upkeep_data

    data = upkeep_data(found, agreement=history.agreement, zone=history.zone, month=title, as_of=as_of)
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.upkeep_tables import print_upkeep

    print_upkeep(data, why=why)
