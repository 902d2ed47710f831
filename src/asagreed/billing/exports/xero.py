"""Invoices as the CSV file that Xero imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from asagreed.billing.exports.csv_cells import (
    DateFormat,
    csv_text,
    date_cell,
    quantity_and_rate,
    sign_of,
    text_cell,
)
from asagreed.billing.exports.tax_names import tax_name
from asagreed.billing.statements.invoice import Invoice
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import TaxClass

XERO_COLUMNS = (
    "*ContactName",
    "EmailAddress",
    "POAddressLine1",
    "POAddressLine2",
    "POAddressLine3",
    "POAddressLine4",
    "POCity",
    "PORegion",
    "POPostalCode",
    "POCountry",
    "*InvoiceNumber",
    "Reference",
    "*InvoiceDate",
    "*DueDate",
    "InventoryItemCode",
    "*Description",
    "*Quantity",
    "*UnitAmount",
    "Discount",
    "*AccountCode",
    "*TaxType",
    "TrackingName1",
    "TrackingOption1",
    "TrackingName2",
    "TrackingOption2",
    "Currency",
    "BrandingTheme",
)
SALES = "200"
"""The account «Sales» of the chart that Xero sets up."""
XERO_ACCOUNTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("fee", "work", "travel", "material", "credit", "top-up"), SALES)
)
XERO_TAX_TYPES: Mapping[str, str] = MappingProxyType(
    {"Z": "Zero Rated Income", "E": "Exempt Income", "AE": "Reverse Charge", "O": "No VAT"}
)
_ADDRESS_LINES = 4


def xero_csv(
    invoices: Iterable[Invoice],
    *,
    date_format: DateFormat = "DD/MM/YYYY",
    accounts: Mapping[str, str] = XERO_ACCOUNTS,
    tax_types: Mapping[str, str] = XERO_TAX_TYPES,
) -> str:
    """Return invoices as CSV for Xero, one row a line; everything of an invoice stands in each of its rows.

    Xero reads dates by the country of the organisation: DD/MM/YYYY, or MM/DD/YYYY in the United States. `accounts`
    says to which account a kind of charge (InvoiceLine.item) is booked, 200 where it does not; `tax_types` which rate
    of Xero a tax is: by `19%` for a rate, Z, E, AE or O for what is not charged. A rate that it leaves out becomes
    `19% (VAT on Income)`.

    Import the file as tax exclusive: quantity × unit amount of the rows add up to the net of an invoice, and Xero
    works out the tax from its rates. Amounts of a credit note are below zero.
    """
    return csv_text(
        XERO_COLUMNS,
        (row for invoice in invoices for row in _rows(invoice, date_format, {**XERO_ACCOUNTS, **accounts}, tax_types)),
    )


def _rows(
    invoice: Invoice, date_format: DateFormat, accounts: Mapping[str, str], tax_types: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    head = _head(invoice, date_format)
    for line in invoice.lines:
        priced = quantity_and_rate(line, sign=sign_of(invoice))
        yield (
            *head,
            "",
            text_cell(line.description),
            priced.quantity,
            priced.rate,
            "",
            text_cell(accounts.get(line.item, SALES)),
            text_cell(_tax_type(line.tax, tax_types)),
            *("",) * 4,
            invoice.currency,
            "",
        )


def _head(invoice: Invoice, date_format: DateFormat) -> tuple[str, ...]:
    reference = f"{invoice.agreement}, corrects {invoice.corrects}" if invoice.corrects else invoice.agreement
    return (
        *_contact(invoice.customer),
        text_cell(invoice.number),
        text_cell(reference),
        date_cell(invoice.issued_on, date_format),
        date_cell(invoice.due_on, date_format),
    )


def _contact(party: Party) -> tuple[str, ...]:
    street = party.street.splitlines()
    lines = [*street[: _ADDRESS_LINES - 1], ", ".join(street[_ADDRESS_LINES - 1 :])]
    lines += [""] * (_ADDRESS_LINES - len(lines))
    place = (party.city, party.region, party.postcode, party.country)
    return tuple(text_cell(each) for each in (party.name, party.e_mail, *lines, *place))


def _tax_type(tax: TaxClass, tax_types: Mapping[str, str]) -> str:
    name = tax_name(tax)
    usual = XERO_TAX_TYPES.get(name, f"{name} (VAT on Income)")
    return tax_types.get(name, usual)
