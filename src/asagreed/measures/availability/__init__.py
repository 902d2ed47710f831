"""Availability: what share of which time a system was up, and why (docs/algorithms/availability.md)."""

from asagreed.measures.availability.knowledge import known_at
from asagreed.measures.availability.measuring import measure, parts_in_force
from asagreed.measures.availability.periods import month_span, period_of, periods_in
from asagreed.measures.availability.printing import in_percent
from asagreed.measures.availability.results import (
    Availability,
    CountedOutage,
    FurtherTarget,
    JudgedWindow,
    Verdict,
)

__all__ = [
    "Availability",
    "CountedOutage",
    "FurtherTarget",
    "JudgedWindow",
    "Verdict",
    "in_percent",
    "known_at",
    "measure",
    "month_span",
    "parts_in_force",
    "period_of",
    "periods_in",
]
