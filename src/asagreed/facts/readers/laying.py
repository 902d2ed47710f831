"""What every shape of row needs to become columns of events."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from asagreed.facts.event_table import Int8, Int32, Int64
from asagreed.facts.readers.coding import Translation, WordColumn, word_columns
from asagreed.facts.readers.landing import Landed, column_of, is_one_of, quoted
from asagreed.facts.readers.mapping import ExportMapping, WhenTwice
from asagreed.facts.readers.moment_columns import MomentColumn, moment_column
from asagreed.facts.readers.refusals import Refusals, UncertainTime, shortened
from asagreed.facts.readers.ticket_order import TicketOrder, in_ticket_order
from asagreed.facts.tickets import ATTRIBUTES
from asagreed.facts.word_codes import WordCodes

IN_COLUMNS = tuple(name for name in ("priority", *ATTRIBUTES) if name != "title")
"""What is told of a ticket in columns; a title would be a word for every ticket, so it is fetched when asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class TicketColumns:
    """What is known of each ticket when it is logged."""

    reported_at: Int64
    recorded_at: Int64
    columns: dict[str, Int32]
    occurred_at: Int64 | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """Events in columns, in order of tickets and moments, each with the row that it came from."""

    first: Int64
    kind: Int8
    at: Int64
    value: Int32
    attribute: Int8
    origin: Int64
    tickets: TicketColumns
    first_rows: Int64
    """The first row of each ticket, ascending."""
    duplicates: int = 0


@dataclass(slots=True, eq=False)
class Layout:
    """One export on its way into columns: what it refuses, doubts and remarks on."""

    landed: Landed
    mapping: ExportMapping
    words: WordCodes = field(default_factory=WordCodes)
    notes: list[str] = field(default_factory=list)
    local_columns: list[str] = field(default_factory=list)
    uncertain: list[UncertainTime] = field(default_factory=list)
    uncertain_count: int = 0
    refusals: Refusals = field(init=False)
    translation: Translation = field(init=False)

    def __post_init__(self) -> None:
        self.refusals = Refusals(self.landed)
        self.translation = Translation(self.mapping, self.words)

    def has(self, meaning: str) -> bool:
        """Return whether a column is mapped."""
        return meaning in self.mapping.columns

    def word_columns(self, *meanings: str) -> dict[str, WordColumn]:
        """Read those of these columns of words that are mapped."""
        return word_columns(self.landed, [meaning for meaning in meanings if self.has(meaning)])

    def ticket_columns(self) -> dict[str, Int32]:
        """Read what every row says of its ticket: priority and attributes."""
        found = self.word_columns(*IN_COLUMNS)
        return {name: self.translation.attribute(name, column) for name, column in found.items()}

    def numbers(self, meaning: str) -> Int64:
        """Read a column of whole numbers; 0 where there is none."""
        column = column_of(meaning)
        return self.landed.fetch(f"coalesce(try_cast({column} as bigint), 0) as number")["number"]

    def note(self, count: int, what: str) -> None:
        """Remark on something that was found so many times, if it was found at all."""
        if count:
            self.notes.append(f"{count:,} {what}.")

    def moments(self, meaning: str, *, is_needed: bool = False) -> Int64:
        """Read a column of moments; refuse the rows whose moment cannot be."""
        column = moment_column(self.landed, meaning, self.mapping)
        self._refuse(meaning, column, is_needed=is_needed)
        if column.has_local:
            self.local_columns.append(f"«{self.mapping.columns[meaning]}» ({self.mapping.moment_rule(meaning).zone})")
        return column.seconds

    def moments_if_mapped(self, *meanings: str) -> dict[str, Int64]:
        """Read those of these columns of moments that are mapped."""
        return {meaning: self.moments(meaning) for meaning in meanings if self.has(meaning)}

    def _refuse(self, meaning: str, column: MomentColumn, *, is_needed: bool) -> None:
        name = self.mapping.columns[meaning]
        rule = self.mapping.moment_rule(meaning)
        if is_needed:
            remedy = "A row without its moment cannot be placed; correct the export."
            self.refusals.add(column.missing, None, lambda _: f"«{name}» is empty", remedy)
        self.refusals.add(
            column.unreadable, meaning, lambda text: f"«{name}» is «{text}», which is not {' or '.join(rule.formats)}",
            "Correct it, or name its format in the mapping under moments.",
        )  # fmt: skip
        self.refusals.add(
            column.outside, meaning, lambda text: f"«{name}» is «{text}», outside the years 1900 to 2999",
            "If it means «not set», list this text under missing in the mapping.",
        )  # fmt: skip
        for rows, comes in ((column.twice, "twice"), (column.never, "never")):
            self._doubt(meaning, column, rows, comes)

    def _doubt(self, meaning: str, column: MomentColumn, rows: Int64, comes: str) -> None:
        if not len(rows):
            return
        name, rule = self.mapping.columns[meaning], self.mapping.moment_rule(meaning)
        if rule.ambiguous is WhenTwice.REFUSE:
            why = f", a local time that comes {comes} in {rule.zone} where the clocks change"
            remedy = "Export with offsets, or write «ambiguous: first» in the mapping."
            self.refusals.add(rows, meaning, lambda text: f"«{name}» is «{text}»{why}", remedy)
            return
        self.uncertain_count += len(rows)
        rows = rows[: 1_000 - len(self.uncertain)]
        texts = self.landed.texts((column_of(meaning),), rows)
        for row, line, (text,) in zip(rows, self.landed.lines(rows), texts, strict=True):
            taken = int(column.seconds[row])
            self.uncertain.append(UncertainTime(line, name, shortened(text or ""), comes, taken))

    def refuse_without_ticket(self) -> None:
        """Refuse the rows that name no ticket, and heads that come again."""
        column = column_of("ticket")
        name = self.mapping.columns["ticket"]
        no_ticket = is_one_of(f"{column}::varchar", ("", *self.mapping.missing, name))
        bad = self.landed.fetch(
            f"row, {column}::varchar is not distinct from {quoted(name)} as head",
            f"where {column} is null or {no_ticket} order by row",
        )
        heads, missing = bad["row"][bad["head"]], bad["row"][~bad["head"]]
        self.refusals.add(heads, None, lambda _: "the row repeats the head", "Nothing is lost; delete the line.")
        self.refusals.add(missing, None, lambda _: f"«{name}» is empty", "Name the ticket of the row.")

    def ordering(self) -> Future[TicketOrder]:
        """Begin to group all rows by ticket, beside whatever else is read meanwhile."""
        beside = ThreadPoolExecutor(max_workers=1)
        begun = beside.submit(self._ticket_order)
        beside.shutdown(wait=False)
        return begun

    def _ticket_order(self) -> TicketOrder:
        column = column_of("ticket")
        found = self.landed.fetch(f"hash({column}::varchar) as one, hash(reverse({column}::varchar)) as other")
        return in_ticket_order(found["one"], found["other"])
