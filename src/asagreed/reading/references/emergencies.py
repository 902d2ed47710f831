"""Emergencies: a definition wherever the word decides something, and systems and hours that exist."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup


def check_emergencies(lookup: Lookup) -> Iterator[Problem]:
    """Find definitions that name nothing known or ask for nothing, and cover without a definition."""
    written = lookup.agreement.emergency
    for name, part in written.definitions.items():
        path = ("emergency", "definitions", name)
        yield from lookup.unknown_systems((*path, "outage of"), part.outage_of)
        yield from lookup.unknown_systems((*path, "data lost on"), part.data_lost_on)
        yield from lookup.unknown_calendar((*path, "within"), part.within)
        if not (part.outage_of or part.data_lost_on or part.event or part.people_unable_to_work):
            yield lookup.problem(
                path,
                "YML436",
                f"«{name}» asks for nothing that happens, so everything would be an emergency.",
                remedy="Add outage of, data lost on, people unable to work, or event.",
                at_key=True,
            )
    if written.cover:
        yield from lookup.unknown_calendar(("emergency", "cover", "included in"), written.cover.included_in)
    yield from _undefined(lookup)


def _undefined(lookup: Lookup) -> Iterator[Problem]:
    """Find the word where nothing defines it, not even that both sides agree from case to case."""
    written = lookup.agreement.emergency
    if written.definitions or written.anything_else:
        return
    used = [
        path
        for path, is_used in (
            (("emergency", "cover"), written.cover is not None),
            (("rates", "emergency"), lookup.agreement.rates.emergency is not None),
        )
        if is_used
    ]
    for path in used:
        yield lookup.problem(
            path,
            "SCP601",
            "What an emergency costs is said here, and nothing says what an emergency is.",
            remedy="Add emergency: {definitions: {mail down: {outage of: mail, lasting: 1 h}}}, with your own events.",
            at_key=True,
        )
