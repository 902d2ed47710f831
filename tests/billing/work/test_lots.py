"""Hours granted and bought ahead, as lots."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.written_agreements import at, written

from asagreed.billing.work.lots import NEVER, Lot, NoLot, allowance_lots, block_lot, kept_within
from asagreed.facts.books import BlockBought
from asagreed.figures import Clause
from asagreed.terms.resolved.prepaid_clauses import Purpose
from asagreed.versions import History

HOUR = 3600
RATES = "services: {otherwise: excluded}\nrates: {remote: 100.00 USD per h}\n"
CHEAPER = "amendment: 1\nin force from: 2026-05-02 12:00\nsigned: 2026-05-01\nset: {rates.remote: 90.00 USD per h}\n"
BLOCKS = """\
block:
  sizes:
    1 h: {price: 100.00 USD, expires: never}
    2 h: {price: 200.00 USD, free: 30 min, expires: 1 month}
    3 h: {price: 300.00 USD, expires: 1 month after payment}
    4 h: {price: 400.00 USD, expires: 1 month after first use}
"""


def lot(name: str, hours: int, used: int = 0) -> Lot:
    return Lot(
        name=name,
        kind="block",
        granted=hours * HOUR,
        from_at=0,
        until_at=NEVER,
        purpose=Purpose(frozenset(), frozenset()),
        clause=Clause("block"),
        because="",
        used=used * HOUR,
    )


def block(history: History, hours: int, *, bought: str, paid: str = "") -> Lot:
    found = block_lot(
        history,
        BlockBought(name="b", size=hours * HOUR, bought_at=at(bought), paid_at=at(paid) if paid else None),
    )
    assert isinstance(found, Lot)
    return found


def test_a_month_is_one_lot(tmp_path: Path) -> None:
    history = written(tmp_path, RATES + "allowance: {hours: 10 h a month, unused: rolls over once}\n")

    (found,) = allowance_lots(history, (2026, 5))

    assert (found.name, found.granted, found.because) == ("allowance 2026-05", 10 * HOUR, "granted for the whole month")
    assert (found.from_at, found.until_at) == (at("2026-05-01 00:00"), at("2026-07-01 00:00"))


def test_an_amendment_of_something_else_does_not_cut_the_month(tmp_path: Path) -> None:
    text = RATES + "allowance: {hours: 31 h a month}\n"
    history = written(
        tmp_path,
        text,
        amendments_1=CHEAPER,
    )

    assert [each.granted for each in allowance_lots(history, (2026, 5))] == [31 * HOUR]
    assert allowance_lots(history, (2025, 12)) == ()


def test_a_day_on_which_a_version_begins_is_granted_by_that_version(tmp_path: Path) -> None:
    amended = (
        "amendment: 1\nin force from: 2026-05-11 18:00\nsigned: 2026-05-01\nset: {allowance.hours: 62 h a month}\n"
    )
    history = written(tmp_path, RATES + "allowance: {hours: 31 h a month}\n", amendments_1=amended)

    assert [(each.name, each.granted, each.because) for each in allowance_lots(history, (2026, 5))] == [
        ("allowance 2026-05 from day 1", 10 * HOUR, "granted for 10 of 31 days"),
        ("allowance 2026-05 from day 11", 42 * HOUR, "granted for 21 of 31 days"),
    ]


def test_an_allowance_that_was_taken_away_grants_no_more(tmp_path: Path) -> None:
    amended = "amendment: 1\nin force from: 2026-05-11\nsigned: 2026-05-01\nremove: [allowance]\n"
    history = written(tmp_path, RATES + "allowance: {hours: 31 h a month}\n", amendments_1=amended)

    assert [each.granted for each in allowance_lots(history, (2026, 5))] == [10 * HOUR]
    assert allowance_lots(history, (2026, 6)) == ()


@pytest.mark.parametrize(
    ("hours", "paid", "from_at", "until_at"),
    [
        (1, "2026-05-03 09:00", "2026-05-03 09:00", ""),
        (1, "", "", ""),
        (1, "2026-04-28 09:00", "2026-04-30 10:00", ""),
        (2, "2026-05-03 09:00", "2026-05-03 09:00", "2026-05-30 10:00"),
        (3, "2026-05-03 09:00", "2026-05-03 09:00", "2026-06-03 09:00"),
        (3, "", "", ""),
        (4, "2026-05-03 09:00", "2026-05-03 09:00", ""),
    ],
)
def test_a_block_counts_from_payment_until_its_end(
    tmp_path: Path, hours: int, paid: str, from_at: str, until_at: str
) -> None:
    found = block(written(tmp_path, RATES + BLOCKS), hours, bought="2026-04-30 10:00", paid=paid)

    assert found.from_at == (at(from_at) if from_at else NEVER)
    assert found.until_at == (at(until_at) if until_at else NEVER)


def test_a_block_bought_on_the_last_of_a_month_ends_on_the_last_of_a_shorter_one(tmp_path: Path) -> None:
    found = block(written(tmp_path, RATES + BLOCKS), 2, bought="2026-01-31 10:00", paid="2026-01-31 10:00")

    assert found.until_at == at("2026-02-28 10:00")


def test_free_hours_come_with_the_block(tmp_path: Path) -> None:
    found = block(written(tmp_path, RATES + BLOCKS), 2, bought="2026-04-30 10:00")

    assert (found.granted, found.because) == (9000, "2 h bought, 0.5 h free")


def test_the_first_use_sets_the_end_and_the_second_does_not(tmp_path: Path) -> None:
    found = block(written(tmp_path, RATES + BLOCKS), 4, bought="2026-04-30 10:00", paid="2026-04-30 10:00")

    found.take(0, at("2026-05-01 10:00"), "America/Chicago")
    assert found.until_at == NEVER
    found.take(60, at("2026-05-02 10:00"), "America/Chicago")
    found.take(60, at("2026-05-09 10:00"), "America/Chicago")

    assert found.until_at == at("2026-06-02 10:00")
    assert found.left == 4 * HOUR - 120


def test_a_block_that_was_never_offered_is_none(tmp_path: Path) -> None:
    history = written(tmp_path, RATES + BLOCKS)
    odd = BlockBought(name="odd", size=9 * HOUR, bought_at=at("2026-04-30 10:00"), place="books:3")
    early = BlockBought(name="early", size=HOUR, bought_at=at("2025-04-30 10:00"))

    assert block_lot(history, odd) == NoLot("odd", "blocks of 9 h were not offered, only 1 h, 2 h, 3 h, 4 h", "books:3")
    assert block_lot(history, early) == NoLot("early", "no clause in force on that day offers blocks of hours", "")


@pytest.mark.parametrize("seconds", [-1, HOUR + 1])
def test_no_more_is_taken_than_is_there(seconds: int) -> None:
    with pytest.raises(ValueError, match="seconds cannot be drawn from small"):
        lot("small", 1).take(seconds, 0, "UTC")


def test_the_oldest_hours_are_lost_first() -> None:
    old, middle, new = lot("old", 5, used=1), lot("middle", 5), lot("new", 5)

    assert [(each.name, lost) for each, lost in kept_within((old, middle, new), 7 * HOUR)] == [
        ("old", 4 * HOUR),
        ("middle", 3 * HOUR),
    ]
    assert list(kept_within((old, middle), 100 * HOUR)) == []
