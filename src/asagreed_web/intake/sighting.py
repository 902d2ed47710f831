"""What the shapes of monitoring systems are read into, and what reading them has in common."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from asagreed.errors import AsagreedError
from asagreed.facts.uptime import State

LONGEST_ID = 120
LONGEST_TEXT = 20_000
LATEST = 7_258_118_400
"""The year 2200: what is later was written wrong."""


class ShapeUnknown(AsagreedError):
    """A body is of no shape that is known; the text says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """That a thing is in a state since a moment (UTC seconds); `systems` are names by which the agreement may know it.

    `is_outage` says that the thing does not work at all; a rule that fires says less than that. A source that counts
    its outages names the `episode`, and since when one that is over had lasted (`began_at`). What it is not sure of
    yet, or what it saw during maintenance that it knows of, opens no ticket.
    """

    external_id: str
    thing: str
    is_down: bool
    at: int
    subject: str
    text: str
    systems: tuple[str, ...]
    is_outage: bool
    body: Mapping[str, Any] = field(default_factory=dict)
    state: State | None
    """None where it says nothing of whether a system works."""
    is_confirmed: bool = True
    in_maintenance: bool = False
    episode: str = ""
    began_at: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a body says; `left_out` counts alerts that its sender kept back, `because` why there is nothing in it."""

    sightings: tuple[Sighting, ...]
    left_out: int = 0
    because: str = ""


def text_in(body: Mapping[str, Any], name: str) -> str:
    """Return a text of a body, or nothing."""
    value = body.get(name, "")
    return value.strip()[:LONGEST_TEXT] if isinstance(value, str) else ""


def mapping_in(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return an object of a body, or an empty one."""
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def short_id(text: str) -> str:
    """Return by what something is known; where that is long, a digest."""
    return text if len(text) <= LONGEST_ID else hashlib.sha256(text.encode()).hexdigest()


def moment_in(value: Any, received_at: int) -> int:
    """Return a moment; what is no moment, or lies ahead of us, is when it was received."""
    at = received_at
    if isinstance(value, int | float) and not isinstance(value, bool):
        at = int(value) if 0 <= value < LATEST else received_at
    elif isinstance(value, str):
        at = _read_moment(value, received_at)
    return min(max(at, 0), received_at)


def _read_moment(text: str, received_at: int) -> int:
    try:
        read = datetime.fromisoformat(text.strip())
        return int((read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return received_at
