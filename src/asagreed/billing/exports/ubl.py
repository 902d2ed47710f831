"""An invoice as UBL 2.1 by EN 16931, written by the generator of factur-x from a table of business terms.

The keys BT-… and BG-… are the business terms and groups of EN 16931. What factur-x takes has changed in most of its
releases, so one release is asked for by name, and it is called in this module only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib import import_module
from itertools import groupby
from typing import Any

from asagreed.billing.exports.decimals import amount_text
from asagreed.billing.exports.ubl_quantities import priced_quantity
from asagreed.billing.exports.ubl_requirements import (
    AMOUNT_DIGITS,
    is_outside_the_scope,
    is_vat_number,
    missing_terms,
)
from asagreed.billing.statements.invoice import Invoice, InvoiceLine, TaxTotal
from asagreed.errors import EInvoicingNotInstalled, InvoiceIncomplete
from asagreed.money import Money, digits_of, total
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import TaxClass

GENERATOR_VERSION = "7.8"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVOICE, _CREDIT_NOTE = "380", "381"
_CREDIT_TRANSFER, _SEPA_CREDIT_TRANSFER, _NO_INSTRUMENT = "30", "58", "1"
_REASON_CODES = {"AE": "VATEX-EU-AE", "O": "VATEX-EU-O"}
"""Categories that have one reason only, by its code; an exemption (E) says its reason in words."""

Terms = dict[str, Any]


def ubl_invoice(invoice: Invoice) -> bytes:
    """Return an invoice or credit note as UBL 2.1 by EN 16931; the same invoice gives the same bytes.

    It is complete but not yet validated: give it to `validate_ubl` before it is sent. Raises InvoiceIncomplete with
    all that is missing, and EInvoicingNotInstalled.
    """
    missing = missing_terms(invoice)
    if missing:
        raise InvoiceIncomplete(invoice=invoice.number, missing=missing)
    generate = _generator()
    try:
        return generate(_in_xml(_business_terms(invoice)), level="en16931", check_xsd=False, check_schematron=None)
    except ValueError as error:
        raise InvoiceIncomplete(invoice=invoice.number, missing=(f"{error}; correct it",)) from error


def _generator() -> Callable[..., bytes]:
    needed = f"factur-x {GENERATOR_VERSION}"
    try:
        facturx: Any = import_module("facturx")
    except ImportError as error:
        raise EInvoicingNotInstalled(needed=needed, found="it is not installed") from error
    if facturx.__version__ != GENERATOR_VERSION:
        raise EInvoicingNotInstalled(needed=needed, found=f"{facturx.__version__} is installed")
    generate: Callable[..., bytes] = facturx.generate_ubl_xml
    return generate


def _business_terms(invoice: Invoice) -> Terms:
    outside = is_outside_the_scope(invoice)
    return {
        "BT-1": invoice.number,
        "BT-2": invoice.issued_on,
        "BT-3": _CREDIT_NOTE if invoice.kind == "credit note" else _INVOICE,
        "BT-5": invoice.currency,
        "BT-9": invoice.due_on,
        "BT-12": invoice.agreement,
        "BT-20": invoice.payment_terms,
        "BT-73": invoice.first_on,
        "BT-74": invoice.last_on,
        "BG-3": [{"BT-25": invoice.corrects}] if invoice.corrects else [],
        "BG-4": _seller(invoice.provider, outside=outside),
        "BG-7": _buyer(invoice.customer, outside=outside),
        **_payment(invoice),
        **_totals(invoice),
        "BG-23": list(_tax_breakdown(invoice)),
        "BG-25": [_line(line) for line in invoice.lines],
    }


def _seller(party: Party, *, outside: bool) -> Terms:
    number = party.tax_number.strip()
    if is_vat_number(number) and not outside:
        return {**_party(party), "vat_identifier": number}
    # BR-CO-26 knows no seller by a tax number without a country, so the same number also identifies it (BT-29).
    known_as = {"identifiers": {None: number}} if number else {}
    return {**_party(party), **known_as, "tax_identifier": "" if outside else number}


def _buyer(party: Party, *, outside: bool) -> Terms:
    number = party.tax_number.strip()
    if is_vat_number(number) and not outside:
        return {**_party(party), "vat_identifier": number}
    return {**_party(party), "identifiers": {None: number}} if number else _party(party)


def _party(party: Party) -> Terms:
    return {
        "name": party.name,
        "addr_l1": party.street,
        "postcode": party.postcode,
        "city": party.city,
        "country_subdivision": party.region,
        "country_code": party.country,
        "legal_identifier": party.registration.strip(),
        "einvoicing_addr": party.e_mail.strip(),
        "einvoicing_addr_schemeid": "EM",
    }


def _payment(invoice: Invoice) -> Terms:
    """Return to which account is paid: the provider's, or the customer's for a credit note.

    A credit note has its due date in this group only, so it has the group even where no account is known.
    """
    payee = invoice.customer if invoice.kind == "credit note" else invoice.provider
    account = "".join(payee.account.split())
    if account:
        code = _SEPA_CREDIT_TRANSFER if invoice.currency == "EUR" else _CREDIT_TRANSFER
        return {"BT-81": code, "BT-83": invoice.number, "BT-84": account, "BT-85": payee.name}
    return {"BT-81": _NO_INSTRUMENT} if invoice.kind == "credit note" else {}


def _totals(invoice: Invoice) -> Terms:
    paid = {"BT-113": _amount(invoice.paid)} if invoice.paid else {}
    return {
        "BT-106": _amount(invoice.net),
        "BT-109": _amount(invoice.net),
        "BT-110": _amount(invoice.tax),
        "BT-112": _amount(invoice.gross),
        **paid,
        "BT-115": _amount(invoice.gross - invoice.paid if invoice.paid else invoice.gross),
    }


def _tax_breakdown(invoice: Invoice) -> Iterator[Terms]:
    """Yield one group a category and rate (BR-E-01 and its kin); several reasons of an exemption share one."""

    def category_and_rate(each: TaxTotal) -> tuple[str, Decimal]:
        return each.tax.category, each.tax.percent

    for _, group in groupby(sorted(invoice.tax_totals, key=category_and_rate), category_and_rate):
        same = list(group)
        yield {
            "BT-116": _amount(total((each.taxable for each in same), invoice.currency)),
            "BT-117": _amount(total((each.amount for each in same), invoice.currency)),
            "BT-118": same[0].tax.category,
            "BT-119": _percent(same[0].tax),
            **_reasons([each.tax for each in same]),
        }


def _reasons(taxes: list[TaxClass]) -> Terms:
    category = taxes[0].category
    if category in {"S", "Z"}:
        return {}
    words = "; ".join(dict.fromkeys(tax.reason.strip() for tax in taxes if tax.reason.strip()))
    return {"BT-120": words, "BT-121": _REASON_CODES.get(category, "")}


def _line(line: InvoiceLine) -> Terms:
    priced = priced_quantity(line)
    return {
        "BT-126": str(line.number),
        "BT-127-00": [{"BT-127": priced.note}],
        "BT-129": priced.quantity,
        "BT-130": priced.unit,
        "BT-131": _amount(line.net),
        "BT-134": line.first_on,
        "BT-135": line.last_on,
        "BT-146": priced.price,
        "BT-149": str(priced.price_is_for) if priced.price_is_for > 1 else "",
        "BT-151": line.tax.category,
        "BT-152": _percent(line.tax),
        "BT-153": line.description.strip() or line.item,
    }


def _percent(tax: TaxClass) -> str:
    return "" if tax.category == "O" else f"{tax.percent.normalize():f}"


def _amount(money: Money) -> str:
    if digits_of(money.currency) > AMOUNT_DIGITS:
        return f"{money.amount:.{AMOUNT_DIGITS}f}"
    return amount_text(money)


def _in_xml(value: Any) -> Any:
    """Return business terms without empty texts, and with what XML 1.0 cannot hold replaced so that it shows."""
    if isinstance(value, dict):
        return {key: _in_xml(each) for key, each in value.items() if each != ""}
    if isinstance(value, list):
        return [_in_xml(each) for each in value]
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
