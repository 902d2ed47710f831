"""What is missing, vague, contradictory or unkeepable in an agreement that reads well: numbered rules, a file each."""

from asagreed.checks.check import Check, Finding, Look
from asagreed.checks.house_rules import read_house_rules
from asagreed.checks.running import Checked, check_version, shipped_checks
from asagreed.checks.subject import Subject
from asagreed.reading.rules import Rule

__all__ = [
    "Check",
    "Checked",
    "Finding",
    "Look",
    "Rule",
    "Subject",
    "check_version",
    "read_house_rules",
    "shipped_checks",
]
