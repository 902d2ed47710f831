"""Planned work during which a system may stand still: when, announced how early, and how much of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.values.durations import Length
from asagreed.terms.values.maintenance_windows import BudgetText, ClockTime, WindowDaysText
from asagreed.terms.values.texts import Name, Names, Phrase, Zone, choice

_ENDS = {"as planned": "planned", "when it ends": "actual"}
_EMERGENCY = {"counts": "counts", "is left out": "left out"}


class Window(Part):
    """An agreed window that comes again: on which days, from which local time, for how long it passes on the wall."""

    title: Phrase | None = None
    every: WindowDaysText
    from_: ClockTime = Field(alias="from")
    for_: Length = Field(alias="for")
    on: Names = ()
    zone: Zone | None = None
    note: Phrase | None = None


class Maintenance(Part):
    """Windows, notice and limit. `notice` is for windows that are announced; `at_most` is used up in order of time."""

    windows: Keyed[Name, Window] = Field(default_factory=empty)
    notice: Length | None = None
    at_most: BudgetText | None = Field(default=None, alias="at most")
    ends: Annotated[str, PlainValidator(choice(_ENDS, what="its end")), WithJsonSchema({"enum": [*_ENDS]})] = ""
    unannounced: (
        Annotated[
            str,
            PlainValidator(choice(_EMERGENCY, what="maintenance that was not announced")),
            WithJsonSchema({"enum": [*_EMERGENCY]}),
        ]
        | None
    ) = None
    note: Phrase | None = None
