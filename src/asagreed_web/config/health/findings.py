"""What an examination finds: that something is fine, that a person should look at it, or that it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How bad it is: an icon and a word."""

    FINE = "✓ fine"
    LOOK = "! look"
    WRONG = "✗ wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined; `todo` says what to do where something is to be done."""

    verdict: Verdict
    what: str
    todo: str = ""


Examination = Callable[[], Iterator[Finding]]


def fine(what: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(Verdict.FINE, what)


def look(what: str, todo: str) -> Finding:
    """Return that something works, and somebody should know about it."""
    return Finding(Verdict.LOOK, what, todo)


def wrong(what: str, todo: str) -> Finding:
    """Return that something must be mended."""
    return Finding(Verdict.WRONG, what, todo)
