"""A clause that was looked at and did not decide, and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.figures import Clause


@dataclass(frozen=True, slots=True)
class Considered:
    """A clause beside the one that decides; `why` completes «it does not decide, because …»."""

    clause: Clause
    why: str
