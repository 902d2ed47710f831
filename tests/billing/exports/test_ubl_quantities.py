"""Quantities and prices of an electronic invoice multiply to the same exact amount."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.billing.exports.made_up import line

from asagreed.billing.charges.charge import Unit
from asagreed.billing.exports.ubl_quantities import PricedQuantity, priced_quantity
from asagreed.money import round_half_up

UNITS: tuple[Unit, ...] = ("h", "piece", "month", "visit", "km")


@pytest.mark.parametrize(
    ("quantity", "unit", "price", "written"),
    [
        (Fraction(5, 4), "h", Fraction(120), PricedQuantity("1.25", "HUR", "120")),
        (Fraction(1, 3), "h", Fraction(120), PricedQuantity("20", "MIN", "120", 60)),
        (Fraction(1, 3600), "h", Fraction(120), PricedQuantity("1", "SEC", "120", 3600)),
        (Fraction(3), "piece", Fraction(199, 100), PricedQuantity("3", "C62", "1.99")),
        (Fraction(1), "visit", Fraction(45), PricedQuantity("1", "C62", "45")),
        (Fraction(1), "month", Fraction(900), PricedQuantity("1", "MON", "900")),
        (Fraction(38), "km", Fraction(42, 100), PricedQuantity("38", "KMT", "0.42")),
        (Fraction(0), "h", Fraction(100), PricedQuantity("0", "HUR", "100")),
    ],
)
def test_units_have_their_codes_and_hours_become_minutes_or_seconds(
    quantity: Fraction, unit: Unit, price: Fraction, written: PricedQuantity
) -> None:
    assert priced_quantity(line(quantity=quantity, unit=unit, unit_price=price)) == written


@pytest.mark.parametrize(
    ("quantity", "price", "written"),
    [(1, -50, ("-1", "50")), (-2, 50, ("-2", "50")), (-2, -50, ("2", "50"))],
)
def test_what_is_given_back_is_a_quantity_below_zero_at_a_price_above_it(
    quantity: int, price: int, written: tuple[str, str]
) -> None:
    found = priced_quantity(line(quantity=Fraction(quantity), unit_price=Fraction(price)))

    assert (found.quantity, found.price) == written


@pytest.mark.parametrize(
    ("quantity", "unit", "price", "written"),
    [
        (
            Fraction(12, 31),
            "month",
            Fraction(900),
            PricedQuantity("1", "C62", "348.39", note="12/31 month × 900 EUR"),
        ),
        (
            Fraction(-1),
            "h",
            Fraction(100, 3),
            PricedQuantity("-1", "C62", "33.33", note="-1 h × 100/3 EUR"),
        ),
    ],
)
def test_what_has_no_end_in_decimals_becomes_one_piece_with_a_note(
    quantity: Fraction, unit: Unit, price: Fraction, written: PricedQuantity
) -> None:
    assert priced_quantity(line(quantity=quantity, unit=unit, unit_price=price)) == written


@given(
    quantity=st.fractions(-1_000, 1_000, max_denominator=7_200),
    unit=st.sampled_from(UNITS),
    price=st.fractions(-1_000, 1_000, max_denominator=1_000),
)
def test_quantity_times_price_rounds_to_the_net(quantity: Fraction, unit: Unit, price: Fraction) -> None:
    charged = line(quantity=quantity, unit=unit, unit_price=price)
    found = priced_quantity(charged)
    exact = Fraction(found.quantity) * Fraction(found.price) / found.price_is_for

    assert round_half_up(exact, "EUR") == charged.net
    assert not found.price.startswith("-")
    assert bool(found.note) or exact == quantity * price
