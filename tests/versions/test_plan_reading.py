"""A plan is read by itself: named, with the lines of its clauses, and with what is wrong with it alone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from asagreed.starter import starter_plans
from asagreed.versions.plan_reading import ReadPlan, newest_plans, read_plan

GOLD = """plan: gold
version: 2026-01
title: Gold, on-site too
services:
  hours: support
  included:
    patching: {delivery: remote, costs: 90.00 USD}
allowance: {hours: 10 h a month, for: [remote, on-site]}
"""


def plan_of(text: str) -> ReadPlan:
    """Return a plan that can be read."""
    plan, _ = read_plan(text, file="plans/gold.yaml")
    assert plan is not None
    return plan


def codes_of(text: str) -> list[str]:
    """Return the codes of what is wrong with a text."""
    return [problem.code for problem in read_plan(text)[1]]


def test_a_plan_has_its_name_its_pin_and_a_short_title() -> None:
    plan = plan_of(GOLD)
    assert (plan.name, plan.pin, plan.title) == ("gold", "gold@2026-01", "Gold")
    assert plan_of("plan: gold\nversion: 2026-01\n").title == "Gold"


def test_a_clause_names_the_line_on_which_it_is_written() -> None:
    plan = plan_of(GOLD)
    clause = plan.clause("services", "included", "patching", "costs")
    assert (clause.address, clause.file, clause.line) == (
        "services.included.patching.costs", "plans/gold.yaml", 7)  # fmt: skip
    assert (plan.clause("fees").line, plan.clause("services", "excluded").line) == (1, 4)


def test_a_value_is_given_as_it_is_written() -> None:
    plan = plan_of(GOLD)
    assert plan.written("allowance", "hours") == "10 h a month"
    assert plan.written("allowance", "for") == "remote, on-site"
    assert plan.written("allowance") == plan.written("fees", "per user") == plan.written("title", "x") == ""


def test_what_a_customers_agreement_may_still_answer_is_no_problem() -> None:
    assert codes_of(GOLD) == []


@pytest.mark.parametrize("name", starter_plans())
def test_a_shipped_plan_has_no_problem(name: str) -> None:
    plan, problems = read_plan(starter_plans()[name])
    assert (plan is not None and plan.pin, problems) == (name, ())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["YML007"]),
        ("plan: [", ["YML104"]),
        ("agreement: x\n", ["YML206"]),
        ("version: 2026-01\n", ["YML203"]),
        ("plan: gold\nversion: ''\n", ["YML203", "YML204"]),
    ],
)
def test_a_text_that_names_no_plan_is_none(text: str, codes: list[str]) -> None:
    plan, problems = read_plan(text)
    assert plan is None
    assert sorted({problem.code for problem in problems}) == codes


def test_what_cannot_be_read_is_left_out_and_told_once() -> None:
    plan, problems = read_plan(GOLD.replace("90.00 USD", "plenty"))
    assert plan is not None
    assert [(problem.code, problem.line) for problem in problems] == [("YML330", 7)]


def test_the_newest_version_of_each_plan_is_found() -> None:
    texts = (GOLD, GOLD.replace("2026-01", "2026-11"), GOLD.replace("2026-01", "2026-02"),
             GOLD.replace("plan: gold", "plan: bronze"))  # fmt: skip
    assert [plan.pin for plan in newest_plans(map(plan_of, texts))] == ["bronze@2026-01", "gold@2026-11"]


def test_a_plan_that_cannot_be_mended_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    # No text is known that leaves nothing to mend; the way out is there all the same.
    nothing = SimpleNamespace(mended=None)
    monkeypatch.setattr("asagreed.versions.plan_reading.read_tree", lambda *_: nothing)
    assert read_plan(GOLD)[0] is None
