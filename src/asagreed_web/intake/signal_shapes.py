"""The shapes in which monitoring systems send → what is down or up since when. Nothing is decided or stored here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from asagreed.errors import AsagreedError

LONGEST_ID = 120
LONGEST_TEXT = 20_000
MOST_AT_ONCE = 1000
LATEST = 7_258_118_400
"""The year 2200: what is later was written wrong."""
STATES = {"down": True, "up": False}
FIRING = {"firing": True, "resolved": False}
KUMA = {0: True, 1: False}


class ShapeUnknown(AsagreedError):
    """A body is of no shape that is known; the text says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """That a thing is down or up since a moment (UTC seconds); `systems` are names by which the agreement may know it.

    `is_outage` says that the thing does not work at all; a rule that fires says less than that.
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


@dataclass(frozen=True, slots=True)
class Read:
    """What a body says; `left_out` counts alerts that its sender kept back, `because` why there is nothing in it."""

    sightings: tuple[Sighting, ...]
    left_out: int = 0
    because: str = ""


def read_body(raw: bytes, *, received_at: int) -> Read:
    """Return what a body says; without a moment of its own it is so since it was received. Raises ShapeUnknown."""
    body = _json(raw)
    if not isinstance(body, dict):
        raise ShapeUnknown("The body is no JSON object. Send {system, state, at, id}, as the guide shows.")
    for fits, read in _SHAPES:
        if fits(body):
            return read(body, received_at)
    raise ShapeUnknown(
        "The body has neither «system» and «state», nor «alerts» (Alertmanager), nor «heartbeat» (Uptime Kuma). "
        "Send {system, state, at, id}, as the guide shows."
    )


def _json(raw: bytes) -> Any:
    try:
        body = json.loads(raw.decode("utf-8-sig"))
        # Half of a pair of surrogates is no text, and is in no database: it shows here.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ShapeUnknown("The body is no JSON in UTF-8. Look at the template of the notification.") from None
    return _without_nul(body)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "�")
    if isinstance(value, list):
        return [_without_nul(each) for each in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(each) for key, each in value.items()}
    return value


def _minimum(body: Mapping[str, Any], received_at: int) -> Read:
    system, state = _text(body, "system"), _text(body, "state").lower()
    if not system:
        raise ShapeUnknown("«system» is empty. Name what is down in it.")
    if state not in STATES:
        raise ShapeUnknown(f"«state» is «{state[:40]}». Say «down» or «up».")
    at = _moment(body.get("at"), received_at)
    word = "is down" if STATES[state] else "is up again"
    return Read((
        Sighting(
            external_id=_id(_text(body, "id") or f"{system} {state} {at}"),
            thing=_id(system),
            is_down=STATES[state],
            at=at,
            subject=f"{system} {word}",
            text=_text(body, "text"),
            systems=(system,),
            is_outage=True,
            body=body,
        ),
    ))  # fmt: skip


def _alertmanager(body: Mapping[str, Any], received_at: int) -> Read:
    alerts = [alert for alert in body["alerts"] if isinstance(alert, dict)]
    if len(alerts) != len(body["alerts"]) or len(alerts) > MOST_AT_ONCE:
        raise ShapeUnknown(f"«alerts» has to be at most {MOST_AT_ONCE} objects, as Alertmanager sends them.")
    left_out = body.get("truncatedAlerts", 0)
    left_out = left_out if isinstance(left_out, int) and 0 < left_out < 10**9 else 0
    return Read(tuple(_alert(alert, received_at) for alert in alerts), left_out=left_out)


def _alert(alert: Mapping[str, Any], received_at: int) -> Sighting:
    labels, notes = _mapping(alert, "labels"), _mapping(alert, "annotations")
    thing, status = _text(alert, "fingerprint"), _text(alert, "status")
    if not thing or status not in FIRING:
        raise ShapeUnknown("An alert has no «fingerprint», or its «status» is neither «firing» nor «resolved».")
    is_down, began = FIRING[status], alert.get("startsAt")
    names = (_text(labels, name) for name in ("system", "service", "instance", "job"))
    return Sighting(
        external_id=_id(f"{thing} {began} {status}"),
        thing=_id(thing),
        is_down=is_down,
        at=_moment(began if is_down else alert.get("endsAt"), received_at),
        subject=_text(notes, "summary") or _text(labels, "alertname") or thing,
        text=_text(notes, "description"),
        systems=tuple(name for name in names if name),
        is_outage=_text(labels, "outage").lower() == "true",
        body=alert,
    )


def _kuma(body: Mapping[str, Any], received_at: int) -> Read:
    beat, monitor = body.get("heartbeat"), body.get("monitor")
    if not isinstance(beat, dict) or not isinstance(monitor, dict):
        return Read((), because="A test of Uptime Kuma: it names no monitor, so nothing is down.")
    status, name = beat.get("status"), _text(monitor, "name") or f"monitor {beat.get('monitorID')}"
    if not isinstance(status, int) or status not in KUMA:
        return Read((), because=f"{name[:120]} is neither down nor up: it is pending, or in maintenance.")
    is_down, at = KUMA[status], _moment(beat.get("time"), received_at)
    word = "is down" if is_down else "is up again"
    return Read((
        Sighting(
            external_id=_id(f"{beat.get('monitorID')} {status} {beat.get('time')}"),
            thing=_id(f"monitor {beat.get('monitorID')}"),
            is_down=is_down,
            at=at,
            subject=f"{name} {word}",
            text=_text(body, "msg"),
            systems=(name,),
            is_outage=True,
            body=beat,
        ),
    ))  # fmt: skip


_SHAPES: tuple[tuple[Callable[[Mapping[str, Any]], bool], Callable[[Mapping[str, Any], int], Read]], ...] = (
    (lambda body: isinstance(body.get("alerts"), list), _alertmanager),
    (lambda body: "heartbeat" in body and "monitor" in body, _kuma),
    (lambda body: "system" in body and "state" in body, _minimum),
)


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name, "")
    return value.strip()[:LONGEST_TEXT] if isinstance(value, str) else ""


def _mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def _id(text: str) -> str:
    return text if len(text) <= LONGEST_ID else hashlib.sha256(text.encode()).hexdigest()


def _moment(value: Any, received_at: int) -> int:
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


def fitting_word(names: Iterable[str], words: Iterable[tuple[str, str]]) -> str:
    """Return the word of the agreement by which it knows one of some names, or nothing."""
    known: dict[str, str] = {}
    for word, title in words:
        known.setdefault(title.casefold(), word)
        known[word.casefold()] = word
    return next((known[name.casefold()] for name in names if name.casefold() in known), "")
