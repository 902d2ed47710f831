"""An issued invoice as a file: the same bytes again, every change found, nothing overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.billing.exports.made_up import invoice, line, random_invoice

from asagreed.billing.exports import issued_file
from asagreed.billing.exports.issued_file import issued_text, read_issued, read_issued_folder, write_issued
from asagreed.billing.statements.issuing import IssuedInvoice, issue_credit_note
from asagreed.errors import AlreadyIssued, UnreadableInvoice

MADE = IssuedInvoice(invoice(line()), (2026, 3), 1_775_000_000, frozenset({"W2", "W1"}))


def numbered(number: str, month: int = 3, issued_at: int = 1_775_000_000) -> IssuedInvoice:
    return replace(MADE, invoice=replace(MADE.invoice, number=number), month=(2026, month), issued_at=issued_at)


def test_what_is_read_is_what_was_written_and_writes_the_same_bytes() -> None:
    text = issued_text(MADE)

    assert read_issued(text, where="x") == MADE
    assert issued_text(read_issued(text, where="x")) == text
    assert json.loads(text)["entries"] == ["W1", "W2"]


@given(seed=st.integers(0, 2**32), month=st.integers(1, 12), at=st.integers(0, 2**33), entries=st.frozensets(st.text()))
def test_any_issued_invoice_comes_back_the_same(seed: int, month: int, at: int, entries: frozenset[str]) -> None:
    made = IssuedInvoice(random_invoice(seed), (2026, month), at, entries)
    text = issued_text(made)

    assert read_issued(text, where="x") == made
    assert issued_text(read_issued(text, where="x")) == text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("month", [2026, 4]),
        ("issued_at", 1),
        ("entries", ["W1"]),
        ("entries", ["W1", "W2", "W3"]),
        ("sha256", "0" * 64),
    ],
)
def test_whatever_is_changed_afterwards_is_found(key: str, value: Any) -> None:
    told = {**json.loads(issued_text(MADE)), key: value}

    with pytest.raises(UnreadableInvoice, match=r"F-1\.json.*changed after it was issued"):
        read_issued(json.dumps(told), where="F-1.json")


def test_a_changed_amount_is_found() -> None:
    text = issued_text(MADE)
    assert text.count('"238.00"') == 1

    with pytest.raises(UnreadableInvoice, match="changed after it was issued"):
        read_issued(text.replace('"238.00"', '"138.00"'), where="x")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "it is not JSON"),
        ("[]", "it is not «asagreed issued 1»"),
        ("{}", "it is not «asagreed issued 1»"),
        (issued_text(MADE).replace("issued 1", "issued 2"), "it is not «asagreed issued 1»"),
    ],
)
def test_another_file_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnreadableInvoice, match=why):
        read_issued(text, where="x")


@pytest.mark.parametrize("wrong", [{"month": [2026]}, {"month": 3}, {"issued_at": "noon"}, {"entries": None}])
def test_a_file_with_a_true_hash_and_wrong_values_is_refused(wrong: dict[str, Any]) -> None:
    told = {**json.loads(issued_text(MADE)), **wrong}
    told["sha256"] = issued_file._hash(told)

    with pytest.raises(UnreadableInvoice, match="its month, its moment or its entries cannot be read"):
        read_issued(json.dumps(told), where="x")


def test_a_folder_is_read_in_the_order_of_issue(tmp_path: Path) -> None:
    for number, issued_at in (("B", 30), ("A", 20), ("C", 20)):
        write_issued(numbered(number, issued_at, issued_at), tmp_path / "issued", known=())

    assert [each.invoice.number for each in read_issued_folder(tmp_path / "issued")] == ["A", "C", "B"]
    assert read_issued_folder(tmp_path / "none") == ()


def test_a_damaged_file_of_the_folder_is_named(tmp_path: Path) -> None:
    path = write_issued(MADE, tmp_path, known=())
    path.write_bytes(path.read_bytes().replace(b"Remote", b"R\xffmote"))

    with pytest.raises(UnreadableInvoice, match=r"2026-0042\.json"):
        read_issued_folder(tmp_path)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = write_issued(MADE, tmp_path, known=())
    before = path.read_bytes()

    for again, known in (
        (MADE, (MADE,)),  # the same number
        (numbered("other"), (MADE,)),  # the same month
        (numbered("2026/0042", 4), ()),  # another number that makes the same name of a file
    ):
        with pytest.raises(AlreadyIssued):
            write_issued(again, tmp_path, known=known)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["2026-0042.json"]


def test_a_credit_note_may_stand_beside_the_invoice_of_its_month(tmp_path: Path) -> None:
    note = issue_credit_note(MADE.invoice, number="C-1", issued_on=date(2026, 4, 9))
    path = write_issued(replace(MADE, invoice=note, entries=frozenset()), tmp_path, known=(MADE,))

    assert path.name == "C-1.json"
    assert not read_issued_folder(tmp_path)[0].is_statement
