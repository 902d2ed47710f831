"""Rows → issued invoices and the ledger of the library. No decision is made here."""

from __future__ import annotations

from collections.abc import Iterable

from asagreed.billing.exports.issued_file import read_issued
from asagreed.billing.ledger import Ledger
from asagreed.billing.ledger.records import entry_of
from asagreed.billing.statements.issuing import IssuedInvoice
from asagreed_web.invoicing import models


def issued_invoice(row: models.Invoice) -> IssuedInvoice:
    """Return an invoice as it was issued. Raises UnreadableInvoice where the row was tampered with."""
    return read_issued(row.text, where=row.number)


def issued_invoices(customer_id: int) -> tuple[IssuedInvoice, ...]:
    """Return everything that was issued to a customer, in the order in which it was."""
    rows = models.Invoice.objects.filter(customer_id=customer_id).order_by("serial")
    return tuple(issued_invoice(row) for row in rows)


def ledger_of(customer_id: int) -> Ledger:
    """Return the ledger of a customer, walked entry by entry. Raises LedgerDamaged for the first bad one."""
    return ledger_from(models.LedgerEntry.objects.filter(customer_id=customer_id).order_by("seq"))


def ledger_from(rows: Iterable[models.LedgerEntry]) -> Ledger:
    """Return the ledger that rows are, in their order. Raises LedgerDamaged."""
    ledger = Ledger()
    for row in rows:
        ledger.accept(entry_of(row.record), place=f"entry {row.seq} («{row.entry}»)")
    return ledger
