"""What was known at a moment: of each record the newest version that had been written down by then.

Nothing is overwritten, so a report can be made again as of its date, and a later correction makes another figure
(docs/algorithms/availability.md). A record without `recorded_at` was always known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from asagreed.facts.uptime import Excuse, Outage, Unwatched, UptimeFacts, WindowHeld

Record = TypeVar("Record", Outage, Unwatched, WindowHeld, Excuse)
ALWAYS = -(2**62)


def known_at(facts: UptimeFacts, *, as_of: int) -> UptimeFacts:
    """Return the facts as they were known at a moment; records that were withdrawn are gone."""
    return UptimeFacts(
        outages=_newest(facts.outages, as_of),
        unwatched=_newest(facts.unwatched, as_of),
        windows=_newest(facts.windows, as_of),
        excuses=_newest(facts.excuses, as_of),
    )


def _newest(records: Iterable[Record], as_of: int) -> tuple[Record, ...]:
    found: dict[str, Record] = {}
    # Of two that were written down in the same second the later in the list holds: lists are in order of entry.
    for record in sorted(records, key=_recorded):
        if _recorded(record) <= as_of:
            found[record.id] = record
    return tuple(sorted((each for each in found.values() if not each.is_withdrawn), key=lambda each: each.id))


def _recorded(record: Outage | Unwatched | WindowHeld | Excuse) -> int:
    return ALWAYS if record.recorded_at is None else record.recorded_at
