"""The shapes in which monitoring systems send → what is in which state since when. Nothing is stored here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from asagreed.facts.uptime import State
from asagreed_web.intake.host_shapes import is_of_host, is_of_zabbix, read_host, read_zabbix
from asagreed_web.intake.sighting import (
    Read,
    ShapeUnknown,
    Sighting,
    mapping_in,
    moment_in,
    short_id,
    text_in,
)

__all__ = ["Read", "ShapeUnknown", "Sighting", "fitting_word", "read_body"]

MOST_AT_ONCE = 1000
MOST_FIELDS = 100
STATES: dict[str, State] = {"down": "down", "degraded": "degraded", "unknown": "unknown", "up": "up"}
WORDS = {"down": "is down", "degraded": "works only in part", "unknown": "is not watched", "up": "is up again"}
FIRING = {"firing": True, "resolved": False}
OUTAGES: dict[str, State] = {"true": "down", "degraded": "degraded"}
"""What the label `outage` of an alert says."""
KUMA: dict[int, State] = {0: "down", 1: "up"}


def read_body(raw: bytes, *, received_at: int) -> Read:
    """Return what a body says; without a moment of its own it is so since it was received. Raises ShapeUnknown."""
    body = _form(raw) or _json(raw)
    if not isinstance(body, dict):
        raise ShapeUnknown("The body is no JSON object. Send {system, state, at, id}, as the guide shows.")
    for fits, read in _SHAPES:
        if fits(body):
            return read(body, received_at)
    raise ShapeUnknown(
        "The body has neither «system» and «state», nor «alerts» (Alertmanager), nor «heartbeat» (Uptime Kuma), nor "
        "«host» and «state» (Icinga, Nagios), nor «event_id» and «trigger_id» (Zabbix). "
        "Send {system, state, at, id}, as the guide shows."
    )


def _form(raw: bytes) -> dict[str, Any] | None:
    """Return the fields of a form, as notification commands send them, or None for what is none."""
    if not raw[:1].isalpha() or b"=" not in raw[:80]:
        return None
    try:
        fields = parse_qsl(raw.decode(), keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    found: dict[str, Any] = _without_nul(dict(fields))
    return found


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
    system, state = text_in(body, "system"), text_in(body, "state").lower()
    if not system:
        raise ShapeUnknown("«system» is empty. Name what is down in it.")
    if state not in STATES:
        raise ShapeUnknown(f"«state» is «{state[:40]}». Say «down» or «up», or «degraded» or «unknown».")
    at = moment_in(body.get("at"), received_at)
    return Read((
        Sighting(
            external_id=short_id(text_in(body, "id") or f"{system} {state} {at}"),
            thing=short_id(system),
            is_down=state in ("down", "degraded"),
            at=at,
            subject=f"{system} {WORDS[state]}",
            text=text_in(body, "text"),
            systems=(system,),
            is_outage=state == "down",
            state=STATES[state],
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
    labels, notes = mapping_in(alert, "labels"), mapping_in(alert, "annotations")
    thing, status = text_in(alert, "fingerprint"), text_in(alert, "status")
    if not thing or status not in FIRING:
        raise ShapeUnknown("An alert has no «fingerprint», or its «status» is neither «firing» nor «resolved».")
    is_down, began = FIRING[status], alert.get("startsAt")
    told = OUTAGES.get(text_in(labels, "outage").lower())
    names = (text_in(labels, name) for name in ("system", "service", "instance", "job"))
    return Sighting(
        external_id=short_id(f"{thing} {began} {status}"),
        thing=short_id(thing),
        is_down=is_down,
        at=moment_in(began if is_down else alert.get("endsAt"), received_at),
        subject=text_in(notes, "summary") or text_in(labels, "alertname") or thing,
        text=text_in(notes, "description"),
        systems=tuple(name for name in names if name),
        is_outage=told == "down",
        body=alert,
        state=told if is_down or told is None else "up",
        episode=short_id(f"{thing} {began}"),
        began_at=None if is_down or not isinstance(began, str) else moment_in(began, received_at),
    )


def _kuma(body: Mapping[str, Any], received_at: int) -> Read:
    beat, monitor = body.get("heartbeat"), body.get("monitor")
    if not isinstance(beat, dict) or not isinstance(monitor, dict):
        return Read((), because="A test of Uptime Kuma: it names no monitor, so nothing is down.")
    status, name = beat.get("status"), text_in(monitor, "name") or f"monitor {beat.get('monitorID')}"
    if not isinstance(status, int) or status not in KUMA:
        return Read((), because=f"{name[:120]} is neither down nor up: it is pending, or in maintenance.")
    state, at = KUMA[status], moment_in(beat.get("time"), received_at)
    return Read((
        Sighting(
            external_id=short_id(f"{beat.get('monitorID')} {status} {beat.get('time')}"),
            thing=short_id(f"monitor {beat.get('monitorID')}"),
            is_down=state == "down",
            at=at,
            subject=f"{name} {WORDS[state]}",
            text=text_in(body, "msg"),
            systems=(name,),
            is_outage=True,
            body=beat,
            state=state,
        ),
    ))  # fmt: skip


_SHAPES: tuple[tuple[Callable[[Mapping[str, Any]], bool], Callable[[Mapping[str, Any], int], Read]], ...] = (
    (lambda body: isinstance(body.get("alerts"), list), _alertmanager),
    (lambda body: "heartbeat" in body and "monitor" in body, _kuma),
    (is_of_zabbix, read_zabbix),
    (lambda body: "system" in body and "state" in body, _minimum),
    (is_of_host, read_host),
)


def fitting_word(names: Iterable[str], words: Iterable[tuple[str, str]]) -> str:
    """Return the word of the agreement by which it knows one of some names, or nothing."""
    known: dict[str, str] = {}
    for word, title in words:
        known.setdefault(title.casefold(), word)
        known[word.casefold()] = word
    return next((known[name.casefold()] for name in names if name.casefold() in known), "")
