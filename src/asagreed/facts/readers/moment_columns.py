"""Columns of moments, read by DuckDB and turned into UTC seconds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.landing import Landed, column_of, is_one_of, quoted
from asagreed.facts.readers.local_times import FIRST_SECOND, LAST_SECOND, Flags, utc_of
from asagreed.facts.readers.mapping import EPOCH_SECONDS, ISO_8601, ExportMapping, MomentRule, WhenTwice
from asagreed.facts.readers.moment_formats import ISO_OFFSET, ISO_TEXT, SPECIAL, strptime_of

MISSING = -9_000_000_000_000
"""Stands where a row says nothing."""
UNREADABLE = -8_000_000_000_000
"""Stands where a row says something that is no moment."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class MomentColumn:
    """UTC seconds of every row, or MISSING; and which rows are refused or uncertain."""

    seconds: Int64
    missing: Int64
    unreadable: Int64
    outside: Int64
    twice: Int64
    never: Int64
    has_local: bool


def moment_column(landed: Landed, meaning: str, mapping: ExportMapping) -> MomentColumn:
    """Read one column of moments."""
    rule = mapping.moment_rule(meaning)
    column = column_of(meaning)
    moment, is_local = _expressions(column, landed.types[column], rule, mapping.missing)
    found = landed.fetch(
        f"{moment} as moment" + (f", {is_local} as local" if is_local not in ("true", "false") else "")
    )
    seconds: Int64 = found["moment"]
    seconds //= _MILLION
    missing, unreadable, outside, sound = _sorted_out(seconds)
    local = sound & found["local"] if "local" in found else sound
    if rule.zone == "UTC" or is_local == "false":
        none, has_local = missing[:0], is_local != "false" and bool(local.any())
        return MomentColumn(seconds, missing, unreadable, outside, none, none, has_local=has_local)
    rows = np.flatnonzero(local)
    utc = utc_of(seconds[rows], rule.zone, second=rule.ambiguous is WhenTwice.SECOND)
    seconds[rows] = utc.seconds
    return MomentColumn(
        seconds, missing, unreadable, outside, rows[utc.twice], rows[utc.never], has_local=len(rows) > 0
    )


def _sorted_out(seconds: Int64) -> tuple[Int64, Int64, Int64, Flags]:
    """Return the rows that are missing, unreadable, outside the years that can be; and flags of the sound ones."""
    sound = (seconds >= FIRST_SECOND) & (seconds < LAST_SECOND)
    rest = np.flatnonzero(~sound)
    what = seconds[rest]
    is_missing, is_unreadable = what == MISSING, what == UNREADABLE
    return rest[is_missing], rest[is_unreadable], rest[~is_missing & ~is_unreadable], sound


def _expressions(column: str, kind: str, rule: MomentRule, missing: tuple[str, ...]) -> tuple[str, str]:
    """Return SQL for microseconds since 1970 (UTC or local), and for whether they are local."""
    if kind.startswith("TIMESTAMP"):
        read = f"epoch_us({column})" if kind.endswith("TIME ZONE") else f"epoch_us({column}::timestamp)"
        return (
            f"case when {column} is null then {MISSING * _MILLION} else coalesce({read}, {UNREADABLE * _MILLION}) end",
            str(not kind.endswith("TIME ZONE")).lower(),
        )
    text = f"trim({column}::varchar)"
    reads = [_read(text, words) for words in rule.formats]
    moment = f"coalesce({', '.join(read for read, _ in reads)}, {UNREADABLE * _MILLION})"
    is_missing = f"{column} is null or {is_one_of(text, ('', *missing))}"
    flags = {flag for _, flag in reads}
    if len(flags) == 1:
        is_local = flags.pop()
    else:
        cases = " ".join(f"when {read} is not null then {flag}" for read, flag in reads)
        is_local = f"case {cases} else false end"
    if is_local not in ("true", "false"):
        is_local = f"coalesce({is_local}, false)"
    return f"case when {is_missing} then {MISSING * _MILLION} else {moment} end", is_local


def _read(text: str, words: str) -> tuple[str, str]:
    """Return SQL that reads a text in one format, or gives null; and SQL for whether it is local."""
    if words == ISO_8601:
        joined = f"regexp_replace(replace({text}, ',', '.'), ' ([Z+-])', '\\1')"
        cast = f"epoch_us(try_cast({joined} as timestamptz))"
        read = f"case when regexp_full_match({text}, {quoted(ISO_TEXT)}) then {cast} end"
        return read, f"not regexp_matches({text}, {quoted(ISO_OFFSET)})"
    if words in SPECIAL:
        factor, most = (_MILLION, 10**11) if words == EPOCH_SECONDS else (1_000, 10**14)
        number = f"try_cast({text} as double)"
        return f"case when abs({number}) < {most} then floor({number} * {factor})::bigint end", "false"
    form = strptime_of(words) or ""  # the mapping was checked: it is a format
    return f"epoch_us(try_strptime({text}, {quoted(form)}))", "false" if "%z" in form else "true"
