"""What the words of a mapping mean: statuses and events."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.facts.tickets import EventKind

REFUSED = "refuse"

ENDINGS = {
    "resolved": EventKind.RESOLVED,
    "closed": EventKind.CLOSED,
    "cancelled": EventKind.CANCELLED,
    "merged": EventKind.MERGED,
    "reopened": EventKind.REOPENED,
}
"""The meanings of a status that are events of their own; every other one names the status."""

KINDS = {kind.name.lower().replace("_", " "): kind for kind in EventKind}
"""The kinds of event by the words that a mapping uses."""

WITH_A_VALUE = frozenset((EventKind.STATUS, EventKind.PRIORITY, EventKind.HAPPENED, EventKind.CHANGED))
"""The kinds that say nothing without a value."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """An event that a word of the export stands for; a kind of None refuses the row."""

    kind: EventKind | None
    value: str | None = None


def meaning_of_status(word: str) -> Meaning:
    """Return what the right side of `statuses` means, such as «resolved» or «waiting for customer»."""
    if word == REFUSED:
        return Meaning(None)
    kind = ENDINGS.get(word)
    return Meaning(EventKind.STATUS, word) if kind is None else Meaning(kind)


def meaning_of_event(words: str) -> Meaning | None:
    """Return what the right side of `events` means, or None if it means nothing.

    «reply» is a kind; «happened plan sent» and «status waiting for customer» are a kind with its value.
    """
    if words == REFUSED:
        return Meaning(None)
    if words in KINDS:
        return Meaning(KINDS[words])
    kind, _, value = words.partition(" ")
    if kind == "status":
        return meaning_of_status(value)
    if KINDS.get(kind) in (EventKind.HAPPENED, EventKind.PRIORITY, EventKind.AGREEMENT):
        return Meaning(KINDS[kind], value)
    return None
