"""Cells of a CSV file are text that no spreadsheet runs, or numbers that multiply to the net."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.billing.exports.made_up import line

from asagreed.billing.exports.csv_cells import (
    DateFormat,
    QuantityAndRate,
    csv_text,
    date_cell,
    quantity_and_rate,
    text_cell,
)
from asagreed.money import round_half_up


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert text_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "Remote support", "a=b", "'quoted'", "12-3"])
def test_another_text_stays_as_it_is(text: str) -> None:
    assert text_cell(text) == text


@pytest.mark.parametrize(
    ("style", "text"), [("MM/DD/YYYY", "03/09/2026"), ("DD/MM/YYYY", "09/03/2026"), ("YYYY-MM-DD", "2026-03-09")]
)
def test_a_date_is_written_as_the_program_reads_it(style: DateFormat, text: str) -> None:
    assert date_cell(date(2026, 3, 9), style) == text


def test_rows_end_in_cr_lf_and_quotes_stand_where_they_are_needed() -> None:
    assert csv_text(("a", "b"), [('x,"y"', "z\nw")]) == 'a,b\r\n"x,""y""","z\nw"\r\n'


@given(rows=st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_what_is_written_reads_back(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(csv_text(("a", "b"), rows), newline="")))[1:] == rows


@pytest.mark.parametrize(
    ("quantity", "price", "sign", "written"),
    [
        (Fraction(5, 4), Fraction(100), 1, QuantityAndRate("1.25", "100")),
        (Fraction(-2), Fraction(1, 8), 1, QuantityAndRate("-2", "0.125")),
        (Fraction(2), Fraction(50), -1, QuantityAndRate("2", "-50")),
        (Fraction(1, 3), Fraction(100), 1, QuantityAndRate("1", "33.33")),
        (Fraction(1, 3), Fraction(100), -1, QuantityAndRate("1", "-33.33")),
        (Fraction(3), Fraction(1, 100_000), 1, QuantityAndRate("1", "0.00")),
    ],
)
def test_what_needs_more_than_four_digits_becomes_one_piece(
    quantity: Fraction, price: Fraction, sign: int, written: QuantityAndRate
) -> None:
    assert quantity_and_rate(line(quantity=quantity, unit_price=price), sign=sign) == written


@given(
    quantity=st.fractions(-1_000, 1_000, max_denominator=3_600),
    price=st.fractions(-1_000, 1_000, max_denominator=1_000),
    currency=st.sampled_from(("JPY", "USD", "TND")),
    sign=st.sampled_from((1, -1)),
)
def test_quantity_times_rate_rounds_to_the_net(quantity: Fraction, price: Fraction, currency: str, sign: int) -> None:
    charged = line(currency=currency, quantity=quantity, unit_price=price)
    found = quantity_and_rate(charged, sign=sign)
    product = Fraction(found.quantity) * Fraction(found.rate)

    assert round_half_up(product, currency).exact == sign * charged.net.exact
