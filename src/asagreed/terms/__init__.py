"""What an agreement can say, and the terms that follow from it."""

from asagreed.terms.papers import PAPERS, Agreement, Amendment, Declaration, Plan, Rider, Signature
from asagreed.terms.resolved.clauses import (
    Channel,
    ClockRule,
    Constraint,
    IssueKind,
    MatrixCell,
    Reopening,
    ShareClause,
    SiteClause,
    Step,
    SystemClause,
    TargetClause,
)
from asagreed.terms.resolved.resolve import resolve_terms
from asagreed.terms.resolved.selection import Loser, Selection
from asagreed.terms.resolved.selector import Selector, Situation
from asagreed.terms.resolved.terms import Terms

__all__ = [
    "PAPERS",
    "Agreement",
    "Amendment",
    "Channel",
    "ClockRule",
    "Constraint",
    "Declaration",
    "IssueKind",
    "Loser",
    "MatrixCell",
    "Plan",
    "Reopening",
    "Rider",
    "Selection",
    "Selector",
    "ShareClause",
    "Signature",
    "SiteClause",
    "Situation",
    "Step",
    "SystemClause",
    "TargetClause",
    "Terms",
    "resolve_terms",
]
