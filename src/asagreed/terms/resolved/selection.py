"""Which clause decides: the later paper, then the clause that names more; never a guess.

1. A clause is a candidate when it fits the ticket.
2. Of the candidates, those of the latest paper (the highest layer) go before all others.
3. Of these, the clause that names more of system, kind, site, delivery, channel, priority and window wins; a kind
   goes before the group that it is in.
4. If two are left, several fit equally, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from asagreed.terms.resolved.clauses import TargetClause
from asagreed.terms.resolved.selector import Situation, Specificity

Verdict = Literal["one fits", "several fit equally", "none fits"]


@dataclass(frozen=True, slots=True)
class Loser:
    """A clause that fits too, and the reason why it does not decide."""

    target: TargetClause
    why: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The clause that decides, and those that do not; without a winner `several` holds those that fit equally."""

    winner: TargetClause | None
    losers: tuple[Loser, ...] = ()
    several: tuple[TargetClause, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The answer in words."""
        if self.winner:
            return "one fits"
        return "several fit equally" if self.several else "none fits"


def select_target(targets: Iterable[TargetClause], *, layers: Sequence[str], situation: Situation) -> Selection:
    """Return the one of a clock's clauses that decides for a ticket."""
    candidates = [target for target in targets if target.fits(situation)]
    if not candidates:
        return Selection(None)
    best = max(map(rank, candidates))
    first = [target for target in candidates if rank(target) == best]
    losers = tuple(
        Loser(target, _why(target, first[0], layers))
        for target in candidates
        # A promise that stands for a narrower case too, in other hours, does not lose against itself.
        if rank(target) != best and target.clause != first[0].clause
    )
    if len(first) > 1:
        return Selection(None, losers, tuple(first))
    return Selection(first[0], losers)


def rank(target: TargetClause) -> tuple[int, Specificity]:
    """Return what clauses are compared by: the layer, then how much is named."""
    return target.layer, target.specificity


def _why(loser: TargetClause, winner: TargetClause, layers: Sequence[str]) -> str:
    if loser.layer != winner.layer:
        return f"{layers[winner.layer]} goes before {layers[loser.layer]}"
    if loser.specificity.dimensions != winner.specificity.dimensions:
        return f"«{winner.clause.address}» names more than «{loser.clause.address}»"
    return f"«{winner.clause.address}» names the kind itself, «{loser.clause.address}» its group"
