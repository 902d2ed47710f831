"""A printed invoice says what was issued, to the last digit, in both languages; the same invoice is the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.documents.printed import LANGUAGES, ODD, SVG, pages_of, plain, text_of

from asagreed.billing.statements.invoice import Invoice, InvoiceLine, TaxTotal
from asagreed.documents.invoice import invoice_sheet, print_invoice
from asagreed.documents.typesetting import Look
from asagreed.money import Money
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import TaxClass

STANDARD = TaxClass("S", Decimal(19))
EXEMPT = TaxClass("E", Decimal(0), "exempt, medical services")
MAY: dict[str, Any] = {"first_on": date(2026, 5, 1), "last_on": date(2026, 5, 31)}


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def line(number: int, net: str, tax: TaxClass = STANDARD, what: str = "Remote work, 2 h") -> InvoiceLine:
    because = {"because": "billed by the hour", "clauses": [], "parts": [{"clauses": [{"address": "rates.remote"}]}]}
    return InvoiceLine(
        number=number, item="work", description=what, quantity=Fraction(2), unit="h",
        unit_price=Fraction(net) / 2, net=eur(net), tax=tax, because=because, **MAY,
    )  # fmt: skip


def invoice(**said: object) -> Invoice:
    plain = Invoice(
        number="INV-00017",
        kind="invoice",
        agreement="lindner",
        issued_on=date(2026, 6, 1),
        due_on=date(2026, 6, 15),
        provider=Party(name="Nordwind IT", street="Kai 1\nHof", postcode="12345", city="Musterhafen", region="Nord",
                       country="DE", tax_number="DE123456789", registration="HRB 17", account="DE09 0000"),
        customer=Party(name="Lindner"),
        currency="EUR",
        payment_terms="Net 14",
        lines=(line(1, "1200.00"), line(2, "80.00", EXEMPT)),
        tax_totals=(TaxTotal(EXEMPT, eur("80.00"), eur("0.00")), TaxTotal(STANDARD, eur("1200.00"), eur("228.00"))),
        net=eur("1280.00"),
        tax=eur("228.00"),
        gross=eur("1508.00"),
        versions=("ab" * 32,),
        **MAY,
    )  # fmt: skip
    return replace(plain, **said)  # type: ignore[arg-type]


SAID = {
    "en": ("Invoice INV-00017", "1 May 2026 to 31 May 2026", "1,200.00 EUR", "Tax, 19 % on 1,200.00 EUR", "228.00 EUR",
           "exempt", "To pay", "1,508.00 EUR", "pay by 15 June 2026", "Account: DE09 0000", "exempt, medical services",
           "billed by the hour", "rates.remote", "Tax number DE123456789", "Registered as HRB 17", "abababababab"),
    "de": ("Rechnung INV-00017", "1. Mai 2026 bis 31. Mai 2026", "1.200,00 EUR", "Steuer, 19 % auf 1.200,00 EUR",
           "228,00 EUR", "steuerbefreit", "Zu zahlen", "1.508,00 EUR", "bis zum 15. Juni 2026", "Konto: DE09 0000"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_was_issued_is_on_paper(language: str, tmp_path: Path) -> None:
    printed = text_of(print_invoice(invoice_sheet(invoice(), language=language)), tmp_path)
    assert [each for each in SAID[language] if plain(each) not in printed] == []


def test_the_same_invoice_is_the_same_bytes() -> None:
    sheet = invoice_sheet(invoice())
    assert print_invoice(sheet) == print_invoice(invoice_sheet(invoice()))
    assert print_invoice(sheet, look=Look(colour="#7a1f1f", logo=SVG)) != print_invoice(sheet)


def test_a_credit_note_names_what_it_takes_back_and_asks_for_nothing() -> None:
    sheet = invoice_sheet(invoice(kind="credit note", number="INV-00018", corrects="INV-00017"))
    assert sheet.title == "Credit note INV-00018"
    assert ("Takes back lines of", "INV-00017") in sheet.facts
    assert "To be paid by" not in dict(sheet.facts)
    assert (sheet.sums[-1], sheet.payment[0]) == (
        ("Given back", "1,508.00 EUR"),
        "The amount is set against what is open, or paid back.",
    )


def test_what_was_paid_ahead_is_taken_off() -> None:
    sheet = invoice_sheet(invoice(paid=eur("508.00")))
    assert sheet.sums[-3:] == (
        ("Sum", "1,508.00 EUR"),
        ("Paid ahead, from the retainer", "-508.00 EUR"),
        ("To pay", "1,000.00 EUR"),
    )
    assert invoice_sheet(invoice(paid=eur("1508.00"))).payment[0].startswith("Nothing is to be paid")


def test_no_account_is_named_where_none_is_known() -> None:
    sheet = invoice_sheet(invoice(provider=Party(name="Nordwind IT"), lines=(replace(line(1, "2.00"), because={}),)))
    assert not [each for each in sheet.payment if each.startswith("Account")]
    assert sheet.lines[0].because == ""


def test_odd_words_and_long_invoices_stay_text_on_several_pages(tmp_path: Path) -> None:
    many = tuple(line(number, "1.00", what=ODD[number % len(ODD)]) for number in range(1, 60))
    pdf = print_invoice(invoice_sheet(invoice(lines=many)))
    assert pages_of(pdf, tmp_path) > 1
