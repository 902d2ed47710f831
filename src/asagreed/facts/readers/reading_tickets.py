"""Reading an export of tickets, from a file to columns of events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from asagreed.errors import UnreadableExport
from asagreed.facts.readers.detecting import export_file
from asagreed.facts.readers.event_rows import lay_event_rows
from asagreed.facts.readers.guessing import guessed
from asagreed.facts.readers.landing import Opened, landed, opened
from asagreed.facts.readers.laying import Laid, Layout
from asagreed.facts.readers.mapping import ExportMapping, RowShape
from asagreed.facts.readers.mapping_checks import checked
from asagreed.facts.readers.presets import preset_for, same_name
from asagreed.facts.readers.ticket_log import TicketLog, TicketTexts, table_of
from asagreed.facts.readers.ticket_rows import lay_ticket_rows
from asagreed.facts.readers.update_rows import lay_update_rows

_LAYING = {RowShape.EVENT: lay_event_rows, RowShape.UPDATE: lay_update_rows, RowShape.TICKET: lay_ticket_rows}


def read_tickets(path: Path | str, *, mapping: ExportMapping | None = None) -> TicketLog:
    """Read an export of tickets: CSV, JSON, Parquet or Excel, also inside a .gz or .zip.

    Without a mapping the columns are guessed from their names; `TicketLog.mapping` says how, `notes` what was assumed.
    Raises UnreadableExport if the file holds no tickets; a row that cannot be read is refused and counted instead.
    """
    given = checked(mapping) if mapping else ExportMapping(RowShape.EVENT, {})
    file = export_file(Path(path), encoding=given.encoding, delimiter=given.delimiter)
    export = opened(file)
    named = _named(export, mapping)
    ready = landed(export, named.columns)
    notes: list[str] = []
    if mapping is None:
        named, notes = guessed(ready, named, file.name)
    layout = Layout(ready, named)
    layout.notes.extend(notes)
    return _accounted(export, layout, _LAYING[named.shape](layout))


def _accounted(export: Opened, layout: Layout, laid: Laid) -> TicketLog:
    """Put the columns and the account of every row together."""
    words, file, landed_rows = layout.words.vocabulary(), export.file, layout.landed.rows
    texts = TicketTexts(layout, laid, words, file.name)
    taken = layout.refusals.taken()
    return TicketLog(
        table=table_of(laid, texts, words),
        rows_read=landed_rows + len(layout.landed.refused),
        rows_in=landed_rows if taken is None else len(taken),
        rows_refused=layout.refusals.count,
        duplicates=laid.duplicates,
        refused=layout.refusals.listed(),
        uncertain=tuple(layout.uncertain),
        uncertain_count=layout.uncertain_count,
        unread_columns=tuple(name for name in export.head if name not in layout.mapping.columns.values()),
        mapping=layout.mapping,
        notes=(*layout.notes, *_local(layout), *_unmapped(layout)),
        file=file.name,
        kind=str(file.kind),
        encoding=file.encoding,
        delimiter=file.delimiter,
        _texts=texts,
    )


def _named(export: Opened, mapping: ExportMapping | None) -> ExportMapping:
    """Return the mapping with the names of columns exactly as the export has them."""
    if mapping is None:
        found = preset_for(export.head)
        if found is None:
            why = f"its columns ({_listed(export.head)}) are those of no known desk"
            remedy = "Write a mapping that says which column is what (asagreed tickets preview FILE --map MAP)."
            raise UnreadableExport(file=export.file.name, why=why, remedy=remedy)
        return found
    exact = {name: name for name in export.head}
    alike = {same_name(name): name for name in reversed(export.head)}
    columns = {
        meaning: exact.get(name) or alike.get(same_name(name)) or "" for meaning, name in mapping.columns.items()
    }
    lost = [mapping.columns[meaning] for meaning, name in columns.items() if not name]
    if lost:
        why = f"the mapping names the columns {_listed(tuple(lost))}, the file has {_listed(export.head)}"
        remedy = "Correct the names under columns, or export these columns too."
        raise UnreadableExport(file=export.file.name, why=why, remedy=remedy)
    return replace(mapping, columns=columns)


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(f"«{name[:40]}»" for name in names[:30])
    return shown + (f" and {len(names) - 30} more" if len(names) > 30 else "")


def _local(layout: Layout) -> list[str]:
    """Remark on moments without an offset."""
    if not layout.local_columns:
        return []
    columns = ", ".join(layout.local_columns)
    return [f"These moments name no offset and are read as local time of the zone in the mapping: {columns}."]


def _unmapped(layout: Layout) -> list[str]:
    """Remark on the words that the mapping does not name although it names others of the same kind."""
    return [
        f"The mapping does not name these words of «{name}», so they stand as they are: {_listed(words)}."
        for name, words in sorted((name, tuple(sorted(words))) for name, words in layout.translation.unmapped.items())
        if name
    ]
