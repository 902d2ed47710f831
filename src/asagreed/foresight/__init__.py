"""Before anything is promised: replaying past tickets under an agreement, and comparing two."""

from asagreed.foresight.comparing import Changed, Comparison, Shift, compare_logs
from asagreed.foresight.judged_log import JudgedLog, judge_log
from asagreed.foresight.replay import Line, Miss, Promise, Replay, Unjudged, summarise
from asagreed.foresight.verdict_file import write_verdicts

__all__ = [
    "Changed",
    "Comparison",
    "JudgedLog",
    "Line",
    "Miss",
    "Promise",
    "Replay",
    "Shift",
    "Unjudged",
    "compare_logs",
    "judge_log",
    "summarise",
    "write_verdicts",
]
