"""Clock times put on their days, for exports that keep the two in two columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from asagreed.facts.readers.landing import Landed, column_of

_CLOCK_TIME = r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?"
_ISO_DAY = r"^\d{4}-\d{2}-\d{2}[T ]"


def with_days(landed: Landed, columns: Mapping[str, str]) -> Landed:
    """Return the same rows with bare clock times of start and end put on their day, and days without a clock time."""
    types = dict(landed.types)
    instead: dict[str, str] = {}
    for meaning in ("date", "end date"):
        if meaning in columns:
            column = column_of(meaning)
            text = f"{column}::varchar"
            instead[column] = f"case when regexp_matches({text}, '{_ISO_DAY}') then left({text}, 10) else {text} end"
    for meaning, days in (("start", ("date",)), ("end", ("end date", "date"))):
        day = next((instead[column_of(each)] for each in days if each in columns), None)
        column = column_of(meaning)
        if day and meaning in columns and types[column] in ("VARCHAR", "TIME"):
            text = f"trim({column}::varchar)"
            is_clock_time = f"regexp_full_match({text}, '{_CLOCK_TIME}')"
            instead[column] = f"case when {is_clock_time} then {day} || ' ' || {text} else {text} end"
    if not instead:
        return landed
    written = ", ".join(f"{expression} as {column}" for column, expression in instead.items())
    landed.connection.execute(f"create view work as select * replace ({written}) from {landed.relation}")  # noqa: S608 -- our names
    return replace(landed, relation="work", types=types | dict.fromkeys(instead, "VARCHAR"))
