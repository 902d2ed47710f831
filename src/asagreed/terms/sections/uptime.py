"""What share of which time a system must be up, and how that is counted (semantics/availability.md, section 4)."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from asagreed.terms.parts import Keyed, Part, empty
from asagreed.terms.values.durations import Length
from asagreed.terms.values.factors import Percentage
from asagreed.terms.values.texts import Name, Names, Number, Phrase, choice
from asagreed.terms.values.together import TogetherText
from asagreed.terms.values.uptime_shares import UptimeShare

ALL_TIME = "all time"
"""The basis that is no calendar: every second of the period counts."""
PERIODS = {"month": "month", "quarter": "quarter", "year": "year"}
STARTS = {
    "occurred": "occurred",
    "detected": "detected",
    "reported": "reported",
    "detected or reported": "detected or reported",
    "acknowledged": "acknowledged",
}
"""From when an outage counts; of `detected or reported` the earlier one."""
UNKNOWN = {"left out": "left out", "up": "up", "down": "down"}
IN_MAINTENANCE = {"left out": "left out", "counts as up": "up", "counts": "down"}
BELOW_MINIMUM = {"counts in full": "threshold", "counts without the first minutes": "deductible"}
_DEGRADED = {"up": "0%", "down": "100%"}


class MinimumOutage(Part):
    """How long an outage must last to count at all, and how much of a longer one counts."""

    length: Length
    longer: Annotated[
        str, PlainValidator(choice(BELOW_MINIMUM, what="a longer outage")), WithJsonSchema({"enum": [*BELOW_MINIMUM]})
    ] = ""


def _length_alone(value: object) -> object:
    return {"length": value} if isinstance(value, str) else value


def _degraded(value: object) -> object:
    return _DEGRADED.get(value.strip().lower(), value) if isinstance(value, str) else value


class Counting(Part):
    """How uptime is counted; what a system leaves out is as the agreement says for all of them.

    `basis` is `all time` or a calendar. `known_at_least` is the share of the basis that must have been watched.
    `degraded` is how much of slow or partial service counts as down.
    """

    share: UptimeShare | None = None
    basis: Name | None = None
    every: (
        Annotated[str, PlainValidator(choice(PERIODS, what="a period")), WithJsonSchema({"enum": [*PERIODS]})] | None
    ) = None
    counts_from: (
        Annotated[
            str, PlainValidator(choice(STARTS, what="when an outage begins")), WithJsonSchema({"enum": [*STARTS]})
        ]
        | None
    ) = Field(default=None, alias="counts from")
    checked_every: Length | None = Field(default=None, alias="checked every")
    checked_from: Names = Field(default=(), alias="checked from")
    unknown: (
        Annotated[
            str, PlainValidator(choice(UNKNOWN, what="time that nobody watched")), WithJsonSchema({"enum": [*UNKNOWN]})
        ]
        | None
    ) = None
    known_at_least: Percentage | None = Field(default=None, alias="known at least")
    minimum_outage: (
        Annotated[MinimumOutage, BeforeValidator(_length_alone, json_schema_input_type=Length | MinimumOutage)] | None
    ) = Field(default=None, alias="minimum outage")
    merge_gap: Length | None = Field(default=None, alias="merge gap")
    degraded: Annotated[Percentage, BeforeValidator(_degraded, json_schema_input_type=str)] | None = None
    maintenance: (
        Annotated[
            str, PlainValidator(choice(IN_MAINTENANCE, what="maintenance")), WithJsonSchema({"enum": [*IN_MAINTENANCE]})
        ]
        | None
    ) = None
    longest_outage: Length | None = Field(default=None, alias="longest outage")
    outages_at_most: Number | None = Field(default=None, alias="outages at most")
    note: Phrase | None = None


def _share_alone(value: object) -> object:
    return {"share": value} if isinstance(value, str) else value


SystemUptime = Annotated[Counting, BeforeValidator(_share_alone, json_schema_input_type=UptimeShare | Counting)]


class Combined(Counting):
    """One figure of several systems, or of other combined figures; weights are for a mean."""

    of: Names = ()
    together: TogetherText | None = None
    weights: Keyed[Name, Number] = Field(default_factory=empty)


class Uptime(Counting):
    """Availability of systems and of several together."""

    systems: Keyed[Name, SystemUptime] = Field(default_factory=empty)
    combined: Keyed[Name, Combined] = Field(default_factory=empty)
