"""What happened to systems: outages, time that nobody watched, windows that were held, excuses that were agreed."""

from asagreed.facts.uptime.records import Excuse, Outage, Unwatched, UptimeFacts, WindowHeld

__all__ = ["Excuse", "Outage", "Unwatched", "UptimeFacts", "WindowHeld"]
