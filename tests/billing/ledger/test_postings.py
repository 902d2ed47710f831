"""A posting holds money to its last digit or whole seconds, each in its own accounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.billing.ledger.samples import money

from asagreed.billing.ledger import Posting, Quantity, Seconds, bank, block_left
from asagreed.billing.ledger.quantities import quantity_of, units_of, written
from asagreed.errors import UnfitPosting
from asagreed.money import Money


@pytest.mark.parametrize(
    ("quantity", "why"),
    [
        (money("0.001"), "finer than 2 digits"),
        (money("1.5", "JPY"), "finer than 0 digits"),
        (money("1E-1000000"), "finer than 2 digits"),
        (money("1E+24"), "more than 24 in all"),
        (money("1E+1000000"), "more than 24 in all"),
        (money("NaN"), "it is no number"),
        (money("Infinity"), "it is no number"),
        (money("1", "eur"), "three capital letters"),
        (money("1", "SECONDS"), "three capital letters"),
        (Seconds(60), "this account holds money"),
    ],
)
def test_what_a_money_account_cannot_hold_is_refused(quantity: Quantity, why: str) -> None:
    with pytest.raises(UnfitPosting) as refused:
        Posting(bank(), quantity)

    assert why in refused.value.why
    assert (refused.value.account, refused.value.quantity) == ("Assets:Bank", repr(quantity))
    assert refused.value.remedy in str(refused.value)


@pytest.mark.parametrize(
    ("quantity", "why"), [(money("1.00"), "holds whole seconds"), (Seconds(-(10**24)), "more than 24 digits")]
)
def test_what_a_time_account_cannot_hold_is_refused(quantity: Quantity, why: str) -> None:
    with pytest.raises(UnfitPosting, match=why):
        Posting(block_left("spring"), quantity)


@pytest.mark.parametrize(
    ("quantity", "units", "text"),
    [
        (money("12"), 1200, "12.00"),
        (money("-0.05"), -5, "-0.05"),
        (money("-0.000"), 0, "0.00"),
        (money("1500", "JPY"), 1500, "1500"),
        (money("1.125", "KWD"), 1125, "1.125"),
        (money("0.0001", "CLF"), 1, "0.0001"),
        (money("9999999999999999999999.99"), 10**24 - 1, "9999999999999999999999.99"),
        (Seconds(-90), -90, "-90"),
    ],
)
def test_quantities_are_counted_in_their_smallest_unit(quantity: Quantity, units: int, text: str) -> None:
    posting = Posting(block_left("spring") if isinstance(quantity, Seconds) else bank(), quantity)

    assert (posting.units, written(units, posting.commodity)) == (units, text)
    assert quantity_of(units, posting.commodity) == quantity


@given(units=st.integers(-(10**24) + 1, 10**24 - 1), commodity=st.sampled_from(("EUR", "JPY", "KWD", "CLF", "SECONDS")))
def test_units_come_back_as_they_were(units: int, commodity: str) -> None:
    quantity = quantity_of(units, commodity)

    assert units_of(quantity) == units
    assert isinstance(quantity, Seconds) or Decimal(written(units, commodity)) == quantity.amount


def test_a_posting_has_an_opposite() -> None:
    assert -Posting(bank(), money("12.00")) == Posting(bank(), money("-12.00"))
    assert -Posting(block_left("a"), Seconds(5)) == Posting(block_left("a"), Seconds(-5))


def test_a_sum_beyond_the_digits_of_one_posting_is_exact_still() -> None:
    assert quantity_of(10**30 + 1, "EUR") == Money(Decimal("10000000000000000000000000000.01"), "EUR")


def test_seconds_are_written_with_their_unit() -> None:
    assert str(Seconds(-36_000)) == "-36,000 s"
