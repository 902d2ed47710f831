"""Which column of an export of work says what, by the names that desks and time trackers give their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from asagreed.facts.readers.presets import same_name

MOMENTS = ("start", "end", "recorded", "appointment accepted", "appointment start", "appointment end")
"""Columns of moments; beside them stands `date`, a day."""
LENGTHS: Mapping[str, int | None] = MappingProxyType({"duration": None, "minutes": 60, "hours": 3600, "seconds": 1})
"""Columns of how long the work lasted, the likeliest to be exact first, and what a bare number in them counts."""
TRAVEL: Mapping[str, int | None] = MappingProxyType({"travel": None, "travel minutes": 60, "travel hours": 3600})
WORDS = (
    "person", "role", "work type", "service", "kind", "system", "site", "delivery", "cause", "asked as", "ticket",
    "incident", "job", "quote", "moved by",
)  # fmt: skip
"""Columns in which words come again and again."""
TEXTS = ("id", "corrects", "note")
"""Columns whose texts are fetched when an entry is asked for."""
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "entry id", "entry", "time entry id", "time entry", "worklog id"),
        "start": (
            "start", "start at", "started", "started at", "start time", "start date time", "time start", "begin",
            "begin at", "from", "in", "clock in",
        ),
        "end": (
            "end", "end at", "ended", "ended at", "end time", "end date time", "time end", "stop", "stopped at", "to",
            "until", "out", "clock out",
        ),
        "date": ("date", "day", "start date", "done on", "work date", "date worked", "spent on", "spent date"),
        "end date": ("end date",),
        "duration": ("duration", "time spent", "time taken", "length", "duration h", "duration hh mm", "spent"),
        "minutes": ("minutes", "duration minutes", "minutes spent", "time spent minutes", "min"),
        "hours": ("hours", "actual hours", "hours worked", "duration hours", "duration decimal", "time hours"),
        "seconds": ("seconds", "duration seconds", "time spent seconds"),
        "person": (
            "person", "by", "user", "user name", "username", "member", "member identifier", "member name", "resource",
            "resource name", "resource id", "technician", "agent", "who", "author", "employee", "worker", "done by",
        ),
        "role": ("role", "work role", "work role name", "role name", "role id"),
        "work type": (
            "work type", "work type name", "billing code", "billing code name", "billing code id", "activity",
        ),
        "service": ("service", "service name"),
        "kind": ("kind", "ticket kind", "issue kind"),
        "system": ("system", "system name", "configuration item", "ci"),
        "site": ("site", "site name", "location", "location name"),
        "delivery": ("delivery", "remote or on site"),
        "cause": ("cause", "caused by", "root cause"),
        "asked as": ("asked as", "priority asked", "asked priority"),
        "ticket": (
            "ticket", "ticket id", "ticket number", "charge to id", "issue", "issue key", "issue id", "task",
        ),
        "incident": ("incident", "incident id"),
        "job": ("job", "job id", "visit", "visit id"),
        "quote": ("quote", "quote id", "quote number"),
        "appointment accepted": ("appointment accepted", "appointment accepted at", "accepted at"),
        "appointment start": ("appointment start", "appointment from", "scheduled start"),
        "appointment end": ("appointment end", "appointment until", "scheduled end"),
        "moved by": ("moved by", "appointment moved by"),
        "km": ("km", "kilometers", "kilometres", "distance km", "distance"),
        "travel": ("travel", "travel time"),
        "travel minutes": ("travel minutes",),
        "travel hours": ("travel hours",),
        "recorded": (
            "recorded", "recorded at", "entered", "entered at", "date entered", "info date entered", "created",
            "created at", "create date time", "logged at",
        ),
        "corrects": ("corrects", "corrects id", "replaces"),
        "note": ("note", "notes", "description", "comment", "summary", "summary notes"),
    }
)  # fmt: skip
"""What a column means, and its names; the likeliest first. Names are compared as `same_name` writes them."""


def columns_of(head: Iterable[str]) -> dict[str, str]:
    """Return the names of the columns that are known, by what they mean; each column means one thing."""
    written = {same_name(column): column for column in reversed(tuple(head))}
    found: dict[str, str] = {}
    for meaning, names in _NAMES.items():
        free = (written[name] for name in names if name in written and written[name] not in found.values())
        column = next(free, None)
        if column is not None:
            found[meaning] = column
    return found
