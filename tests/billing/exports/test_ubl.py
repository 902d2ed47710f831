"""An invoice as UBL: each business term is where EN 16931 wants it."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.billing.exports.made_up import CUSTOMER, PROVIDER, STANDARD, invoice, line

from asagreed.billing.exports import failed_rules, ubl_invoice
from asagreed.billing.statements.invoice import Invoice
from asagreed.errors import EInvoicingNotInstalled
from asagreed.terms.values.taxes import NOT_TAXED, parse_tax

PREFIXES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
CREDIT_NOTE = {"kind": "credit note", "number": "2026-0043", "corrects": "2026-0042"}


def texts(given: Invoice, path: str) -> list[str]:
    """Return the texts at a path such as `PaymentMeans/PaymentMeansCode`, the last step a leaf."""
    *groups, leaf = path.split("/")
    steps = [*(f"cac:{group}" for group in groups), f"cbc:{leaf}"]
    # S314 is about XML of strangers; this was written a moment ago.
    root = ET.fromstring(ubl_invoice(given))  # noqa: S314
    return [found.text or "" for found in root.findall("/".join(steps), PREFIXES)]


def test_an_invoice_says_who_when_and_for_which_agreement() -> None:
    given = invoice(line())

    assert texts(given, "ID") == ["2026-0042"]
    assert texts(given, "InvoiceTypeCode") == ["380"]
    assert texts(given, "IssueDate") == ["2026-04-01"]
    assert texts(given, "DueDate") == ["2026-05-01"]
    assert texts(given, "PaymentTerms/Note") == ["30 days"]
    assert texts(given, "InvoicePeriod/StartDate") == ["2026-03-01"]
    assert texts(given, "InvoicePeriod/EndDate") == ["2026-03-31"]
    assert texts(given, "ContractDocumentReference/ID") == ["harbour-dental"]
    assert texts(given, "AccountingSupplierParty/Party/PartyTaxScheme/CompanyID") == ["DE123456789"]
    assert texts(given, "AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName") == ["Harbour Dental"]
    assert texts(given, "BillingReference/InvoiceDocumentReference/ID") == []


def test_totals_are_written_with_the_digits_of_the_currency() -> None:
    in_euros, in_yen = invoice(line()), invoice(line(currency="JPY"), currency="JPY")

    assert texts(in_euros, "LegalMonetaryTotal/TaxExclusiveAmount") == ["200.00"]
    assert texts(in_euros, "TaxTotal/TaxAmount") == ["38.00"]
    assert texts(in_euros, "LegalMonetaryTotal/PayableAmount") == ["238.00"]
    assert texts(in_yen, "LegalMonetaryTotal/PayableAmount") == ["238"]


def test_a_currency_of_three_digits_is_written_with_the_two_that_the_standard_has() -> None:
    in_dinars = invoice(line(currency="TND"), currency="TND")

    assert texts(in_dinars, "LegalMonetaryTotal/PayableAmount") == ["238.00"]


def test_a_line_has_its_quantity_price_and_period() -> None:
    given = invoice(line(quantity=Fraction(1, 3), unit_price=Fraction(120)))

    assert texts(given, "InvoiceLine/InvoicedQuantity") == ["20"]
    assert texts(given, "InvoiceLine/Price/PriceAmount") == ["120"]
    assert texts(given, "InvoiceLine/Price/BaseQuantity") == ["60"]
    assert texts(given, "InvoiceLine/LineExtensionAmount") == ["40.00"]
    assert texts(given, "InvoiceLine/InvoicePeriod/StartDate") == ["2026-03-01"]
    assert texts(given, "InvoiceLine/Item/Name") == ["Remote support"]
    assert texts(given, "InvoiceLine/Item/ClassifiedTaxCategory/Percent") == ["19"]


def test_a_line_without_a_description_is_named_after_its_item() -> None:
    assert texts(invoice(line(description=" ", item="travel")), "InvoiceLine/Item/Name") == ["travel"]


def test_what_had_to_be_put_together_says_so_in_a_note() -> None:
    given = invoice(line(unit_price=Fraction(100, 3)))

    assert texts(given, "InvoiceLine/Note") == ["2 h × 100/3 EUR"]


def test_a_credit_note_refers_to_what_it_corrects_and_pays_the_customer() -> None:
    given = invoice(line(), **CREDIT_NOTE, customer=replace(CUSTOMER, account="AT61 1904 3002 3457 3201"))

    assert texts(given, "CreditNoteTypeCode") == ["381"]
    assert texts(given, "BillingReference/InvoiceDocumentReference/ID") == ["2026-0042"]
    assert texts(given, "PaymentMeans/PaymentDueDate") == ["2026-05-01"]
    assert texts(given, "PaymentMeans/PayeeFinancialAccount/ID") == ["AT611904300234573201"]
    assert texts(given, "CreditNoteLine/CreditedQuantity") == ["2"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (invoice(line()), ["58"]),
        (invoice(line(currency="CHF"), currency="CHF"), ["30"]),
        (invoice(line(), provider=replace(PROVIDER, account="")), []),
        (invoice(line(), **CREDIT_NOTE), ["1"]),
    ],
)
def test_the_means_of_payment_follow_from_account_and_currency(given: Invoice, code: list[str]) -> None:
    assert texts(given, "PaymentMeans/PaymentMeansCode") == code


@pytest.mark.parametrize(
    ("tax", "percent", "reason", "code"),
    [
        ("standard 8.10%", ["8.1"], [], []),
        ("zero", ["0"], [], []),
        ("exempt, medical services", ["0"], ["medical services"], []),
        ("reverse charge", ["0"], ["Reverse charge"], ["VATEX-EU-AE"]),
        ("outside the scope", [], ["not subject to tax"], ["VATEX-EU-O"]),
    ],
)
def test_a_tax_category_has_its_rate_and_its_reason(
    tax: str, percent: list[str], reason: list[str], code: list[str]
) -> None:
    given, group = invoice(line(tax=parse_tax(tax))), "TaxTotal/TaxSubtotal/TaxCategory"

    assert texts(given, f"{group}/Percent") == percent
    assert texts(given, f"{group}/TaxExemptionReason") == reason
    assert texts(given, f"{group}/TaxExemptionReasonCode") == code


def test_two_reasons_of_an_exemption_share_one_group() -> None:
    given = invoice(line(tax=parse_tax("exempt, a")), line(tax=STANDARD), line(tax=parse_tax("exempt, b")))

    assert texts(given, "TaxTotal/TaxSubtotal/TaxCategory/ID") == ["E", "S"]
    assert texts(given, "TaxTotal/TaxSubtotal/TaxableAmount") == ["400.00", "200.00"]
    assert texts(given, "TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReason") == ["a; b"]


def test_no_vat_number_stands_on_an_invoice_outside_the_scope() -> None:
    given = invoice(line(tax=NOT_TAXED))

    assert texts(given, "AccountingSupplierParty/Party/PartyTaxScheme/CompanyID") == []
    assert texts(given, "AccountingSupplierParty/Party/PartyIdentification/ID") == ["DE123456789"]
    assert texts(given, "AccountingCustomerParty/Party/PartyIdentification/ID") == ["ATU12345678"]


def test_a_tax_number_without_a_country_is_no_vat_number() -> None:
    given = invoice(line(), provider=replace(PROVIDER, tax_number="27/123/45678"))

    assert texts(given, "AccountingSupplierParty/Party/PartyTaxScheme/TaxScheme/ID") == ["LOC"]
    assert texts(given, "AccountingSupplierParty/Party/PartyIdentification/ID") == ["27/123/45678"]


def test_a_customer_without_a_tax_number_has_none() -> None:
    given = invoice(line(), customer=replace(CUSTOMER, tax_number=""))

    assert texts(given, "AccountingCustomerParty/Party/PartyIdentification/ID") == []
    assert texts(given, "AccountingCustomerParty/Party/PartyTaxScheme/CompanyID") == []


def test_what_xml_cannot_hold_is_replaced_so_that_it_shows() -> None:
    given = invoice(line(description="bell \x07 & <tag> é"))

    assert texts(given, "InvoiceLine/Item/Name") == ["bell \N{REPLACEMENT CHARACTER} & <tag> é"]


def test_the_same_invoice_gives_the_same_bytes() -> None:
    assert ubl_invoice(invoice(line())) == ubl_invoice(invoice(line()))


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "facturx", None)

    with pytest.raises(EInvoicingNotInstalled, match=r"it is not installed.*pip install asagreed\[e-invoice\]"):
        ubl_invoice(invoice(line()))


def test_another_release_of_the_generator_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    facturx: Any = import_module("facturx")
    monkeypatch.setattr(facturx, "__version__", "7.9")

    with pytest.raises(EInvoicingNotInstalled, match=r"need factur-x 7\.8, and 7\.9 is installed"):
        ubl_invoice(invoice(line()))


def test_these_documents_are_valid() -> None:
    documents = (
        invoice(line()),
        invoice(line(), **CREDIT_NOTE),
        invoice(line(tax=NOT_TAXED)),
        invoice(line(), provider=replace(PROVIDER, tax_number="27/123/45678", registration="")),
        invoice(line(currency="TND"), currency="TND"),
        invoice(line(tax=parse_tax("exempt, a")), line(tax=STANDARD), line(tax=parse_tax("exempt, b"))),
        invoice(line(), line(item="credit", quantity=Fraction(-3))),
    )

    assert failed_rules([ubl_invoice(each) for each in documents]) == ((),) * len(documents)
