"""Recurring work is an included service of its own: its time draws on hours where the agreement says so."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from tests.upkeep.agreed import history
from tests.written_agreements import at

from asagreed.billing.work.settling import WorkPart, settle
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry

MONEY = """\
allowance: {hours: 10 h a month, for: [remote], unused: expires}
order of use: [allowance, rate]
rates: {remote: 120.00 USD per h, billed in: 15 min}
proactive:
  patches: {when: monthly, draws: hours}
  backup logs: daily
  moves: as needed
services: {excluded: {moves: a project}}
"""


def part(folder: Path, service: str) -> WorkPart:
    """Return what became of an hour of recurring work."""
    entry = WorkEntry(id="u 1", seconds=3600, start=at("2026-05-12 09:00"), end=at("2026-05-12 10:00"),
                      service=service, delivery="remote")  # fmt: skip
    (found,) = settle([entry], history(folder, MONEY), Books()).parts
    return found


def test_work_that_draws_is_taken_from_the_allowance(tmp_path: Path) -> None:
    found = part(tmp_path, "patches")

    assert (found.source, found.taken, found.amount) == ("allowance", 3600, Fraction(0))
    assert found.judgement.coverage.clause is not None
    assert found.judgement.coverage.clause.address == "proactive.patches"


def test_work_that_draws_nothing_is_covered_by_the_fee(tmp_path: Path) -> None:
    found = part(tmp_path, "backup logs")

    assert (found.source, found.taken, found.amount) == ("free", 0, Fraction(0))


def test_a_service_of_the_same_name_says_otherwise(tmp_path: Path) -> None:
    assert part(tmp_path, "moves").judgement.coverage.box == "excluded"
