"""The ledger: double entry in exact money and whole seconds; entries are only added and every balance is their sum."""

from asagreed.billing.ledger.accounts import (
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
from asagreed.billing.ledger.balance_figures import balance_figure
from asagreed.billing.ledger.beancount import beancount_text
from asagreed.billing.ledger.canonical import hash_inputs
from asagreed.billing.ledger.entries import LedgerEntry, Posting
from asagreed.billing.ledger.json_lines import ledger_lines, read_ledger
from asagreed.billing.ledger.ledger import BEFORE_ALL, Ledger
from asagreed.billing.ledger.quantities import SECONDS, Quantity, Seconds

__all__ = [
    "BEFORE_ALL",
    "SECONDS",
    "Account",
    "ChargeKind",
    "Ledger",
    "LedgerEntry",
    "Posting",
    "Quantity",
    "Seconds",
    "allowance_left",
    "balance_figure",
    "bank",
    "beancount_text",
    "block_left",
    "hash_inputs",
    "income",
    "ledger_lines",
    "read_ledger",
    "receivable",
    "retainer_held",
    "tax_owed",
    "time_expired",
    "time_granted",
    "time_used",
]
