"""The cells of a CSV file for an accounting program: text that no spreadsheet runs, exact numbers, dates, signs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from asagreed.billing.exports.decimals import amount_text, decimal_text
from asagreed.billing.statements.invoice import Invoice, InvoiceLine
from asagreed.money import Money

DateFormat = Literal["MM/DD/YYYY", "DD/MM/YYYY", "YYYY-MM-DD"]
NUMBER_DIGITS = 4
"""Quantities and prices have four digits after the point in both programs."""
_PATTERNS: dict[DateFormat, str] = {
    "MM/DD/YYYY": "{0.month:02}/{0.day:02}/{0.year:04}",
    "DD/MM/YYYY": "{0.day:02}/{0.month:02}/{0.year:04}",
    "YYYY-MM-DD": "{0.year:04}-{0.month:02}-{0.day:02}",
}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a header and rows as CSV by RFC 4180: commas, quotes where needed, lines that end in CR LF."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue()


def text_cell(text: str) -> str:
    """Return a text for a cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def date_cell(day: date, style: DateFormat) -> str:
    """Return a date as an accounting program reads it."""
    return _PATTERNS[style].format(day)


def sign_of(invoice: Invoice) -> int:
    """Return -1 for a credit note, whose amounts are above zero on paper and below it beside invoices; else 1."""
    return -1 if invoice.kind == "credit note" else 1


def signed_amount(money: Money, *, sign: int) -> str:
    """Return an amount with the sign of its document."""
    return amount_text(-money if sign < 0 else money)


@dataclass(frozen=True, slots=True)
class QuantityAndRate:
    """A quantity and a rate as decimals whose product, rounded to the currency, is the net of a line."""

    quantity: str
    rate: str


def quantity_and_rate(line: InvoiceLine, *, sign: int) -> QuantityAndRate:
    """Return the quantity and rate of a line, the rate with the sign of its document.

    Where one of them needs more than four digits the line becomes one piece at its net amount.
    """
    quantity = decimal_text(line.quantity, digits=NUMBER_DIGITS)
    rate = decimal_text(sign * line.unit_price, digits=NUMBER_DIGITS)
    if quantity is None or rate is None:
        return QuantityAndRate("1", signed_amount(line.net, sign=sign))
    return QuantityAndRate(quantity, rate)
