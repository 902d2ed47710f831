"""What happened to systems: outages, time that nobody watched, windows that were held, excuses that were agreed."""

from asagreed.facts.uptime.deriving import Reading, State, Stretch, stretches_of_changes, stretches_of_looks
from asagreed.facts.uptime.records import Excuse, Outage, Unwatched, UptimeFacts, WindowHeld

__all__ = ["Excuse", "Outage", "Reading", "State", "Stretch", "Unwatched", "UptimeFacts", "WindowHeld",
           "stretches_of_changes", "stretches_of_looks"]  # fmt: skip
