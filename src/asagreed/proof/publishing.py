"""Which figures of many customers may be published, so that nobody can learn of one of them, nor by subtracting.

1. A figure has at least five customers behind it, and none of them brought more than half of its clocks.
2. What is left when published parts are subtracted from their whole is nothing, or a figure that rule 1 lets pass.
3. The same holds for any two published figures of which one lies within the other.
4. Where a rule is broken, the part with the fewest clocks is withheld, until none is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from asagreed.measures import Attainment
from asagreed.proof.clock_rows import ClockRow, attainment_of

LEAST = 5
"""So many customers at least are behind a published figure."""
MOST = Fraction(1, 2)
"""So much of a figure may come from one customer."""

Member = tuple[str, ClockRow]
"""A customer, known by a name that is never printed, and one of its decided clocks."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Clocks that would make a figure: by what they were grouped, the group, and the places of its clocks."""

    by: str
    name: str
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class PublishedShare:
    """A share that may be published: so many clocks of so many customers."""

    by: str
    name: str
    attainment: Attainment
    customers: int


@dataclass(frozen=True, slots=True)
class Published:
    """The figures of one clock that may be published; the first is that of all. `withheld` counts the others."""

    clock: str
    shares: tuple[PublishedShare, ...]
    withheld: int


def publish(clock: str, members: Iterable[Member], groups: Mapping[str, Callable[[Member], str]]) -> Published:
    """Return what may be published of a clock: of all customers together, and by each of some groupings."""
    known = tuple(member for member in members if member[1].clock == clock and attainment_of(member[1:]).decided)
    whole = Cell("", "", frozenset(range(len(known))))
    cells = [cell for by, key in groups.items() for cell in _cells(by, key, known)]
    if not is_fit(_behind(known, whole.places)):
        return Published(clock, (), len(cells) + 1 if known else 0)
    kept = _safe(known, whole, cells)
    shares = tuple(_share(known, cell) for cell in (whole, *kept))
    return Published(clock, shares, len(cells) - len(kept))


def is_fit(behind: Counter[str]) -> bool:
    """Say whether so many clocks by customer make a figure that tells of none of them."""
    clocks = sum(behind.values())
    return len(behind) >= LEAST and Fraction(max(behind.values()), clocks) <= MOST


def _cells(by: str, key: Callable[[Member], str], known: Sequence[Member]) -> Iterator[Cell]:
    places: dict[str, set[int]] = {}
    for place, member in enumerate(known):
        places.setdefault(key(member), set()).add(place)
    yield from (Cell(by, name, frozenset(own)) for name, own in sorted(places.items()))


def _behind(known: Sequence[Member], places: Iterable[int]) -> Counter[str]:
    return Counter(known[place][0] for place in places)


def _safe(known: Sequence[Member], whole: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """Withhold parts until nothing can be learned of fewer customers than are let pass."""
    kept = [cell for cell in cells if cell.name and is_fit(_behind(known, cell.places))]
    while (risky := next(_risky(known, whole, kept), None)) is not None:
        kept.remove(risky)
    return kept


def _risky(known: Sequence[Member], whole: Cell, kept: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the parts that somebody could subtract to learn what must not be known."""
    for by in dict.fromkeys(cell.by for cell in kept):
        parts = [cell for cell in kept if cell.by == by]
        rest = whole.places.difference(*(cell.places for cell in parts))
        if rest and not is_fit(_behind(known, rest)):
            yield min(parts, key=_size)
    for inner in sorted(kept, key=_size):
        for outer in (whole, *kept):
            rest = outer.places - inner.places
            if inner.places < outer.places and not is_fit(_behind(known, rest)):
                yield inner


def _size(cell: Cell) -> tuple[int, str, str]:
    return len(cell.places), cell.by, cell.name


def _share(known: Sequence[Member], cell: Cell) -> PublishedShare:
    behind = _behind(known, cell.places)
    attainment = attainment_of(known[place][1] for place in sorted(cell.places))
    return PublishedShare(cell.by, cell.name, attainment, len(behind))
