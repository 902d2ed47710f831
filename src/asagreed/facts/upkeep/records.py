"""What people recorded of recurring work; nothing is overwritten: a newer record of task and due date holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

UpkeepSettled = Literal["done", "skipped", "proposed", "agreed", "deferred"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepRecord:
    """What became of one task on the local date on which it was due. Moments are UTC seconds, lengths seconds."""

    task: str
    due_on: date
    says: UpkeepSettled
    at: int
    by: str = ""
    because: str = ""
    evidence: str = ""
    worked: int | None = None
    """Seconds of work."""
    restored_in: int | None = None
    """Seconds that a test restore took, where the task is one."""
    succeeded: bool | None = None
    """Whether a test restore brought everything back."""
    recorded_at: int | None = None
    place: str = ""
