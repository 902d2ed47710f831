"""The hours of a calendar in several papers: the later paper wins for each day that it names, the others stay.

A key of the earlier paper that names such a day gives it up: `weekdays` under a later `fri` goes on as `mon-thu`, at
the place where it was written. Inside one paper two keys for one day are left as they are, for that is a mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from asagreed.reading.nodes import Entry, Node, Table, Text
from asagreed.terms.sections.calendars import DAY_AND_NIGHT, EVERY_DAY, is_always
from asagreed.terms.values.days import Meant, days_text, find_days

Path = tuple[str, ...]


def is_hours(path: Path) -> bool:
    """Say whether the hours of a calendar stand at a path."""
    path = path[2:] if path[:1] == ("riders",) else path
    return path[:1] == ("calendars",) and (
        (len(path) == 3 and path[2] == "hours") or (len(path) == 5 and path[2::2] == ("changes", "hours"))
    )


def lay_hours(base: Node, over: Node) -> Node:
    """Return the hours of two papers, day by day; hours that are always there replace all others."""
    base = by_day(base)
    if not (isinstance(base, Table) and isinstance(over, Table)):
        return over
    same = {key: entry for key, entry in base.entries.items() if _is_one_paper(entry, over)}
    earlier = replace(base, entries={key: entry for key, entry in base.entries.items() if key not in same})
    named = {meant for key in over.entries for meant in meant_by(key)}
    # Later papers stand first: of two lists of holidays with a common date, the first one gives its hours.
    return replace(base, entries={**same, **over.entries, **without_days(earlier, named).entries})


def by_day(hours: Node) -> Node:
    """Return hours that are always there as hours of every day."""
    if not isinstance(hours, Text) or not is_always(hours.value):
        return hours
    key = replace(hours, value=EVERY_DAY)
    return Table({EVERY_DAY: Entry(key, replace(hours, value=DAY_AND_NIGHT))}, hours.place, hours.layer)


def meant_by(key: str) -> frozenset[Meant]:
    """Return the days that a key is about; a key that cannot be read is about none."""
    found = find_days(key)
    return found.meant if found else frozenset()


def without_days(hours: Table, taken: Collection[Meant]) -> Table:
    """Return hours without some days; a key that keeps other days gets the name of those."""
    return replace(hours, entries=dict(_rest(hours, frozenset(taken))))


def without_key(hours: Table, key: str) -> Table | None:
    """Return hours without the days of a key, under whatever keys they stand; None where no key has them."""
    meant = meant_by(key)
    if any(meant & meant_by(other) for other in hours.entries):
        return without_days(hours, meant)
    return None


def _rest(hours: Table, taken: frozenset[Meant]) -> Iterator[tuple[str, Entry]]:
    for key, entry in hours.entries.items():
        meant = meant_by(key)
        kept = [day for day in meant - taken if isinstance(day, int)]
        if not meant & taken:
            yield key, entry
        elif kept:
            name = days_text(kept)
            yield name, Entry(replace(entry.key, value=name), entry.value)


def _is_one_paper(entry: Entry, over: Table) -> bool:
    written, later = entry.value, next(iter(over.entries.values()), None)
    return later is not None and (written.place.source, written.layer) == (later.value.place.source, later.value.layer)
