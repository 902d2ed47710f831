"""Checks of an ordinary agreement: every rule, and the walk over every ticket that targets tell apart."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from asagreed.checks import Subject, check_version, shipped_checks
from asagreed.documents.contract import Contract, contract_of, print_contract
from asagreed.foresight.compare import compare_versions
from asagreed.open_time import in_zone
from asagreed.starter import NewAgreement, lay_out
from asagreed.versions import History, read_agreement
from benchmarks.figures import Target, each
from benchmarks.sizes import Size
from benchmarks.tables import Section, figure_records, figure_table
from benchmarks.timing import timed

ROOT = Path(__file__).parents[1]
_COUNT = count()


def measure(size: Size) -> Section:
    """Measure checks of a starter agreement, and of the example that narrows its targets most."""
    runs = size.runs
    with tempfile.TemporaryDirectory() as folder:
        new = NewAgreement(customer="Mill Bakery", provider="Northwind IT", plan="gold", zone="America/Chicago",
                           currency="USD", holidays="US-IL", begins=date(2026, 12, 1))  # fmt: skip
        lay_out(new, Path(folder, "mill-bakery"))
        reading = timed(lambda: read_agreement(Path(folder, "mill-bakery")), runs=runs)
        ordinary = _history(Path(folder, "mill-bakery"))
    harbour = _history(ROOT / "examples" / "harbour-dental")
    rules = len(shipped_checks())
    checking = timed(lambda: _check(ordinary), runs=runs)
    walking = timed(lambda: _walk(harbour), runs=runs)
    comparing = timed(lambda: compare_versions(harbour.versions[0], harbour.versions[-1]), runs=runs)
    contract = contract_of(harbour.versions[-1])
    printing = timed(lambda: _print(contract), runs=runs)
    figures = [
        each("an agreement and its plan read", reading, 1, "ms"),
        each(f"{rules} rules", checking, 1, "ms", Target(300)),
        each("every ticket that targets tell apart", walking, 1, "ms", Target(2000)),
        each("two versions compared", comparing, 1, "ms"),
        each("a contract of six pages as PDF/A and PDF/UA", printing, 1, "ms", Target(150)),
    ]
    return Section("checks", (figure_table("Checks", figures),), figure_records(figures))


def _history(folder: Path) -> History:
    history, _ = read_agreement(folder)
    assert history is not None
    return history


def _print(contract: Contract) -> None:
    """Set a contract that was not set before: what is the same as last time costs nothing."""
    print_contract(replace(contract, customer=f"{contract.customer} {next(_COUNT)}"))


def _check(history: History) -> None:
    version = history.versions[-1]
    check_version(version, at=version.from_at)


def _walk(history: History) -> None:
    version = history.versions[-1]
    subject = Subject(version, today=in_zone(version.from_at, version.terms.zone).date())
    assert subject.walks
