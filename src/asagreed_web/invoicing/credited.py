"""What was taken back of an invoice so far, line by line."""

from __future__ import annotations

from collections.abc import Iterable

from asagreed.billing.statements.issuing import IssuedInvoice
from asagreed_web.invoicing.facts import issued_invoice
from asagreed_web.invoicing.models import Invoice
from asagreed_web.tickets.errors import NotPossible


def credited_lines(invoice: Invoice) -> dict[int, str]:
    """Return the lines of an invoice that were taken back, each with the number of its credit note."""
    notes = invoice.credit_notes.order_by("serial")
    return {line.number: note.number for note in notes for line in issued_invoice(note).invoice.lines}


def left_to_credit(invoice: Invoice, original: IssuedInvoice, lines: Iterable[int] | None) -> frozenset[int]:
    """Return the lines of an invoice that a credit note takes back: those that are wanted, else all that are left.

    Raises NotPossible for what cannot be taken back.
    """
    if invoice.corrects_id is not None:
        raise NotPossible(f"{invoice.number} is a credit note. Correct the invoice that it names.")
    gone, known = credited_lines(invoice), {line.number for line in original.invoice.lines}
    wanted = known - gone.keys() if lines is None else frozenset(lines)
    if not wanted:
        raise NotPossible(
            f"Nothing of {invoice.number} is left to take back. Choose lines that were not taken back yet."
        )
    unknown = sorted(wanted - known)
    if unknown:
        raise NotPossible(f"{invoice.number} has no line {unknown[0]}. Choose from its lines.")
    again = sorted(wanted & gone.keys())
    if again:
        raise NotPossible(f"Line {again[0]} of {invoice.number} was taken back by {gone[again[0]]}. Leave it out.")
    return frozenset(wanted)
