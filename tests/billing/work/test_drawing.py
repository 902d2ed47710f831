"""What pays for work: notices, what is given back, and moments at which there is nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from tests.cases.work_runner import entry_of
from tests.written_agreements import at, written

from asagreed.billing.work.drawing import Purses
from asagreed.billing.work.judging import Judge, Judgement
from asagreed.billing.work.settling import settle
from asagreed.facts.books import BlockBought, Books, Payment
from asagreed.money import Money
from asagreed.versions import History

HOUR = 3600
ZONE = "America/Chicago"
TEXT = """\
services: {otherwise: excluded}
rates: {remote: 100.00 USD per h, gift: 0.00 USD per h}
allowance: {hours: 10 h a month, for: [on-site], unused: rolls over once, at most: 4 h}
block: {size: 4 h, price: 400.00 USD, usable: when bought, expires: never, notice below: [3 h, 1 h]}
retainer: {floor: 10.00 USD, below the floor: bill the rest, notice below: [50.00 USD, 20.00 USD]}
"""


@pytest.fixture
def history(tmp_path: Path) -> History:
    amended = "amendment: 1\nin force from: 2026-09-01\nsigned: 2026-08-01\nremove: [allowance, block, retainer]\n"
    return written(tmp_path, TEXT, amendments_1=amended)


def books(*, block: bool = False, paid: str = "") -> Books:
    bought = (BlockBought(name="b", size=4 * HOUR, bought_at=at("2026-05-01 09:00")),) if block else ()
    amount = Money(Decimal(paid), "USD") if paid else None
    payments = (Payment(id="P", at=at("2026-05-01 09:00"), amount=amount, for_="retainer"),) if amount else ()
    return Books(blocks=bought, payments=payments)


def judgement(history: History, line: str) -> Judgement:
    return Judge(history, Books()).judge(entry_of(line, 1, ZONE))[0].judgement


def test_a_block_that_runs_low_is_noticed_once_for_each_threshold(history: History) -> None:
    lines = [f"Tue 2026-05-12 {hour:02d}:00-{hour + 1:02d}:00, repair, remote" for hour in range(9, 13)]
    entries = [entry_of(line, number, ZONE) for number, line in enumerate(lines)]

    notices = settle(entries, history, books(block=True)).purses.notices

    assert [(each.kind, each.below, each.left, each.cause) for each in notices] == [
        ("block", 3 * HOUR, 2 * HOUR, "W1"),
        ("block", HOUR, 0, "W3"),
    ]
    assert {each.clause.address for each in notices} == {"block"}


def test_a_draw_that_passes_two_thresholds_is_noticed_twice(history: History) -> None:
    entry = entry_of("Tue 2026-05-12 09:00-12:30, repair, remote", 1, ZONE)

    notices = settle([entry], history, books(block=True)).purses.notices

    assert [(each.below, each.left) for each in notices] == [(3 * HOUR, HOUR // 2), (HOUR, HOUR // 2)]


def test_a_retainer_that_runs_low_is_noticed(history: History) -> None:
    entries = [entry_of(f"Tue 2026-05-12 {hour:02d}:00-{hour}:21, repair, remote", hour, ZONE) for hour in (10, 11, 12)]

    notices = settle(entries, history, books(paid="100.00")).purses.notices

    assert [(each.kind, str(each.below), str(each.left)) for each in notices] == [
        ("retainer", "50.00 USD", "30.00 USD"),
        ("retainer", "20.00 USD", "10.00 USD"),
    ]


def test_what_is_given_back_can_be_drawn_again(history: History) -> None:
    purses = Purses(history, books(block=True, paid="100.00"))
    said = judgement(history, "Tue 2026-05-12 09:00-10:00, repair, remote")
    list(purses.draw(said, 5 * HOUR, at("2026-05-12 09:00")))
    assert (purses.blocks[0].left, purses.retainer_used) == (0, Fraction(90))

    purses.give_back("b", HOUR, Fraction(0))
    purses.give_back("retainer", 0, Fraction(90))

    assert (purses.blocks[0].left, purses.retainer_used) == (HOUR, Fraction(0))


def test_work_without_a_rate_is_drawn_from_nothing(history: History) -> None:
    said = judgement(history, "Tue 2026-05-12 09:00-10:00, repair, work type wizardry")

    assert list(Purses(history, books(block=True)).draw(said, HOUR, at("2026-05-12 09:00"))) == []


def test_work_that_costs_nothing_is_paid_for_by_a_retainer_with_money(history: History) -> None:
    entry = entry_of("Tue 2026-05-12 09:00-10:00, repair, work type gift", 1, ZONE)

    assert [(part.source, part.amount) for part in settle([entry], history, books(paid="50.00")).parts] == [
        ("retainer", Fraction(0))
    ]


def test_there_are_no_hours_before_the_agreement(history: History) -> None:
    assert Purses(history, Books()).lots_at(at("2025-11-01 09:00")) == ()


def test_hours_that_were_taken_away_are_not_carried_over(history: History) -> None:
    purses = Purses(history, Books())

    assert [lot.name for lot in purses.lots_at(at("2026-08-15 09:00"))] == ["allowance 2026-07", "allowance 2026-08"]
    assert purses.lots_at(at("2026-09-15 09:00")) == ()


def test_a_retainer_that_was_taken_away_pays_no_more(history: History) -> None:
    said = judgement(history, "Tue 2026-05-12 09:00-10:00, repair, remote")
    purses = Purses(history, books(paid="100.00"))

    assert [drawn.source for drawn in purses.draw(said, HOUR, at("2026-09-15 09:00"))] == ["rate"]


def test_the_next_change_lies_strictly_inside(history: History) -> None:
    purses = Purses(history, books(block=True))
    moment = at("2026-05-01 09:00")

    assert purses.next_change(moment - 1, moment + 1) == moment
    assert purses.next_change(moment, moment + 9) is None
    assert purses.next_change(moment - 9, moment) is None
