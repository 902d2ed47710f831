"""What the words of an export most likely mean, when no mapping says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from asagreed.facts.readers.mapping import plain
from asagreed.facts.readers.meanings import KINDS

_STATUSES = {
    "resolved": ("resolved", "solved", "done", "fixed", "completed", "complete"),
    "closed": ("closed", "closed complete", "archived"),
    "cancelled": ("cancelled", "canceled", "withdrawn"),
    "merged": ("merged",),
    "reopened": ("reopened", "re-opened"),
    "waiting for customer": ("pending", "awaiting user info", "awaiting caller", "waiting customer", "pending reply"),
    "waiting for vendor": ("waiting on third party", "waiting for third party", "awaiting vendor"),
    "on hold": ("on hold", "on-hold", "hold", "pending reminder"),
    "refuse": ("-100",),
    "working": ("new", "open", "active", "in progress", "working", "assigned", "work in progress", "to do"),
}
_PRIORITIES = {
    "P1": ("p1", "critical", "urgent", "highest", "emergency", "very high"),
    "P2": ("p2", "high"),
    "P3": ("p3", "medium", "normal", "moderate"),
    "P4": ("p4", "low"),
    "P5": ("p5", "lowest", "very low", "planning"),
}
_EVENTS = {
    "created": ("create", "opened", "open", "raised", "logged"),
    "reply": ("agent reply", "public reply", "first response", "response", "answered"),
    "automatic reply": ("auto reply", "autoreply"),
    "internal note": ("note", "private note"),
    "customer reply": ("customer message", "requester reply", "user reply"),
    "status": ("status change", "status changed", "state"),
    "priority": ("priority change", "priority changed"),
    "resolved": ("solved", "resolve"),
    "reopened": ("reopen",),
    "closed": ("close",),
    "cancelled": ("canceled", "cancel"),
    "merged": ("merge",),
    "assigned": ("assign",),
    "arrived": ("arrival", "on site"),
}
_WAITING = re.compile(r"(?:awaiting|waiting(?: for| on)?|pending(?: on)?)[ :-]+(.+)")
_DIGIT = re.compile(r"(?:p|prio|priority)? ?([1-5])(?: ?[-–:.(] ?.*)?", re.DOTALL)


def guessed_statuses(words: Iterable[str]) -> dict[str, str]:
    """Return what statuses most likely mean; «Awaiting X» is «waiting for x», and what is unknown keeps its word."""
    return {word: _guessed_status(plain(word)) for word in words}


def guessed_priorities(words: Iterable[str]) -> dict[str, str]:
    """Return P1 to P5 for the priorities that look like one: «3 - Moderate» is P3."""
    found = {word: _guessed_priority(plain(word)) for word in words}
    return {word: priority for word, priority in found.items() if priority is not None}


def guessed_events(words: Iterable[str]) -> dict[str, str]:
    """Return the kinds of event that words stand for; unknown words are left out."""
    found = {word: _looked_up(plain(word).replace("_", " ").replace("-", " "), _EVENTS) for word in words}
    return {word: kind for word, kind in found.items() if kind is not None}


def _guessed_status(word: str) -> str:
    known = _looked_up(word, _STATUSES)
    waiting = _WAITING.fullmatch(word)
    return known or (f"waiting for {waiting[1]}" if waiting else word)


def _guessed_priority(word: str) -> str | None:
    digit = _DIGIT.fullmatch(word)
    return f"P{digit[1]}" if digit else _looked_up(word, _PRIORITIES)


def _looked_up(word: str, table: dict[str, tuple[str, ...]]) -> str | None:
    if table is _EVENTS and word in KINDS:
        return word
    return next((meaning for meaning, words in table.items() if word == meaning or word in words), None)
