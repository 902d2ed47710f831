"""What the layouts print around every page: who reads, in which zone, where things lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["auto", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a navigation, a menu or a row of tabs; a count of None is not shown."""

    title: str
    address: str
    icon: str = ""
    count: int | None = None
    is_current: bool = False
    key: str = ""
    """The keys that lead there, such as «g q»; shown beside the title and obeyed by keyboard.js."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a heading, such as the saved queues; an empty heading is not shown."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class RunningTimer:
    """The timer that the reader runs; `started_at` in UTC seconds, `stop` takes a POST."""

    ticket: str
    address: str
    started_at: int
    stop: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layouts print around a page. An empty address leaves its link out.

    `now` is the request's moment in UTC seconds, `zone` the reader's IANA zone: macros print every moment by them.
    """

    provider: str
    now: int
    zone: str = "UTC"
    language: str = "en"
    is_right_to_left: bool = False
    theme: Theme = "auto"
    uses_single_keys: bool = True
    person: str = ""
    role: str = ""
    customer: str = ""
    """The reader's organisation, in the portal."""
    home: str = "/"
    search: str = ""
    searched: str = ""
    """What stands in the search box."""
    new_ticket: str = ""
    profile: str = ""
    sign_in: str = ""
    sign_out: str = ""
    set_theme: str = ""
    """Takes a POST with `theme` and `next`."""
    help: str = ""
    help_phone: str = ""
    groups: tuple[Group, ...] = ()
    """The side navigation of the desk, or the top navigation of the portal."""
    menu: tuple[Entry, ...] = ()
    """More lines of the profile menu."""
    timer: RunningTimer | None = None
