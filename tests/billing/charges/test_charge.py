"""A charge keeps its exact amount; every kind of charge has its word in the clauses about tax."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import get_args

from asagreed.billing.charges.charge import TAX_KEYS, Charge, Item
from asagreed.figures import Figure
from asagreed.terms.resolved.fee_clauses import EVERYTHING
from asagreed.terms.sections.fees import CHARGES


def test_the_exact_amount_is_quantity_times_price_unrounded() -> None:
    charge = Charge(
        item="work",
        description="a third of an hour",
        quantity=Fraction(1, 3),
        unit="h",
        unit_price=Fraction(125),
        first_on=date(2026, 5, 1),
        last_on=date(2026, 5, 31),
        figure=Figure(Fraction(125, 3), "USD", "a third of an hour"),
        version_hash="",
    )

    assert charge.exact == Fraction(125, 3)  # 41.666…


def test_every_kind_of_charge_can_be_taxed_by_name() -> None:
    assert set(TAX_KEYS) == set(get_args(Item))
    assert {*TAX_KEYS.values(), EVERYTHING} == set(CHARGES)
