"""Invoices as QuickBooks Online imports them: its columns, and sums that are the invoice's."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.billing.exports.made_up import invoice, line, random_invoice

from asagreed.billing.exports import quickbooks_csv
from asagreed.billing.statements.invoice import Invoice
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import NOT_TAXED, parse_tax

HEADER = (
    "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,Item(Product/Service),ItemDescription,"
    "ItemQuantity,ItemRate,*ItemAmount,Service Date,Taxable,ItemTaxCode,ItemTaxAmount"
)


def rows_of(*invoices: Invoice, **settings: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(quickbooks_csv(invoices, **settings), newline="")))


def test_the_columns_are_those_of_the_import() -> None:
    assert quickbooks_csv([]) == f"{HEADER}\r\n"


def test_customer_and_dates_stand_in_the_first_row_only() -> None:
    text = quickbooks_csv([invoice(line(), line(item="fee", quantity=Fraction(1), unit="month", tax=NOT_TAXED))])

    assert text == (
        f"{HEADER}\r\n"
        '2026-0042,Harbour Dental,04/01/2026,05/01/2026,30 days,,"harbour-dental, 2026-03-01 to 2026-03-31",'
        "Work,Remote support,2,100,200.00,03/31/2026,Y,19% S,38.00\r\n"
        "2026-0042,,,,,,,Service fee,Remote support,1,100,100.00,03/31/2026,N,No VAT,0.00\r\n"
    )


def test_dates_products_and_tax_codes_can_be_given() -> None:
    (row,) = rows_of(
        invoice(line()), date_format="DD/MM/YYYY", products={"work": "Labour"}, tax_codes={"19%": "19.0 VAT"}
    )

    assert (row["*InvoiceDate"], row["Service Date"]) == ("01/04/2026", "31/03/2026")
    assert (row["Item(Product/Service)"], row["ItemTaxCode"]) == ("Labour", "19.0 VAT")


def test_an_unknown_kind_of_charge_keeps_its_name() -> None:
    (row,) = rows_of(invoice(line(item="licence")))

    assert row["Item(Product/Service)"] == "licence"


def test_a_credit_note_is_below_zero_and_says_what_it_corrects() -> None:
    (row,) = rows_of(invoice(line(), kind="credit note", corrects="2026-0041"))

    assert (row["ItemQuantity"], row["ItemRate"], row["*ItemAmount"], row["ItemTaxAmount"]) == (
        "2",
        "-100",
        "-200.00",
        "-38.00",
    )
    assert row["Memo"] == "harbour-dental, 2026-03-01 to 2026-03-31, corrects 2026-0041"


def test_names_that_a_spreadsheet_would_run_are_made_harmless_and_numbers_are_not_touched() -> None:
    harmful = invoice(
        line(description="@SUM(A1)", item="+item", quantity=Fraction(-1)),
        number="-1",
        customer=Party(name="=cmd|' /C calc'!A0"),
        payment_terms="-30",
        agreement="=1",
    )
    (row,) = rows_of(harmful, tax_codes={"19%": "=19"})

    assert row["*InvoiceNo"] == "'-1"
    assert row["*Customer"] == "'=cmd|' /C calc'!A0"
    assert row["Terms"] == "'-30"
    assert row["Memo"].startswith("'=1")
    assert row["Item(Product/Service)"] == "'+item"
    assert row["ItemDescription"] == "'@SUM(A1)"
    assert row["ItemTaxCode"] == "'=19"
    assert (row["ItemQuantity"], row["*ItemAmount"], row["ItemTaxAmount"]) == ("-1", "-100.00", "-19.00")


def test_the_tax_of_a_class_is_apportioned_to_the_cent() -> None:
    # 7 % of three times 0.33 is 0.07, which no line has alone.
    lines = [line(quantity=Fraction(1), unit_price=Fraction(33, 100), tax=parse_tax("7%"))] * 3

    assert [row["ItemTaxAmount"] for row in rows_of(invoice(*lines))] == ["0.02", "0.03", "0.02"]


@given(seed=st.integers(0, 2**32))
def test_net_and_tax_of_the_rows_add_up_to_the_gross(seed: int) -> None:
    given_invoice = random_invoice(seed)
    rows = rows_of(given_invoice)
    sign = -1 if given_invoice.kind == "credit note" else 1

    assert sum(Fraction(row["*ItemAmount"]) for row in rows) == sign * given_invoice.net.exact
    assert sum(Fraction(row["ItemTaxAmount"]) for row in rows) == sign * given_invoice.tax.exact


@pytest.mark.parametrize(("currency", "amount"), [("JPY", "200"), ("TND", "200.000")])
def test_amounts_have_the_digits_of_their_currency(currency: str, amount: str) -> None:
    (row,) = rows_of(invoice(line(currency=currency, last_on=date(2026, 3, 1)), currency=currency))

    assert row["*ItemAmount"] == amount
