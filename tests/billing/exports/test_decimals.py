"""Exact numbers become decimals without being rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.billing.exports.decimals import amount_text, decimal_text
from asagreed.money import Money


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("12", "USD", "12.00"),
        ("-0.5", "EUR", "-0.50"),
        ("1200", "JPY", "1200"),
        ("1E+3", "JPY", "1000"),
        ("1.5", "TND", "1.500"),
        ("-0.00", "USD", "0.00"),
        ("0.12345", "USD", "0.12345"),
        ("12345678901234567890123456789012.10", "USD", "12345678901234567890123456789012.10"),
    ],
)
def test_an_amount_has_the_digits_of_its_currency_and_loses_none(amount: str, currency: str, text: str) -> None:
    assert amount_text(Money(Decimal(amount), currency)) == text


@pytest.mark.parametrize(
    ("exact", "digits", "text"),
    [
        (Fraction(1, 8), 3, "0.125"),
        (Fraction(1, 8), 2, None),
        (Fraction(1, 3), 9, None),
        (Fraction(-5, 2), 4, "-2.5"),
        (Fraction(300), 4, "300"),
        (Fraction(0), 6, "0"),
    ],
)
def test_a_fraction_becomes_a_decimal_only_where_it_has_an_end(exact: Fraction, digits: int, text: str | None) -> None:
    assert decimal_text(exact, digits=digits) == text


@given(exact=st.fractions(), digits=st.integers(1, 12))
def test_what_becomes_a_decimal_is_the_same_number(exact: Fraction, digits: int) -> None:
    text = decimal_text(exact, digits=digits)

    assert text is None or Fraction(text) == exact
