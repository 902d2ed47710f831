"""Narrowing keys that refer to something, and promised times that can be counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from operator import add

from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup, Path
from asagreed.reading.references.priorities import unknown_priority
from asagreed.terms.resolved.selector import window_calendar
from asagreed.terms.resolved.target_table import FlatBlock, promised_time
from asagreed.terms.sections.target_keys import OTHERWISE, TargetKey, find_target_key
from asagreed.terms.sections.targets import Promise

_WORDS = {
    "channel": ("YML405", "an agreed way to report", "reporting"),
    "kind": ("YML406", "a kind of issue in the catalogue", "issue kinds"),
    "system": ("YML407", "a system of this agreement", "systems"),
    "site": ("YML408", "a site of this agreement", "sites"),
    "window": ("YML401", "a calendar of this agreement", "calendars"),
}


def check_target_keys(lookup: Lookup) -> Iterator[Problem]:
    """Find keys of the target table that name nothing, contradict one around them, or stand alone."""
    for block in lookup.blocks:
        keys = [key for text in block.block.narrower if (key := find_target_key(text))]
        for key in keys:
            path = (*block.path, key.text)
            yield from _unknown_value(lookup, path, key)
            yield from _contradiction(lookup, path, key, block)
            if key.dimension == OTHERWISE and len(keys) == 1:
                yield lookup.problem(
                    path,
                    "YML418",
                    "«otherwise» stands alone here, so there is nothing that it could be other than.",
                    remedy="Put the case beside it that it excludes, such as by phone, or take the key out.",
                    at_key=True,
                )


def blocks_that_can_fit(lookup: Lookup) -> tuple[FlatBlock, ...]:
    """Return the blocks of the table without those that contradict one around them, which fit no ticket."""
    contrary = {
        (*block.path, text)
        for block in lookup.blocks
        for text in block.block.narrower
        if (key := find_target_key(text)) and _contradicts(lookup, key, block)
    }
    return tuple(
        block for block in lookup.blocks if contrary.isdisjoint(accumulate(((step,) for step in block.path), add))
    )


def check_target_values(lookup: Lookup) -> Iterator[Problem]:
    """Find hours of no calendar, days without the length of a working day, and travel without times."""
    for block in lookup.blocks:
        if block.block.hours:
            yield from _unknown_hours(lookup, (*block.path, "hours"), block.block.hours)
        for clock, promise in block.block.promises.items():
            yield from _promise(lookup, (*block.path, clock), promise)


def _unknown_value(lookup: Lookup, path: Path, key: TargetKey) -> Iterator[Problem]:
    if key.dimension == "priority":
        yield from unknown_priority(lookup, path, key.value, at_key=True)
    elif key.dimension in _WORDS:
        code, what, where = _WORDS[key.dimension]
        name = window_calendar(key.value) if key.dimension == "window" else key.value
        known = _known(lookup)[key.dimension]
        yield from lookup.unknown(path, code, what=what, name=name, known=known, where=where, at_key=True)


def _known(lookup: Lookup) -> Mapping[str, frozenset[str]]:
    return {
        "channel": frozenset(lookup.agreement.reporting),
        "kind": lookup.kinds,
        "system": frozenset(lookup.agreement.systems),
        "site": frozenset(lookup.agreement.sites),
        "window": lookup.calendars,
    }


def _contradiction(lookup: Lookup, path: Path, key: TargetKey, around: FlatBlock) -> Iterator[Problem]:
    if _contradicts(lookup, key, around):
        yield lookup.problem(
            path,
            "YML420",
            f"«{key.text}» stands inside «{getattr(around.selector, key.dimension)}», and no ticket is both.",
            remedy="Move it beside the other key instead of below it.",
            at_key=True,
        )


def _contradicts(lookup: Lookup, key: TargetKey, around: FlatBlock) -> bool:
    outer = getattr(around.selector, key.dimension, None)
    inside_group = key.dimension == "kind" and key.value in lookup.agreement.issue_kinds.get(outer or "", {})
    return outer is not None and outer != key.value and not inside_group


def _unknown_hours(lookup: Lookup, path: Path, name: str) -> Iterator[Problem]:
    yield from lookup.unknown(
        path, "YML401", what="a calendar of this agreement", name=name, known=lookup.calendars, where="calendars"
    )


def _promise(lookup: Lookup, path: Path, promise: Promise) -> Iterator[Problem]:
    if promise.hours:
        yield from _unknown_hours(lookup, (*path, "hours"), promise.hours)
    time = promised_time(promise)
    if time is None:
        yield _no_time(lookup, path)
        return
    written = (*path, "within" if promise.within else "guide")
    if time.duration and time.duration.working_days and lookup.agreement.working_day is None:
        yield _no_working_day(lookup, written)
    if time.plus_travel and not lookup.agreement.travel:
        yield _no_travel(lookup, written)


def _no_time(lookup: Lookup, path: Path) -> Problem:
    return lookup.problem(
        path,
        "YML203",
        f"The target «{path[-1]}» has no time: neither «within» nor «guide» is given.",
        remedy="Add within: and a length of time, or guide: if it is no promise.",
        at_key=True,
    )


def _no_working_day(lookup: Lookup, path: Path) -> Problem:
    return lookup.problem(
        path,
        "YML410",
        "The target counts in working days, and the agreement does not say how long one is.",
        remedy="Add working day: 9 h (as long as your desk is open) to the agreement.",
    )


def _no_travel(lookup: Lookup, path: Path) -> Problem:
    return lookup.problem(
        path,
        "YML416",
        "Travel is added to the target, and the agreement does not say how long the ways are.",
        remedy="Add travel: {near: 30 min} and a distance for each site.",
        word="plus travel",
    )
