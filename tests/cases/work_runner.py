"""Cases of work in the words of the trade: what was done, and whether it is covered, by which clause, at what price.

A case has `case` (its sentence), `rule` (where it is decided), `agreement` (in tests/cases/agreements/work), `work` and
`expect`. Times are local to the agreement; a day of the week before a date is checked. A line of work has its time,
then words in any order:

    Tue 2026-05-12 21:50-22:10, password reset, remote, by engineer
    Tue 2026-05-12 23:00 - Wed 2026-05-13 02:00, repair, remote        (over midnight)
    Tue 2026-05-12 09:00-12:00 less 30 min, repair, remote             (with a break)
    Tue 2026-05-12 for 1 h 30 min, repair, remote                      (a day, and no times)
    1 h 30 min, repair, remote                                         (no day either)

`incidents`, `blocks`, `payments`, `rulings`, `quotes` and `deferred` are written as in a books file. `issued` lists the
statements so far («2026-05 on 2026-06-01 09:00»). Of every part `expect` tells any of the words in SAYS; `left` tells
what is left of a purse. Prices are rounded as a line of their own would be.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML
from tests.cases.runner import length_of, moment_of

from asagreed.billing.work.settling import Issued, Settlement, WorkPart, settle
from asagreed.facts.books import Books, read_books
from asagreed.facts.work import Appointment, WorkEntry
from asagreed.money import round_half_up
from asagreed.open_time import in_words, in_zone
from asagreed.reading.problems import Problem
from asagreed.versions import History, read_agreement

HERE = Path(__file__).parent
BOOKS = ("incidents", "blocks", "payments", "rulings", "quotes", "deferred")
KEYS = {"case", "rule", "agreement", "work", "issued", "expect", "left", *BOOKS}
DAY_OF_WEEK = re.compile(r"[A-Z][a-z]{2} (?=\d{4}-)")
DAY = r"(?:[A-Z][a-z]{2} )?\d{4}-\d\d-\d\d"
CLOCK = r"\d\d:\d\d(?:[+-]\d\d:\d\d)?"
TIMED = re.compile(rf"({DAY}) ({CLOCK}) ?- ?(?:({DAY}) )?({CLOCK})(?: less (.+))?")
DAY_ONLY = re.compile(rf"({DAY}) for (.+)")
APPOINTMENT = re.compile(rf"scheduled (.+), accepted ({DAY} {CLOCK})(?:, (moved) by (provider|customer))?")
ISSUED = re.compile(rf"(\d{{4}})-(\d\d) on ({DAY} {CLOCK})")
PREFIXES = {
    "kind ": "kind",
    "on ": "system",
    "at ": "site",
    "by ": "role",
    "caused by ": "cause",
    "work type ": "work_type",
    "asked as ": "asked_as",
    "ticket ": "ticket",
    "incident ": "incident",
    "job ": "job",
    "quote ": "quote",
    "corrects ": "corrects",
    "person ": "person",
    "entry ": "id",
}

_SETTLED: dict[str, Settlement] = {}


@dataclass(frozen=True)
class Case:
    """One case of a file."""

    name: str
    told: Mapping[str, Any]

    @property
    def history(self) -> History:
        history, problems = read_case_agreement(self.told["agreement"])
        assert history is not None, problems
        return history

    @property
    def books(self) -> Books:
        return _books(self.told, self.history.zone)

    @property
    def entries(self) -> list[WorkEntry]:
        zone = self.history.zone
        return [entry_of(line, number, zone) for number, line in enumerate(self.told["work"], start=1)]

    @property
    def issued(self) -> list[Issued]:
        zone = self.history.zone
        return [_issued(line, zone) for line in self.told.get("issued", ())]

    def settled(self) -> Settlement:
        """Return what became of the work; each case is settled once, whatever is asked of it."""
        if self.name not in _SETTLED:
            _SETTLED[self.name] = settle(self.entries, self.history, self.books, issued=self.issued)
        return _SETTLED[self.name]


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
def read_case_agreement(name: str) -> tuple[History | None, tuple[Problem, ...]]:
    folder = HERE / "agreements" / "work" / name
    history, problems = read_agreement(folder if folder.is_dir() else folder.with_suffix(".yaml"))
    return history, tuple(problems)


def said_of(case: Case) -> dict[str, Any]:
    """Return what the library says of everything that the case expects, in the same words."""
    settlement, history = case.settled(), case.history
    parts: list[Any] = list[Any](settlement.parts)
    expected = case.told["expect"]
    parts += [None] * (len(expected) - len(parts))
    said = [_said(part, wanted, history) for part, wanted in _paired(parts, expected)]
    return {"parts": said, "left": {name: _left(settlement, name) for name in case.told.get("left", ())}}


def expected_of(case: Case) -> dict[str, Any]:
    """Return what the case expects, with lengths written in one way."""
    parts = [
        {word: in_words(length_of(value)) if word in LENGTHS else value for word, value in wanted.items()}
        for wanted in case.told["expect"]
    ]
    left = {name: _in_one_way(value) for name, value in case.told.get("left", {}).items()}
    return {"parts": parts, "left": left}


def _paired(parts: list[Any], expected: list[Any]) -> Iterator[tuple[Any, Any]]:
    for number, part in enumerate(parts):
        yield part, expected[number] if number < len(expected) else dict.fromkeys(("at", "source", "price"))


def _said(part: WorkPart | None, wanted: Mapping[str, Any], history: History) -> dict[str, Any]:
    if part is None:
        return {}
    return {word: SAYS[word](part, history, wanted[word]) for word in wanted}


def said_of_parts(settlement: Settlement, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return some words of every part of a settlement."""
    return [tuple(SAYS[word](part, settlement.history, "") for word in words) for part in settlement.parts]


