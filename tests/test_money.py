"""Money is exact, rounds in one place, and is never added across currencies."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.errors import CurrenciesDiffer
from asagreed.money import Money, apportion, digits_of, no_money, round_half_up, total

EURO = "EUR"


def euros(amount: str) -> Money:
    """Return an amount of euros."""
    return Money(Decimal(amount), EURO)


@pytest.mark.parametrize(
    ("currency", "digits", "rounded", "zero"),
    [
        ("EUR", 2, "1,234.57 EUR", "0.00 EUR"),
        ("USD", 2, "1,234.57 USD", "0.00 USD"),
        ("GBP", 2, "1,234.57 GBP", "0.00 GBP"),
        ("CHF", 2, "1,234.57 CHF", "0.00 CHF"),
        ("SEK", 2, "1,234.57 SEK", "0.00 SEK"),
        ("INR", 2, "1,234.57 INR", "0.00 INR"),
        ("JPY", 0, "1,235 JPY", "0 JPY"),
        ("KRW", 0, "1,235 KRW", "0 KRW"),
        ("XOF", 0, "1,235 XOF", "0 XOF"),
        ("KWD", 3, "1,234.568 KWD", "0.000 KWD"),
        ("TND", 3, "1,234.568 TND", "0.000 TND"),
        ("CLF", 4, "1,234.5679 CLF", "0.0000 CLF"),
    ],
)
def test_every_currency_has_its_own_digits(currency: str, digits: int, rounded: str, zero: str) -> None:
    assert digits_of(currency) == digits
    assert str(round_half_up(Fraction("1234.56789"), currency)) == rounded
    assert str(no_money(currency)) == zero


@pytest.mark.parametrize(
    ("exact", "currency", "rounded"),
    [
        ("0.005", "EUR", "0.01"),
        ("-0.005", "EUR", "-0.01"),
        ("0.0049999", "EUR", "0.00"),
        ("-0.0049999", "EUR", "0.00"),
        ("2.675", "EUR", "2.68"),
        ("-2.675", "EUR", "-2.68"),
        ("125/3", "EUR", "41.67"),
        ("-125/3", "EUR", "-41.67"),
        ("0.5", "JPY", "1"),
        ("-0.5", "JPY", "-1"),
        ("1.4999", "JPY", "1"),
        ("0.0005", "KWD", "0.001"),
        ("-0.0005", "KWD", "-0.001"),
    ],
)
def test_a_half_goes_away_from_zero(exact: str, currency: str, rounded: str) -> None:
    assert round_half_up(Fraction(exact), currency).amount == Decimal(rounded)


@given(exact=st.fractions(min_value=-(10**9), max_value=10**9), currency=st.sampled_from(("EUR", "JPY", "KWD")))
def test_rounding_moves_by_half_a_unit_at_most_and_alike_both_ways(exact: Fraction, currency: str) -> None:
    rounded = round_half_up(exact, currency)

    assert abs(rounded.exact - exact) <= Fraction(1, 2 * 10 ** digits_of(currency))
    assert round_half_up(-exact, currency) == -rounded
    assert round_half_up(rounded.exact, currency) == rounded


@pytest.mark.parametrize(
    ("amount", "text"),
    [("12", "12.00 EUR"), ("-1234567.5", "-1,234,567.50 EUR"), ("0.0125", "0.0125 EUR"), ("12.5000", "12.50 EUR")],
)
def test_an_amount_is_written_with_all_its_digits(amount: str, text: str) -> None:
    assert str(euros(amount)) == text


def test_money_is_added_taken_away_and_compared() -> None:
    assert euros("0.10") + euros("0.20") == euros("0.30")
    assert euros("0.10") - euros("0.20") == -euros("0.10")
    assert euros("0.10") < euros("0.20")
    assert euros("0.20") <= euros("0.20")
    assert max(euros("0.10"), euros("0.20")) == euros("0.20")
    assert euros("0.10").exact == Fraction(1, 10)
    assert (euros("0.00").is_zero, euros("0.01").is_zero) == (True, False)


@pytest.mark.parametrize(
    "together",
    [
        lambda one, other: one + other,
        lambda one, other: one - other,
        lambda one, other: one < other,
        lambda one, other: one <= other,
    ],
)
def test_two_currencies_are_never_put_together(together: Callable[[Money, Money], object]) -> None:
    with pytest.raises(CurrenciesDiffer, match="EUR and USD cannot be added") as refused:
        together(euros("1.00"), Money(Decimal("1.00"), "USD"))

    assert (refused.value.first, refused.value.second) == ("EUR", "USD")


def test_a_total_of_nothing_is_zero() -> None:
    assert total([], "JPY") == no_money("JPY")
    assert total([euros("1.10"), euros("-0.20")], EURO) == euros("0.90")
    with pytest.raises(CurrenciesDiffer):
        total([euros("1.10")], "USD")


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        ("100.00", (1, 1, 1), ("33.33", "33.34", "33.33")),
        ("-100.00", (1, 1, 1), ("-33.33", "-33.34", "-33.33")),
        ("0.01", (1, 1), ("0.01", "0.00")),
        ("10.00", (3, 0, 1), ("7.50", "0.00", "2.50")),
        ("10.00", (0, 0), ("0.00", "10.00")),
        ("10.00", (1,), ("10.00",)),
        ("10.00", (), ()),
    ],
)
def test_a_whole_is_apportioned_to_the_cent(whole: str, weights: tuple[int, ...], parts: tuple[str, ...]) -> None:
    assert apportion(euros(whole), [Fraction(weight) for weight in weights]) == tuple(euros(part) for part in parts)


@given(
    cents=st.integers(-(10**9), 10**9),
    currency=st.sampled_from(("EUR", "JPY", "KWD")),
    weights=st.lists(st.fractions(min_value=0, max_value=1000), min_size=1, max_size=12),
)
def test_parts_add_up_and_each_is_within_a_cent_of_its_share(
    cents: int, currency: str, weights: list[Fraction]
) -> None:
    whole = Money(Decimal(cents).scaleb(-digits_of(currency)), currency)
    parts = apportion(whole, weights)

    assert total(parts, currency) == whole
    of_all = sum(weights)
    if of_all:
        shares = [whole.exact * weight / of_all for weight in weights]
        unit = Fraction(1, 10 ** digits_of(currency))
        assert all(abs(part.exact - share) <= unit for part, share in zip(parts, shares, strict=True))
