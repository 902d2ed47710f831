"""The merged agreement, and the way to say that something in it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from asagreed.reading.edits import Respelling, sure_spelling
from asagreed.reading.nodes import Table, follow
from asagreed.reading.problems import Problem, problem_at
from asagreed.reading.suggestions import did_you_mean
from asagreed.reading.written import Written
from asagreed.terms import Agreement
from asagreed.terms.resolved.clock_words import BUILT_IN
from asagreed.terms.resolved.rate_card import EMERGENCY
from asagreed.terms.resolved.target_table import FlatBlock, flat_blocks, promised_time
from asagreed.terms.sections.places import DELIVERIES
from asagreed.terms.sections.services import ANYTHING

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
    def distances(self) -> frozenset[str]:
        """The distances that a site can have: those with a travel time, or with a price where no target adds travel."""
        timed = frozenset(self.agreement.travel)
        return timed if self._adds_travel() else timed | frozenset(self.agreement.rates.travel)

    def _adds_travel(self) -> bool:
        below = [self.agreement.targets]
        while below:
            block = below.pop()
            below += block.narrower.values()
            times = (promised_time(promise) for promise in block.promises.values())
            if any(time is not None and time.plus_travel for time in times):
                return True
        return False

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

    @cached_property
    def services(self) -> frozenset[str]:
        """The services of all three boxes."""
        written = self.agreement.services
        return frozenset((*written.included, *written.excluded, *written.by_arrangement)) - {ANYTHING}

    @cached_property
    def work_types(self) -> frozenset[str]:
        """The types of work that have a rate, now or from a date on."""
        card = self.agreement.rates
        return frozenset(name for each in (card, *card.changes.values()) for name in each.work_types)

    @cached_property
    def work(self) -> frozenset[str]:
        """The names by which prices and prepaid hours know work."""
        return self.work_types | self.services | self.kinds | frozenset((*DELIVERIES, EMERGENCY))

    def problem(
        self, path: Path, code: str, message: str, *, remedy: str, at_key: bool = False, word: str = "", right: str = ""
    ) -> Problem:
        """Return a problem at a path: at its value, at a word of the value, or at its key.

        `right` is how the word is spelled, where that is sure.
        """
        entry, node = follow(self.tree, path)
        place = entry.key.place if at_key and entry else node.place
        text = entry.key.value if at_key and entry else getattr(node, "value", "")
        edit = Respelling(place, word, right) if right and text == word else None
        place = place.inside(text.find(word), len(word)) if word and word in text else place
        return problem_at(place, code, message, remedy=remedy, address=".".join(path), edit=edit)

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
            right=sure_spelling(name, names),
        )

    def unknown_each(
        self, path: Path, code: str, *, what: str, names: Iterable[str], known: Iterable[str], where: str
    ) -> Iterator[Problem]:
        """Yield the problem of every name of a list that refers to nothing."""
        known = frozenset(known)
        for number, name in enumerate(names):
            yield from self.unknown((*path, str(number)), code, what=what, name=name, known=known, where=where)

    def unknown_calendar(self, path: Path, name: str | None) -> Iterator[Problem]:
        """Yield the problem that hours are named which no calendar has."""
        if name:
            yield from self.unknown(
                path, "YML401", what="a calendar of this agreement", name=name, known=self.calendars, where="calendars"
            )

    def unknown_systems(self, path: Path, names: Iterable[str]) -> Iterator[Problem]:
        """Yield the problems of systems that the agreement does not list."""
        yield from self.unknown_each(
            path,
            "YML407",
            what="a system of this agreement",
            names=names,
            known=self.agreement.systems,
            where="systems",
        )

    def unknown_work(self, path: Path, names: Iterable[str]) -> Iterator[Problem]:
        """Yield the problems of work that has no rate, and is neither a delivery, a service nor a kind of issue."""
        yield from self.unknown_each(
            path,
            "YML425",
            what="a type of work, a delivery, a service or a kind of issue of this agreement",
            names=names,
            known=self.work,
            where="rates",
        )
