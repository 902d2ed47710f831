"""`asagreed tickets preview`: how an export of tickets is understood, before anything relies on it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from asagreed.facts.readers import TicketLog

LISTED = 20

tickets_app = typer.Typer(help="Read exports of tickets.", no_args_is_help=True)


@tickets_app.callback()
def tickets() -> None:
    """Read exports of tickets: CSV, JSON, Parquet, Excel, also inside .gz or .zip."""


@tickets_app.command()
def preview(
    file: Annotated[Path, typer.Argument(help="The export.")],
    map_file: Annotated[
        Path | None, typer.Option("--map", help="A mapping file; without it, columns are guessed.")
    ] = None,
    write_map: Annotated[Path | None, typer.Option(help="Save the mapping to this new file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show how an export is read: its mapping, its first rows, and every row and column that is not read."""
    from asagreed.facts.readers import load_mapping, mapping_as_yaml, read_tickets

    mapping = None if map_file is None else load_mapping(map_file)
    log = read_tickets(file, mapping=mapping)
    if write_map is not None:
        _save(mapping_as_yaml(log.mapping), write_map)
    if as_json:
        print(json.dumps(_as_json(log), ensure_ascii=False, indent=2))
    else:
        _print(log, Console(highlight=False))


def _save(text: str, path: Path) -> None:
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise typer.BadParameter(f"{path} is there already; name a new file.", param_hint="--write-map") from None


def _as_json(log: TicketLog) -> dict[str, object]:
    from asagreed.facts.readers import mapping_as_yaml
    from asagreed.facts.readers.preview import first_rows

    return {
        "file": log.file,
        "kind": log.kind,
        "encoding": log.encoding,
        "delimiter": log.delimiter,
        "mapping": mapping_as_yaml(log.mapping),
        "rows": {"read": log.rows_read, "in": log.rows_in, "refused": log.rows_refused, "repeated": log.duplicates},
        "tickets": log.table.number_of_tickets,
        "events": len(log.table.at),
        "first_rows": [asdict(one) for one in first_rows(log)],
        "refused": [asdict(one) for one in log.refused],
        "uncertain": {"count": log.uncertain_count, "first": [asdict(one) for one in log.uncertain]},
        "unread_columns": list(log.unread_columns),
        "notes": list(log.notes),
    }


def _print(log: TicketLog, console: Console) -> None:
    from asagreed.facts.readers import mapping_as_yaml

    how = f", {log.encoding}, separated by {_named(log.delimiter)}" if log.kind == "delimited text" else ""
    _say(console, f"{log.file}: {log.kind}{how}")
    _heading(console, "Mapping")
    _say(console, mapping_as_yaml(log.mapping).rstrip())
    _heading(console, f"What the first {LISTED} rows say")
    console.print(_table_of_events(log))
    _heading(console, "Not read")
    _say(console, f"Columns: {', '.join(log.unread_columns) or 'none'}")
    _say(console, f"Rows: {log.rows_refused:,}")
    for row in log.refused[:LISTED]:
        _say(console, f"  {row}")
    _print_uncertain(log, console)
    for note in log.notes:
        _say(console, f"Note: {note}")
    _say(console, f"{log.rows_read:,} rows read = {log.rows_in:,} in + {log.rows_refused:,} refused; "
         f"{log.table.number_of_tickets:,} tickets, {len(log.table.at):,} events.")  # fmt: skip


def _print_uncertain(log: TicketLog, console: Console) -> None:
    from asagreed.facts.readers.preview import moment_in_words

    if not log.uncertain_count:
        return
    _say(console, f"Uncertain local times: {log.uncertain_count:,}")
    for one in log.uncertain[:LISTED]:
        taken = moment_in_words(one.taken_as)
        _say(console, f"  line {one.line}: «{one.column}» is «{one.text}», which comes {one.comes}; taken as {taken}")


def _table_of_events(log: TicketLog) -> Table:
    from asagreed.facts.readers.preview import first_rows

    table = Table("line", "ticket", "at (UTC)", "event", "value")
    for one in first_rows(log):
        table.add_row(str(one.line), *map(Text, (one.ticket, one.at, one.event, one.value)))
    return table


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _say(console: Console, text: str) -> None:
    """Print a text as it is: what an export holds is no markup."""
    console.print(Text(text), soft_wrap=True)


def _named(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}.get(delimiter, f"«{delimiter}»")
