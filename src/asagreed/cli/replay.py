"""`asagreed replay`: past tickets under an agreement, or under two."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from asagreed.facts.readers import TicketLog
    from asagreed.foresight import JudgedLog
    from asagreed.versions import History

MANY = 200_000
"""From so many tickets on there is a progress bar."""


def replay(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    tickets: Annotated[Path, typer.Argument(help="The export: CSV, JSON lines, Parquet or Excel.")],
    mapping: Annotated[
        Path | None, typer.Option("--map", help="A mapping file; without it columns are guessed.")
    ] = None,
    against: Annotated[Path | None, typer.Option(help="Another agreement or draft to compare with.")] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="Only tickets reported from this day or moment on.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", help="Only tickets reported before this day or moment.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Judge as of this moment; else as of the last event.")] = None,
    work: Annotated[
        Path | None, typer.Option(help="Books (YAML) or a table of work: what it would have come to, in money.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write every verdict to this Parquet file.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page with the figures and charts to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Would this agreement have been kept? Judge past tickets and show attainment, misses, pauses and doubts.

    Nothing is written but what --out and --html name.
    """
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.exports import open_tickets
    from asagreed.cli.moments import moment
    from asagreed.documents.replay_data import replay_data
    from asagreed.foresight import compare_logs, summarise

    _spare_the_sources([tickets, mapping, agreement, against, work], [out, html])
    history = open_agreement(agreement)
    draft = None if against is None else open_agreement(against)
    log = open_tickets(tickets, mapping)
    zone = history.zone
    first = None if start is None else moment(start, zone=zone, option="--from")
    until = None if end is None else moment(end, zone=zone, option="--to")
    judged_as_of = None if as_of is None else moment(as_of, zone=zone, option="--as-of")
    limits = {"as_of": judged_as_of, "start": first, "end": until}
    judged = _judge(log, history, limits)
    logs, comparison = {agreement.as_posix(): judged}, None
    if draft is not None and against is not None:
        other = logs[against.as_posix()] = _judge(log, draft, limits)
        comparison = compare_logs(judged, other, names=(agreement.as_posix(), against.as_posix()))
    data = replay_data(summarise(judged), read=_account(log), comparison=comparison)
    if work is not None:
        histories = {agreement.as_posix(): history} | ({against.as_posix(): draft} if against and draft else {})
        data["work"] = _replay_work(work, histories)
    _write(logs, data, out=out, html=html)
    _print(data, as_json=as_json)


def _replay_work(work: Path, histories: dict[str, History]) -> list[dict[str, Any]]:
    from asagreed.cli.books import open_books
    from asagreed.documents.work_replay_data import work_replay_data
    from asagreed.foresight.work_replay import replay_work

    opened = open_books(work, next(iter(histories.values())), as_of=None)
    return work_replay_data(
        [replay_work(opened.entries, history, opened.books, name=name) for name, history in histories.items()]
    )


def _spare_the_sources(sources: list[Path | None], results: list[Path | None]) -> None:
    """Refuse to write a result over something that is read."""
    read = {source.resolve() for source in sources if source is not None}
    for result in results:
        if result is not None and (result.resolve() in read or result.is_dir()):
            raise typer.BadParameter(
                f"«{result}» is read by this command, or is a folder, and nothing may be written over it. "
                "Name another file."
            )
        if result is not None and not result.parent.is_dir():
            raise typer.BadParameter(f"the folder of «{result}» does not exist. Make it, or name another.")


def _judge(log: TicketLog, history: History, limits: dict[str, int | None]) -> JudgedLog:
    from asagreed.foresight import judge_log

    number = log.table.number_of_tickets
    if number < MANY or not sys.stderr.isatty():
        return judge_log(log.table, history, as_of=limits["as_of"], start=limits["start"], end=limits["end"])
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        clocks = len({clock for version in history.versions for clock in version.terms.targets_by_clock})
        task = bar.add_task(f"{number:,} tickets under {history.agreement}", total=number * clocks)
        return judge_log(
            log.table,
            history,
            as_of=limits["as_of"],
            start=limits["start"],
            end=limits["end"],
            progress=lambda done: bar.advance(task, done),
        )


def _account(log: TicketLog) -> dict[str, Any]:
    return {
        "file": log.file,
        "rows": log.rows_read,
        "in": log.rows_in,
        "refused": log.rows_refused,
        "duplicates": log.duplicates,
        "uncertain_times": log.uncertain_count,
        "tickets": log.table.number_of_tickets,
        "events": len(log.table.kind),
        "notes": list(log.notes),
    }


def _write(logs: dict[str, JudgedLog], data: dict[str, Any], *, out: Path | None, html: Path | None) -> None:
    from asagreed.foresight import write_verdicts

    if out is not None:
        data["verdicts_written"] = write_verdicts(logs, out)
    if html is not None:
        from asagreed.documents.replay_page import replay_page

        html.write_text(replay_page(data), encoding="utf-8")


def _print(data: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from asagreed.cli.replay_tables import print_replay

    print_replay(data)
    if "work" in data:
        from asagreed.cli.work_replay_tables import print_work_replay

        print_work_replay(data["work"])
