"""Clocks of many tickets at once, in columns; equal, ticket by ticket, to clocks judged one at a time."""

from asagreed.clocks.in_bulk.columns import NO_MOMENT, NO_TARGET, NOT_JUDGED, STATES, VERDICTS, ClockColumns
from asagreed.clocks.in_bulk.judging import judge_many
from asagreed.clocks.in_bulk.log import Log

__all__ = ["NOT_JUDGED", "NO_MOMENT", "NO_TARGET", "STATES", "VERDICTS", "ClockColumns", "Log", "judge_many"]
