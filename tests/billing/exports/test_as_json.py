"""The canonical JSON of an invoice keeps everything, and what is damaged is not read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.billing.exports.made_up import invoice, line, random_invoice

from asagreed.billing.exports import invoice_hash, invoice_json, read_invoice
from asagreed.errors import UnreadableInvoice
from asagreed.money import Money
from asagreed.terms.values.taxes import TaxClass

SAMPLE = invoice(line(quantity=Fraction(3, 4), description="Café & <b>"))
WRITTEN: dict[str, Any] = json.loads(invoice_json(SAMPLE))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(max_examples=50)
@given(seed=st.integers(0, 2**32))
def test_an_invoice_reads_back_as_it_was_written(seed: int) -> None:
    given_invoice = random_invoice(seed)

    assert read_invoice(invoice_json(given_invoice)) == given_invoice


@settings(max_examples=40)
@given(because=st.dictionaries(st.text(), plain))
def test_the_reasons_of_a_line_read_back_as_they_were(because: dict[str, Any]) -> None:
    given_invoice = invoice(line(because=because))

    assert read_invoice(invoice_json(given_invoice)) == given_invoice


def test_the_text_is_sorted_dense_and_exact() -> None:
    text = invoice_json(SAMPLE)

    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert text.startswith('{"format":"asagreed invoice 1","invoice":{"agreement":"harbour-dental","corrects":null,')
    assert '"description":"Café & <b>"' in text
    assert WRITTEN["invoice"]["gross"] == {"amount": "89.25", "currency": "EUR"}
    assert WRITTEN["invoice"]["lines"][0]["quantity"] == "3/4"
    assert WRITTEN["invoice"]["lines"][0]["tax"] == {"category": "S", "percent": "19", "reason": ""}
    assert WRITTEN["invoice"]["issued_on"] == "2026-04-01"


def test_equal_invoices_have_equal_text() -> None:
    other_words = replace(
        SAMPLE,
        gross=Money(Decimal("89.2500"), "EUR"),
        lines=(
            replace(
                SAMPLE.lines[0],
                tax=TaxClass("S", Decimal("19.0")),
                because=MappingProxyType({"parts": (1, "1/3", None, True), "clause": "charges.work"}),
            ),
        ),
    )

    assert invoice_json(other_words) == invoice_json(SAMPLE)


def test_the_hash_is_that_of_the_text() -> None:
    assert invoice_hash(SAMPLE) == hashlib.sha256(invoice_json(SAMPLE).encode()).hexdigest()
    assert invoice_hash(replace(SAMPLE, number="2026-0043")) != invoice_hash(SAMPLE)


def damaged(path: str, value: object) -> str:
    """Return the sample with another value at a path such as `lines.0.net.amount`."""
    document = json.loads(invoice_json(SAMPLE))
    inner: Any = document["invoice"]
    *steps, last = path.split(".")
    for step in steps:
        inner = inner[int(step) if step.isdigit() else step]
    inner[last] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    ("path", "value", "where", "why"),
    [
        ("number", 7, "invoice.number", "7 is not a text"),
        ("kind", "quote", "invoice.kind", '"quote" is not one of invoice, credit note'),
        ("corrects", False, "invoice.corrects", "false is not a text"),
        ("due_on", "20260501", "invoice.due_on", '"20260501" is not a date such as 2026-03-31'),
        ("due_on", "2026-02-30", "invoice.due_on", "2026-02-30 is not a day of the calendar"),
        ("lines", {}, "invoice.lines", "{} is not a list"),
        ("versions", [1], "invoice.versions[0]", "1 is not a text"),
        ("provider", None, "invoice.provider", "null is not a table"),
        ("stamp", 1, "invoice", "the key «stamp» is not known"),
        ("lines.0.number", True, "invoice.lines[0].number", "true is not a whole number"),
        ("lines.0.quantity", "1/0", "invoice.lines[0].quantity", '"1/0" is not a fraction such as 3/4'),
        ("lines.0.net.amount", "1e5", "invoice.lines[0].net.amount", '"1e5" is not a decimal such as 12.00'),
        ("lines.0.because", [], "invoice.lines[0].because", "[] is not a table"),
        ("lines.0.item", ["x" * 99], "invoice.lines[0].item", f'["{"x" * 78} is not a text'),
    ],
)
def test_a_damaged_value_is_named_with_its_place(path: str, value: object, where: str, why: str) -> None:
    with pytest.raises(UnreadableInvoice) as caught:
        read_invoice(damaged(path, value))

    assert (caught.value.where, caught.value.why) == (where, why)


def test_a_missing_key_is_named() -> None:
    text = invoice_json(SAMPLE).replace('"payment_terms":"30 days",', "")

    with pytest.raises(UnreadableInvoice, match="the key «payment_terms» is missing"):
        read_invoice(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        invoice_json(SAMPLE)[:-1],
        '{"format":1,"format":2}',
        '{"format":NaN}',
        "[" * 100_000,
        f"[{'1' * 5_000}]",
    ],
)
def test_what_is_not_json_is_not_read(text: str) -> None:
    with pytest.raises(UnreadableInvoice, match="text: it is not JSON"):
        read_invoice(text)


@pytest.mark.parametrize("text", ["[]", "{}", '{"format":"asagreed invoice 2"}', '{"format":"asagreed invoice 1"}'])
def test_another_format_is_not_read(text: str) -> None:
    with pytest.raises(UnreadableInvoice, match="it is not «asagreed invoice 1»"):
        read_invoice(text)
