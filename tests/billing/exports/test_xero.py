"""Invoices as Xero imports them: its 27 columns, and lines that multiply and add up to the net."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.billing.exports.made_up import invoice, line, random_invoice

from asagreed.billing.exports import xero_csv
from asagreed.billing.exports.xero import XERO_COLUMNS
from asagreed.billing.statements.invoice import Invoice
from asagreed.money import round_half_up
from asagreed.terms.values.parties import Party
from asagreed.terms.values.taxes import parse_tax

HEADER = (
    "*ContactName,EmailAddress,POAddressLine1,POAddressLine2,POAddressLine3,POAddressLine4,POCity,PORegion,"
    "POPostalCode,POCountry,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,InventoryItemCode,*Description,*Quantity,"
    "*UnitAmount,Discount,*AccountCode,*TaxType,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2,Currency,"
    "BrandingTheme"
)


def rows_of(*invoices: Invoice, **settings: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(xero_csv(invoices, **settings), newline="")))


def test_the_columns_are_the_twenty_seven_of_the_import() -> None:
    assert len(XERO_COLUMNS) == 27
    assert xero_csv([]) == f"{HEADER}\r\n"


def test_everything_of_an_invoice_stands_in_each_row() -> None:
    head = "Harbour Dental,,2 Quay Row,,,,Wien,,1010,AT,2026-0042,harbour-dental,01/04/2026,01/05/2026,"

    assert xero_csv([invoice(line(), line(item="travel", quantity=Fraction(38), unit="km"))]) == (
        f"{HEADER}\r\n"
        f"{head},Remote support,2,100,,200,19% (VAT on Income),,,,,EUR,\r\n"
        f"{head},Remote support,38,100,,200,19% (VAT on Income),,,,,EUR,\r\n"
    )


def test_dates_accounts_and_tax_types_can_be_given() -> None:
    (row,) = rows_of(
        invoice(line()), date_format="MM/DD/YYYY", accounts={"work": "=4"}, tax_types={"19%": "Tax on Sales"}
    )

    assert (row["*InvoiceDate"], row["*AccountCode"], row["*TaxType"]) == ("04/01/2026", "'=4", "Tax on Sales")


@pytest.mark.parametrize(
    ("tax", "name"),
    [
        ("zero", "Zero Rated Income"),
        ("exempt, education", "Exempt Income"),
        ("reverse charge", "Reverse Charge"),
        ("outside the scope", "No VAT"),
        ("standard 8.10%", "8.1% (VAT on Income)"),
    ],
)
def test_a_tax_has_its_usual_name(tax: str, name: str) -> None:
    (row,) = rows_of(invoice(line(tax=parse_tax(tax))))

    assert row["*TaxType"] == name


def test_an_unknown_kind_of_charge_is_booked_to_sales() -> None:
    (row,) = rows_of(invoice(line(item="licence")))

    assert row["*AccountCode"] == "200"


def test_a_long_address_is_folded_into_four_lines() -> None:
    (row,) = rows_of(invoice(line(), customer=Party(name="=A", street="1\n2\n3\n4\n5")))

    assert [row[f"POAddressLine{number}"] for number in range(1, 5)] == ["1", "2", "3", "4, 5"]
    assert row["*ContactName"] == "'=A"


def test_a_credit_note_is_below_zero_and_says_what_it_corrects() -> None:
    (row,) = rows_of(invoice(line(), kind="credit note", corrects="2026-0041"))

    assert (row["*Quantity"], row["*UnitAmount"]) == ("2", "-100")
    assert row["Reference"] == "harbour-dental, corrects 2026-0041"


@given(seed=st.integers(0, 2**32))
def test_lines_add_up_to_the_net_and_their_tax_by_rate_to_the_tax(seed: int) -> None:
    given_invoice = random_invoice(seed)
    sign = -1 if given_invoice.kind == "credit note" else 1
    nets: dict[str, Fraction] = {}
    for row in rows_of(given_invoice):
        net = round_half_up(Fraction(row["*Quantity"]) * Fraction(row["*UnitAmount"]), row["Currency"])
        nets[row["*TaxType"]] = nets.get(row["*TaxType"], Fraction(0)) + net.exact
    taxes = [round_half_up(net * _rate(name), given_invoice.currency).exact for name, net in nets.items()]

    assert sum(nets.values()) == sign * given_invoice.net.exact
    assert sum(taxes) == sign * given_invoice.tax.exact


def _rate(tax_type: str) -> Fraction:
    rate, percent, _ = tax_type.partition("%")
    return Fraction(rate) / 100 if percent else Fraction(0)
