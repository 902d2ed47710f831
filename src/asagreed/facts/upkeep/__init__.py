"""Recurring work as it was settled: done, skipped, agreed to, deferred."""

from asagreed.facts.upkeep.reading import RefusedRecord, UpkeepRead, read_upkeep
from asagreed.facts.upkeep.records import UpkeepRecord, UpkeepSettled

__all__ = ["RefusedRecord", "UpkeepRead", "UpkeepRecord", "UpkeepSettled", "read_upkeep"]
