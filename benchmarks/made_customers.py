"""Made-up customers with a year of work each: agreement, amendment, books and entries, kept until this file changes.

Customer 7 is the same whoever asks for however many: everything about it is drawn from its number.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
from numpy.typing import NDArray

from benchmarks.made_logs import MADE

PLANS = Path(__file__).with_name("plans")
ENTRIES = 5_000
SEED = 42
JANUARY = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 365
ZONES = (
    # The zone, its holidays, and its winter hours behind UTC.
    ("America/New_York", "US-NY", 5),
    ("America/Chicago", "US-IL", 6),
    ("Europe/London", "GB-ENG", 0),
    ("Europe/Berlin", "DE-BE", -1),
    ("America/Los_Angeles", "US-CA", 8),
)
PLAN_OF = ("office", "nine-to-five", "around-the-clock", "office")
PREPAID = (("allowance",), ("block",), ("retainer",), (), ("allowance", "block"), ("allowance", "block", "retainer"))
KINDS = ("password reset", "new user", "workstation", "server failure", "mail", "office program")
SERVICES = ("", "", "", "help for users", "password reset", "patching", "planned projects")
ROLES = ("", "apprentice", "technician", "engineer")
INCIDENTS = 20


class Made(NamedTuple):
    """Where what was made of a customer is."""

    agreement: Path
    work: Path
    books: Path


@dataclass(frozen=True, slots=True)
class Incident:
    """An outage, in local minutes of the year."""

    name: str
    begins: int
    ends: int


def made_customers(number: int) -> tuple[Made, ...]:
    """Return so many customers; make those that are not there."""
    sources = (Path(__file__), *sorted(PLANS.glob("*.yaml")))
    edition = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]
    folder = MADE / f"customers-{edition}"
    if not folder.exists():
        folder.mkdir(parents=True)
        shutil.copytree(PLANS, folder / "plans")
    return tuple(_customer(folder, each) for each in range(number))


def _customer(folder: Path, number: int) -> Made:
    """Return one customer; its work is written last, so what broke off is made anew."""
    name = f"c{number:03d}"
    customer = Made(folder / name, folder / "books" / name / "work.parquet", folder / "books" / name / "books.yaml")
    if customer.work.exists():
        return customer
    draw = np.random.default_rng((SEED, number))
    incidents = _incidents(draw) if number % 3 == 1 else ()
    _write(customer.agreement / "agreement.yaml", _agreement(number))
    if number % 3 == 0:
        _write(customer.agreement / "amendments" / "1.yaml", _amendment(number))
    _write(customer.work.with_name("books.yaml"), _books(number, incidents))
    _write_work(customer.work, draw, incidents, behind=ZONES[number % len(ZONES)][2])
    return customer


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _prepaid(number: int) -> tuple[str, ...]:
    return PREPAID[number // 2 % len(PREPAID)]


def _agreement(number: int) -> str:
    zone, public, _ = ZONES[number % len(ZONES)]
    clauses = {
        "allowance": f"{{hours: {60 + number} h a month, unused: rolls over for 2 months, at most: 80 h}}",
        "block": "{size: 200 h, free: 20 h, price: 22000.00 USD, usable: when paid, expires: 12 months, "
        "notice below: [20 h]}",
        "retainer": "{floor: 200.00 USD, below the floor: bill the rest}",
    }
    prepaid = "\n".join(f"{name}: {clauses[name]}" for name in _prepaid(number))
    return f"""agreement: c{number:03d}
plan: {PLAN_OF[number % len(PLAN_OF)]}@2026-01
parties: {{provider: Northwind IT, customer: Customer {number}}}
zone: {zone}
currency: USD
term: {{from: 2025-06-01, for: 3 years}}
signed: 2025-05-15
holidays: {{our holidays: {{public: {public}}}}}
systems: {{mail: E-mail, files: File server}}
rates: {{remote: {{rate: {95 + number % 50}.50 USD per h}}}}
{prepaid}
"""


def _amendment(number: int) -> str:
    hours = f"  allowance.hours: {80 + number} h a month\n" if "allowance" in _prepaid(number) else ""
    return f"""amendment: 1
