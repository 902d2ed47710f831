"""The changes between two versions, each with its address, what was written before and after, and the verdict."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from asagreed.foresight.compare.rules import rule_for, thing_of
from asagreed.foresight.compare.said import Path, text_at, values_of
from asagreed.foresight.compare.verdicts import Sides, Verdict, wider_hours
from asagreed.terms.sections.services import ARRANGED, EXCLUDED, INCLUDED
from asagreed.terms.values.promises import PromisedTime
from asagreed.versions import Version

_MONEY = frozenset({"fees", "rates", "credits", "allowance", "block", "retainer", "billing", "materials", "travel",
                    "order of use", "outside draws", "monthly draws", "currency"})  # fmt: skip
_WORDING = frozenset({"title", "parties", "notes", "note", "agreement", "plan", "legal review"})
_BOXES = (EXCLUDED, ARRANGED, INCLUDED)
"""Of a service the later box is better for the customer."""


class Level(IntEnum):
    """How much is looked at: money, then promises too, then every word."""

    MONEY = 1
    PROMISES = 2
    EVERYTHING = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One change; empty texts say that nothing stood there."""

    address: str
    before: str
    after: str
    verdict: Verdict
    level: Level

    @property
    def in_words(self) -> str:
        """The change in a line: `P1 response 4 h → 2 h: better`."""
        words = self.address.removeprefix("targets.").replace(".", " ").removesuffix(" within")
        if self.before and self.after:
            what = f"{self.before} → {self.after}"
        else:
            what = f"new: {self.after}" if self.after else f"gone: {self.before}"
        return f"{words} {what}: {self.verdict.value}"


def compare_versions(old: Version, new: Version, *, level: Level = Level.EVERYTHING) -> tuple[Change, ...]:
    """Return what a version changes for the customer, in the order of the new agreement; calendars by their hours."""
    # Versions of one agreement share its calendars, date by date: compared is what the papers of each say alone.
    sides = Sides(old.draft.terms, new.draft.terms, max(old.from_at, new.from_at))
    moved = _moved_services(old, new)
    changes = (*_of_calendars(old, new, sides), *_of_boxes(moved), *_of_values(old, new, sides, moved))
    return tuple(change for change in changes if change.level <= level)


def _of_calendars(old: Version, new: Version, sides: Sides) -> Iterator[Change]:
    before, after = old.agreement.calendars, new.agreement.calendars
    for name in dict.fromkeys((*after, *before)):
        address = f"calendars.{name}"
        if name not in before or name not in after:
            # What runs on it says what it is for the customer.
            was, now = (name if name in there else "" for there in (before, after))
            yield Change(address, was, now, Verdict.NEUTRAL, Level.PROMISES)
            continue
        verdict = wider_hours(sides.old.calendar(name), sides.new.calendar(name), from_at=sides.from_at)
        if verdict is not Verdict.NEUTRAL:
            yield Change(address, _hours_text(old, name), _hours_text(new, name), verdict, Level.PROMISES)


def _hours_text(version: Version, name: str) -> str:
    hours = version.agreement.calendars[name].hours or {}
    path = ("calendars", name, "hours")
    written = (f"{key.text} {text_at(version.draft.layered.tree, (*path, key.text))}" for key in hours)
    return "; ".join(written) or "other calendars"


def _moved_services(old: Version, new: Version) -> dict[str, tuple[str | None, str | None]]:
    """Return each service that stands in another box than before, with both; None is no box."""
    before, after = _boxes(old), _boxes(new)
    boxes = {name: (before.get(name), after.get(name)) for name in dict.fromkeys((*after, *before))}
    return {name: (was, now) for name, (was, now) in boxes.items() if was != now}


def _boxes(version: Version) -> dict[str, str]:
    services = version.agreement.services
    boxes = ((INCLUDED, services.included), (ARRANGED, services.by_arrangement), (EXCLUDED, services.excluded))
    return {name: box for box, parts in boxes for name in parts}


