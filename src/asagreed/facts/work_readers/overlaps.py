"""Entries in which one person worked at two places at once: facts for a person to look at, never corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asagreed.facts.work import WorkEntry


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two entries of one person that are on at the same time; `seconds` is how long both are."""

    person: str
    first: WorkEntry
    second: WorkEntry
    seconds: int

    @property
    def places(self) -> tuple[str, str]:
        """Where the two entries were read."""
        return self.first.place, self.second.place


def find_overlaps(entries: Iterable[WorkEntry]) -> tuple[Overlap, ...]:
    """Return the overlaps of entries with times, by person and start.

    An entry that starts while earlier ones of its person are still on is told once, beside the one of them that ends
    last. Entries without a person or without times overlap nothing, nor do entries that another one corrects.
    """
    given = tuple(entries)
    corrected = {entry.corrects for entry in given if entry.corrects}
    of_person = defaultdict[str, list[WorkEntry]](list)
    for entry in given:
        if entry.person and entry.seconds and entry.start is not None and entry.id not in corrected:
            of_person[entry.person].append(entry)
    return tuple(each for person in sorted(of_person) for each in _of_one(person, of_person[person]))


def _of_one(person: str, entries: list[WorkEntry]) -> Iterator[Overlap]:
    in_order = sorted(entries, key=lambda entry: (entry.began_at, entry.ended_at))
    last = in_order[0]
    for entry in in_order[1:]:
        both = min(last.ended_at, entry.ended_at) - entry.began_at
        if both > 0:
            yield Overlap(person, last, entry, both)
        if entry.ended_at > last.ended_at:
            last = entry
