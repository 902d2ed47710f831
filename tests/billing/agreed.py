"""A few lines as an agreement, and what happened under it, for tests of money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from asagreed.billing.statements.statement import Statement, state_month
from asagreed.billing.work.settling import Issued
from asagreed.facts.books import Books, Count
from asagreed.facts.work import WorkEntry
from asagreed.figures import Figure
from asagreed.money import Money
from asagreed.versions import History, read_agreement

ZONE = "America/Chicago"
H = 3600
HEAD = """agreement: made-up
parties: {provider: Northwind IT, customer: A Customer}
zone: America/Chicago
currency: USD
term: {from: 2026-01-01, for: 3 years}
signed: 2024-12-01
"""
WORK = (
    HEAD
    + """travel: {near: 30 min}
calendars: {support: {hours: {weekdays: "08:00-18:00"}}}
sites: {office: {title: Office, distance: near}}
services:
  hours: support
  included: {help: {delivery: remote}}
  excluded: {repair: what breaks, project: what is new}
  by arrangement: {audit: the owner}
  otherwise: excluded
rates:
  remote: 120.00 USD per h
  on-site: 150.00 USD per h
  outside: {of: support, times: 1.5, draws: 90 min}
"""
)


@cache
def history(text: str, *papers: tuple[str, str]) -> History:
    """Return the history of an agreement, with papers beside it (`amendments/1`, and its text)."""
    with TemporaryDirectory() as folder:
        for name, written in (("agreement", text), *papers):
            file = Path(folder) / "made-up" / f"{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(written, encoding="utf-8")
        found, problems = read_agreement(Path(folder) / "made-up")
    assert found is not None, [str(each) for each in problems if each.is_error]
    return found


def amendment(from_on: str, number: int = 1, **set_to: str) -> tuple[str, str]:
    """Return a paper that sets some keys from a day on; `__` in a name is a point, and `_` a space."""
    keys = {name.replace("__", ".").replace("_", " "): value for name, value in set_to.items()}
    lines = [f"  {name}: {value}" for name, value in keys.items()]
    head = f"amendment: {number}\ntitle: A change\nin force from: {from_on}\nsigned: 2025-12-02\nset:\n"
    return f"amendments/{number}", head + "\n".join(lines) + "\n"


def at(moment: str, zone: str = ZONE) -> int:
    """Return the UTC seconds of a local moment."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).timestamp())


def worked(name: str, begins: str, ends: str, **told: Any) -> WorkEntry:
    """Return an entry; an end without a date is on the day of the beginning. It is a remote repair unless said."""
    start = at(begins)
    end = at(ends if len(ends) > len("10:00") else f"{begins[:10]} {ends}")
    known = {"service": "repair", "delivery": "remote", "seconds": end - start, **told}
    return WorkEntry(id=name, start=start, end=end, **known)


def lasting(name: str, start: int, seconds: int, **told: Any) -> WorkEntry:
    """Return a remote repair of so many seconds, from a moment in UTC seconds on."""
    known = {"service": "repair", "delivery": "remote", **told}
    return WorkEntry(id=name, start=start, end=start + seconds, seconds=seconds, **known)


def counted(*numbers: tuple[str, Mapping[str, int]]) -> Books:
    """Return books with counts from some days on."""
    return Books(counts=tuple(Count(from_at=at(day), numbers=each, place=f"books:{day}") for day, each in numbers))


def month(number: int, text: str | History, entries: Sequence[WorkEntry] = (), books: Books | None = None) -> Statement:
    """Return the statement of a month of 2026."""
    known = history(text) if isinstance(text, str) else text
    return state_month(entries, known, books or Books(), month=(2026, number))


def issued(number: int, on: str, statement: Statement) -> Issued:
    """Return that a statement was issued, with the jobs that it holds."""
    return Issued((2026, number), at(on), statement.entries)


def lines(statement: Statement, item: str = "") -> list[tuple[str, str]]:
    """Return what the lines of one kind, or all, say and cost."""
    wanted = (line for line in statement.lines if item in ("", line.charge.item))
    return [(line.charge.description, str(line.net.amount)) for line in wanted]


def nets(statement: Statement, item: str = "") -> list[str]:
    """Return what the lines of one kind, or all, cost."""
    return [net for _, net in lines(statement, item)]


def usd(amount: str) -> Money:
    """Return dollars."""
    return Money(Decimal(amount), "USD")


def all_figures(figure: Figure) -> list[Figure]:
    """Return a figure and everything below it."""
    return [figure, *(below for part in figure.parts for below in all_figures(part))]
