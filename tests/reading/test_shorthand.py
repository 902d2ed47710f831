"""A later paper changes a part of what an earlier one wrote in one word, or a word of what it wrote in parts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.terms.agreed import HEAD, SUPPORT, history_of, written

from asagreed.versions import read_agreement

BASE = HEAD + SUPPORT + "currency: USD\nservices: {otherwise: excluded, hours: support}\noutside draws: 1 h\n"


def together(folder: Path, section: str, first: str, second: str) -> Any:
    """Return what a section of an agreement and an amendment say together, in the shape of the model."""
    amendment = f"amendment: 1\nin force from: 2026-07-01\nset: {{{section}: {second}}}\n"
    history = history_of(folder, agreement=f"{BASE}{section}: {first}\n", amendments__1=amendment)
    return history.versions[1].agreement


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("120.00 USD per h", "126.00 USD per h", (126, None)),
        ("{rate: 120.00 USD per h, minimum: 1 h}", "126.00 USD per h", (126, 3_600)),
        ("120.00 USD per h", "{minimum: 1 h}", (120, 3_600)),
        ("{rate: 120.00 USD per h, minimum: 1 h}", "{minimum: 2 h}", (120, 7_200)),
    ],
)
def test_a_rate_and_its_minimum_change_apart(
    before: str, after: str, expected: tuple[int, int | None], tmp_path: Path
) -> None:
    rate = together(tmp_path, "rates", f"{{remote: {before}}}", f"{{remote: {after}}}").rates.work_types["remote"]

    assert (rate.rate.money.amount, rate.minimum) == expected


@pytest.mark.parametrize("band", ["outside", "emergency", "bands.night"])
def test_of_factor_supplement_and_rate_the_later_one_stays(band: str, tmp_path: Path) -> None:
    defined = "emergency: {anything else: both parties agree}\n"
    first = f"rates.{band}".split(".")
    body = "{of: support, times: 1.5, minimum: 1 h}"
    for name in reversed(first[1:]):
        body = f"{{{name}: {body}}}"
    history = history_of(
        tmp_path,
        agreement=f"{BASE}{defined}rates: {body}\n",
        amendments__1=f"amendment: 1\nin force from: 2026-07-01\nset: {{rates.{band}: 250.00 USD per h}}\n",
        amendments__2=f"amendment: 2\nin force from: 2026-08-01\nset: {{rates.{band}.plus: 20.00 USD per h}}\n",
    )
    cards = [version.agreement.rates for version in history.versions]
    bands = [card.bands.get("night") or (card.outside if band == "outside" else card.emergency) for card in cards]

    assert [
        (each.times, each.rate and int(each.rate.money.amount), each.plus and int(each.plus.money.amount), each.minimum)
        for each in bands
        if each
    ] == [(1.5, None, None, 3_600), (None, 250, None, 3_600), (None, None, 20, 3_600)]


def test_inside_and_outside_of_a_calendar_replace_each_other(tmp_path: Path) -> None:
    found = together(
        tmp_path, "rates", "{bands: {night: {of: support, times: 2}}}", "{bands: {night: {during: support}}}"
    )

    assert (found.rates.bands["night"].of, found.rates.bands["night"].during) == (None, "support")


def test_rates_from_a_date_and_ways_change_apart_too(tmp_path: Path) -> None:
    first = "{changes: {2026-08-01: {remote: 130.00 USD per h}}, travel: {far: {per visit: 45.00 USD, free km: 5}}}"
    second = "{changes: {2026-08-01: {remote: {minimum: 1 h}}}, travel: {far: 50.00 USD per visit}}"
    card = together(tmp_path, "rates", first, second).rates
    (change,) = card.changes.values()

    assert (change.work_types["remote"].rate.money.amount, change.work_types["remote"].minimum) == (130, 3_600)
    assert (card.travel["far"].per_visit.money.amount, card.travel["far"].free_km) == (50, 5)


@pytest.mark.parametrize(
    ("box", "before", "after", "expected"),
    [
        ("included", "{delivery: on-site, limit: 2 h a case}", "remote", {"delivery": "remote"}),
        ("included", "remote", "{whatever the cause: yes}", {"delivery": "remote", "whatever_the_cause": True}),
        ("excluded", "{delivery: remote, why: old}", "failed hardware", {"why": "failed hardware"}),
        ("excluded", "failed hardware", "{offered: no}", {"why": "failed hardware", "offered": False}),
        ("excluded", "{why: old}", "caused by a user", {"why": "old", "caused_by": "a user"}),
        (
            "by arrangement",
            "{decided by: owner, delivery: remote}",
            "account manager",
            {"decided_by": "account manager"},
        ),
        ("by arrangement", "owner", "{call: office}", {"decided_by": "owner", "call": "office"}),
    ],
)
def test_a_service_and_what_is_said_of_it_change_apart(
    box: str, before: str, after: str, expected: dict[str, Any], tmp_path: Path
) -> None:
    agreement = BASE.replace("hours: support}", f"hours: support, {box}: {{repair: {before}}}}}")
    amendment = f"amendment: 1\nin force from: 2026-07-01\nset: {{services.{box}.repair: {after}}}\n"
    history = history_of(tmp_path, agreement=agreement, amendments__1=amendment)
    services = history.versions[1].agreement.services
    part = {**services.included, **services.excluded, **services.by_arrangement}["repair"]

    assert {name: getattr(part, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("section", "name", "key", "before", "after"),
    [
        ("fees", "platform", "price", "{price: 80.00 USD a month, at least: 5}", "85.00 USD a month"),
        ("causes", "virus", "means", "{means: old, makes: by arrangement}", "what spreads"),
        ("responsibilities", "access", "must", "{must: old, if not: billable}", "let us in"),
        ("parties", "provider", "name", "{name: old, city: Chicago}", "Northwind IT"),
    ],
)
def test_a_bare_text_changes_one_key_and_leaves_the_others(
    section: str, name: str, key: str, before: str, after: str, tmp_path: Path
) -> None:
    parts = getattr(together(tmp_path, section, f"{{{name}: {before}}}", f"{{{name}: {after}}}"), section)
    part = parts[name] if section != "parties" else parts.provider

    assert str(getattr(part, key)).startswith(after.removesuffix(" a month"))
    assert len(part.model_fields_set) == 2


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("{included in: support, otherwise: included}", "charged", (None, "charged")),
        ("{included in: support, otherwise: included}", "included", ("always", "included")),
        ("charged", "{included in: support}", ("support", "charged")),
        ("included", "{otherwise: charged}", ("always", "charged")),
    ],
)
def test_cover_that_is_charged_leaves_nothing_included(
    before: str, after: str, expected: tuple[str | None, str], tmp_path: Path
) -> None:
    body = "{anything else: both parties agree, cover: %s}"
    cover = together(tmp_path, "emergency", body % before, body % after).emergency.cover

    assert (cover.included_in, cover.otherwise) == expected


def test_an_offered_rider_changes_a_part_of_what_is_agreed(tmp_path: Path) -> None:
    offer = "riders: {nights: {rates: {remote: {minimum: 2 h}}}}\nrates: {remote: 120.00 USD per h}\n"
    version = history_of(tmp_path, agreement=BASE + offer).versions[0]
    rate = version.terms_with(rider="nights").rates.editions[0].rates["remote"]

    assert (rate.per_hour, rate.minimum) == (Fraction(120), 7_200)


def test_a_plan_and_an_agreement_may_offer_one_rider_together(tmp_path: Path) -> None:
    plan = "plan: gold\nversion: 1\nriders: {nights: {rates: {remote: {minimum: 2 h}}}}\n"
    rates = "rates: {remote: 120.00 USD per h}\n"
    agreement = f"{BASE}plan: gold@1\n{rates}riders: {{nights: {{{rates.strip().replace('120', '150')}}}}}\n"
    version = history_of(tmp_path, agreement=agreement, plans__gold=plan).versions[0]
    rate = version.terms_with(rider="nights").rates.editions[0].rates["remote"]

    assert (rate.per_hour, rate.minimum) == (Fraction(150), 7_200)


def test_a_rider_of_the_wrong_shape_is_told_in_either_paper(tmp_path: Path) -> None:
    plan = "plan: gold\nversion: 1\nriders: {nights: {title: Nights}}\n"
    _, problems = read_agreement(
        written(tmp_path, agreement=f"{BASE}plan: gold@1\nriders: {{nights: faster}}\n", plans__gold=plan)
    )

    assert [each.code for each in problems] == ["YML202"]


def test_a_list_stays_a_list_beside_a_map(tmp_path: Path) -> None:
    _, problems = read_agreement(
        written(
            tmp_path,
            agreement=BASE + "rates: {remote: 120.00 USD per h, minimum: 1 h}\n",
            amendments__1="amendment: 1\nin force from: 2026-07-01\nset: {rates.remote: [1], rates.minimum: {a: b}}\n",
        )
    )

    assert [each.code for each in problems] == ["YML202", "YML202"]
