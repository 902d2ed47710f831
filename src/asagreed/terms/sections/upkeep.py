"""Recurring work that keeps systems well: what falls due when, what it draws, and who agrees to it first."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Part
from asagreed.terms.sections.services import Delivery, Draws
from asagreed.terms.values.dates import Date
from asagreed.terms.values.maintenance_windows import ClockTime
from asagreed.terms.values.periods import PeriodText
from asagreed.terms.values.recurrences import RecurrenceText
from asagreed.terms.values.texts import Name, Names, Phrase, choice

_APPROVALS = {"none": "", "customer": "customer"}

Approval = Annotated[
    str, PlainValidator(choice(_APPROVALS, what="who agrees to work")), WithJsonSchema({"enum": [*_APPROVALS]})
]


class UpkeepTask(Part):
    """One piece of recurring work.

    `at` is the local time by which it is due on its date, else the end of that day. `within` is how long afterwards it
    may still be done late; without it, until it falls due again. `hours` says which days are working days. `restores`
    are the systems of which it is tried out that they come back.
    """

    title: Phrase | None = None
    when: RecurrenceText
    at: ClockTime | None = None
    from_: Date | None = Field(default=None, alias="from")
    hours: Name | None = None
    within: PeriodText | None = None
    on: Names = ()
    restores: Names = ()
    delivery: Delivery = ""
    draws: Draws = ""
    approval: Approval = ""
    risk: Phrase | None = None
    note: Phrase | None = None


def _when_alone(value: object) -> object:
    return {"when": value} if isinstance(value, str) else value


UpkeepPart = Annotated[UpkeepTask, BeforeValidator(_when_alone, json_schema_input_type=RecurrenceText | UpkeepTask)]
