"""Holidays and calendars: when the desk works, and what closes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from asagreed.open_time import Shift
from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.refusals import refuse
from asagreed.terms.values.closures import ClosingText
from asagreed.terms.values.dates import Date
from asagreed.terms.values.days import DAY_NAMES, DayKey, Days, Meant
from asagreed.terms.values.holiday_edges import EveningBefore, MorningAfter
from asagreed.terms.values.pins import Place
from asagreed.terms.values.shifts import Shifts
from asagreed.terms.values.texts import TEXT_SCHEMA, Names, Phrase, Zone, one_or_more

EVERY_DAY, DAY_AND_NIGHT = "every day", "00:00-24:00"
_DATED_KEY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


class Closes(Part):
    """How much wider than the local date a holiday closes."""

    from_: EveningBefore = Field(default=0, alias="from")
    until: MorningAfter = 0


class HolidayList(Part):
    """Holidays under one name: public ones of a region, less some, with some of one's own."""

    public: Place | None = None
    without: Names = ()
    with_: Keyed[Date, Phrase] = Field(default_factory=empty, alias="with")
    reviewed: Date | None = None
    closes: Closes | None = None

    @model_validator(mode="before")
    @classmethod
    def _dates_alone_are_the_list(cls, value: object) -> object:
        dated = isinstance(value, dict) and bool(value) and all(_DATED_KEY.fullmatch(str(key)) for key in value)
        return {"with": value} if dated else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe dates without `with` around them too."""
        written = handler(schema)
        handler.resolve_ref_schema(written)["patternProperties"] = {_DATED_KEY.pattern: TEXT_SCHEMA}
        return written


def _refuse_days_given_twice(hours: Mapping[DayKey, tuple[Shift, ...]]) -> None:
    owners: dict[Meant, str] = {}
    for key in hours:
        for meant in sorted(key.meant, key=str):
            if meant in owners:
                what = DAY_NAMES[meant].capitalize() if isinstance(meant, int) else "the same days"
                raise refuse(
                    "YML311",
                    f"«{key.text}» gives hours to {what}, and so does «{owners[meant]}».",
                    remedy="Let every day of the week stand in one key only, such as mon-thu and fri.",
                    at=("hours", key.text),
                )
            owners[meant] = key.text


def _every_day(value: object) -> object:
    return {EVERY_DAY: DAY_AND_NIGHT} if isinstance(value, str) and is_always(value) else value


def is_always(text: str) -> bool:
    """Say whether a text stands for hours on every day, day and night."""
    return text.strip().lower() == "always"


WeeklyHours = Annotated[
    Keyed[Days, Shifts],
    BeforeValidator(_every_day, json_schema_input_type=Literal["always"] | Keyed[Days, Shifts]),
]
Closings = Annotated[
    tuple[ClosingText, ...],
    BeforeValidator(one_or_more, json_schema_input_type=ClosingText | tuple[ClosingText, ...]),
]


class CalendarEdition(Part):
    """What a calendar says from a date on; what is left out stays as it was."""

    hours: WeeklyHours | None = None
    closed: Closings | None = None
    open: Keyed[Date, Shifts] | None = None

    @model_validator(mode="after")
    def _each_day_once(self) -> CalendarEdition:
        _refuse_days_given_twice(self.hours or {})
        return self


class CalendarPart(CalendarEdition):
    """A calendar: weekly hours of its own, or other calendars combined."""

    title: Phrase | None = None
    zone: Zone | None = None
    changes: Keyed[Date, CalendarEdition] = Field(default_factory=empty)
    any_of: Names = Field(default=(), alias="any of")
    all_of: Names = Field(default=(), alias="all of")
    except_: Names = Field(default=(), alias="except")

    @property
    def dated(self) -> tuple[tuple[date, CalendarEdition], ...]:
        """The editions in order of their first date, the first one from the beginning of time."""
        return ((date.min, self), *sorted(self.changes.items()))
