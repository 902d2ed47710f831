"""A log of upptime: one line a commit, of which those that say that a site is up, slow or down are changes.

The subject reads `<mark> NAME is up|down (CODE in N ms) …`; checks come irregularly and a change is written at once, so
a state holds to the next one.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asagreed.facts.uptime import Reading, State
from asagreed.facts.uptime_readers.records import Check, utc
from asagreed.facts.uptime_readers.rows import Refused

_SAID = re.compile(r"\S+ (?P<name>.+) is (?P<state>up|down|experiencing degraded performance) \(.*")
_FIELDS = 4


@dataclass(frozen=True, slots=True)
class OtherCommit:
    """A line that says nothing of a site: a graph, a summary, a change of the page."""

    place: str


def changes_of(path: Path) -> Iterator[Check | OtherCommit | Refused]:
    """Yield what each line of a log says, plain or compressed."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            yield _line(line.rstrip("\n"), f"{path.name}:{number}")


def _line(line: str, place: str) -> Check | OtherCommit | Refused:
    fields = line.split("\t")
    if len(fields) != _FIELDS:
        return Refused(place, f"a line has {_FIELDS} fields between tabs, and this one has {len(fields)}.")
    said = _SAID.match(fields[3])
    if said is None:
        return OtherCommit(place)
    try:
        at = utc(fields[2], "UTC")
    except ValueError:
        return Refused(place, f"«{fields[2]}» is no moment.")
    states: dict[str, State] = {"up": "up", "down": "down"}
    return Check(said["name"], Reading(at=at, state=states.get(said["state"], "degraded")))
