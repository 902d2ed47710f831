"""Cases in the words of the trade: a ticket told line by line, and what its clocks must say.

A case has `case` (its sentence), `rule` (where it is decided), `agreement` (in tests/cases/agreements), `ticket` (what
it says of itself: «P2, by phone, at annex»), `events`, `as of` (else the last event) and `expect`. Times are local to
the agreement; the day of the week before a date is checked. Expected are, for each clock, any of the words in SAYS; a
list has the cycles of a repeating clock, «no clock» says that nothing is promised, and `refused` has the words of a
refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from asagreed.clocks import Clock, Step, judge_ticket
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.clocks.reporting import origin_of
from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.facts.columns import events_in_order
from asagreed.open_time import in_words, in_zone
from asagreed.versions import History, read_agreement

HERE = Path(__file__).parent
KEYS = {"case", "rule", "agreement", "ticket", "events", "as of", "expect", "because"}
LINE = re.compile(r"(?:(?P<day>[A-Z][a-z]{2}) )?(?P<moment>\d{4}-\d\d-\d\d \d\d:\d\d\S*)\s+(?P<words>.+)")
ID = re.compile(r"(.*?)\s*\[id (\w+)\]")
LENGTH = re.compile(r"(\d+) (h|min|s)")
SECONDS = {"h": 3600, "min": 60, "s": 1}

PLAIN = {
    "raised": EventKind.CREATED,
    "answered": EventKind.REPLY,
    "automatic mail": EventKind.AUTOMATIC_REPLY,
    "private note": EventKind.INTERNAL_NOTE,
    "customer wrote": EventKind.CUSTOMER_REPLY,
    "assigned": EventKind.ASSIGNED,
    "technician on site": EventKind.ARRIVED,
    "resolved": EventKind.RESOLVED,
    "reopened": EventKind.REOPENED,
    "closed": EventKind.CLOSED,
    "cancelled": EventKind.CANCELLED,
    "merged": EventKind.MERGED,
    "calendar corrected": EventKind.CALENDAR,
}
PROPERTIES = {"by ": "channel", "for ": "kind", "at ": "site", "on ": "system"}
DELIVERIES = ("remote", "on-site")


@dataclass(frozen=True)
class Case:
    """One case of a file."""

    name: str
    told: Mapping[str, Any]

    @property
    def history(self) -> History:
        return agreement_named(self.told["agreement"])

    @property
    def ticket(self) -> Ticket:
        return ticket_of(self.told, self.history.zone)

    @property
    def as_of(self) -> int:
        if "as of" in self.told:
            return moment_of(self.told["as of"], self.history.zone)
        return max(event.at for event in self.ticket.events)


def cases_in(folder: Path) -> list[Case]:
    """Return every case of every file of a folder."""
    found: list[Case] = []
    for path in sorted(folder.glob("*.yaml")):
        for told in YAML(typ="base").load(path.read_text(encoding="utf-8")):
            if unknown := set(told) - KEYS:
                raise AssertionError(f"{path.name} has unknown keys: {unknown}")
            found.append(Case(f"{path.stem}: {told['case']}", told))
    return found


@lru_cache
def agreement_named(name: str) -> History:
    folder = HERE / "agreements" / name
    history, problems = read_agreement(folder if folder.is_dir() else folder.with_suffix(".yaml"))
    assert history is not None, problems
    return history


def clocks_of(case: Case) -> tuple[Clock, ...]:
    """Return the clocks of a case, judged by the library. Raises what the library refuses with."""
    counts_from = origin_of(case.ticket, case.history).counts_from
    return judge_ticket(case.ticket, AgreementPromises(case.history), counts_from=counts_from, as_of=case.as_of)


def said_of(case: Case) -> dict[str, Any]:
    """Return what the library says of everything that the case expects, in the same words."""
    clocks, zone = clocks_of(case), case.history.zone
    said: dict[str, Any] = {}
    for name, expected in case.told["expect"].items():
        own = [clock for clock in clocks if clock.name == name]
        if isinstance(expected, list):
            said[name] = [_said(clock, wanted, zone) for clock, wanted in zip(own, expected, strict=True)]
        else:
            said[name] = _said(own[0], expected, zone) if own and expected != "no clock" else _none(own)
    return said


def _none(own: list[Clock]) -> str:
    return f"{len(own)} clocks" if own else "no clock"


def expected_of(case: Case) -> dict[str, Any]:
    """Return what the case expects, lengths and moments written in one way."""
    zone = case.history.zone
    return {
        name: [_told(cycle, zone) for cycle in expected] if isinstance(expected, list) else _told(expected, zone)
        for name, expected in case.told["expect"].items()
    }


def ticket_of(told: Mapping[str, Any], zone: str) -> Ticket:
    """Return the ticket that a case tells of. A line «logged» is the moment at which it was recorded."""
    priority, attributes = properties_of(told.get("ticket", ""))
    events, logged = list[TicketEvent](), None
    for number, line in enumerate(told["events"], start=1):
        at, words = moment_and_words(line, zone)
        if words == "logged":
            logged = at
        else:
            events.append(event_of(words, at, number))
    reported = min(event.at for event in events if event.kind is EventKind.CREATED)
    # As the readers do it; lines out of order are part of some cases.
    in_order = events_in_order(events)
    return Ticket("T-1", reported, logged or reported, in_order, priority, MappingProxyType(attributes))


def properties_of(text: str) -> tuple[str | None, dict[str, str]]:
    """Return the priority and the attributes of a ticket from words such as «P2, by phone, on-site, at annex»."""
    priority, attributes = None, dict[str, str]()
    for word in filter(None, (part.strip() for part in text.split(","))):
        if re.fullmatch(r"P\d", word):
            priority = word
        else:
            name, value = property_of(word)
            attributes[name] = value
    return priority, attributes


def property_of(word: str) -> tuple[str, str]:
    if word in DELIVERIES:
        return "delivery", word
    for prefix, name in PROPERTIES.items():
        if word.startswith(prefix):
            return name, word.removeprefix(prefix)
    raise AssertionError(f"«{word}» says nothing of a ticket")


def moment_and_words(line: str, zone: str) -> tuple[int, str]:
    """Return the UTC second of a line and what it tells; a day of the week before the date must be true."""
    match = LINE.fullmatch(line)
    assert match, f"«{line}» has no moment"
    at = moment_of(f"{match['day']} {match['moment']}" if match["day"] else match["moment"], zone)
    return at, match["words"].replace(" the ", " ")


def moment_of(text: str, zone: str) -> int:
    day, _, rest = text.partition(" ") if text[0].isalpha() else ("", "", text)
    moment = datetime.fromisoformat(rest)
    assert not day or f"{moment:%a}" == day, f"{rest} is a {moment:%a}, not a {day}"
    return int((moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp())


def event_of(words: str, at: int, number: int) -> TicketEvent:
    """Return the event that the words of a line tell of."""
    named = ID.fullmatch(words)
    text, identity = (named[1], named[2]) if named else (words, f"line {number}")
    kind, value, attribute = meaning_of(text)
    return TicketEvent(kind, at, number, identity, value, attribute)


def meaning_of(words: str) -> tuple[EventKind, str | None, str | None]:
    if words in PLAIN:
        return PLAIN[words], None, None
    if words == "resumed":
        return EventKind.STATUS, "in progress", None
    first, _, reason = words.partition(", on hold, ")
    if reason:
        return PLAIN[first], reason, None
    for prefix, kind in PREFIXES.items():
        if words.startswith(prefix):
            return kind(words.removeprefix(prefix))
    raise AssertionError(f"«{words}» is no event that the runner knows")


Meaning = tuple[EventKind, str | None, str | None]


def _changed(word: str) -> Meaning:
    name, value = property_of(word)
    return EventKind.CHANGED, value, name


PREFIXES: Mapping[str, Callable[[str], Meaning]] = {
    "on hold, ": lambda reason: (EventKind.STATUS, reason, None),
    "status ": lambda status: (EventKind.STATUS, status, None),
    "priority ": lambda priority: (EventKind.PRIORITY, priority, None),
    "moved to ": lambda name: (EventKind.AGREEMENT, None if name == "no agreement" else name, None),
    "accepted ": lambda rider: (EventKind.HAPPENED, f"accepted: {rider}", None),
    "now ": _changed,
    "happened, ": lambda what: (EventKind.HAPPENED, what, None),
}


def _shown(at: int | None, zone: str, otherwise: str) -> str:
    return otherwise if at is None else in_zone(at, zone).isoformat(sep=" ")


def _step_in_words(step: Step) -> str:
    if step.percent is not None:
        return f"{float(step.percent):g}%"
    return f"{in_words(step.before)} before" if step.before is not None else f"{in_words(step.after or 0)} after"


def _clauses(clock: Clock) -> list[str]:
    cited = [clause.address for clause in clock.target.clauses]
    return [*cited, *dict.fromkeys(turn.clause.address for turn in clock.turns if turn.clause and turn.reason)]


def _warnings(clock: Clock, zone: str) -> list[str]:
    return [f"{_step_in_words(one.step)} at {_shown(one.at, zone, '')}" for one in clock.fired]


SAYS: Mapping[str, Callable[[Clock, str], Any]] = {
    "used": lambda clock, _zone: in_words(clock.elapsed),
    "left": lambda clock, _zone: in_words(clock.remaining),
    "target": lambda clock, _zone: in_words(clock.target.within),
    "hours": lambda clock, _zone: clock.target.hours.name,
    "state": lambda clock, _zone: clock.state.value,
    "verdict": lambda clock, _zone: clock.verdict.value,
    "started": lambda clock, zone: _shown(clock.started_at, zone, ""),
    "due": lambda clock, zone: _shown(clock.due_at, zone, "none while paused"),
    "breached": lambda clock, zone: _shown(clock.breached_at, zone, "never"),
    "first stopped": lambda clock, zone: _shown(clock.first_stopped_at, zone, "never"),
    "first used": lambda clock, _zone: in_words(clock.first_elapsed or 0),
    "clauses": lambda clock, _zone: _clauses(clock),
    "warnings": _warnings,
}
LENGTHS = {"used", "left", "target", "first used"}
MOMENTS = {"started", "due", "breached", "first stopped"}


def _said(clock: Clock, wanted: Mapping[str, Any], zone: str) -> dict[str, Any]:
    return {word: SAYS[word](clock, zone) for word in wanted}


def _told(expected: Any, zone: str) -> Any:
    if isinstance(expected, str):
        return expected
    return {word: _in_one_way(word, value, zone) for word, value in expected.items()}


def _in_one_way(word: str, value: Any, zone: str) -> Any:
    if word in LENGTHS:
        return in_words(length_of(value))
    if word in MOMENTS and value[-1].isdigit():
        return _shown(moment_of(value, zone), zone, "")
    if word == "warnings":
        return [_warning_in_one_way(warning, zone) for warning in value]
    return value


def _warning_in_one_way(text: str, zone: str) -> str:
    step, _, moment = text.partition(" at ")
    return f"{step} at {_shown(moment_of(moment, zone), zone, '')}"


def length_of(text: str) -> int:
    """Return the seconds of «1 h 05 min» or «-30 s»."""
    seconds = sum(int(number) * SECONDS[unit] for number, unit in LENGTH.findall(text))
    return -seconds if text.startswith("-") else seconds
