"""Recurring work on systems that exist, on working days that some hours define."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup


def check_upkeep(lookup: Lookup) -> Iterator[Problem]:
    """Find tasks on systems and in hours that nothing else names, and working days that no hours define."""
    for name, task in lookup.agreement.proactive.items():
        path = ("proactive", name)
        yield from lookup.unknown_calendar((*path, "hours"), task.hours)
        yield from lookup.unknown_systems((*path, "on"), task.on)
        yield from lookup.unknown_systems((*path, "restores"), task.restores)
        if task.when.on_working_days and not task.hours:
            yield lookup.problem(
                path,
                "YML461",
                f"«{name}» falls due on every working day, and no hours say which days these are.",
                remedy="Write hours: with the name of a calendar; its open days are the working days.",
                at_key=True,
            )
