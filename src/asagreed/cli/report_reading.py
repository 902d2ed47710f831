"""What `asagreed report` reads of a customer: the agreement, tickets, books, outages and upkeep, each with its hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from asagreed.billing.work.settling import Issued
    from asagreed.facts import EventTable
    from asagreed.facts.upkeep import UpkeepRecord
    from asagreed.facts.uptime import UptimeFacts
    from asagreed.money import Money
    from asagreed.proof import ReportFacts, ReportPeriod
    from asagreed.versions import History

ENDINGS = (".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx")


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The files of a customer; what is None was not given, and is not reported on."""

    agreement: Path
    tickets: Path | None = None
    mapping: Path | None = None
    books: Path | None = None
    outages: Path | None = None
    upkeep: Path | None = None


def read_facts(sources: Sources, *, period: ReportPeriod, as_of: int) -> ReportFacts:
    """Return everything that is known of a customer; what cannot be read ends the command in words."""
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.books import open_books
    from asagreed.proof import ReportFacts

    history = open_agreement(sources.agreement)
    opened = None if sources.books is None else open_books(sources.books, history, as_of=as_of)
    return ReportFacts(
        history=history,
        tickets=_tickets(sources),
        entries=opened.entries if opened else (),
        books=opened.books if opened else None,
        issued=_issued(sources.books, as_of),
        uptime=_uptime(sources.outages, history, period, as_of),
        upkeep=_upkeep(sources.upkeep, history),
        inputs=_hashes(sources, history),
    )


def _tickets(sources: Sources) -> EventTable:
    from asagreed.cli.exports import open_tickets
    from asagreed.facts import table_from_tickets

    if sources.tickets is None:
        return table_from_tickets(())
    return open_tickets(sources.tickets, sources.mapping).table


def _uptime(path: Path | None, history: History, period: ReportPeriod, as_of: int) -> UptimeFacts | None:
    from asagreed.cli.uptime_by_hand import facts_in
    from asagreed.proof.periods import period_around

    # What is promised for a year is measured over the year, in the report of a month too.
    year = period_around(period.first, "year").span(history.zone)
    return None if path is None else facts_in(path, history, year, as_of, None)


def _upkeep(path: Path | None, history: History) -> tuple[UpkeepRecord, ...] | None:
    from asagreed.cli.upkeep import open_records

    return None if path is None else open_records(path, history)


def _issued(books: Path | None, as_of: int) -> tuple[Issued, ...]:
    from asagreed.billing.exports.issued_file import read_issued_folder

    folder = books.parent / "issued" if books else None
    if folder is None or not folder.is_dir():
        return ()
    known = read_issued_folder(folder)
    return tuple(each.issued for each in known if each.is_statement and each.issued_at <= as_of)


def _hashes(sources: Sources, history: History) -> dict[str, str]:
    """Return the SHA-256 of every file that was read; papers of the agreement are told by the version's own hash."""
    found = {"agreement": history.versions[-1].hash}
    for path in (sources.tickets, sources.mapping, sources.books, sources.outages, sources.upkeep):
        if path is not None:
            found[path.name] = _sha256(path)
    if sources.books is not None and sources.books.suffix in (".yaml", ".yml"):
        found |= {each.name: _sha256(each) for each in sorted(sources.books.parent.glob("*.csv"))}
    return found


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def period_of(month: str | None, quarter: str | None) -> ReportPeriod:
    """Return the period that was asked for by its month or its quarter."""
    from asagreed.proof import period_named

    if (month is None) == (quarter is None):
        raise typer.BadParameter("Say which month or which quarter, such as --month 2026-05 or --quarter 2026-Q2.")
    return period_named(month or quarter or "")


def customers_in(folder: Path, **places: Path | None) -> tuple[Sources, ...]:
    """Return the customers of a folder, each with the files that have its name in the other folders."""
    found = sorted(path.parent for path in folder.glob("*/agreement.yaml"))
    if not found:
        raise typer.BadParameter(f"«{folder}» holds no customer: no folder in it has an agreement.yaml.")
    return tuple(
        Sources(agreement=each, **{kind: _of(each.name, kind, place) for kind, place in places.items()})
        for each in found
    )


def _of(name: str, kind: str, place: Path | None) -> Path | None:
    """Return the file of a customer in a folder: books.yaml in a folder of its name, or a table of its name."""
    if place is None:
        return None
    endings = ENDINGS if kind == "tickets" else (".yaml", *ENDINGS)
    candidates = (place / name / "books.yaml", *(place / f"{name}{ending}" for ending in endings))
    return next((path for path in candidates if path.is_file()), None)


def money_of(text: str) -> Money:
    """Return the money of «55.00 USD»."""
    from decimal import Decimal

    from asagreed.money import Money

    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([A-Z]{3})", text.strip())
    if found is None:
        raise typer.BadParameter(f"«{text}» is not an amount. Write it as 55.00 USD.", param_hint="--cost-per-hour")
    return Money(Decimal(found[1]), found[2])


def pages_of(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the data of pages that were published before."""
    import json

    found = []
    for path in paths:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            data["period"]["name"]
        except (ValueError, KeyError, TypeError):
            raise typer.BadParameter(
                f"«{path}» is not the data of a page. Give what «asagreed report proof … --json» printed.",
                param_hint="--published",
            ) from None
        found.append(data)
    return found
