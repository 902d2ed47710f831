"""Balances are sums: what was put in, less what was taken and what was lost, is what is left."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.billing.agreed import WORK, H, at, history, lasting, usd, worked

from asagreed.billing.statements.balances import Balance, balances
from asagreed.billing.work.settling import settle
from asagreed.facts.books import BlockBought, Books, Payment
from asagreed.facts.work import WorkEntry
from asagreed.money import Money

TEXT = (
    WORK
    + """allowance: {hours: 2 h a month, unused: rolls over once, at most: 3 h}
block: {size: 5 h, price: 500.00 USD, usable: when paid, expires: 2 months}
retainer: {floor: 100.00 USD, below the floor: bill the rest}
"""
)
BOUGHT = BlockBought(name="block 1", size=5 * H, bought_at=at("2026-05-04"), paid_at=at("2026-05-11"))


def left_at(moment: str, books: Books, *entries: WorkEntry) -> dict[str, Balance]:
    known = history(TEXT)
    found = balances(settle(entries, known, books, until=(2026, 5)), at=at(moment), month=(2026, int(moment[5:7])))
    return {balance.name: balance for balance in found}


def test_an_allowance_has_what_was_granted_less_what_was_taken() -> None:
    found = left_at("2026-01-31", Books(), worked("W1", "2026-01-12 09:00", "10:30"))["allowance 2026-01"]

    assert (found.put_in, found.taken, found.lost, found.left) == (2 * H, 90 * 60, 0, 30 * 60)
    assert found.until_at == at("2026-03-01")
    assert [(part.value, part.events) for part in found.figure.parts] == [(2 * H, ()), (-90 * 60, ("W1",))]


def test_what_is_beyond_the_most_that_moves_on_is_lost() -> None:
    text = TEXT.replace("at most: 3 h", "at most: 90 min")
    settlement = settle([worked("W1", "2026-02-12 09:00", "09:30")], history(text), Books())
    kept, own = (
        each for each in balances(settlement, at=at("2026-02-20"), month=(2026, 2)) if each.kind == "allowance"
    )

    # Of the two hours of January 1 h 30 move on, and half an hour of them is taken first.
    assert (kept.put_in, kept.taken, kept.lost, kept.left) == (2 * H, 30 * 60, 30 * 60, H)
    assert (kept.figure.parts[-1].value, kept.figure.parts[-1].because) == (-30 * 60, "no longer kept")
    assert own.left == 2 * H


def test_a_block_shows_from_its_purchase_on_and_says_that_it_does_not_count_yet() -> None:
    before, waiting, counting = (
        left_at(day, Books(blocks=(BOUGHT,))) for day in ("2026-05-03", "2026-05-05", "2026-05-12")
    )

    assert "block 1" not in before
    assert waiting["block 1"].figure.because == "block 1: what is left, it does not count yet"
    assert counting["block 1"].figure.because == "block 1: what is left"
    assert counting["block 1"].until_at == at("2026-07-04")


def test_a_block_that_has_ended_has_nothing_left() -> None:
    entry = worked("W1", "2026-05-12 09:00", "15:00")  # 4 h of April and May, 2 h of the block
    ended = left_at("2026-07-04", Books(blocks=(BOUGHT,)), entry)["block 1"]

    assert (ended.put_in, ended.taken, ended.lost, ended.left) == (5 * H, 2 * H, 3 * H, 0)


def test_a_block_without_end_never_ends() -> None:
    endless = history(TEXT.replace(", expires: 2 months", ""))
    found = balances(settle([], endless, Books(blocks=(BOUGHT,))), at=at("2026-05-12"), month=(2026, 5))

    assert [each.until_at for each in found if each.kind == "block"] == [None]


def paid(*amounts: tuple[str, str]) -> tuple[Payment, ...]:
    return tuple(Payment(id=day, at=at(day), amount=usd(amount), for_="retainer") for day, amount in amounts)


def test_the_retainer_is_what_was_paid_less_what_was_taken() -> None:
    # Friday 9:00–14:00: 2 h of April and 2 h of May, then an hour of the retainer at 120.00.
    books = Books(payments=(*paid(("2026-05-01", "300.00"), ("2026-05-20", "50.00")), *other_payment()))
    before, after = (
        left_at(day, books, worked("W1", "2026-05-15 09:00", "14:00"))["retainer"]
        for day in ("2026-05-16", "2026-05-31")
    )

    assert (before.put_in, before.taken, before.left) == (usd("300.00"), usd("120.00"), usd("180.00"))
    assert (after.left, after.lost) == (usd("230.00"), usd("0.00"))
    assert [(part.value, part.events) for part in after.figure.parts] == [
        (usd("300.00"), ("2026-05-01",)),
        (usd("50.00"), ("2026-05-20",)),
        (usd("-120.00"), ("W1",)),
    ]


def other_payment() -> tuple[Payment, ...]:
    return (Payment(id="P", at=at("2026-05-02"), amount=usd("9.00"), for_="invoice 1"),)


def test_outside_the_agreement_there_is_no_retainer() -> None:
    assert left_at("2029-02-01", Books(payments=paid(("2026-05-01", "300.00")))) == {}


@settings(max_examples=60)
@given(
    told=st.lists(st.tuples(st.integers(1, 200), st.integers(1, 9 * H)), max_size=8),
    cents=st.integers(0, 90_000),
    asked=st.integers(1, 260),
)
def test_what_is_put_in_is_taken_lost_or_left_and_the_parts_say_so(
    told: list[tuple[int, int]], cents: int, asked: int
) -> None:
    first = at("2026-01-01 09:00")
    work = [lasting(f"W{n}", first + day * 86_400, s) for n, (day, s) in enumerate(told) if day <= asked]
    books = Books(blocks=(BOUGHT,), payments=paid(("2026-02-01", f"{Fraction(cents, 100).__float__():.2f}")))
    moment = first + asked * 86_400 + 12 * H
    settlement = settle(work, history(TEXT), books)

    for balance in balances(settlement, at=moment, month=(2027, 1)):
        parts = [part.value for part in balance.figure.parts]
        if isinstance(balance.left, Money):
            assert sum((value.exact for value in parts if isinstance(value, Money)), Fraction(0)) == balance.left.exact
            continue
        put_in, taken, lost, left = (
            int(str(each)) for each in (balance.put_in, balance.taken, balance.lost, balance.left)
        )
        assert put_in == taken + lost + left
        assert min(taken, lost, left) >= 0
        assert sum(value for value in parts if isinstance(value, int)) == balance.left == balance.figure.value
