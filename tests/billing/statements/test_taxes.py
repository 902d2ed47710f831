"""The tax of an invoice is computed once per class, on the sum of rounded nets."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.billing.exports.made_up import line

from asagreed.billing.statements.invoice import TaxTotal
from asagreed.billing.statements.taxes import tax_totals
from asagreed.errors import CurrenciesDiffer
from asagreed.money import Money, round_half_up
from asagreed.terms.values.taxes import TaxClass, parse_tax

REDUCED, STANDARD, ZERO = parse_tax("reduced 7%"), parse_tax("standard 19%"), parse_tax("zero")


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def test_the_tax_is_rounded_once_and_not_line_by_line() -> None:
    # Three lines of 0.33: 7 % of each is 0.0231, or 0.02; of their sum it is 0.0693, or 0.07.
    lines = [line(currency="USD", quantity=Fraction(1), unit_price=Fraction(33, 100), tax=REDUCED)] * 3

    assert tax_totals(lines, "USD") == (TaxTotal(REDUCED, usd("0.99"), usd("0.07")),)


def test_a_half_goes_away_from_zero_so_that_a_credit_takes_back_what_was_charged() -> None:
    charged = line(currency="USD", quantity=Fraction(1), unit_price=Fraction(1, 2), tax=parse_tax("5%"))
    given_back = line(currency="USD", quantity=Fraction(-1), unit_price=Fraction(1, 2), tax=parse_tax("5%"))

    assert tax_totals([charged], "USD")[0].amount == usd("0.03")
    assert tax_totals([given_back], "USD")[0].amount == usd("-0.03")


def test_classes_are_ordered_by_category_then_rate() -> None:
    lines = [line(tax=tax) for tax in (ZERO, STANDARD, REDUCED, STANDARD)]

    assert [(each.tax, str(each.taxable)) for each in tax_totals(lines, "EUR")] == [
        (REDUCED, "200.00 EUR"),
        (STANDARD, "400.00 EUR"),
        (ZERO, "200.00 EUR"),
    ]


def test_the_same_rate_written_differently_is_one_class() -> None:
    lines = [line(tax=TaxClass("S", Decimal(rate))) for rate in ("19", "19.0")]

    assert [str(each.amount) for each in tax_totals(lines, "EUR")] == ["76.00 EUR"]


def test_no_lines_have_no_tax() -> None:
    assert tax_totals([], "EUR") == ()


def test_lines_in_another_currency_are_refused() -> None:
    with pytest.raises(CurrenciesDiffer):
        tax_totals([line(currency="USD")], "EUR")


@given(cents=st.lists(st.integers(-(10**6), 10**6), min_size=1), currency=st.sampled_from(("JPY", "USD", "TND")))
def test_the_taxable_sums_add_up_to_the_net_and_the_tax_is_within_half_a_unit(cents: list[int], currency: str) -> None:
    lines = [
        line(currency=currency, quantity=Fraction(1), unit_price=Fraction(cent, 100), tax=tax)
        for cent, tax in zip(cents, [STANDARD, REDUCED, ZERO] * len(cents), strict=False)
    ]
    totals = tax_totals(lines, currency)

    assert sum(each.taxable.exact for each in totals) == sum(each.net.exact for each in lines)
    for each in totals:
        assert each.amount == round_half_up(each.taxable.exact * Fraction(each.tax.percent) / 100, currency)
