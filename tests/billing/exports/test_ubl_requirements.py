"""What keeps an invoice from being an electronic one is found in one go, before anything is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from tests.billing.exports.made_up import CUSTOMER, PROVIDER, STANDARD, invoice, line

from asagreed.billing.exports.ubl import ubl_invoice
from asagreed.billing.exports.ubl_requirements import is_vat_number, missing_terms
from asagreed.billing.statements.invoice import Invoice
from asagreed.errors import InvoiceIncomplete
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import NOT_TAXED, TaxClass, parse_tax

NAMELESS = Party(name=" ")
REVERSE_CHARGE = parse_tax("reverse charge")


def test_a_complete_invoice_misses_nothing() -> None:
    assert missing_terms(invoice(line())) == ()


def test_everything_that_is_missing_is_named_at_once() -> None:
    bare = invoice(number=" ", provider=NAMELESS, customer=NAMELESS)

    with pytest.raises(InvoiceIncomplete) as caught:
        ubl_invoice(bare)

    assert caught.value.missing == (
        "number: give the invoice a number",
        "lines: an invoice without a line cannot be sent; add what is charged",
        "parties.provider: add name",
        "parties.provider: add country, as two letters such as DE",
        "parties.customer: add name",
        "parties.customer: add country, as two letters such as DE",
        "parties.provider: add tax number",
    )
    assert str(caught.value).startswith("Invoice « » cannot be an electronic invoice by EN 16931 yet:\n– number: give")


DIGITS = (
    "currency: EN 16931 has two digits after the point, and amounts of this invoice in TND need more; "
    "send it on paper or as PDF"
)
BACKWARDS: dict[str, Any] = {"first_on": date(2026, 3, 31), "last_on": date(2026, 3, 1)}


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (invoice(line(), **BACKWARDS), "period: it ends on 2026-03-01, before it begins; correct its dates"),
        (invoice(line(**BACKWARDS)), "line 1: it ends on 2026-03-01, before it begins; correct its dates"),
        (
            invoice(line(tax=NOT_TAXED), provider=replace(PROVIDER, tax_number="", registration="")),
            "parties.provider: add registration or tax number",
        ),
        (
            invoice(line(tax=REVERSE_CHARGE), customer=replace(CUSTOMER, tax_number="12-3456789")),
            "parties.customer: add tax number with its country, or registration, for the reverse charge",
        ),
        (
            invoice(line(tax=NOT_TAXED), line(tax=STANDARD)),
            "tax: «outside the scope» stands beside other taxes; put those charges on an invoice of their own",
        ),
        (
            invoice(line(tax=replace(parse_tax("exempt"), reason=" "))),
            "line 1: add why it is exempt, such as «exempt, medical services»",
        ),
        (
            invoice(line(currency="TND", unit_price=Fraction(1, 2_000)), currency="TND"),
            DIGITS,
        ),
    ],
)
def test_each_demand_of_the_standard_says_what_to_do(given: Invoice, missing: str) -> None:
    assert missing_terms(given) == (missing,)


@pytest.mark.parametrize(
    "given",
    [
        invoice(line(tax=NOT_TAXED), provider=replace(PROVIDER, tax_number="")),
        invoice(line(tax=NOT_TAXED), provider=replace(PROVIDER, registration="")),
        invoice(line(tax=REVERSE_CHARGE), customer=replace(CUSTOMER, tax_number="", registration="FN 1 a")),
        invoice(line(currency="TND"), currency="TND"),
    ],
)
def test_one_of_two_ways_to_satisfy_a_demand_is_enough(given: Invoice) -> None:
    assert missing_terms(given) == ()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("DE123456789", True),
        (" ATU12345678 ", True),
        ("CHE-123.456.789 MWST", True),
        ("27/123/45678", False),
        ("12-3456789", False),
        ("", False),
    ],
)
def test_a_vat_number_begins_with_its_country(text: str, *, is_one: bool) -> None:
    assert is_vat_number(text) is is_one


def test_a_currency_that_nobody_knows_is_named() -> None:
    given = invoice(line(currency="XQX"), currency="XQX")

    with pytest.raises(InvoiceIncomplete, match="Currency XQX declared in BT-5 is not supported"):
        ubl_invoice(given)


def test_a_rate_of_a_class_made_by_hand_is_left_to_the_validator() -> None:
    assert missing_terms(invoice(line(tax=TaxClass("Z", STANDARD.percent)))) == ()
