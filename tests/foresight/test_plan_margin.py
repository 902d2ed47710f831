"""What a plan earns, by cases worked by hand, and what would be cheap and valuable to add to it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from asagreed.figures import figure_data
from asagreed.foresight.plan_margin import CustomerSize, counted_by, extras_of, margin_of, ordered_by_price, price_of
from asagreed.starter import starter_plans
from asagreed.versions.plan_reading import ReadPlan, read_plan

CASES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("plan_margins.yaml"))
EXAMPLE = CustomerSize({"user": 10, "server": 1})


def plan_of(name: str, **sections: Any) -> ReadPlan:
    """Return a plan with some sections."""
    # JSON is YAML, and says every value as text.
    lines = [f"{key}: {json.dumps(says)}" for key, says in sections.items()]
    plan, problems = read_plan("\n".join((f"plan: {name}", "version: 2026-01", *lines)), file=f"plans/{name}.yaml")
    assert plan is not None, problems
    assert not problems, problems
    return plan


def shipped() -> list[ReadPlan]:
    """Return the plans that are shipped."""
    read = (read_plan(text, file=f"plans/{name}.yaml")[0] for name, text in starter_plans().items())
    return [plan for plan in read if plan]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_margins_are_as_worked_by_hand(case: dict[str, Any]) -> None:
    plan = plan_of("gold", fees=case["fees"], services={"included": case["included"]})
    others = [plan_of("silver", services={"excluded": case["others"]})] if "others" in case else []
    found = margin_of(plan, CustomerSize(case["size"]), others)
    told = {name: str(getattr(found, name).value).lower() for name in ("price", "costs", "margin")}
    assert told == {name: case[name].lower() for name in told}
    assert found.unstated == tuple(case.get("unstated", ()))
    assert found.is_upper_bound == (case["margin"] != "none" and "unstated" in case)
    assert case.get("because", found.margin.because) == found.margin.because


def test_a_margin_says_of_each_part_where_it_is_written() -> None:
    silver, gold, _ = shipped()
    margin = margin_of(gold, EXAMPLE).margin
    price, costs = margin.parts
    assert [(part.because, part.clauses[0].address, part.clauses[0].line) for part in price.parts] == [
        ("Gold per user: 10 × 85.00 USD", "fees.per user", 125),
        ("Gold per server: 1 × 160.00 USD", "fees.per server", 126),
    ]
    assert [str(part.value) for part in costs.parts] == [
        "8.00 USD",
        "90.00 USD",
        "60.00 USD",
        "120.00 USD",
        "110.00 USD",
    ]
    assert margin.because == "the price minus what the included services cost, at most: of 3 no plan says it"
    assert figure_data(margin)["value"] == {"amount": "622.00", "currency": "USD"}
    assert price_of(silver, CustomerSize()).because == "Silver per user: nobody said how many there are"


def test_what_another_plan_says_is_named_with_that_plan() -> None:
    silver = plan_of("silver", services={"included": {"patching": {"title": "Updates"}}})
    gold = plan_of("gold", services={"included": {"patching": {"costs": "90.00 USD"}}})
    (part,) = margin_of(silver, CustomerSize(), [silver, gold]).costs.parts
    assert (part.because, part.clauses[0].file) == ("Updates, as gold@2026-01 says", "plans/gold.yaml")


def test_another_box_of_the_same_plan_does_not_say_what_an_included_service_costs() -> None:
    both = {"included": {"printer": "remote"}, "excluded": {"printer": {"delivery": "on-site", "costs": "9.00 USD"}}}
    assert margin_of(plan_of("gold", services=both), CustomerSize()).unstated == ("printer",)


def test_what_is_not_included_comes_by_worth_for_its_costs() -> None:
    silver = plan_of("silver", services={
        "included": {"patching": {"costs": "90.00 USD", "worth": "900.00 USD"}},
        "excluded": {"audit": {"costs": "100.00 USD", "worth": "150.00 USD"}, "projects": "not ours"},
        "by arrangement": {"training": {"costs": "50.00 EUR", "worth": "100.00 USD"}},
    })  # fmt: skip
    gold = plan_of("gold", services={"included": {
        "backup": {"costs": "120.00 USD", "worth": "900.00 USD", "title": "Backup of data"},
        "newsletter": {"costs": "0.00 USD", "worth": "5.00 USD"},
        "audit": {"costs": "1.00 USD", "worth": "900.00 USD"},
    }})  # fmt: skip
    extras = extras_of(silver, [silver, gold])
    assert [(each.name, each.box, each.ratio, each.times) for each in extras] == [
        ("newsletter", "", None, ""),
        ("backup", "", Fraction(15, 2), "7.5"),
        ("audit", "excluded", Fraction(3, 2), "1.5"),
    ]
    assert (extras[1].title, extras[1].clause.address) == ("Backup of data", "services.included.backup")


def test_a_ratio_is_cut_and_never_rounded_up() -> None:
    plan = plan_of("silver", services={"excluded": {"mail": {"costs": "60.00 USD", "worth": "250.00 USD"}}})
    assert extras_of(plan, [])[0].times == "4.1"


def test_plans_stand_in_the_order_of_their_price_and_those_without_one_last() -> None:
    no_fee, silver, gold, platinum = plan_of("in-house"), *shipped()
    assert ordered_by_price([no_fee, platinum, gold, silver]) == (silver, gold, platinum, no_fee)


def test_what_fees_count_is_found_once_in_the_order_of_the_plans() -> None:
    assert counted_by(shipped()) == ("user", "server")
    assert counted_by([plan_of("flat", fees={"flat": "9.00 USD a month"})]) == ()


def test_a_size_is_said_in_words() -> None:
    assert str(EXAMPLE) == "10 users, 1 server"
