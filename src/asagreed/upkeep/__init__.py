"""Recurring work: when it falls due by the version in force, and what became of it."""

from asagreed.upkeep.counting import UpkeepCount, count_upkeep
from asagreed.upkeep.due_work import DueWork, due_work
from asagreed.upkeep.judging import Upkeep, UpkeepItem, UpkeepState, judge_upkeep
from asagreed.upkeep.restores import MeasuredRestore, measured_restores

__all__ = [
    "DueWork",
    "MeasuredRestore",
    "Upkeep",
    "UpkeepCount",
    "UpkeepItem",
    "UpkeepState",
    "count_upkeep",
    "due_work",
    "judge_upkeep",
    "measured_restores",
]
