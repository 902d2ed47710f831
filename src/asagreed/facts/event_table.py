"""Many tickets in columns: the shape in which a replay counts millions of events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from asagreed.facts.tickets import Ticket

Int64: TypeAlias = NDArray[np.int64]
Int32: TypeAlias = NDArray[np.int32]
Int8: TypeAlias = NDArray[np.int8]

NOTHING = -1
"""The code for «no value»."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words behind the codes of a column: code i means `words[i]`."""

    words: tuple[str, ...] = ()

    def word(self, code: int) -> str | None:
        """Return the word behind a code, or None for «no value»."""
        return None if code == NOTHING else self.words[code]


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """n tickets with m events, sorted by ticket, moment and order of arrival.

    `first[i]:first[i + 1]` are the events of ticket i. `kind` holds `EventKind` codes, `at` UTC seconds, `value` a
    code into `words` (statuses, priorities, agreement names, happenings alike), `attribute` an index into
    `facts.tickets.ATTRIBUTES` for CHANGED, else NOTHING. `reported_at` and `recorded_at` have one row a ticket, and
    so has every column of `columns` («priority» and the names of ATTRIBUTES, codes into `words`).
    """

    first: Int64
    kind: Int8
    at: Int64
    value: Int32
    attribute: Int8
    reported_at: Int64
    recorded_at: Int64
    columns: Mapping[str, Int32]
    words: Vocabulary
    ticket_at: Callable[[int], Ticket]
    """Rebuild ticket i with all its texts, for a trace."""
    ids_of: Callable[[Int64], list[str]]
    """Return the ids of the tickets at the given positions."""

    @property
    def number_of_tickets(self) -> int:
        """How many tickets there are."""
        return len(self.first) - 1
