"""Recurring work as it was settled: done, skipped, agreed to, deferred."""

from asagreed.facts.upkeep.records import UpkeepRecord, UpkeepSettled

__all__ = ["UpkeepRecord", "UpkeepSettled"]
