"""What a new version of an agreement changes for the customer, clause by clause, in words."""

from asagreed.foresight.compare.changes import Change, Level, compare_versions
from asagreed.foresight.compare.verdicts import Verdict

__all__ = ["Change", "Level", "Verdict", "compare_versions"]
