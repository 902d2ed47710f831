"""Issuing: a statement is frozen as an invoice, with the hashes of the versions and the trace of every line.

Nothing that was issued changes. What is found out later is a line of a later statement, and what was wrong is taken
back by a credit note, which names the invoice that it corrects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from asagreed.billing.statements.invoice import Invoice, InvoiceLine, TaxTotal
from asagreed.billing.statements.statement import Statement, StatementLine, invoice_lines
from asagreed.billing.statements.taxes import tax_totals
from asagreed.billing.work.boundaries import Month
from asagreed.billing.work.settling import Issued
from asagreed.errors import EarlierMonthOpen, NothingToInvoice
from asagreed.figures import figure_data
from asagreed.money import total


@dataclass(frozen=True, slots=True)
class IssuedInvoice:
    """An invoice, the month and moment of its issue (UTC seconds), and the ids of the entries that it holds."""

    invoice: Invoice
    month: Month
    issued_at: int
    entries: frozenset[str]

    @property
    def is_statement(self) -> bool:
        """Whether it is a month's statement, and not the credit note of another invoice."""
        return self.invoice.corrects is None

    @property
    def issued(self) -> Issued:
        """What later statements have to know of it."""
        return Issued(self.month, self.issued_at, self.entries)


def issue_invoice(statement: Statement, *, number: str, issued_on: date, issued_at: int) -> IssuedInvoice:
    """Freeze a statement as an invoice, or as a credit note where more is given back than owed.

    Raises NothingToInvoice for a statement without money, and EarlierMonthOpen where an earlier month has work and was
    not issued: what is drawn in that month decides what is left for this one.
    """
    if not statement.currency:
        raise NothingToInvoice(agreement=statement.agreement)
    if statement.earlier:
        raise EarlierMonthOpen(month=_named(statement.month), earlier=_named(statement.earlier[0]))
    invoice = _invoice(statement, number, issued_on)
    if invoice.gross.amount < 0:
        invoice = _turned(invoice)
    return IssuedInvoice(invoice, statement.month, issued_at, statement.entries)


def issue_credit_note(invoice: Invoice, *, number: str, issued_on: date, lines: Iterable[int] | None = None) -> Invoice:
    """Return the credit note that takes back an invoice, or some of its lines by their numbers."""
    wanted = None if lines is None else frozenset(lines)
    taken = tuple(line for line in invoice.lines if wanted is None or line.number in wanted)
    totals = tax_totals(taken, invoice.currency)
    net = total((line.net for line in taken), invoice.currency)
    tax = total((each.amount for each in totals), invoice.currency)
    return replace(
        invoice,
        number=number,
        kind="credit note",
        issued_on=issued_on,
        due_on=issued_on,
        lines=taken,
        tax_totals=totals,
        net=net,
        tax=tax,
        gross=net + tax,
        corrects=invoice.number,
        paid=None,
    )


def differences(statement: Statement, issued: IssuedInvoice) -> tuple[str, ...]:
    """Return in words what a statement computed again would say otherwise than the invoice that was issued.

    The issued invoice stands; a difference says that its facts or papers were changed afterwards.
    """
    return tuple(_differences(statement, issued))


def _differences(statement: Statement, issued: IssuedInvoice) -> Iterator[str]:
    frozen, again = issued.invoice, invoice_lines(statement)
    if frozen.kind == "credit note":
        again = tuple(_turned_line(line) for line in again)
    gone = tuple(version for version in frozen.versions if version not in statement.versions)
    if gone:
        yield f"it rests on the version {gone[0][:12]}, which the papers no longer make"
    if len(frozen.lines) != len(again):
        yield f"it has {len(frozen.lines)} lines, and {len(again)} are computed now"
    for line, other in zip(frozen.lines, again, strict=False):
        if line.net != other.net:
            yield f"line {line.number} says {line.net}, and {other.net} is computed now: {line.description}"


def _invoice(statement: Statement, number: str, issued_on: date) -> Invoice:
    terms = statement.version.terms
    days = terms.charges.billing.payment_days
    due_on = issued_on + timedelta(days=days or 0)
    agreed = f"Net {days}: to be paid by {due_on.isoformat()}" if days is not None else "To be paid on receipt"
    traced = zip(invoice_lines(statement), statement.lines, strict=True)
    return Invoice(
        number=number,
        kind="invoice",
        agreement=statement.agreement,
        issued_on=issued_on,
        due_on=due_on,
        first_on=statement.first_on,
        last_on=statement.last_on,
        provider=terms.provider_party,
        customer=terms.customer_party,
        currency=statement.currency,
        payment_terms=agreed,
        lines=tuple(_traced(line, stated) for line, stated in traced),
        tax_totals=statement.tax_totals,
        net=statement.net,
        tax=statement.tax,
        gross=statement.gross,
        versions=statement.versions,
        paid=None if statement.from_retainer.is_zero else statement.from_retainer,
    )


def _traced(line: InvoiceLine, stated: StatementLine) -> InvoiceLine:
    return replace(line, because=figure_data(stated.figure))


def _named(month: Month) -> str:
    return f"{month[0]}-{month[1]:02d}"


def _turned(invoice: Invoice) -> Invoice:
    """Return an invoice below zero as the credit note that it is: every amount the other way round."""
    return replace(
        invoice,
        kind="credit note",
        due_on=invoice.issued_on,
        lines=tuple(_turned_line(line) for line in invoice.lines),
        tax_totals=tuple(TaxTotal(each.tax, -each.taxable, -each.amount) for each in invoice.tax_totals),
        net=-invoice.net,
        tax=-invoice.tax,
        gross=-invoice.gross,
        paid=None if invoice.paid is None else -invoice.paid,
    )


def _turned_line(line: InvoiceLine) -> InvoiceLine:
    return replace(line, quantity=-line.quantity, net=-line.net)
