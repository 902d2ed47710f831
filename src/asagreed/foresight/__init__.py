"""Before anything is promised: replaying past tickets under an agreement, comparing two, explaining one ticket."""

from asagreed.foresight.comparing import Changed, Comparison, Shift, compare_logs
from asagreed.foresight.explained_ticket import ExplainedTicket, explain_ticket
from asagreed.foresight.judged_log import JudgedLog, judge_log
from asagreed.foresight.replay import Line, Miss, Promise, Replay, Unjudged, summarise
from asagreed.foresight.verdict_file import write_verdicts

__all__ = [
    "Changed",
    "Comparison",
    "ExplainedTicket",
    "JudgedLog",
    "Line",
    "Miss",
    "Promise",
    "Replay",
    "Shift",
    "Unjudged",
    "compare_logs",
    "explain_ticket",
    "judge_log",
    "summarise",
    "write_verdicts",
]
