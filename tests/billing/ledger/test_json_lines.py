"""A ledger is saved and read back to the byte, and every changed byte is found."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.billing.ledger.samples import CLAUSE, MARCH_2, draft, ledger_of, ledgers, money, moved, rich_ledger

from asagreed.billing.ledger import BEFORE_ALL, Ledger, bank, income, ledger_lines, read_ledger
from asagreed.billing.ledger.canonical import canonical_json, sha256_of
from asagreed.billing.ledger.entries import record_of
from asagreed.errors import LedgerDamaged

SMALL = b"".join(
    ledger_lines(
        ledger_of(
            draft("E-1", clauses=(CLAUSE,)),
            draft("E-2", moved(money("7", "JPY"), to=bank(), out_of=income("fee")), because="a \\ “b”"),
        )
    )
)


def read(data: bytes, **head: str) -> Ledger:
    """Read bytes as a file opened in binary mode is read."""
    return read_ledger(io.BytesIO(data), **head)


def test_a_rich_ledger_reads_back_as_it_was() -> None:
    ledger = rich_ledger()
    lines = list(ledger_lines(ledger))

    again = read_ledger(lines, head=ledger.head)

    assert again == ledger
    assert again.balances() == ledger.balances()
    assert list(ledger_lines(again)) == lines


@given(ledger=ledgers())
def test_any_ledger_reads_back_as_it_was(ledger: Ledger) -> None:
    data = b"".join(ledger_lines(ledger))
    again = read(data, head=ledger.head)

    assert again == ledger
    assert b"".join(ledger_lines(again)) == data


def test_an_entry_is_one_line_of_canonical_json() -> None:
    (line,) = ledger_lines(ledger_of(draft("E-1", because="Zoë paid")))

    record = json.loads(line)
    assert line == f"{canonical_json(record)}\n".encode("ascii")
    assert record["postings"][0] == {"account": ["Assets", "Bank"], "amount": "100.00", "commodity": "EUR"}
    assert record["hash"] == sha256_of({key: value for key, value in record.items() if key != "hash"})
    assert (record["previous"], record["because"], record["happened_at"]) == (BEFORE_ALL, "Zoë paid", MARCH_2)


def test_a_longer_ledger_begins_with_the_same_lines() -> None:
    ledger = ledger_of(draft("E-1"))
    before = list(ledger_lines(ledger))
    ledger.append(draft("E-2"))

    assert list(ledger_lines(ledger))[:1] == before


@pytest.mark.parametrize("change", [lambda byte: byte ^ 1, lambda byte: byte ^ 32, lambda _: 0x0A, lambda _: 0xFF])
def test_every_changed_byte_is_found(change: Callable[[int], int]) -> None:
    for at, byte in enumerate(SMALL):
        changed = bytearray(SMALL)
        changed[at] = change(byte)
        if changed != SMALL:
            with pytest.raises(LedgerDamaged):
                read(bytes(changed))


def test_every_byte_taken_out_is_found() -> None:
    for at in range(len(SMALL)):
        with pytest.raises(LedgerDamaged):
            read(SMALL[:at] + SMALL[at + 1 :])


@settings(max_examples=300)
@given(at=st.integers(0, len(SMALL)), added=st.binary(min_size=1, max_size=3))
def test_every_byte_put_in_is_found(at: int, added: bytes) -> None:
    with pytest.raises(LedgerDamaged):
        read(SMALL[:at] + added + SMALL[at:])


def test_lines_that_are_moved_or_taken_out_are_found() -> None:
    first, second, third = ledger_lines(ledger_of(draft("E-1"), draft("E-2"), draft("E-3")))

    with pytest.raises(LedgerDamaged, match="at line 2: the entry «E-3» does not follow") as damaged:
        read_ledger([first, third, second])
    assert (damaged.value.place, damaged.value.why) == ("line 2", "the entry «E-3» does not follow the entry before it")
    with pytest.raises(LedgerDamaged, match="at line 1: the entry «E-2» does not follow"):
        read_ledger([second, third])
    with pytest.raises(LedgerDamaged, match="at line 2: The entry «E-1» cannot be recorded: an entry with this id"):
        read_ledger([first, first])


def test_lines_cut_off_at_the_end_are_found_by_the_head() -> None:
    ledger = ledger_of(draft("E-1"), draft("E-2"))
    lines = list(ledger_lines(ledger))

    assert len(read_ledger(lines[:1])) == 1
    with pytest.raises(LedgerDamaged, match="its last entry is not the one that was last recorded"):
        read_ledger(lines[:1], head=ledger.head)


def test_a_forged_chain_is_found_by_the_head() -> None:
    ledger = ledger_of(draft("E-1"), draft("E-2"))
    forged = ledger_of(draft("E-1", because="forged"), draft("E-2"))

    with pytest.raises(LedgerDamaged, match="at its end"):
        read_ledger(ledger_lines(forged), head=ledger.head)


def test_an_entry_that_breaks_a_rule_is_found_however_well_it_is_hashed() -> None:
    record = record_of(ledger_of(draft("E-1")).entry("E-1"))
    record["postings"] = record["postings"][:1]

    with pytest.raises(LedgerDamaged, match=r"its postings add up to 100\.00 EUR, not to nothing"):
        read_ledger([rehashed(record)])


def rehashed(record: dict[str, Any]) -> bytes:
    """Return a record as a line whose hash fits."""
    del record["hash"]
    return f"{canonical_json({**record, 'hash': sha256_of(record)})}\n".encode()


def without(key: str) -> Callable[[dict[str, Any]], None]:
    def remove(record: dict[str, Any]) -> None:
        del record[key]

    return remove


def with_posting(**given: Any) -> Callable[[dict[str, Any]], None]:
    return lambda record: record["postings"][0].update(given)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (without("id"), "«id» is missing"),
        (without("reverses"), "it is not written as a ledger writes it"),
        (lambda record: record.update(note="x"), "it is not written as a ledger writes it"),
        (lambda record: record.update(happened_at=True), "True is bool, not int"),
        (lambda record: record.update(recorded_at="now"), "'now' is str, not int"),
        (lambda record: record.update(reverses=7), "7 is int, not str"),
        (lambda record: record.update(happened_at=10**30), "lies outside the years 1900 to 2999"),
        (lambda record: record.update(postings={}), "{} is dict, not list"),
        (lambda record: record.update(clauses=["fees"]), "'fees' is str, not dict"),
        (with_posting(amount="1e2"), "«1e2» is no amount of EUR"),
        (with_posting(amount="٣.00"), "«٣.00» is no amount of EUR"),
        (with_posting(amount="1.005"), "it is finer than 2 digits"),
        (with_posting(amount="1.00", commodity="SECONDS"), "«1.00» is no amount of SECONDS"),
        (with_posting(amount="60", commodity="SECONDS"), "this account holds money"),
        (with_posting(commodity="eur"), "three capital letters"),
        (with_posting(account=["Assets", "Petty"]), "The ledger has no account «Assets:Petty»"),
        (with_posting(account=["Assets", 7]), "7 is int, not str"),
    ],
)
def test_a_line_that_is_no_entry_is_refused_with_its_reason(spoil: Callable[[dict[str, Any]], None], why: str) -> None:
    first, second = ledger_lines(ledger_of(draft("E-1"), draft("E-2")))
    record = json.loads(second)
    spoil(record)

    with pytest.raises(LedgerDamaged) as damaged:
        read_ledger([first, rehashed(record)])

    assert damaged.value.place == "line 2"
    assert why in damaged.value.why


@pytest.mark.parametrize(
    "line", [b"", b"\n", b"[]\n", b"null\n", b"NaN\n", b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 5_000, b'"\\ud800"\n']
)
def test_a_line_that_is_not_json_is_refused_without_a_traceback(line: bytes) -> None:
    with pytest.raises(LedgerDamaged, match="at line 1: it is no entry"):
        read_ledger([line])


def test_an_entry_in_other_words_but_with_the_old_hash_is_found() -> None:
    entry = ledger_of(draft("E-1")).entry("E-1")
    line = canonical_json(record_of(replace(entry, because="forged"))).encode() + b"\n"

    with pytest.raises(LedgerDamaged, match="its hash differs"):
        read_ledger([line])
