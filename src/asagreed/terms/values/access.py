"""When nobody may enter a site: days of the week, holidays by name, or dates, with hours if need be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from asagreed.open_time import Shift
from asagreed.terms.refusals import from_text
from asagreed.terms.values.closures import Closing, parse_closing
from asagreed.terms.values.days import find_days
from asagreed.terms.values.shifts import read_shifts

WHOLE_DAY = (Shift(0, 86_400),)
_HOURS = re.compile(r"(?P<days>\D+?)\s+(?P<hours>\d{1,2}:.*)")


@dataclass(frozen=True, slots=True)
class WeeklyNoAccess:
    """Days of the week (Monday is 0) on which a site cannot be entered, all day or during some shifts."""

    days: tuple[int, ...]
    shifts: tuple[Shift, ...] = WHOLE_DAY


NoAccess = WeeklyNoAccess | Closing


def parse_no_access(text: str) -> NoAccess:
    """Return the times that `sun`, `sat 12:00-24:00`, `illinois` or `2026-07-03` names."""
    match = _HOURS.fullmatch(text)
    key = find_days(match["days"] if match else text)
    if key is None or not key.days:
        return parse_closing(text)
    return WeeklyNoAccess(key.days, read_shifts(match["hours"]) if match else WHOLE_DAY)


NoAccessText = Annotated[
    NoAccess,
    PlainValidator(from_text(parse_no_access)),
    WithJsonSchema({"type": "string", "examples": ["sun", "sat 12:00-24:00", "HOLIDAYS", "2026-07-03"]}),
]
