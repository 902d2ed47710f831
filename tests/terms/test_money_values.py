"""Prices, factors, prepaid time and tax: what they mean, and that nothing is guessed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic_core import PydanticCustomError

from asagreed.money import Money
from asagreed.terms.sections.fees import parse_payment
from asagreed.terms.sections.services import parse_otherwise
from asagreed.terms.values.factors import parse_factor, parse_headcount, parse_percentage
from asagreed.terms.values.prepaid import (
    NO_END,
    Expiry,
    InnerLimit,
    parse_expiry,
    parse_inner_limit,
    parse_monthly_hours,
    parse_unused,
)
from asagreed.terms.values.prices import Price, parse_price
from asagreed.terms.values.taxes import TaxClass, parse_tax
from asagreed.terms.values.texts import parse_country


@pytest.mark.parametrize(
    ("text", "units", "price"),
    [
        ("120.00 USD per h", ("h",), Price(Money(Decimal("120.00"), "USD"), "h")),
        ("120 USD an hour", ("h",), Price(Money(Decimal(120), "USD"), "h")),
        ("85.00 USD a month", ("month",), Price(Money(Decimal("85.00"), "USD"), "month")),
        ("1,250.00 EUR", ("",), Price(Money(Decimal("1250.00"), "EUR"))),
        ("0.0125 EUR per km", ("km", ""), Price(Money(Decimal("0.0125"), "EUR"), "km")),
        ("0.125 EUR per km", ("km", ""), Price(Money(Decimal("0.125"), "EUR"), "km")),
        ("1.250 KWD", ("",), Price(Money(Decimal("1.250"), "KWD"))),
        ("45.00 USD each visit", ("visit", ""), Price(Money(Decimal("45.00"), "USD"), "visit")),
        ("60.00 USD", ("ticket", ""), Price(Money(Decimal("60.00"), "USD"))),
    ],
)
def test_a_price_has_an_amount_a_currency_and_a_unit(text: str, units: tuple[str, ...], price: Price) -> None:
    assert parse_price(text, units=units) == price


def test_a_price_is_written_back_with_its_unit() -> None:
    assert str(parse_price("1250 USD per hour", units=("h",))) == "1,250.00 USD per h"
    assert str(parse_price("60.00 USD", units=("",))) == "60.00 USD"


@pytest.mark.parametrize(
    ("text", "units", "code"),
    [
        ("", ("h",), "YML330"),
        ("a lot", ("h",), "YML330"),
        ("-5.00 USD per h", ("h",), "YML330"),
        ("1.200,00 EUR", ("",), "YML330"),
        ("1.200 EUR", ("",), "YML330"),
        ("0.00001 EUR per km", ("km",), "YML330"),
        ("1,000,000,000 USD", ("",), "YML330"),
        ("120.00 per h", ("h",), "YML331"),
        ("120.00 $ per h", ("h",), "YML331"),
        ("120.00 usd per h", ("h",), "YML331"),
        ("$120 per h", ("h",), "YML331"),
        ("120.00 USD", ("h",), "YML332"),
        ("900.00 USD per day", ("h",), "YML332"),
        ("120.00 USD per h", ("",), "YML332"),
        ("up to 120.00 USD per h", ("h",), "YML333"),
        ("from 120.00 USD per h", ("h",), "YML333"),
        ("at our discretion", ("h",), "YML333"),
        ("on request", ("visit",), "YML333"),
        ("TBD", ("month",), "YML333"),
        ("at the market price", ("month",), "YML333"),
        ("the greater of 500.00 USD and 2 a user", ("month",), "YML333"),
        ("5% of labour", ("month",), "YML333"),
    ],
)
def test_what_is_no_price_is_refused(text: str, units: tuple[str, ...], code: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse_price(text, units=units)

    assert refused.value.type == code


def test_factors_percentages_and_headcounts_are_exact() -> None:
    assert (parse_factor("1.5"), parse_factor("2 x"), parse_factor("1.25×")) == (
        Fraction(3, 2),
        Fraction(2),
        Fraction(5, 4),
    )
    assert (parse_percentage("15%"), parse_percentage("0.5 %"), parse_percentage("100%")) == (
        Fraction(3, 20),
        Fraction(1, 200),
        Fraction(1),
    )
    assert (parse_headcount("more than 5"), parse_headcount("6 or more")) == (6, 6)


@pytest.mark.parametrize(
    ("parse", "text", "code"),
    [
        (parse_factor, "0", "YML334"),
        (parse_factor, "1.5 unless waived", "YML334"),
        (parse_percentage, "0.15", "YML336"),
        (parse_percentage, "101%", "YML336"),
        (parse_headcount, "5", "YML340"),
        (parse_monthly_hours, "10 h", "YML337"),
        (parse_monthly_hours, "10 a month", "YML301"),
        (parse_inner_limit, "2 h", "YML341"),
        (parse_unused, "rolls over", "YML339"),
        (parse_unused, "rolls over above 3 h", "YML339"),
        (parse_expiry, "0 months", "YML338"),
        (parse_expiry, "31 December", "YML338"),
        (parse_otherwise, "by arrangement", "YML342"),
        (parse_payment, "soon", "YML343"),
        (parse_tax, "VAT", "YML335"),
        (parse_tax, "0%", "YML335"),
        (parse_country, "USA", "YML345"),
    ],
)
def test_what_could_be_anything_is_refused(parse: object, text: str, code: str) -> None:
    assert callable(parse)
    with pytest.raises(PydanticCustomError) as refused:
        parse(text)

    assert refused.value.type == code


def test_hours_are_granted_by_the_month_and_limits_by_case_or_month() -> None:
    assert parse_monthly_hours("10 h a month") == parse_monthly_hours("10 h per month") == 36_000
    assert parse_inner_limit("2 h a case") == InnerLimit(7_200, "case")
    assert parse_inner_limit("4 h per month") == InnerLimit(14_400, "month")


def test_unused_hours_expire_or_are_kept_for_some_months() -> None:
    texts = ("expires", "rolls over once", "rolls over for 3 months", "roll over without end")

    assert [parse_unused(text) for text in texts] == [0, 1, 3, NO_END]


def test_a_block_ends_some_months_after_something_or_never() -> None:
    assert parse_expiry("12 months") == parse_expiry("12 months after purchase") == Expiry(12, "purchase")
    assert parse_expiry("12 months after first use") == Expiry(12, "first use")
    assert parse_expiry("1 month after payment") == Expiry(1, "payment")
    assert parse_expiry("never") is None


def test_what_no_service_names_has_a_box_and_a_decider() -> None:
    assert parse_otherwise("Excluded") == ("excluded", "")
    assert parse_otherwise("included") == ("included", "")
    assert parse_otherwise("by arrangement with account manager") == ("by arrangement", "account manager")


def test_payment_is_a_number_of_days() -> None:
    assert [parse_payment(text) for text in ("10 days", "Net 30", "14")] == [10, 30, 14]


def test_tax_has_a_category_a_rate_and_a_reason() -> None:
    assert parse_tax("standard 19%") == parse_tax("19%") == TaxClass("S", Decimal(19))
    assert parse_tax("exempt, medical services") == TaxClass("E", Decimal(0), "medical services")
    assert [str(parse_tax(text)) for text in ("reduced 7.0%", "zero", "reverse charge", "outside the scope")] == [
        "7%",
        "0%",
        "Reverse charge",
        "not subject to tax",
    ]


def test_a_country_has_two_capital_letters() -> None:
    assert parse_country("DE") == "DE"
