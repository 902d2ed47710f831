"""The Beancount file says what the ledger says, and Beancount itself agrees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.billing.ledger.samples import (
    AWKWARD,
    CLAUSE,
    DAY,
    HOUR,
    MARCH_2,
    any_text,
    draft,
    ledger_of,
    ledgers,
    money,
    moved,
    rich_ledger,
)

from asagreed.billing.ledger import (
    Ledger,
    Seconds,
    allowance_left,
    bank,
    beancount_text,
    block_left,
    income,
    receivable,
    retainer_held,
    time_granted,
)
from asagreed.billing.ledger.beancount_names import account_name, quoted
from asagreed.errors import UnknownZone

BEAN_CHECK = Path(sys.executable).parent / "bean-check"
ZONE = "Europe/Berlin"


def complaints(text: str, folder: Path) -> str:
    """Return what bean-check says about a file; nothing when it accepts it."""
    file = folder / "ledger.beancount"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [BEAN_CHECK, "--no-cache", file], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert bool(done.returncode) == bool(done.stderr)
    return done.stderr


def test_bean_check_accepts_a_rich_ledger(tmp_path: Path) -> None:
    assert complaints(beancount_text(rich_ledger(), zone=ZONE, payee='Müller "&" Söhne\\'), tmp_path) == ""


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(ledger=ledgers(), payee=any_text, asserts_balances=st.booleans())
def test_bean_check_accepts_any_ledger(
    tmp_path_factory: pytest.TempPathFactory, ledger: Ledger, payee: str, asserts_balances: bool
) -> None:
    text = beancount_text(ledger, zone="Pacific/Auckland", payee=payee, asserts_balances=asserts_balances)

    assert complaints(text, tmp_path_factory.mktemp("ledger")) == ""


@pytest.mark.proof
@settings(max_examples=1_000, suppress_health_check=[HealthCheck.too_slow])
@given(ledger=ledgers(), payee=any_text)
def test_bean_check_accepts_a_thousand_ledgers(
    tmp_path_factory: pytest.TempPathFactory, ledger: Ledger, payee: str
) -> None:
    text = beancount_text(ledger, zone="America/Chicago", payee=payee)

    assert complaints(text, tmp_path_factory.mktemp("ledger")) == ""


@pytest.mark.parametrize(
    ("written", "forged", "complaint"),
    [
        ("-250.00 EUR", "-250.01 EUR", "Transaction does not balance"),
        ("Equity:Time:Granted  -36000 SECONDS", "Equity:Time:Granted  -36001 SECONDS", "Transaction does not balance"),
        ("500.00 ~ 0 EUR", "500.00 ~ EUR 0", "syntax error"),
        ("balance Assets:Bank  500.00", "balance Assets:Bank  500.01", "Balance failed for 'Assets:Bank'"),
        ("open Assets:Bank", "open Assets:Petty", "unknown account 'Assets:Bank'"),
    ],
)
def test_bean_check_rejects_a_forged_file(written: str, forged: str, complaint: str, tmp_path: Path) -> None:
    text = beancount_text(rich_ledger(), zone=ZONE)
    assert written in text

    assert complaint in complaints(text.replace(written, forged, 1), tmp_path)


def test_bean_check_misses_a_transaction_that_was_taken_out(tmp_path: Path) -> None:
    blocks = beancount_text(rich_ledger(), zone=ZONE).split("\n\n")
    kept = [block for block in blocks if '\n  id: "used"\n' not in block]

    assert len(kept) == len(blocks) - 1
    assert "Balance failed for 'Expenses:Time:Used'" in complaints("\n\n".join(kept), tmp_path)


def test_a_small_ledger_is_written_like_this() -> None:
    ledger = ledger_of(
        draft(
            "E-1",
            moved(Seconds(10 * HOUR), to=block_left("Spring"), out_of=time_granted()),
            happened_at=MARCH_2 - HOUR,
            because='a "block" of 10 h',
            clauses=(CLAUSE,),
        ),
        draft("E-2", moved(money("12.00"), to=bank(), out_of=income("fee")), recorded_at=MARCH_2 + DAY),
    )
    ledger.append(ledger.reverse("E-2", recorded_at=MARCH_2 + DAY, because="an error"))
    first, second, third = ledger

    assert (
        beancount_text(ledger, zone="America/Chicago", payee="Harbour")
        == f"""\
option "title" "asagreed ledger {ledger.head[:12]}"
option "operating_currency" "EUR"

