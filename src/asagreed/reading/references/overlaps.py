"""Two clauses of one paper that decide the same ticket differently, and promises that no hours are given to.

Exact, by enumeration. Two clauses are in conflict when they have the same clock, layer and specificity, and some ticket
fits both and no clause that goes before them. Every such ticket is tried, over the values that the clauses in question
name and one more that stands for any other. A table that would take too long to try is refused, never half tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from asagreed.reading.limits import MAX_COMPARISONS
from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup
from asagreed.reading.references.targets import blocks_that_can_fit
from asagreed.reading.references.tried_tickets import are_apart, situations
from asagreed.terms.resolved.clauses import TargetClause
from asagreed.terms.resolved.selection import rank
from asagreed.terms.resolved.selector import Situation
from asagreed.terms.resolved.target_table import NO_HOURS, target_clauses

Targets = Sequence[TargetClause]


class TooManyComparisons(Exception):
    """The table cannot be compared within the limit."""


@dataclass
class Search:
    """Looks for tickets among the targets of one clock, and counts what it costs."""

    lookup: Lookup
    left: int = MAX_COMPARISONS

    def example(self, asked: Targets, above: Targets) -> Situation | None:
        """Return a ticket that fits all that are asked and none of those above them."""
        above = [each for each in above if not any(are_apart(each.selector, one.selector) for one in asked)]
        groups = self.lookup.agreement.issue_kinds
        for situation in situations(asked, above, groups):
            self.spend(len(above) + len(asked))
            fits_all = all(each.fits(situation) for each in asked)
            if fits_all and not any(each.fits(situation) for each in above):
                return situation
        return None

    def spend(self, comparisons: int) -> None:
        """Count comparisons. Raises TooManyComparisons."""
        self.left -= comparisons
        if self.left < 0:
            raise TooManyComparisons


def check_decisions(lookup: Lookup) -> Iterator[Problem]:
    """Find pairs of clauses that fit a ticket equally well, and promises without hours that decide a ticket."""
    search = Search(lookup)
    try:
        for targets in _by_clock(lookup):
            yield from _overlaps(targets, search)
            yield from _without_hours(targets, search)
    except TooManyComparisons:
        yield lookup.problem(
            ("targets",),
            "YML008",
            "The target table is too intricate to be searched for contradictions.",
            remedy="Let fewer targets narrow by several properties at once; use otherwise where you can.",
            at_key=True,
        )


def _overlaps(targets: Targets, search: Search) -> Iterator[Problem]:
    ranked = [(rank(target), target) for target in targets]
    reported: set[str] = set()
    for (high, first), (also, second) in combinations(ranked, 2):
        search.spend(1)
        same = high != also or first.clause == second.clause or are_apart(first.selector, second.selector)
        if same or second.clause.address in reported:
            continue
        above = [target for level, target in ranked if level > high]
        example = search.example((first, second), above)
        if example is not None:
            reported.add(second.clause.address)
            yield _overlap(first, second, example, search.lookup)


def _overlap(first: TargetClause, second: TargetClause, example: Situation, lookup: Lookup) -> Problem:
    return lookup.problem(
        tuple(second.clause.address.split(".")),
        "TGT307",
        f"This target and «{first.clause.address}» (line {first.clause.line}) fit equally well: {example}.",
        remedy="Narrow one of the two further, say what holds when both fit, or use otherwise.",
        at_key=True,
    )


def _without_hours(targets: Targets, search: Search) -> Iterator[Problem]:
    for target in targets:
        if target.calendar != NO_HOURS or target.is_none:
            continue
        example = search.example((target,), [each for each in targets if rank(each) > rank(target)])
        if example is not None:
            yield search.lookup.problem(
                tuple(target.clause.address.split(".")),
                "YML411",
                f"Nothing says in which hours this target counts ({example}).",
                remedy="Add hours: and a calendar here or to a block around it; hours: always is day and night.",
                at_key=True,
            )


def _by_clock(lookup: Lookup) -> Iterator[Targets]:
    groups, working_day = lookup.agreement.issue_kinds, lookup.agreement.working_day
    clocks: dict[str, list[TargetClause]] = defaultdict(list)
    blocks = blocks_that_can_fit(lookup)
    for target in target_clauses(blocks, origins=lookup.written, working_day=working_day, groups=groups):
        clocks[target.clock].append(target)
    yield from clocks.values()
