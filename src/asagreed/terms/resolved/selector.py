"""Which tickets a clause is about, and what a ticket is like."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple

INSIDE, OUTSIDE = "within ", "outside "


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a ticket when a target is looked up.

    `kind_group` is the group that the catalogue puts the kind in. `open_calendars` names the calendars that were
    open when the ticket was reported.
    """

    priority: str | None = None
    kind: str | None = None
    kind_group: str | None = None
    site: str | None = None
    system: str | None = None
    delivery: str | None = None
    channel: str | None = None
    open_calendars: frozenset[str] = frozenset()

    def __str__(self) -> str:
        known = [f"{name} {value}" for name in DIMENSIONS[:-1] if (value := getattr(self, name))]
        windows = [f"reported while {name} is open" for name in sorted(self.open_calendars)]
        return ", ".join(known + windows) or "any ticket"


@dataclass(frozen=True, slots=True)
class Selector:
    """The properties that a ticket must have; None asks for nothing.

    `window` is «within CALENDAR» or «outside CALENDAR», decided when the ticket was reported. `kind` may be a group.
    """

    priority: str | None = None
    kind: str | None = None
    site: str | None = None
    system: str | None = None
    delivery: str | None = None
    channel: str | None = None
    window: str | None = None

    def fits(self, situation: Situation) -> bool:
        """Say whether a ticket has every property that is asked for."""
        for name in DIMENSIONS[:-1]:
            asked, given = getattr(self, name), getattr(situation, name)
            if asked is not None and asked != given and (name != "kind" or asked != situation.kind_group):
                return False
        return self.window is None or _is_in_window(self.window, situation.open_calendars)

    @property
    def named(self) -> frozenset[str]:
        """The dimensions that are narrowed."""
        return frozenset(name for name in DIMENSIONS if getattr(self, name) is not None)

    def __str__(self) -> str:
        words = {"channel": "by", "kind": "for", "system": "on", "site": "at"}
        parts = ((words.get(name, ""), getattr(self, name)) for name in DIMENSIONS)
        return " ".join(f"{word} {value}".strip() for word, value in parts if value) or "every ticket"


DIMENSIONS = tuple(field.name for field in fields(Selector))


class Specificity(NamedTuple):
    """How much a clause names: first the number of dimensions, then whether it names a kind rather than a group."""

    dimensions: int
    is_exact_kind: bool


def window_calendar(window: str) -> str:
    """Return the calendar that a window asks about."""
    return window.removeprefix(INSIDE).removeprefix(OUTSIDE)


def _is_in_window(window: str, open_calendars: frozenset[str]) -> bool:
    return (window_calendar(window) in open_calendars) == window.startswith(INSIDE)
