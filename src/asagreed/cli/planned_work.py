"""Planned work as it is typed: `restore of data, remote, on files, 3-5 h`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asagreed.billing.quoting import PlannedWork
    from asagreed.facts.work import WorkEntry
    from asagreed.terms import Terms

DELIVERIES = ("remote", "on-site")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?\s*(h|hours?|min|minutes?)")
_FIELDS = {"on": "system", "at": "site", "by": "role", "as": "work_type", "in": "incident", "asked as": "asked_as"}
_CAUSE = "caused by "


def planned_work(text: str, terms: Terms) -> PlannedWork:
    """Return planned work; the first word is a service or a kind of issue. Raises UnreadableWorkOrder."""
    from asagreed.billing.quoting import PlannedWork
    from asagreed.errors import UnreadableWorkOrder

    title, *rest = _parts(text)
    entry, least, most = _described(title, terms), 0, 0
    for part in rest:
        length = _LENGTH.fullmatch(part)
        if length:
            unit = 3600 if length[3].startswith("h") else 60
            least, most = (round(float(each) * unit) for each in (length[1], length[2] or length[1]))
        else:
            entry = _with(entry, part, text)
    if not 0 < least <= most:
        why = "it does not say how long it takes" if not most else "it takes longer at least than at most, or no time"
        raise UnreadableWorkOrder(given=text, why=why)
    return PlannedWork(title=title, least=least, most=most, entry=entry)


def described_work(text: str, terms: Terms) -> WorkEntry:
    """Return what is typed of work whose times are known otherwise. Raises UnreadableWorkOrder."""
    title, *rest = _parts(text)
    entry = _described(title, terms)
    for part in rest:
        entry = _with(entry, part, text)
    return entry


def _parts(text: str) -> list[str]:
    from asagreed.errors import UnreadableWorkOrder

    parts = [part.strip() for part in text.split(",")]
    if not parts[0]:
        raise UnreadableWorkOrder(given=text, why="it does not begin with what is to be done")
    return parts


def _described(title: str, terms: Terms) -> WorkEntry:
    from asagreed.facts.work import WorkEntry

    services = {service.name for service in terms.scope.services}
    is_kind = title in terms.issue_kinds and title not in services
    planned = WorkEntry(id="planned", seconds=0)
    return replace(planned, kind=title) if is_kind else replace(planned, service=title)


def _with(entry: WorkEntry, part: str, text: str) -> WorkEntry:
    from asagreed.errors import UnreadableWorkOrder

    if part in DELIVERIES:
        return replace(entry, delivery=part)
    if part.startswith(_CAUSE):
        return replace(entry, cause=part.removeprefix(_CAUSE))
    for word, name in _FIELDS.items():
        if part.startswith(f"{word} "):
            said: dict[str, Any] = {name: part.removeprefix(f"{word} ").strip()}
            return replace(entry, **said)
    raise UnreadableWorkOrder(given=text, why=f"«{part}» is neither a delivery, a place, a role, a cause nor a length")
