"""Whether work is covered and whether something is an emergency: the clause that decides, and why not the others."""

from asagreed.coverage.considered import Considered
from asagreed.coverage.deciding import Coverage, decide_coverage
from asagreed.coverage.emergencies import EmergencyVerdict, find_changes, is_emergency
from asagreed.coverage.work import Circumstances, describe_work

__all__ = [
    "Circumstances",
    "Considered",
    "Coverage",
    "EmergencyVerdict",
    "decide_coverage",
    "describe_work",
    "find_changes",
    "is_emergency",
]
