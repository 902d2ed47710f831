"""The chart is closed, and only names within it are free."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from tests.billing.ledger.samples import STANDARD

from asagreed.billing.ledger import (
    Account,
    ChargeKind,
    allowance_left,
    bank,
    block_left,
    income,
    receivable,
    retainer_held,
    tax_owed,
    time_expired,
    time_granted,
    time_used,
)
from asagreed.errors import UnknownAccount
from asagreed.terms.values.taxes import TaxClass


def test_every_account_says_where_it_lies() -> None:
    assert [
        str(account)
        for account in (receivable("Harbour Dental"), bank(), tax_owed(STANDARD), retainer_held("Projects"))
    ] == ["Assets:Receivable:Harbour Dental", "Assets:Bank", "Liabilities:Tax:S-19", "Liabilities:Retainer:Projects"]
    assert [
        str(account)
        for account in (time_granted(), allowance_left("2026-03"), block_left("spring"), time_used(), time_expired())
    ] == [
        "Equity:Time:Granted",
        "Assets:Time:Allowance:2026-03",
        "Assets:Time:Block:spring",
        "Expenses:Time:Used",
        "Expenses:Time:Expired",
    ]


def test_every_kind_of_charge_has_its_income() -> None:
    kinds: tuple[ChargeKind, ...] = get_args(ChargeKind)

    assert [str(income(kind)) for kind in kinds] == [
        "Income:Fee",
        "Income:Work",
        "Income:Travel",
        "Income:Material",
        "Income:Credit",
        "Income:Top-Up",
    ]


def test_tax_is_owed_by_category_and_rate_however_the_rate_is_written() -> None:
    assert tax_owed(TaxClass("S", Decimal("7.50"))) == tax_owed(TaxClass("S", Decimal("7.5")))
    assert tax_owed(TaxClass("Z", Decimal(0))) != tax_owed(TaxClass("E", Decimal(0)))
    assert tax_owed(TaxClass("S", Decimal(20))).name == "S-20"


def test_time_and_money_lie_apart() -> None:
    assert [account.holds_time for account in (block_left("a"), time_used(), bank(), receivable("Time"))] == [
        True,
        True,
        False,
        False,
    ]
    assert (block_left("a").name, bank().name) == ("a", None)


@pytest.mark.parametrize(
    "path",
    [(), ("Assets",), ("Assets", "Petty"), ("Assets", "Bank", "Second"), ("Assets", "Receivable"), ("Income", "Gifts")],
)
def test_an_account_outside_the_chart_is_refused(path: tuple[str, ...]) -> None:
    with pytest.raises(UnknownAccount, match="its chart is closed") as refused:
        Account(path)

    assert refused.value.account == ":".join(path)


def test_a_name_cannot_be_empty() -> None:
    with pytest.raises(UnknownAccount):
        block_left("")
