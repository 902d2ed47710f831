"""The chart of accounts: where money and time can lie. It is closed; only names within it are free.

Signs are those of double entry: what comes in is above zero, what it comes from below. Money is seen from the provider,
so a retainer held is owed and below zero. Time is seen from the customer: what is left of a block is above zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from asagreed.errors import UnknownAccount
from asagreed.terms.values.taxes import TaxClass

ChargeKind = Literal["fee", "work", "travel", "material", "credit", "top-up"]

_INCOME: Mapping[str, str] = {
    "fee": "Fee",
    "work": "Work",
    "travel": "Travel",
    "material": "Material",
    "credit": "Credit",
    "top-up": "Top-Up",
}
_NAMED = frozenset(
    {
        ("Assets", "Receivable"),
        ("Liabilities", "Tax"),
        ("Liabilities", "Retainer"),
        ("Assets", "Time", "Allowance"),
        ("Assets", "Time", "Block"),
    }
)
"""Accounts with one free name below them: a customer, a class of tax, a retainer, a period, a block."""

_SINGLE = frozenset(
    {
        ("Assets", "Bank"),
        *(("Income", word) for word in _INCOME.values()),
        ("Equity", "Time", "Granted"),
        ("Expenses", "Time", "Used"),
        ("Expenses", "Time", "Expired"),
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """A place in the chart: the words of its path, the last of them free text in some. Raises UnknownAccount."""

    path: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.path not in _SINGLE and not (self.path[:-1] in _NAMED and self.path[-1]):
            raise UnknownAccount(account=str(self))

    def __str__(self) -> str:
        return ":".join(self.path)

    @property
    def holds_time(self) -> bool:
        """Whether seconds lie here; elsewhere it is money."""
        return self.path[1] == "Time"

    @property
    def name(self) -> str | None:
        """The free text at the end of the path; None where the chart has no place for one."""
        return self.path[-1] if self.path[:-1] in _NAMED else None


def receivable(customer: str) -> Account:
    """Return the account of what a customer has been charged and has not paid."""
    return Account(("Assets", "Receivable", customer))


def bank() -> Account:
    """Return the account of payments that came in."""
    return Account(("Assets", "Bank"))


def income(kind: ChargeKind) -> Account:
    """Return the account of what was earned, by kind of charge: earnings below zero, credits given above it."""
    return Account(("Income", _INCOME[kind]))


def tax_owed(tax: TaxClass) -> Account:
    """Return the account of tax charged and owed to the tax office, by category and rate."""
    return Account(("Liabilities", "Tax", f"{tax.category}-{tax.percent.normalize():f}"))


def retainer_held(name: str) -> Account:
    """Return the account of money paid ahead and not yet drawn; what is held is owed, so it is below zero."""
    return Account(("Liabilities", "Retainer", name))


def time_granted() -> Account:
    """Return the account that all time comes from: below zero by what was ever included or sold."""
    return Account(("Equity", "Time", "Granted"))


def allowance_left(period: str) -> Account:
    """Return the account of time left of an allowance, by the key of its period."""
    return Account(("Assets", "Time", "Allowance", period))


def block_left(name: str) -> Account:
    """Return the account of time left of block hours, by the name of the block."""
    return Account(("Assets", "Time", "Block", name))


def time_used() -> Account:
    """Return the account of time drawn by work."""
    return Account(("Expenses", "Time", "Used"))


def time_expired() -> Account:
    """Return the account of time that ended before it was drawn."""
    return Account(("Expenses", "Time", "Expired"))