in force from: 2026-07-{1 + number % 28:02d}
signed: 2026-06-15
set:
  rates.remote.rate: {105 + number % 50}.00 USD per h
{hours}"""


def _books(number: int, incidents: tuple[Incident, ...]) -> str:
    lines = [f"books: c{number:03d}"]
    if "block" in _prepaid(number):
        days = [JANUARY + timedelta(days=each) for each in range(3, DAYS, 24)]
        lines += ["blocks:", *(f"  B-{day:%j}: {{size: 200 h, bought: {day:%F}, paid: {day:%F}}}" for day in days)]
    if "retainer" in _prepaid(number):
        days = [JANUARY + timedelta(days=each) for each in range(1, DAYS, 30)]
        paid = "amount: 30000.00 USD, for: retainer"
        lines += ["payments:", *(f"  P-{day:%j}: {{on: {day:%F}, {paid}}}" for day in days)]
    if incidents:
        lines += ["incidents:", *(line for each in incidents for line in _incident(each))]
    return "\n".join(lines) + "\n"


def _incident(incident: Incident) -> tuple[str, ...]:
    begins, ends = (JANUARY + timedelta(minutes=each) for each in (incident.begins, incident.ends))
    return (
        f"  {incident.name}:",
        "    outage of: files",
        f"    occurred: {begins:%F %H:%M}",
        "    evidence: monitoring",
        f"    reported: {begins + timedelta(minutes=20):%F %H:%M}",
        f"    ended: {ends:%F %H:%M}",
    )


def _incidents(draw: np.random.Generator) -> tuple[Incident, ...]:
    """Outages that begin by day, and end before the hour in which clocks are changed."""
    begins = (np.sort(draw.integers(0, DAYS - 3, INCIDENTS)) * 1440 + draw.integers(480, 1020, INCIDENTS)).tolist()
    lasts = draw.integers(120, 480, INCIDENTS).tolist()
    pairs = enumerate(zip(begins, lasts, strict=True), start=1)
    return tuple(Incident(f"I-{each:02d}", first, first + last) for each, (first, last) in pairs)


def _write_work(path: Path, draw: np.random.Generator, incidents: tuple[Incident, ...], *, behind: int) -> None:
    """Write the entries in order of time, in UTC; each lasts from five minutes to four hours."""
    starts = np.sort(_starts(draw))
    minutes = np.exp(draw.uniform(np.log(5), np.log(240), ENTRIES)).astype(np.int64)
    named = np.full(ENTRIES, "", dtype=object)
    for each in incidents:
        within = (starts >= each.begins) & (starts < each.ends) & (draw.random(ENTRIES) < 0.6)
        named[within] = each.name
    # One entry in twelve goes on with the job of the one before, and one in 25 was agreed in advance.
    job = np.arange(ENTRIES) - (draw.random(ENTRIES) < 1 / 12)
    agreed = np.where(draw.random(ENTRIES) < 1 / 25, draw.choice((60, 3 * 1440, 9 * 1440), ENTRIES), -1)
    corrects = np.where(draw.random(ENTRIES) < 1 / 500, np.arange(ENTRIES) - 5, -1)
    work = {  # noqa: F841 -- DuckDB finds it by its name
        "number": np.arange(ENTRIES),
        "start": starts,
        "ends": starts + minutes,
        "recorded": starts + minutes + draw.integers(0, 2880, ENTRIES),
        "person": draw.integers(1, 9, ENTRIES),
        "role": _some(draw, ROLES),
        "service": _some(draw, SERVICES),
        "kind": _some(draw, KINDS),
        "delivery": _some(draw, ("remote", "remote", "remote", "on-site")),
        "incident": named,
        "job": np.maximum(job, 0),
        "agreed": agreed,
        "corrects": corrects,
    }
    unfinished = path.with_suffix(".unfinished")
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    connection.execute(
        f"create macro moment(minute) as to_timestamp({int(JANUARY.timestamp()) + behind * 3600} + 60 * minute)"
    )
    connection.execute(f"copy ({_ENTRIES}) to '{unfinished}' (format parquet, compression zstd)")
    unfinished.rename(path)


_ENTRIES = """
select
    printf('W-%05d', number) as id,
    moment(start) as start,
    moment(ends) as "end",
    moment(recorded) as recorded,
    'technician ' || person as person,
    nullif(role, '') as role,
    nullif(service, '') as service,
    kind,
    delivery,
    nullif(incident, '') as incident,
    printf('J-%05d', job) as job,
    if(agreed > 0, moment(start - agreed), null) as "appointment accepted",
    if(agreed > 0, moment(start), null) as "appointment start",
    if(agreed > 0, moment(start + 120), null) as "appointment end",
    if(corrects > 0, printf('W-%05d', corrects), null) as corrects,
from work
order by number
"""


def _starts(draw: np.random.Generator) -> NDArray[np.int64]:
    """Return local minutes of the year: nine in ten by day, and weekends a fifth as busy."""
    days = draw.integers(0, DAYS - 3, ENTRIES)
    # The first of January 2026 is a Thursday.
    is_weekend = (days + 3) % 7 >= 5
    days = np.where(is_weekend & (draw.random(ENTRIES) < 0.8), days + 2, days)
    by_day = draw.integers(8 * 60, 18 * 60, ENTRIES)
    minutes = np.where(draw.random(ENTRIES) < 0.9, by_day, draw.integers(0, 1440, ENTRIES))
    return days * 1440 + minutes


def _some(draw: np.random.Generator, words: tuple[str, ...]) -> NDArray[np.object_]:
    return np.array(words, dtype=object)[draw.integers(0, len(words), ENTRIES)]