2026-03-01 commodity EUR
2026-03-01 commodity SECONDS

2026-03-01 open Assets:Bank
2026-03-01 open Assets:Time:Block:Spring
2026-03-01 open Equity:Time:Granted
2026-03-01 open Income:Fee

2026-03-01 * "Harbour" "a \\"block\\" of 10 h"
  id: "E-1"
  cause: "payment 2026-118"
  clause-1: "rates.remote-support (say \\"harbour\\".yaml:12)"
  happened-at: "2026-03-01T23:00:00Z"
  recorded-at: "2026-03-02T01:00:00Z"
  inputs: "{first.inputs}"
  hash: "{first.hash}"
  Assets:Time:Block:Spring  36000 SECONDS
  Equity:Time:Granted  -36000 SECONDS

2026-03-01 * "Harbour" "paid by bank transfer"
  id: "E-2"
  cause: "payment 2026-118"
  happened-at: "2026-03-02T00:00:00Z"
  recorded-at: "2026-03-03T00:00:00Z"
  inputs: "{second.inputs}"
  hash: "{second.hash}"
  Assets:Bank  12.00 EUR
  Income:Fee  -12.00 EUR

2026-03-01 * "Harbour" "an error"
  id: "E-2, reversed"
  cause: "payment 2026-118"
  reverses: "E-2"
  happened-at: "2026-03-02T00:00:00Z"
  recorded-at: "2026-03-03T00:00:00Z"
  inputs: "{third.inputs}"
  hash: "{third.hash}"
  Assets:Bank  -12.00 EUR
  Income:Fee  12.00 EUR

2026-03-02 balance Assets:Bank  0.00 ~ 0 EUR
2026-03-02 balance Assets:Time:Block:Spring  36000 ~ 0 SECONDS
2026-03-02 balance Equity:Time:Granted  -36000 ~ 0 SECONDS
2026-03-02 balance Income:Fee  0.00 ~ 0 EUR
"""
    )


def test_an_empty_ledger_is_an_empty_file(tmp_path: Path) -> None:
    text = beancount_text(Ledger(), zone=ZONE)

    assert text == 'option "title" "asagreed ledger 000000000000"\n'
    assert complaints(text, tmp_path) == ""


def test_the_date_is_that_of_the_wall_calendar_and_accounts_open_with_the_earliest() -> None:
    ledger = ledger_of(draft("E-1"), draft("late", happened_at=MARCH_2 - 30 * DAY))

    assert "2026-01-31 open Assets:Bank" in beancount_text(ledger, zone=ZONE)
    assert "2026-01-30 open Assets:Bank" in beancount_text(ledger, zone="America/Chicago")


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownZone):
        beancount_text(Ledger(), zone="Europe/Atlantis")


def test_names_that_beancount_can_read_stay_as_they_are() -> None:
    assert account_name(allowance_left("2026-03")) == "Assets:Time:Allowance:2026-03"
    assert account_name(income("top-up")) == "Income:Top-Up"


def test_other_names_are_made_readable_and_marked() -> None:
    assert account_name(block_left("spring")) == "Assets:Time:Block:Spring-622a494d3ea8c7ba"
    assert account_name(receivable("Müller & Söhne GmbH")).startswith("Assets:Receivable:Muller-Sohne-GmbH-")
    assert account_name(receivable("日本")).startswith("Assets:Receivable:X-")
    assert len(account_name(receivable("a" * 500))) < 80


@given(first=any_text, second=any_text)
def test_two_accounts_never_share_a_name(first: str, second: str) -> None:
    assert (account_name(block_left(first)) == account_name(block_left(second))) == (first == second)
    assert account_name(receivable(first)) != account_name(retainer_held(first))


def test_a_name_cannot_be_chosen_to_equal_a_marked_one() -> None:
    marked = account_name(block_left("spring")).rpartition(":")[2]

    assert account_name(block_left(marked)) != account_name(block_left("spring"))
    assert len({account_name(block_left(name)) for name in AWKWARD}) == len(AWKWARD)


def test_texts_are_quoted_so_that_they_end_where_they_should() -> None:
    assert quoted('say "a\\b"') == '"say \\"a\\\\b\\""'
    assert quoted("two\nlines\x00\ud800") == '"two\\\\nlines\\\\x00\\\\ud800"'
    assert quoted("Zoë – 日本") == '"Zoë – 日本"'
