"""A statement as plain data: money and time as people write them, with every figure."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from tests.billing.agreed import HEAD, WORK, H, at, counted, month, usd, worked

from asagreed.documents.statement_data import price_text, quantity_text, statement_data
from asagreed.facts.books import BlockBought, Books, Payment

TEXT = (
    WORK
    + """fees: {per user: {price: 62.00 USD a month, title: User, counted: by day}}
block: {size: 5 h, price: 500.00 USD, usable: when paid, notice below: 4 h}
retainer: {floor: 0.00 USD, below the floor: work stops, notice below: 90.00 USD}
order of use: [block, retainer]
billing: {tax: {everything: standard 10%}}
"""
)
BOOKS = Books(
    blocks=(BlockBought(name="block 1", size=5 * H, bought_at=at("2026-05-04"), paid_at=at("2026-05-04")),),
    payments=(Payment(id="P", at=at("2026-05-01"), amount=usd("1000.00"), for_="retainer"),),
    counts=counted(("2026-01-01", {"user": 10}), ("2026-05-11", {"user": 12})).counts,
)
STATEMENT = month(
    5,
    TEXT,
    [
        worked("W1", "2026-05-12 08:00", "14:20"),
        worked("W2", "2026-05-13 08:00", "08:30", service="help"),
        worked("W3", "2026-05-13 09:00", "10:00", service="audit"),
    ],
    BOOKS,
)
DATA = statement_data(STATEMENT)


def test_it_is_plain_data() -> None:
    assert json.loads(json.dumps(DATA)) == DATA


def test_the_head_names_both_sides_the_month_and_the_versions() -> None:
    assert {key: DATA[key] for key in ("agreement", "provider", "customer", "month", "zone", "currency")} == {
        "agreement": "made-up",
        "provider": "Northwind IT",
        "customer": "A Customer",
        "month": "2026-05",
        "zone": "America/Chicago",
        "currency": "USD",
    }
    assert (DATA["version"], DATA["versions"]) == (STATEMENT.version.hash, [STATEMENT.version.hash])


def test_lines_have_quantities_prices_and_clauses() -> None:
    told = [(line["number"], line["quantity"], line["unit"], line["unit_price"], line["net"]) for line in DATA["lines"]]

    assert told == [
        (1, "3.2258…", "piece", "62.00", "200.00 USD"),  # 10 × 10 / 31
        (2, "8.129…", "piece", "62.00", "504.00 USD"),  # 12 × 21 / 31
        (3, "1", "piece", "160.00", "160.00 USD"),  # 5 h of the block, 80 min × 120.00
        (4, "1", "piece", "500.00", "500.00 USD"),
    ]
    assert DATA["lines"][0]["clauses"][0]["address"] == "fees.per user"
    assert (DATA["lines"][0]["from"], DATA["lines"][0]["to"]) == ("2026-05-01", "2026-05-10")
    assert DATA["lines"][2]["events"] == ["W1"]
    assert DATA["lines"][2]["tax_clause"]["address"] == "billing.tax.everything"


def test_totals_taxes_and_what_the_retainer_paid() -> None:
    assert [DATA[key] for key in ("net", "tax", "gross", "from_retainer")] == [
        "1,364.00 USD",
        "136.40 USD",
        "1,500.40 USD",
        "160.00 USD",
    ]
    assert DATA["taxes"] == [{"tax": "10%", "category": "S", "on": "1,364.00 USD", "amount": "136.40 USD"}]


def test_hours_balances_notices_payments_and_what_is_open() -> None:
    assert [(line["purse"], line["in_words"]) for line in DATA["drawn"]] == [("block 1", "5 h")]
    assert [
        (each["name"], each["put_in"], each["taken"], each["left"], each["until"]) for each in DATA["balances"]
    ] == [
        ("block 1", "5 h", "5 h", "0 min", None),
        ("retainer", "1,000.00 USD", "160.00 USD", "840.00 USD", None),
    ]
    assert [(each["kind"], each["left"], each["below"], each["after"]) for each in DATA["notices"]] == [
        ("block", "0 min", "4 h", "W1")
    ]
    assert [(each["id"], each["amount"], each["for"]) for each in DATA["payments"]] == [
        ("P", "1,000.00 USD", "retainer")
    ]
    assert [part["entry"] for part in DATA["covered"]] == ["W2"]
    assert [(each["what"], each["ask"]) for each in DATA["unsettled"]] == [("W3", "the owner")]
    assert DATA["excluded"] == []


def test_without_a_currency_there_is_no_money() -> None:
    text = HEAD.replace("currency: USD\n", "") + "services: {otherwise: excluded}\n"
    data = statement_data(month(5, text, [worked("W1", "2026-05-12 08:00", "09:00")]))

    assert [data[key] for key in ("net", "tax", "gross", "from_retainer")] == [None] * 4
    assert [part["amount"] for part in data["excluded"]] == [None]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2), "2"),
        (Fraction(1, 4), "0.25"),
        (Fraction(1, 3), "0.3333…"),
        (Fraction(-3, 2), "-1.5"),
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 32), "0.0312…"),
    ],
)
def test_numbers_say_when_they_are_shortened(value: Fraction, text: str) -> None:
    assert quantity_text(value) == text


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        (Fraction(95_088, 1000), "USD", "95.088"),
        (Fraction(1200), "USD", "1,200.00"),
        (Fraction(1200), "JPY", "1,200"),
        (Fraction(1, 1000), "KWD", "0.001"),
        (Fraction(100, 3), "USD", "33.3333…"),
    ],
)
def test_prices_have_the_digits_of_their_currency_or_more(value: Fraction, currency: str, text: str) -> None:
    assert price_text(value, currency) == text
