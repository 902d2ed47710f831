"""Availability: what share of which time a system was up, and why that is the figure (semantics/availability.md, 4)."""

from asagreed.measures.availability.results import Availability, CountedOutage, JudgedWindow, Verdict

__all__ = ["Availability", "CountedOutage", "JudgedWindow", "Verdict"]
