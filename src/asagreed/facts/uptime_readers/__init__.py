"""Files of outages, of checks, of windows: read into facts, with every row accounted for."""

from asagreed.facts.uptime_readers.reading import UptimeLog, read_uptime

__all__ = ["UptimeLog", "read_uptime"]
