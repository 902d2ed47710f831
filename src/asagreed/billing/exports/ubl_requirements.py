"""What EN 16931 demands of an invoice and this one does not have, each with what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asagreed.billing.exports.decimals import decimal_text
from asagreed.billing.statements.invoice import Invoice
from asagreed.money import Money
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import TaxCategory

AMOUNT_DIGITS = 2
"""Amounts of EN 16931 have two digits after the point in every currency (rules BR-DEC-…)."""
_COUNTRY = re.compile(r"[A-Z]{2}")
_VAT_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z][0-9A-Z+*. -]+")


def missing_terms(invoice: Invoice) -> tuple[str, ...]:
    """Return everything that keeps an invoice from becoming an electronic one, empty if nothing does."""
    return (
        *_missing_in_head(invoice),
        *_missing_of_both(invoice),
        *_missing_of_provider(invoice),
        *_missing_of_customer(invoice),
        *_missing_of_taxes(invoice),
        *_missing_digits(invoice),
    )


def is_vat_number(text: str) -> bool:
    """Return whether a tax number begins with the two letters of its country, as VAT numbers do (rule BR-CO-09)."""
    return bool(_VAT_NUMBER.fullmatch(text.strip()))


def is_outside_the_scope(invoice: Invoice) -> bool:
    """Return whether an invoice is not subject to VAT, so that no VAT number may stand on it (rule BR-O-02)."""
    return "O" in _categories(invoice)


def _missing_in_head(invoice: Invoice) -> Iterator[str]:
    if not invoice.number.strip():
        yield "number: give the invoice a number"
    if not invoice.lines:
        yield "lines: an invoice without a line cannot be sent; add what is charged"
    if invoice.last_on < invoice.first_on:
        yield f"period: it ends on {invoice.last_on}, before it begins; correct its dates"
    for line in invoice.lines:
        if line.last_on < line.first_on:
            yield f"line {line.number}: it ends on {line.last_on}, before it begins; correct its dates"


def _missing_of_both(invoice: Invoice) -> Iterator[str]:
    for role, party in (("provider", invoice.provider), ("customer", invoice.customer)):
        if not party.name.strip():
            yield f"parties.{role}: add name"
        if not _COUNTRY.fullmatch(party.country):
            yield f"parties.{role}: add country, as two letters such as DE"


def _missing_of_provider(invoice: Invoice) -> Iterator[str]:
    if _has(invoice.provider.tax_number):
        return
    if not is_outside_the_scope(invoice):
        yield "parties.provider: add tax number"
    elif not _has(invoice.provider.registration):
        yield "parties.provider: add registration or tax number"


def _missing_of_customer(invoice: Invoice) -> Iterator[str]:
    customer: Party = invoice.customer
    known = is_vat_number(customer.tax_number) or _has(customer.registration)
    if "AE" in _categories(invoice) and not known:
        yield "parties.customer: add tax number with its country, or registration, for the reverse charge"


def _missing_of_taxes(invoice: Invoice) -> Iterator[str]:
    if is_outside_the_scope(invoice) and len(_categories(invoice)) > 1:
        yield "tax: «outside the scope» stands beside other taxes; put those charges on an invoice of their own"
    for line in invoice.lines:
        if line.tax.category == "E" and not _has(line.tax.reason):
            yield f"line {line.number}: add why it is exempt, such as «exempt, medical services»"


def _missing_digits(invoice: Invoice) -> Iterator[str]:
    if not all(_fits(amount) for amount in _amounts(invoice)):
        yield (
            f"currency: EN 16931 has two digits after the point, and amounts of this invoice in {invoice.currency} "
            "need more; send it on paper or as PDF"
        )


def _amounts(invoice: Invoice) -> Iterator[Money]:
    yield from (invoice.net, invoice.tax, invoice.gross)
    yield from (line.net for line in invoice.lines)
    yield from (each.amount for each in invoice.tax_totals)


def _fits(amount: Money) -> bool:
    return decimal_text(amount.exact, digits=AMOUNT_DIGITS) is not None


def _categories(invoice: Invoice) -> set[TaxCategory]:
    return {line.tax.category for line in invoice.lines}


def _has(text: str) -> bool:
    return bool(text.strip())
