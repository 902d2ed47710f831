"""Work that stands settled, and what one more piece of it would come to, without settling everything again.

Work is drawn in the order in which it was done, so what becomes of a piece depends on what was done before it and on
nothing else. Now and then the state of the purses is kept; a further piece is settled from the last state before it.
The parts are those that `settle` gives for the same work, which a property test holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from asagreed.billing.work.drawing import RETAINER, Purses
from asagreed.billing.work.judging import Judge
from asagreed.billing.work.settling import (
    QUOTE,
    Issued,
    Job,
    Settlement,
    Settler,
    WorkPart,
    in_order,
    next_open,
    settle,
    settle_issued,
)
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry
from asagreed.versions import History

EVERY = 128
"""After how many jobs the state of the purses is kept."""


class Added(NamedTuple):
    """The parts of a piece of work, and the purses after all work with it among the rest."""

    parts: list[WorkPart]
    purses: Purses


class _Settled(NamedTuple):
    key: tuple[int, str]
    job: Job
    parts: list[WorkPart]


class Standing:
    """The work of one customer, settled and kept so that more can be asked of it.

    `issued` are the statements so far: what they hold is settled once, and what is not on them is drawn after it.
    `before` is the standing of an earlier moment under the same history: the work that both begin with, of which the
    books say the same, is not settled again.
    """

    def __init__(
        self,
        entries: Iterable[WorkEntry],
        history: History,
        books: Books,
        *,
        issued: Sequence[Issued] = (),
        before: Standing | None = None,
    ) -> None:
        self.history, self.books, self.issued = history, books, tuple(issued)
        self._given = tuple(entries)
        self.judge = Judge(history, books)
        in_turns = in_order(self._given, history, self.issued)
        jobs = [job for turn, job in in_turns if turn == len(self.issued)]
        self._issued_jobs = [each for each in in_turns if each[0] < len(self.issued)]
        self._appears_from = next_open(self.issued)
        self._settled: list[_Settled] = []
        self._issued_part: Settlement
        self._states: list[Settler]
        if before is not None and self._goes_on(before):
            self._take_over(before, jobs)
        else:
            self._issued_part = self._empty()
            self._states = [settle_issued(self._issued_part, self._issued_jobs, self.issued)]
        self._last = self._states[-1]
        self._settle(jobs[len(self._settled) :])

    def _empty(self) -> Settlement:
        return Settlement(self.history, self.books, Purses(self.history, self.books), self.judge)

    def _goes_on(self, before: Standing) -> bool:
        """Say whether everything that was issued came to the same before, under the same books."""
        if before.history is not self.history or _without_named(before.books) != _without_named(self.books):
            return False
        if before.issued != self.issued or before._issued_jobs != self._issued_jobs:
            return False
        return not self.issued or before.books == self.books

    def _take_over(self, before: Standing, jobs: Sequence[Job]) -> None:
        self._issued_part = before._issued_part
        if before.books == self.books:
            self.judge = before.judge
        states = self._alike(before, jobs) // EVERY
        self._states = before._states[: states + 1]
        self._settled = before._settled[: states * EVERY]

    def _alike(self, before: Standing, jobs: Sequence[Job]) -> int:
        """Return how many jobs both begin with of which the books say the same."""
        for number, (job, each) in enumerate(zip(jobs, before._settled, strict=False)):
            if job != each.job or any(
                before.books.incidents.get(entry.incident) != self.books.incidents.get(entry.incident)
                or before.books.quotes.get(entry.quote) != self.books.quotes.get(entry.quote)
                for entry in job.entries
            ):
                return number
        return min(len(jobs), len(before._settled))

    def _settle(self, jobs: Iterable[Job]) -> None:
        settler = self._last.copy(self.judge)
        for job in jobs:
            self._settled.append(_Settled(_key(job), job, settler.settled(job, self._appears_from)))
            if not len(self._settled) % EVERY:
                self._states.append(settler)
                settler = settler.copy(self.judge)
        self._last = settler

    def entries(self) -> Iterator[WorkEntry]:
        """Yield the work that stands, in the order in which it is drawn, without the fixed time of months.

        Where something was issued it is all work that was given: a correction is one of what was issued, by its name.
        """
        if self.issued:
            return iter(self._given)
        return (entry for each in self._settled if each.job.monthly is None for entry in each.job.entries)

    def settlement(self) -> Settlement:
        """Return everything that stands, as `settle` returns it; its purses are its own."""
        settlement = Settlement(self.history, self.books, self._last.purses.copy(), self.judge)
        settlement.parts.extend(self._issued_part.parts)
        settlement.entries.update(self._issued_part.entries)
        for each in self._settled:
            settlement.parts.extend(each.parts)
            settlement.entries.update((entry.id, entry) for entry in each.job.entries)
        return settlement

    def added(self, entry: WorkEntry) -> Added:
        """Return what an entry comes to among the work that stands; the standing itself does not change.

        The entry is a job of its own. It may correct work that was issued, and no other work that stands.
        """
        if entry.corrects and any(entry.corrects == each.id for each in self._given):
            full = settle((*self._given, entry), self.history, self.books, issued=self.issued)
            return Added([part for part in full.parts if part.entry == entry.id], full.purses)
        known = {job.name for _, job in self._issued_jobs if job.monthly is not None}
        known |= {each.job.name for each in self._settled if each.job.monthly is not None}
        more = [job for _, job in in_order((entry,), self.history) if job.name not in known]
        number = bisect_right(self._settled, min(map(_key, more)), key=lambda each: each.key)
        state = number // EVERY
        settler = self._states[state].copy(self.judge)
        parts: list[WorkPart] = []
        rest = (each.job for each in self._settled[state * EVERY :])
        for job in sorted((*rest, *more), key=_key):
            found = settler.settled(job, self._appears_from)
            if job.name == entry.id:
                parts = found
                if len(more) == 1 and not any(map(_takes, parts)):
                    # Nothing was taken that later work would have had.
                    return Added(parts, self._last.purses.copy())
        return Added(parts, settler.purses)


def _without_named(books: Books) -> Books:
    """Return books without what decides of the work alone that names it."""
    return replace(books, incidents={}, quotes={})


def _key(job: Job) -> tuple[int, str]:
    return job.began_at, job.name


def _takes(part: WorkPart) -> bool:
    service = part.judgement.coverage.service
    return bool(part.taken) or part.source in (RETAINER, QUOTE) or (service is not None and service.limit is not None)
