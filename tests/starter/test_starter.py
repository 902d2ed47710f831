"""What ships to begin with can be read, and nothing is found in it but that no lawyer has seen it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from asagreed.checks import check_version
from asagreed.errors import NotStarted
from asagreed.starter import NewAgreement, lay_out, starter_plans
from asagreed.versions import read_agreement


def draft(plan: str = "gold", **said: str) -> NewAgreement:
    """Return what is known when a draft is begun."""
    known = {"customer": "Mill Bakery", "provider": "Northwind IT", "zone": "America/Chicago", "currency": "USD",
             "holidays": "US-IL", **said}  # fmt: skip
    return NewAgreement(plan=plan, begins=date(2026, 12, 1), **known)


@pytest.mark.parametrize("plan", ["silver", "gold", "platinum"])
def test_nothing_is_found_in_an_agreement_of_a_shipped_plan(plan: str, tmp_path: Path) -> None:
    lay_out(draft(plan), tmp_path / "mill-bakery")
    history, problems = read_agreement(tmp_path / "mill-bakery")
    assert history is not None
    assert [str(problem) for problem in problems] == []
    version = history.versions[0]
    found = check_version(version, at=version.from_at).findings
    assert [each.code for each in found] == ["DOC712"], [str(each) for each in found]


@pytest.mark.parametrize("plan", ["silver", "gold", "platinum"])
def test_prices_are_in_the_currency_that_was_asked_for(plan: str, tmp_path: Path) -> None:
    lay_out(draft(plan, currency="EUR", zone="Europe/Berlin", holidays="DE-BY"), tmp_path / "customer")
    history, problems = read_agreement(tmp_path / "customer")
    assert (history is not None, problems) == (True, ())
    assert "USD" not in starter_plans(currency="EUR")[next(each for each in starter_plans() if each.startswith(plan))]


@pytest.mark.parametrize("name", ['Müller & "Söhne"', "a: b #c", "\\", "- x", "{y}"])
def test_any_name_of_a_customer_can_be_written(name: str, tmp_path: Path) -> None:
    lay_out(draft(customer=name), tmp_path / "customer")
    history, _ = read_agreement(tmp_path / "customer")
    assert history is not None
    assert history.versions[0].terms.customer == name


def test_a_plan_that_is_there_already_stays_as_it_is(tmp_path: Path) -> None:
    lay_out(draft(), tmp_path / "one")
    plan = tmp_path / "plans" / "gold@2026-01.yaml"
    plan.write_text(plan.read_text("utf-8").replace("30 min", "25 min"), "utf-8")
    written = lay_out(draft(), tmp_path / "two")
    assert (written, "25 min" in plan.read_text("utf-8")) == ((tmp_path / "two" / "agreement.yaml",), True)


def test_an_agreement_is_never_written_over(tmp_path: Path) -> None:
    lay_out(draft(), tmp_path / "one")
    with pytest.raises(NotStarted, match="is there already"):
        lay_out(draft(), tmp_path / "one")


def test_a_plan_that_does_not_ship_is_refused_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(NotStarted, match="silver, gold, platinum"):
        lay_out(draft("bronze"), tmp_path / "one")
    assert not (tmp_path / "one").exists()
