"""What is missing, vague, contradictory or unkeepable in an agreement that reads well: numbered rules, a file each."""

from asagreed.checks.check import Check, Finding, Look
from asagreed.checks.running import check_version, shipped_checks
from asagreed.checks.subject import Subject

__all__ = ["Check", "Finding", "Look", "Subject", "check_version", "shipped_checks"]
