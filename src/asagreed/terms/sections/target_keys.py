"""The keys that narrow a target: `P1`, `by phone`, `for hardware`, `on mail`, `at clinic`, `within support`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asagreed.terms.sections.places import DELIVERIES
from asagreed.terms.sections.priorities import PRIORITY

OTHERWISE = "otherwise"
_PREFIXES = {
    "by": "channel",
    "for": "kind",
    "on": "system",
    "at": "site",
    "within": "window",
    "outside": "window",
}
_PHRASE = re.compile(rf"({'|'.join(_PREFIXES)}) (\S.*)")
KEY_PATTERN = rf"^(P[1-9]|{'|'.join(DELIVERIES)}|{OTHERWISE}|({'|'.join(_PREFIXES)}) .+)$"


@dataclass(frozen=True, slots=True)
class TargetKey:
    """One narrowing: which property of a ticket, and the value it must have.

    `otherwise` has no dimension: it holds where none of its siblings does. A window is «within CALENDAR» or
    «outside CALENDAR», decided when the ticket was reported.
    """

    text: str
    dimension: str
    value: str


def find_target_key(text: str) -> TargetKey | None:
    """Return the narrowing that a key says, or None when the key is something else, such as a clock."""
    if PRIORITY.fullmatch(text):
        return TargetKey(text, "priority", text)
    if text in DELIVERIES:
        return TargetKey(text, "delivery", text)
    if text == OTHERWISE:
        return TargetKey(text, OTHERWISE, "")
    match = _PHRASE.fullmatch(text)
    if match is None:
        return None
    dimension = _PREFIXES[match[1]]
    return TargetKey(text, dimension, text if dimension == "window" else match[2])
