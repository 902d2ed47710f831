"""From rows to facts: outages, unwatched time, windows, excuses and checks; what cannot be is refused in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args

from pydantic_core import PydanticCustomError

from asagreed.facts.uptime import Excuse, Outage, Reading, State, Unwatched, WindowHeld
from asagreed.facts.uptime.records import ExcuseKind
from asagreed.facts.uptime_readers.rows import Row
from asagreed.open_time import in_zone
from asagreed.terms.values.durations import parse_length
from asagreed.versions.moments import utc_seconds

Record = Outage | Unwatched | WindowHeld | Excuse
NOTHING = frozenset({"", "-", "null", "none", "n/a"})
YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0", ""})
STATES = {"up": "up", "ok": "up", "down": "down", "critical": "down", "degraded": "degraded", "unknown": "unknown"}
KINDS = {"occurred": "outage", "state": "check", "planned end": "window", "agreed by": "excuse"}
"""What a row is, by a key that only such a row has; other rows have to say it."""


class NotTaken(ValueError):
    """A row cannot be a fact; the text says why."""


def utc(text: str, zone: str) -> int:
    """Return the UTC seconds of an ISO moment, local in a zone where it has no offset. Raises ValueError."""
    said = datetime.fromisoformat(text)
    return utc_seconds(said, zone) if said.tzinfo is None else int(said.timestamp())


@dataclass(frozen=True, slots=True)
class Check:
    """What was seen of one system at one moment."""

    system: str
    reading: Reading


def record_of(row: Row, zone: str) -> Record | Check:
    """Return the fact that a row tells, its moments local in a zone. Raises NotTaken."""
    kind = row.kind or next((kind for key, kind in KINDS.items() if key in _spaced(row.texts)), "")
    if kind not in _MAKERS:
        raise NotTaken(f"nobody can tell what it is: name a «kind», one of {', '.join(_MAKERS)}")
    return _MAKERS[kind](_Told(_spaced(row.texts), row.place, zone))


def _spaced(texts: Mapping[str, str]) -> dict[str, str]:
    return {key.replace("_", " ").removesuffix(" at"): value for key, value in texts.items()}


@dataclass(frozen=True)
class _Told:
    texts: Mapping[str, str]
    place: str
    zone: str

    def text(self, key: str) -> str:
        value = self.texts.get(key, "").strip()
        return "" if value.lower() in NOTHING else value

    def needed(self, key: str) -> str:
        if not self.text(key):
            raise NotTaken(f"it says no «{key}»")
        return self.text(key)

    def names(self, key: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in self.text(key).split(",") if name.strip())

    def moment(self, key: str) -> int | None:
        said = self.text(key)
        if not said:
            return None
        if said.isdigit():
            return int(said)
        try:
            return utc(said, self.zone)
        except ValueError:
            raise NotTaken(f"«{said}» under «{key}» is no moment; write 2026-04-14 10:00") from None

    def at(self, key: str) -> int:
        self.needed(key)
        return cast("int", self.moment(key))

    def end(self, start: int, *keys: str, what: str) -> int | None:
        found = next((at for key in keys if (at := self.moment(key)) is not None), None)
        if found is None and self.text("for"):
            found = start + self.length("for")
        if found is not None and found < start:
            ends, began = (in_zone(at, self.zone).strftime("%Y-%m-%d %H:%M:%S") for at in (found, start))
            raise NotTaken(f"{what} ends at {ends}, before it began at {began}; correct one of the two")
        return found

    def length(self, key: str) -> int:
        try:
            return parse_length(self.text(key))
        except PydanticCustomError:
            raise NotTaken(f"«{self.text(key)}» under «{key}» is no length of time; write 90 min") from None

    def is_so(self, key: str) -> bool:
        said = self.text(key).lower()
        if said not in YES | NO:
            raise NotTaken(f"«{said}» under «{key}» is neither yes nor no")
        return said in YES

    def key(self, *parts: object) -> str:
        return self.text("id") or " ".join(str(part) for part in parts)


def _outage(told: _Told) -> Outage:
    system, occurred = told.needed("system"), told.at("occurred")
    return Outage(
        id=told.key(system, occurred),
        system=system,
        occurred_at=occurred,
        detected_at=told.moment("detected"),
        reported_at=told.moment("reported"),
        acknowledged_at=told.moment("acknowledged"),
        restored_at=told.end(occurred, "restored", what=f"the outage of {system}"),
        is_degraded=told.is_so("degraded"),
        cause=told.text("cause"),
        evidence=told.text("evidence"),
        because=told.text("because"),
        recorded_at=told.moment("recorded"),
        recorded_by=told.text("by"),
        is_withdrawn=told.is_so("withdrawn"),
        ticket=told.text("ticket"),
        place=told.place,
    )


def _unwatched(told: _Told) -> Unwatched:
    system, start = told.needed("system"), told.at("from")
    return Unwatched(
        id=told.key(system, start),
        system=system,
        start_at=start,
        end_at=told.end(start, "to", "until", what="the time"),
        because=told.text("because"),
        recorded_at=told.moment("recorded"),
        recorded_by=told.text("by"),
        is_withdrawn=told.is_so("withdrawn"),
        place=told.place,
    )


def _window(told: _Told) -> WindowHeld:
    start = told.at("from")
    end = told.end(start, "planned end", "to", what="the window")
    if end is None:
        raise NotTaken("it says no «to», nor «for» how long it was planned")
    return WindowHeld(
        id=told.key("window", start),
        systems=told.names("systems") or told.names("system"),
        starts_at=start,
        planned_end_at=end,
        agreed=told.text("agreed"),
        title=told.text("title"),
        notified_at=told.moment("notified"),
        cancelled_at=told.moment("cancelled"),
        ended_at=told.moment("ended"),
        because=told.text("because"),
        recorded_at=told.moment("recorded"),
        recorded_by=told.text("by"),
        is_withdrawn=told.is_so("withdrawn"),
        place=told.place,
    )


def _excuse(told: _Told) -> Excuse:
    kinds, kind = get_args(ExcuseKind), told.text("because of")
    if kind not in kinds:
        raise NotTaken(f"«because of» is one of {', '.join(kinds)}")
    start = told.at("from")
    end = told.end(start, "to", "until", what="the excuse")
    if end is None:
        raise NotTaken("it says no «to»: an excuse without an end would excuse everything")
    return Excuse(
        id=told.key("excuse", start),
        kind=cast("ExcuseKind", kind),
        systems=told.names("systems") or told.names("system"),
        start_at=start,
        end_at=end,
        agreed_by=told.text("agreed by"),
        because=told.text("because"),
        recorded_at=told.moment("recorded"),
        recorded_by=told.text("by"),
        is_withdrawn=told.is_so("withdrawn"),
        place=told.place,
    )


def _check(told: _Told) -> Check:
    system, at = told.needed("system"), told.at("at" if told.text("at") else "time")
    state = told.needed("state").lower()
    if state not in STATES:
        raise NotTaken(f"«{state}» is none of {', '.join(STATES)}")
    return Check(system, Reading(at=at, state=cast("State", STATES[state])))


_MAKERS: dict[str, Callable[[_Told], Record | Check]] = {
    "outage": _outage, "unwatched": _unwatched, "window": _window, "excuse": _excuse, "check": _check,
}  # fmt: skip
