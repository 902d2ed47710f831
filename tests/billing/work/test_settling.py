"""From work to what is owed: statements that were issued, corrections, fixed monthly time, quotes that run out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.cases.work_runner import entry_of, said_of_parts
from tests.written_agreements import at, written

from asagreed.billing.work.settling import Issued, WorkPart, in_order, settle
from asagreed.facts.books import AcceptedQuote, Books
from asagreed.facts.work import WorkEntry
from asagreed.money import Money
from asagreed.versions import History

HOUR = 3600
ZONE = "America/Chicago"
TEXT = """\
services: {otherwise: excluded}
rates: {remote: 100.00 USD per h}
allowance: {hours: 2 h a month, unused: expires}
monthly draws: {monitoring: 30 min}
"""
MAY = Issued((2026, 5), at("2026-06-01 09:00"))
WORDS = ("entry", "source", "drawn", "price", "appears")


@pytest.fixture
def history(tmp_path: Path) -> History:
    amended = "amendment: 1\nin force from: 2026-06-01\nsigned: 2026-05-20\nremove: [monthly draws]\n"
    return written(tmp_path, TEXT, amendments_1=amended)


def told(lines: list[str]) -> list[WorkEntry]:
    return [entry_of(line, number, ZONE) for number, line in enumerate(lines, start=1)]


def of_may(parts: list[WorkPart]) -> list[WorkPart]:
    return [part for part in parts if part.appears_in <= (2026, 5)]


def test_fixed_monthly_time_is_drawn_first_in_each_month_that_it_is_agreed_for(history: History) -> None:
    settlement = settle(told(["Tue 2026-02-10 09:00-11:00, repair, remote"]), history, Books())

    assert said_of_parts(settlement, ("entry", "source", "drawn", "price")) == [
        ("monitoring 2026-01", "allowance", "30 min", "free"),
        ("monitoring 2026-02", "allowance", "30 min", "free"),
        ("W1", "allowance", "1 h 30 min", "free"),
        ("W1", "rate", "0 s", "50.00 USD"),
    ]


def test_fixed_monthly_time_is_drawn_up_to_the_month_that_is_asked_for(history: History) -> None:
    settlement = settle([], history, Books(), until=(2026, 8))

    assert [part.entry for part in settlement.parts] == [f"monitoring 2026-0{month}" for month in range(1, 6)]


def test_without_work_there_is_nothing_to_settle(history: History) -> None:
    assert settle([], history, Books()).parts == []


def test_a_statement_may_name_the_jobs_that_it_holds(history: History) -> None:
    entries = told(["Tue 2026-05-12 09:00-10:00, repair, remote", "Wed 2026-05-13 09:00-10:00, repair, remote"])
    issued = Issued((2026, 5), at("2026-06-01 09:00"), frozenset(("W2",)))

    turns = {job.name: turn for turn, job in in_order(entries, history, [issued])}

    assert (turns["W1"], turns["W2"]) == (1, 0)


def test_a_correction_after_the_statement_takes_back_what_was_drawn_and_appears_on_the_next(history: History) -> None:
    wrong = "Tue 2026-05-12 09:00-11:30, repair, remote"
    right = "Tue 2026-05-12 09:00-10:00, repair, remote, corrects W1, recorded Wed 2026-06-03 09:00"
    before = settle(told([wrong]), history, Books(), issued=[MAY])

    after = settle(told([wrong, right]), history, Books(), issued=[MAY])

    assert of_may(after.parts) == of_may(before.parts)
    assert [said for said in said_of_parts(after, WORDS) if said[0] in ("W1", "W2")] == [
        ("W1", "allowance", "1 h 30 min", "free", "2026-05"),
        ("W1", "rate", "0 s", "100.00 USD", "2026-05"),
        ("W1", "allowance", "-1 h 30 min", "free", "2026-06"),
        ("W1", "rate", "0 s", "-100.00 USD", "2026-06"),
        ("W2", "allowance", "1 h", "free", "2026-06"),
    ]


def test_a_correction_that_the_statement_already_held_takes_nothing_back(history: History) -> None:
    wrong = "Tue 2026-05-12 09:00-11:30, repair, remote"
    right = "Tue 2026-05-12 09:00-10:00, repair, remote, corrects W1, recorded Wed 2026-05-13 09:00"

    assert {part.entry for part in settle(told([wrong, right]), history, Books(), issued=[MAY]).parts} >= {"W2"}
    assert "W1" not in {part.entry for part in settle(told([wrong, right]), history, Books(), issued=[MAY]).parts}


def test_statements_are_drawn_in_the_order_in_which_they_were_issued(history: History) -> None:
    june = Issued((2026, 6), at("2026-07-01 09:00"))
    lines = [
        "Tue 2026-05-12 09:00-11:00, repair, remote",
        "Tue 2026-05-05 09:00-10:00, repair, remote, recorded Wed 2026-06-03 09:00",
        "Tue 2026-05-05 10:00-11:00, repair, remote, recorded Fri 2026-07-03 09:00",
    ]

    parts = settle(told(lines), history, Books(), issued=[MAY, june]).parts

    assert [(part.entry, part.appears_in) for part in parts if part.entry.startswith("W")] == [
        ("W1", (2026, 5)),
        ("W1", (2026, 5)),
        ("W2", (2026, 6)),
        ("W3", (2026, 7)),
    ]


def test_a_quote_whose_hours_are_used_up_pays_no_more(history: History) -> None:
    quote = AcceptedQuote(
        id="Q", accepted_at=at("2026-05-01 09:00"), per_hour=Money(Decimal(90), "USD"), at_most_seconds=HOUR
    )
    lines = [f"Tue 2026-05-12 {hour:02d}:00-{hour + 1}:00, repair, remote, quote Q" for hour in (10, 11)]

    parts = settle(told(lines), history, Books(quotes={"Q": quote})).parts

    assert [(part.entry, part.source) for part in parts if part.entry.startswith("W")] == [
        ("W1", "quote"),
        ("W2", "allowance"),
    ]


def test_the_same_facts_settle_to_the_same_parts(history: History) -> None:
    entries = told(["Tue 2026-05-12 09:00-11:30, repair, remote", "Wed 2026-05-13 09:00-10:00, repair, remote, job J"])

    assert settle(entries, history, Books()).parts == settle(entries[::-1], history, Books()).parts


def test_a_correction_gives_back_the_hours_of_a_limit_and_of_a_quote(tmp_path: Path) -> None:
    text = """\