def entry_of(line: str, number: int, zone: str) -> WorkEntry:
    """Return the entry that a line tells of; it is called W1, W2 and so on unless it says otherwise."""
    told: dict[str, Any] = {"id": f"W{number}"}
    scheduled = APPOINTMENT.search(line)
    if scheduled is not None:
        line = line.replace(scheduled[0], "")
        start, end, _ = _times(scheduled[1], zone)
        moved_by = scheduled[4] if scheduled[3] else ""
        told["appointment"] = Appointment(moment_of(scheduled[2], zone), start, end, moved_by)
    first, *words = [word.strip() for word in line.split(",")]
    told |= _time_of(first, zone)
    for word in filter(None, words):
        told |= _told(word, zone)
    return WorkEntry(**told)


def _time_of(text: str, zone: str) -> dict[str, int]:
    if TIMED.fullmatch(text):
        start, end, seconds = _times(text, zone)
        return {"start": start, "end": end, "seconds": seconds}
    day = DAY_ONLY.fullmatch(text)
    if day is not None:
        return {"done_on": moment_of(f"{day[1]} 00:00", zone), "seconds": length_of(day[2])}
    return {"seconds": length_of(text)}


def _times(text: str, zone: str) -> tuple[int, int, int]:
    match = TIMED.fullmatch(text)
    assert match, f"«{text}» is no time of work"
    start, end = moment_of(f"{match[1]} {match[2]}", zone), moment_of(f"{match[3] or match[1]} {match[4]}", zone)
    assert start < end, f"«{text}» ends before it begins"
    return start, end, end - start - (length_of(match[5]) if match[5] else 0)


def _told(word: str, zone: str) -> dict[str, Any]:
    if word in ("remote", "on-site"):
        return {"delivery": word}
    if word.startswith("recorded "):
        return {"recorded_at": moment_of(word.removeprefix("recorded "), zone)}
    for prefix, name in PREFIXES.items():
        if word.startswith(prefix):
            return {name: word.removeprefix(prefix)}
    return {"service": word}


def _issued(line: str, zone: str) -> Issued:
    match = ISSUED.fullmatch(line)
    assert match, f"«{line}» is no statement"
    return Issued((int(match[1]), int(match[2])), moment_of(match[3], zone))


def _books(told: Mapping[str, Any], zone: str) -> Books:
    """Return the facts of a case, read as a books file is read."""
    facts = {key: _plain_moments(told[key]) for key in BOOKS if key in told}
    written = io.StringIO()
    YAML(typ="safe").dump({"books": told["agreement"], **facts}, written)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "books.yaml"
        path.write_text(written.getvalue(), encoding="utf-8")
        read = read_books(path, zone=zone)
    assert read.books is not None, read.problems
    return read.books