def _of_boxes(moved: Mapping[str, tuple[str | None, str | None]]) -> Iterator[Change]:
    for name, (was, now) in moved.items():
        if was is None:
            verdict = {INCLUDED: Verdict.BETTER, EXCLUDED: Verdict.CLARIFIES}.get(now or "", Verdict.CLARIFIES)
        elif now is None:
            verdict = Verdict.WORSE if was == INCLUDED else Verdict.CANNOT_TELL
        else:
            verdict = Verdict.BETTER if _BOXES.index(now) > _BOXES.index(was) else Verdict.WORSE
        yield Change(f"services.{name}", was or "", now or "", verdict, Level.PROMISES)


def _of_values(old: Version, new: Version, sides: Sides, moved: Container[str]) -> Iterator[Change]:
    before, after = values_of(old.agreement), values_of(new.agreement)
    wholes = _wholes(before, after)
    told: set[Path] = set()
    for path in dict.fromkeys((*after, *before)):
        was, now = before.get(path), after.get(path)
        if path[0] == "calendars" or (path[0] == "services" and len(path) > 2 and path[2] in moved) or was == now:
            continue
        whole = wholes.get(path)
        if whole and whole.path not in told:
            told.add(whole.path)
            yield whole.change(old, new, before, after)
        elif not whole:
            verdict = _judged(path, was, now, sides)
            if path[0] == "uptime" and path[-1] == "share" and was and now and _counts_otherwise(path, old, new):
                verdict = Verdict.MIXED
            texts = (text_at(old.draft.layered.tree, path), text_at(new.draft.layered.tree, path))
            yield Change(".".join(path), texts[0] if path in before else "", texts[1] if path in after else "",
                         verdict, _level_of(path))  # fmt: skip


def _judged(path: Path, was: Any, now: Any, sides: Sides) -> Verdict:
    rule = rule_for(path)
    if was is None or now is None:
        if _is_nothing(was if now is None else now):
            # Where none was promised before or is promised now, something was only said that nobody had said.
            return Verdict.CLARIFIES if was is None else Verdict.CANNOT_TELL
        return rule.added if was is None else rule.removed
    return rule.judge(was, now, sides)


def _is_nothing(value: Any) -> bool:
    return isinstance(value, PromisedTime) and value.duration is None


@dataclass(frozen=True, slots=True)
class _Whole:
    """Something that came or went as a whole."""

    path: Path
    came: bool
    verdict: Verdict

    def change(self, old: Version, new: Version, before: Mapping[Path, Any], after: Mapping[Path, Any]) -> Change:
        version, values = (new, after) if self.came else (old, before)
        tree, depth = version.draft.layered.tree, len(self.path)
        inside = (path for path in values if path[:depth] == self.path)
        words = [" ".join((*path[depth:], text_at(tree, path))) for path in inside if path[-1] not in _WORDING]
        text = ", ".join(words) or "nothing more"
        texts = ("", text) if self.came else (text, "")
        return Change(".".join(self.path), texts[0], texts[1], self.verdict, _level_of(self.path))


def _wholes(before: Mapping[Path, Any], after: Mapping[Path, Any]) -> dict[Path, _Whole]:
    """Return what came or went as a whole, by each path inside of it."""
    was, now = ({path: thing for path in values if (thing := thing_of(path))} for values in (before, after))
    stood, stands = ({prefix for prefix, _, _ in things.values()} for things in (was, now))
    return {
        path: _Whole(prefix, came=prefix in stands, verdict=added if prefix in stands else removed)
        for path, (prefix, added, removed) in {**was, **now}.items()
        if (prefix in stood) != (prefix in stands)
    }


def _counts_otherwise(path: Path, old: Version, new: Version) -> bool:
    """Say whether a share is counted in another way than before, so that it cannot be held against the other."""
    name = path[2] if len(path) > 3 else None
    found = []
    for version in (old, new):
        figures = {figure.name: figure.counting for figure in version.terms.uptime.figures}
        found.append(figures.get(name) if name else tuple(figures.items()))
    return found[0] != found[1]


def _level_of(path: Path) -> Level:
    if path[0] in _MONEY or (path[0] == "riders" and "price" in path):
        return Level.MONEY
    return Level.EVERYTHING if path[0] in _WORDING or path[-1] in _WORDING else Level.PROMISES