services: {included: {repair: {limit: 2 h a month}}, otherwise: excluded}
rates: {remote: 100.00 USD per h}
"""
    quote = AcceptedQuote(
        id="Q", accepted_at=at("2026-05-01 09:00"), per_hour=Money(Decimal(90), "USD"), at_most_seconds=2 * HOUR
    )
    lines = [
        "Tue 2026-05-12 09:00-11:00, repair, remote",
        "Tue 2026-05-12 11:00-13:00, move, remote, quote Q",
        "Tue 2026-05-12 09:00-10:00, repair, remote, corrects W1, recorded Wed 2026-06-03 09:00",
        "Tue 2026-05-12 11:00-12:00, move, remote, quote Q, corrects W2, recorded Wed 2026-06-03 09:00",
        "Wed 2026-05-13 09:00-10:30, repair, remote, recorded Wed 2026-06-03 09:00",
        "Wed 2026-05-13 11:00-12:30, move, remote, quote Q, recorded Wed 2026-06-03 09:00",
    ]

    settlement = settle(told(lines), written(tmp_path, text), Books(quotes={"Q": quote}), issued=[MAY])

    assert said_of_parts(settlement, ("entry", "source", "worked")) == [
        ("W1", "free", "2 h"),
        ("W2", "quote", "2 h"),
        ("W1", "free", "-2 h"),
        ("W3", "free", "1 h"),
        ("W2", "quote", "-2 h"),
        ("W4", "quote", "1 h"),
        ("W5", "free", "1 h"),
        ("W5", "rate", "30 min"),
        ("W6", "quote", "1 h"),
        ("W6", "rate", "30 min"),
    ]
