"""A number and its reasons: value, unit, because, clauses, events, parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from asagreed.money import Money


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a signed text that decided something.

    `address` is the key path (`targets.P1.response`), `file` and `line` say where it was written, `version` is the
    hash of the version that was in force. Rules of this product that no clause states have the file «semantics».
    """

    address: str
    file: str = ""
    line: int = 0
    version: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{self.address} ({place})" if place else self.address


Value = int | Fraction | Money | str | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit, the reason in plain words, and what it was made from.

    `events` are the ids of the facts behind it. A figure without parts and clauses is a fact or a given.
    """

    value: Value
    unit: str
    because: str
    clauses: tuple[Clause, ...] = ()
    events: tuple[str, ...] = ()
    parts: tuple[Figure, ...] = ()


def figure_data(figure: Figure) -> dict[str, Any]:
    """Return a figure with its reasons as plain data, all the way down; nothing of a value is lost."""
    return {
        "value": _plain(figure.value),
        "unit": figure.unit,
        "because": figure.because,
        "clauses": [clause_data(clause) for clause in figure.clauses],
        "events": list(figure.events),
        "parts": [figure_data(part) for part in figure.parts],
    }


def clause_data(clause: Clause) -> dict[str, Any]:
    """Return a clause as plain data: its address, and where it was written."""
    return {"address": clause.address, "file": clause.file, "line": clause.line, "version": clause.version}


def _plain(value: Value) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    return value.isoformat() if isinstance(value, datetime) else value
