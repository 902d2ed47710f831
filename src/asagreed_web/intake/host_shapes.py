"""What monitoring of hosts and services sends: Icinga and Nagios by a notification command, Zabbix by its media type.

All values are texts, as macros are; they come as JSON or as the fields of a form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from asagreed.facts.uptime import State
from asagreed_web.intake.sighting import Read, ShapeUnknown, Sighting, moment_in, short_id, text_in

HOST_STATES: dict[str, State] = {
    "UP": "up",
    "OK": "up",
    # Worth a look, and nobody is cut off: Icinga counts it as good too.
    "WARNING": "up",
    "DOWN": "down",
    "CRITICAL": "down",
    "UNREACHABLE": "unknown",
    "UNKNOWN": "unknown",
}
NOT_OF_STATES = ("ACKNOWLEDGEMENT", "CUSTOM", "DOWNTIME", "FLAPPING")
"""Notifications that tell what people did, and not what a thing does."""
ZABBIX_TAG = "outage"


def is_of_host(body: Mapping[str, Any]) -> bool:
    """Whether a body is that of Icinga or Nagios."""
    return "host" in body and "state" in body


def read_host(body: Mapping[str, Any], received_at: int) -> Read:
    """Return what a notification of Icinga or Nagios says. Raises ShapeUnknown."""
    host, service, word = text_in(body, "host"), text_in(body, "service"), text_in(body, "state").upper()
    kind = text_in(body, "type").upper()
    if not host:
        raise ShapeUnknown("«host» is empty. Look at the macros of the notification command.")
    if kind.startswith(NOT_OF_STATES):
        return Read((), because=f"A notification of the type {kind[:40]}: it tells of no change of state.")
    if word not in HOST_STATES:
        raise ShapeUnknown(f"«state» is «{word[:40]}». It can be: {', '.join(HOST_STATES)}.")
    state, since = HOST_STATES[word], _seconds(body, "since")
    at = moment_in(received_at if since is None else since, received_at)
    name = f"{service} on {host}" if service else host
    is_soft, depth = text_in(body, "state_type").upper() == "SOFT", _seconds(body, "downtime_depth") or 0
    sighting = Sighting(
        external_id=short_id(" ".join([host, service, word, "SOFT" if is_soft else "HARD", str(at), str(depth)])),
        thing=short_id(f"{host}!{service}" if service else host),
        is_down=state == "down",
        at=at,
        subject=f"{name} is {word.lower()}",
        text=text_in(body, "output"),
        systems=tuple(each for each in (text_in(body, "system"), service, host) if each),
        is_outage=state == "down",
        body=body,
        state=state,
        is_confirmed=not is_soft,
        in_maintenance=depth > 0,
    )
    return Read((sighting,))


def is_of_zabbix(body: Mapping[str, Any]) -> bool:
    """Whether a body is that of the media type for Zabbix."""
    return "event_id" in body and "trigger_id" in body


def read_zabbix(body: Mapping[str, Any], received_at: int) -> Read:
    """Return what the media type for Zabbix sends: a problem, or that one is over. Raises ShapeUnknown."""
    event, trigger = text_in(body, "event_id"), text_in(body, "trigger_id")
    began, value = _seconds(body, "event_timestamp"), text_in(body, "event_value")
    if not event or not trigger or value not in ("0", "1"):
        raise ShapeUnknown("«event_id», «trigger_id» or «event_value» is empty. Import the media type anew.")
    if text_in(body, "update_status") == "1":
        return Read((), because="An update of a problem: it tells what people did, and no change of state.")
    # The macro {EVENT.VALUE} is 1 for a problem, and 0 for its recovery.
    is_down, over = value == "1", _seconds(body, "recovery_timestamp")
    told = _tags(body).get(ZABBIX_TAG)
    means: State | None = {"true": "down", "degraded": "degraded"}.get(told or "")  # type: ignore[assignment]
    at = began if is_down else over
    sighting = Sighting(
        external_id=short_id(f"{event} {value}"),
        thing=short_id(f"trigger {trigger}"),
        is_down=is_down,
        at=moment_in(received_at if at is None else at, received_at),
        subject=text_in(body, "name") or f"trigger {trigger}",
        text=text_in(body, "text"),
        systems=tuple(each for each in (_tags(body).get("system", ""), text_in(body, "host")) if each),
        is_outage=means == "down",
        body=body,
        state="up" if means is not None and not is_down else means,
        in_maintenance=text_in(body, "suppressed") == "1",
        episode=event,
        began_at=None if is_down or began is None else moment_in(began, received_at),
    )
    return Read((sighting,))


def _tags(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags of an event, as its macro {EVENT.TAGSJSON} writes them."""
    tags = body.get("tags", "")
    if isinstance(tags, str):
        with suppress(ValueError, RecursionError):
            tags = json.loads(tags)
    found = [tag for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
    return {text_in(tag, "tag").lower(): text_in(tag, "value") for tag in found}


def _seconds(body: Mapping[str, Any], name: str) -> int | None:
    """Return a whole number that a macro wrote, or None where it wrote none; parts of a second are cut off."""
    text = text_in(body, name) or str(body.get(name, ""))
    whole = text.partition(".")[0]
    return int(whole) if whole.isascii() and whole.isdecimal() and len(whole) < 12 else None
