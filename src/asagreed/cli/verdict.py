"""`asagreed verdict`: whether work is covered, by which clause, and at what price."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from asagreed.cli.books import OpenedBooks
    from asagreed.facts.work import WorkEntry
    from asagreed.versions import History


def verdict(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    books: Annotated[Path | None, typer.Argument(help="The books (YAML), or a table of work.")] = None,
    entry: Annotated[
        str | None, typer.Argument(help="The id of a work entry in them; else all.", metavar="[ENTRY-ID]")
    ] = None,
    work: Annotated[
        str | None, typer.Option(help="Work that is not on record: «password reset, remote, on mail».")
    ] = None,
    start: Annotated[str | None, typer.Option("--from", help="When that work begins.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="When it ends.")] = None,
    why: Annotated[bool, typer.Option("--why", help="Show the whole trace.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say what holds for work: covered or billable, by which clause, taken from what, at what price."""
    from asagreed.billing.work.settling import settle
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.books import OpenedBooks, open_books
    from asagreed.cli.moments import this_moment
    from asagreed.documents.part_data import part_data
    from asagreed.errors import UnknownWork
    from asagreed.facts.books import Books

    history = open_agreement(agreement)
    opened = open_books(books, history, as_of=this_moment()) if books else OpenedBooks(Books(), ())
    asked, entries = _asked(opened, history, entry=entry, work=work, start=start, end=end)
    settlement = settle(entries, history, opened.books)
    if entry is not None and entry not in settlement.entries:
        raise UnknownWork(entry=entry, known=tuple(settlement.entries))
    parts = [part for part in settlement.parts if asked is None or part.entry == asked]
    data = [part_data(part, zone=history.zone, currency=_currency(history, part.judgement.version)) for part in parts]
    _print(data, history.zone, why=why, as_json=as_json)


def _asked(
    opened: OpenedBooks, history: History, *, entry: str | None, work: str | None, start: str | None, end: str | None
) -> tuple[str | None, tuple[WorkEntry, ...]]:
    if work is None:
        if not opened.entries:
            raise typer.BadParameter("Give books with work in them, or describe the work with --work, --from and --to.")
        return entry, opened.entries
    from asagreed.cli.moments import moment
    from asagreed.cli.planned_work import described_work

    if start is None or end is None:
        raise typer.BadParameter("Work that is not on record needs --from and --to.", param_hint="--work")
    begins = moment(start, zone=history.zone, option="--from")
    ends = moment(_on_same_day(start, end), zone=history.zone, option="--to")
    if ends <= begins:
        raise typer.BadParameter("The work ends before it begins. Give the date of the end too.", param_hint="--to")
    described = described_work(work, history.version_in_force(at=begins).terms)
    asked = replace(described, id="asked", start=begins, end=ends, seconds=ends - begins)
    return asked.id, (*(each for each in opened.entries if each.began_at < begins), asked)


def _on_same_day(start: str, end: str) -> str:
    """Let an end without a date be on the day of the start."""
    return f"{start[:10]} {end}" if len(end) <= len("22:10:00") and ":" in end else end


def _currency(history: History, version: int) -> str:
    return (history.versions[max(version, 1) - 1].terms.currency or "") if version else ""


def _print(data: list[dict[str, Any]], zone: str, *, why: bool, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.work_tables import print_parts

    print_parts(data, zone=zone, why=why)
