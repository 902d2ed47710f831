"""The merged agreement, and the way to say that something in it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from asagreed.reading.nodes import Table, follow
from asagreed.reading.problems import Problem, problem_at
from asagreed.reading.suggestions import did_you_mean
from asagreed.reading.written import Written
from asagreed.terms import Agreement
from asagreed.terms.resolved.clock_words import BUILT_IN
from asagreed.terms.resolved.target_table import FlatBlock, flat_blocks

Path = tuple[str, ...]
ALWAYS = "always"


@dataclass(frozen=True)
class Lookup:
    """One version of an agreement: what it says, and where."""

    agreement: Agreement
    tree: Table
    written: Written

    @cached_property
    def blocks(self) -> tuple[FlatBlock, ...]:
        """The blocks of the target table."""
        return flat_blocks(self.agreement.targets, self.written)

    @cached_property
    def target_groups(self) -> int:
        """How many blocks the target table has."""
        below, count = [self.agreement.targets], 0
        while below:
            block = below.pop()
            below += block.narrower.values()
            count += 1
        return count

    @cached_property
    def calendars(self) -> frozenset[str]:
        """The calendars that can be named."""
        return frozenset((*self.agreement.calendars, ALWAYS))

    @cached_property
    def clocks(self) -> frozenset[str]:
        """The clocks that can be named."""
        return frozenset((*self.agreement.clocks, *BUILT_IN))

    @cached_property
    def priorities(self) -> frozenset[str]:
        """The priorities that the matrix can give, or that have a title."""
        rows = self.agreement.priorities.matrix.values()
        return frozenset(priority for row in rows for priority in row.values()) | set(self.agreement.priorities.titles)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of issue and their groups."""
        groups = self.agreement.issue_kinds
        return frozenset(groups) | {kind for kinds in groups.values() for kind in kinds}

    def problem(
        self, path: Path, code: str, message: str, *, remedy: str, at_key: bool = False, word: str = ""
    ) -> Problem:
        """Return a problem at a path: at its value, at a word of the value, or at its key."""
        entry, node = follow(self.tree, path)
        place = entry.key.place if at_key and entry else node.place
        text = entry.key.value if at_key and entry else getattr(node, "value", "")
        place = place.inside(text.find(word), len(word)) if word and word in text else place
        return problem_at(place, code, message, remedy=remedy, address=".".join(path))

    def unknown(
        self,
        path: Path,
        code: str,
        *,
        what: str,
        name: str,
        known: Iterable[str],
        where: str,
        at_key: bool = False,
    ) -> Iterator[Problem]:
        """Yield the problem that a name refers to nothing, with the known name that is nearest."""
        names = sorted(known)
        if name in names:
            return
        at_hand = f"Known are: {', '.join(names)}. Or add it under «{where}»." if names else f"Add it under «{where}»."
        yield self.problem(
            path,
            code,
            f"«{name}» is not {what}: «{where}» does not have it.",
            remedy=f"{did_you_mean(name, names)}{at_hand}",
            at_key=at_key,
            word=name,
        )