def _plain_moments(value: Any) -> Any:
    """Return facts without the days of the week before dates, which must be true."""
    if isinstance(value, dict):
        return {key: _plain_moments(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain_moments(each) for each in value]
    if DAY_OF_WEEK.match(value):
        moment_of(value, "UTC")
        return DAY_OF_WEEK.sub("", value)
    return value


def _left(settlement: Settlement, name: str) -> str:
    purses = settlement.purses
    if name == "retainer":
        currency = settlement.history.versions[-1].terms.currency or "USD"
        return str(round_half_up(purses.retainer_at(2**40), currency))
    lots = {lot.name: lot for lot in (*purses.allowances, *purses.blocks)}
    return in_words(lots[name].left) if name in lots else f"only {', '.join(lots)}"


def _in_one_way(value: str) -> str:
    return in_words(length_of(value)) if re.search(r"\d (?:h|min|s)\b", value) else value


def _at(part: WorkPart, history: History, _wanted: Any) -> str:
    if part.start is None or part.end is None:
        return "no times"
    first, last = in_zone(part.start, history.zone), in_zone(part.end, history.zone)
    days = (last.date() - first.date()) // timedelta(days=1)
    return f"{first:%H:%M}-{last:%H:%M}" + (f" {days} d later" if days > 1 else "")


def _price(part: WorkPart, history: History, _wanted: Any) -> str:
    currency = history.versions[-1].terms.currency
    if currency is None:
        return "no money" if not part.amount else str(part.amount)
    return "free" if not part.amount else str(round_half_up(part.amount, currency))


def _words_in(text: Callable[[WorkPart], str]) -> Callable[[WorkPart, History, Any], Any]:
    """Return a way to say which of the expected words stand in a reason; the whole reason where one does not."""

    def said(part: WorkPart, _history: History, wanted: Any) -> Any:
        told = text(part)
        words = wanted if isinstance(wanted, list) else [wanted]
        missing = any(word not in told for word in words) or (not told and wanted)
        return told if missing else wanted

    return said


def _losers(part: WorkPart, _history: History, _wanted: Any) -> list[str]:
    considered = (*part.judgement.considered, *(part.judgement.rate.considered if part.judgement.rate else ()))
    return [each.clause.address for each in considered]


def _emergency(part: WorkPart, _history: History, _wanted: Any) -> str:
    return part.judgement.emergency.answer if part.judgement.emergency else "not asked"


def _emergency_clause(part: WorkPart, _history: History, _wanted: Any) -> str:
    emergency = part.judgement.emergency
    return emergency.clause.address if emergency and emergency.clause else "none"


def _month(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02d}"


SAYS: Mapping[str, Callable[[WorkPart, History, Any], Any]] = {
    "entry": lambda part, _history, _wanted: part.entry,
    "at": _at,
    "worked": lambda part, _history, _wanted: in_words(part.worked),
    "billed": lambda part, _history, _wanted: in_words(part.billed),
    "verdict": lambda part, _history, _wanted: part.judgement.verdict,
    "box": lambda part, _history, _wanted: part.judgement.coverage.box,
    "clause": lambda part, _history, _wanted: part.judgement.clause.address if part.judgement.clause else "none",
    "because": _words_in(lambda part: part.judgement.because),
    "decider": lambda part, _history, _wanted: part.judgement.coverage.decider,
    "call": lambda part, _history, _wanted: part.judgement.coverage.call,
    "contested": lambda part, _history, _wanted: "yes" if part.judgement.coverage.contested else "no",
    "source": lambda part, _history, _wanted: part.source,
    "purse": lambda part, _history, _wanted: part.purse,
    "drawn": lambda part, _history, _wanted: in_words(part.taken),
    "price": _price,
    "paid by": lambda part, _history, _wanted: part.clause.address if part.clause else "none",
    "paid because": _words_in(lambda part: part.because),
    "rounded": _words_in(lambda part: part.rounded.because if part.rounded else ""),
    "rounded by": lambda part, _history, _wanted: (
        part.rounded.clause.address if part.rounded and part.rounded.clause else "none"
    ),
    "losers": _losers,
    "month": lambda part, _history, _wanted: _month(part.month),
    "appears": lambda part, _history, _wanted: _month(part.appears_in),
    "emergency": _emergency,
    "emergency clause": _emergency_clause,
    "emergency because": _words_in(lambda part: part.judgement.emergency.because if part.judgement.emergency else ""),
    "version": lambda part, _history, _wanted: str(part.judgement.version),
}
LENGTHS = {"worked", "billed", "drawn"}
