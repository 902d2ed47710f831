"""Which column of an export says what: the mapping, as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from asagreed.facts.tickets import ATTRIBUTES


class RowShape(StrEnum):
    """What one row of an export tells."""

    EVENT = "event"
    """One thing that happened to a ticket."""
    UPDATE = "update"
    """The whole ticket after one update: what happened is the difference to the row before."""
    TICKET = "ticket"
    """The whole ticket at the end, with its moments in columns."""


class WhenTwice(StrEnum):
    """What to do with a local time that a change of the clocks makes ambiguous or skips."""

    FIRST = "first"
    SECOND = "second"
    REFUSE = "refuse"


ISO_8601 = "ISO 8601"
EPOCH_SECONDS = "epoch seconds"
EPOCH_MILLISECONDS = "epoch milliseconds"

OF_A_TICKET = ("ticket", "priority", *ATTRIBUTES, "reported", "recorded", "occurred")
MEANINGS: Mapping[RowShape, tuple[str, ...]] = MappingProxyType(
    {
        RowShape.EVENT: (
            *OF_A_TICKET, "at", "event", "value", "attribute", "id", "sequence", "by", "why",
        ),
        RowShape.UPDATE: (*OF_A_TICKET, "at", "status", "assigned", "sequence", "by", "why"),
        RowShape.TICKET: (
            *OF_A_TICKET, "status", "assigned at", "first response", "resolved", "closed", "updated",
        ),
    }
)  # fmt: skip
"""What a column of each shape can mean."""

REQUIRED: Mapping[RowShape, tuple[str, ...]] = MappingProxyType(
    {
        RowShape.EVENT: ("ticket", "at", "event"),
        RowShape.UPDATE: ("ticket", "at"),
        RowShape.TICKET: ("ticket", "reported"),
    }
)

MOMENTS = frozenset(
    ("at", "reported", "recorded", "occurred", "assigned at", "first response", "resolved", "closed", "updated")
)
"""The meanings that are moments."""


@dataclass(frozen=True, slots=True)
class MomentRule:
    """How the moments of a column are written.

    A moment without an offset is local in `zone`. `ambiguous` decides for a local time that comes twice when the
    clocks go back; one that never comes, because they go forward, is counted on from the offset before the change,
    or refused with `REFUSE`. Either is reported.
    """

    formats: tuple[str, ...] = (ISO_8601,)
    zone: str = "UTC"
    ambiguous: WhenTwice = WhenTwice.FIRST


@dataclass(frozen=True, slots=True)
class ExportMapping:
    """How to read one kind of export.

    `columns` leads from a meaning to the name of a column. `statuses`, `events` and `priorities` translate words of
    the export, `values` those of an attribute; their keys are compared without regard to case and outer blanks.
    """

    shape: RowShape
    columns: Mapping[str, str]
    moments: MomentRule = MomentRule()
    moments_of: Mapping[str, MomentRule] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    priorities: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source: str = ""
    delimiter: str | None = None
    encoding: str | None = None

    def moment_rule(self, meaning: str) -> MomentRule:
        """Return how the moments of one column are written."""
        return self.moments_of.get(meaning, self.moments)

    def is_missing(self, text: str) -> bool:
        """Return whether a text of the export means «no value»."""
        return not text or text in self.missing


def plain(text: str) -> str:
    """Return a word of an export as it is compared: no outer blanks, one blank inside, no case."""
    return " ".join(text.split()).casefold()
