"""The short way for columns in which every moment is certain: ISO 8601 with an offset, or whole seconds since 1970.

It gives what `moment_column` gives, ten times as fast, or nothing at all as soon as one row needs a second look.
"""

from __future__ import annotations

from asagreed.facts.event_table import Int64
from asagreed.facts.readers.landing import Landed, column_of
from asagreed.facts.readers.local_times import FIRST_SECOND, LAST_SECOND
from asagreed.facts.readers.mapping import EPOCH_MILLISECONDS, EPOCH_SECONDS, ISO_8601, MomentRule
from asagreed.facts.readers.moment_columns import MISSING, UNREADABLE

_SHAPES = ("____-__-__T__:__:__+__:__", "____-__-__T__:__:__-__:__", "____-__-__T__:__:__Z")
_WHOLE_NUMBERS = ("BIGINT", "INTEGER", "UBIGINT", "UINTEGER")
_PER_SECOND = {EPOCH_SECONDS: 1, EPOCH_MILLISECONDS: 1000}


def quick_moments(landed: Landed, meaning: str, rule: MomentRule) -> Int64 | None:
    """Return UTC seconds of every row, MISSING where it says nothing; or None, if a row is not quite certain."""
    column = column_of(meaning)
    kind = landed.types[column]
    if kind == "VARCHAR" and rule.formats == (ISO_8601,):
        has_shape = " or ".join(f"{column} like '{shape}'" for shape in _SHAPES)
        second = f"epoch_us(case when {has_shape} then try_cast({column} as timestamptz) end) // 1000000"
    elif kind in _WHOLE_NUMBERS and rule.formats[0] in _PER_SECOND:
        second = f"{column}::bigint // {_PER_SECOND[rule.formats[0]]}"
    else:
        return None
    moment = f"case when {column} is null then {MISSING} else coalesce({second}, {UNREADABLE}) end::bigint as moment"
    found: Int64 = landed.fetch(moment)["moment"]
    certain = (found == MISSING) | ((found >= FIRST_SECOND) & (found < LAST_SECOND))
    return found if certain.all() else None
