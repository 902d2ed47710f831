"""Equal inputs have one hash, whatever order they came in."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from asagreed.billing.ledger import hash_inputs
from asagreed.errors import UnfitInputs
from asagreed.money import Money


def test_the_hash_is_that_of_canonical_json() -> None:
    inputs = {"rate": Decimal("125.00"), "hours": Fraction(1, 3), "who": ["Zoë", None, True, 2]}
    text = '{"hours":"1/3","rate":"125.00","who":["Zo\\u00eb",null,true,2]}'

    assert hash_inputs(inputs) == hashlib.sha256(text.encode()).hexdigest()


def test_the_order_of_keys_does_not_matter_and_that_of_lists_does() -> None:
    assert hash_inputs({"a": 1, "b": {"c": 2, "d": 3}}) == hash_inputs({"b": {"d": 3, "c": 2}, "a": 1})
    assert hash_inputs({"a": [1, 2]}) != hash_inputs({"a": [2, 1]})


def test_money_days_and_moments_are_hashed_as_they_are_written() -> None:
    inputs = {
        "price": Money(Decimal("12.50"), "EUR"),
        "on": date(2026, 3, 2),
        "at": datetime(2026, 3, 2, 8, tzinfo=UTC),
        "pair": (1, 2),
    }

    assert hash_inputs(inputs) == hash_inputs(
        {"price": "12.50 EUR", "on": "2026-03-02", "at": "2026-03-02T08:00:00+00:00", "pair": [1, 2]}
    )


@pytest.mark.parametrize(("value", "kind"), [(0.5, "float"), ({1}, "set"), ({1: 2}, "int as a key"), (b"x", "bytes")])
def test_what_has_no_one_way_to_be_written_is_refused(value: Any, kind: str) -> None:
    with pytest.raises(UnfitInputs, match="cannot be hashed") as refused:
        hash_inputs({"value": [value]})

    assert refused.value.kind == kind
