"""Invoices as the CSV file that QuickBooks Online imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from asagreed.billing.exports.csv_cells import (
    DateFormat,
    csv_text,
    date_cell,
    quantity_and_rate,
    sign_of,
    signed_amount,
    text_cell,
)
from asagreed.billing.exports.tax_names import tax_name
from asagreed.billing.statements.invoice import Invoice, InvoiceLine
from asagreed.money import Money, apportion, no_money

QUICKBOOKS_COLUMNS = (
    "*InvoiceNo",
    "*Customer",
    "*InvoiceDate",
    "*DueDate",
    "Terms",
    "Location",
    "Memo",
    "Item(Product/Service)",
    "ItemDescription",
    "ItemQuantity",
    "ItemRate",
    "*ItemAmount",
    "Service Date",
    "Taxable",
    "ItemTaxCode",
    "ItemTaxAmount",
)
"""The columns of the import, and the three for taxes; which of these a company maps depends on its country."""
QUICKBOOKS_PRODUCTS: Mapping[str, str] = MappingProxyType(
    {
        "fee": "Service fee",
        "work": "Work",
        "travel": "Travel",
        "material": "Material",
        "credit": "Service credit",
        "top-up": "Prepayment",
    }
)
QUICKBOOKS_TAX_CODES: Mapping[str, str] = MappingProxyType(
    {"Z": "0% Z", "E": "Exempt", "AE": "Reverse charge", "O": "No VAT"}
)


def quickbooks_csv(
    invoices: Iterable[Invoice],
    *,
    date_format: DateFormat = "MM/DD/YYYY",
    products: Mapping[str, str] = QUICKBOOKS_PRODUCTS,
    tax_codes: Mapping[str, str] = QUICKBOOKS_TAX_CODES,
) -> str:
    """Return invoices as CSV for QuickBooks Online, one row a line; customer and dates stand in the first row only.

    QuickBooks asks at the import in which format the dates are: MM/DD/YYYY suits a company in the United States,
    DD/MM/YYYY most others. `products` says what a kind of charge (InvoiceLine.item) is called there, `tax_codes`
    what a tax is called: by `19%` for a rate, Z, E, AE or O for what is not charged. What they leave out keeps its
    name; `19%` then becomes `19% S`.

    The tax of an invoice is apportioned to its lines, so net and tax of the rows add up to its gross. Amounts of a
    credit note are below zero; QuickBooks imports no invoice below zero, so give them a file of their own and enter
    it as credit memos.
    """
    return csv_text(
        QUICKBOOKS_COLUMNS,
        (
            row
            for invoice in invoices
            for row in _rows(invoice, date_format, {**QUICKBOOKS_PRODUCTS, **products}, tax_codes)
        ),
    )


def _rows(
    invoice: Invoice, date_format: DateFormat, products: Mapping[str, str], tax_codes: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    taxes = _taxes_by_line(invoice)
    for position, line in enumerate(invoice.lines):
        yield (
            text_cell(invoice.number),
            *(_head(invoice, date_format) if position == 0 else ("",) * 6),
            text_cell(products.get(line.item, line.item)),
            text_cell(line.description),
            *_figures(line, sign_of(invoice)),
            date_cell(line.last_on, date_format),
            "Y" if line.tax.category == "S" else "N",
            text_cell(_tax_code(line, tax_codes)),
            signed_amount(taxes[position], sign=sign_of(invoice)),
        )


def _head(invoice: Invoice, date_format: DateFormat) -> tuple[str, ...]:
    corrects = f", corrects {invoice.corrects}" if invoice.corrects else ""
    return (
        text_cell(invoice.customer.name),
        date_cell(invoice.issued_on, date_format),
        date_cell(invoice.due_on, date_format),
        text_cell(invoice.payment_terms),
        "",
        text_cell(f"{invoice.agreement}, {invoice.first_on} to {invoice.last_on}{corrects}"),
    )


def _figures(line: InvoiceLine, sign: int) -> tuple[str, str, str]:
    priced = quantity_and_rate(line, sign=sign)
    return priced.quantity, priced.rate, signed_amount(line.net, sign=sign)


def _tax_code(line: InvoiceLine, tax_codes: Mapping[str, str]) -> str:
    name = tax_name(line.tax)
    usual = QUICKBOOKS_TAX_CODES.get(name, f"{name} S")
    return tax_codes.get(name, usual)


def _taxes_by_line(invoice: Invoice) -> list[Money]:
    """Return the share of every line in the tax of its class; the shares add up to the tax to the cent."""
    shares = [no_money(invoice.currency)] * len(invoice.lines)
    for each in invoice.tax_totals:
        positions = [position for position, line in enumerate(invoice.lines) if line.tax == each.tax]
        parts = apportion(each.amount, [invoice.lines[position].net.exact for position in positions])
        for position, part in zip(positions, parts, strict=True):
            shares[position] = part
    return shares
