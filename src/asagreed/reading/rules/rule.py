"""What is told about one kind of mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A code with a readable name; what it finds, why it matters, an example of each kind, and what to do."""

    code: str
    name: str
    severity: Severity
    finds: str
    matters: str
    wrong: str
    right: str
    remedy: str
