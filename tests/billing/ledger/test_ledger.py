"""The ledger takes what is complete, balanced and next; nothing in it is ever changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.billing.ledger.samples import (
    CLAUSE,
    DAY,
    HOUR,
    INPUTS,
    MARCH_2,
    PAYMENT,
    draft,
    ledger_of,
    money,
    moved,
    rich_ledger,
)

from asagreed.billing.ledger import (
    BEFORE_ALL,
    SECONDS,
    Ledger,
    LedgerEntry,
    Posting,
    Seconds,
    allowance_left,
    balance_figure,
    bank,
    block_left,
    hash_inputs,
    income,
    receivable,
    time_granted,
    time_used,
)
from asagreed.errors import (
    EntryIdUsed,
    EntryIncomplete,
    EntryUnbalanced,
    LedgerDamaged,
    OutOfRange,
    RecordedOutOfOrder,
    ReversalRefused,
    UnknownEntry,
)
from asagreed.figures import Figure

DENTAL = receivable("Harbour Dental")


def test_an_entry_is_chained_to_the_one_before() -> None:
    ledger = Ledger()
    assert ledger.head == BEFORE_ALL

    first, second = ledger.append(draft("E-1")), ledger.append(draft("E-2"))

    assert (first.previous, second.previous, ledger.head) == (BEFORE_ALL, first.hash, second.hash)
    assert list(ledger) == [first, second]
    assert (len(ledger), ledger.entry("E-2")) == (2, second)
    assert replace(first, previous="", hash="") == draft("E-1")


def test_equal_entries_have_equal_hashes_and_any_other_word_changes_them() -> None:
    alike = draft(postings=moved(money("100"), to=bank(), out_of=DENTAL))

    assert ledger_of(draft()).head == ledger_of(alike).head
    assert ledger_of(draft()).head != ledger_of(draft(because="paid in cash")).head


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"postings": ()}, "posting"),
        ({"cause": ""}, "cause"),
        ({"because": ""}, "reason (because)"),
        ({"inputs": INPUTS.upper()}, "hash of its inputs (hash_inputs makes it)"),
    ],
)
def test_an_entry_that_lacks_something_is_refused(given: dict[str, Any], missing: str) -> None:
    with pytest.raises(EntryIncomplete, match="The entry «E-1» cannot be recorded") as refused:
        Ledger().append(replace(draft(), **given))

    assert (refused.value.entry, refused.value.missing) == ("E-1", missing)


def test_an_entry_without_an_id_is_refused() -> None:
    with pytest.raises(EntryIncomplete, match="it has no id"):
        Ledger().append(draft(""))


@pytest.mark.parametrize("entry", [draft(happened_at=-(10**12)), draft(recorded_at=10**12)])
def test_a_moment_beyond_all_calendars_is_refused(entry: LedgerEntry) -> None:
    with pytest.raises(OutOfRange):
        Ledger().append(entry)


def test_each_commodity_balances_for_itself() -> None:
    postings = (
        *moved(money("5.00", "USD"), to=bank(), out_of=DENTAL),
        Posting(bank(), money("5.00")),
        Posting(DENTAL, money("-4.00")),
        Posting(block_left("spring"), Seconds(60)),
    )
    with pytest.raises(EntryUnbalanced, match=r"add up to 1\.00 EUR and 60 s, not to nothing") as refused:
        Ledger().append(draft(postings=postings))

    assert (refused.value.entry, refused.value.over) == ("E-1", ("1.00 EUR", "60 s"))


def test_an_id_is_used_once() -> None:
    ledger = ledger_of(draft())

    with pytest.raises(EntryIdUsed, match="«E-1»") as refused:
        ledger.append(draft(because="another"))

    assert refused.value.entry == "E-1"
    assert ledger == ledger_of(draft())


def test_entries_are_recorded_in_order_and_may_be_about_any_time() -> None:
    ledger = ledger_of(draft("E-1", recorded_at=MARCH_2 + DAY))
    ledger.append(draft("late", happened_at=MARCH_2 - 90 * DAY, recorded_at=MARCH_2 + DAY))

    with pytest.raises(RecordedOutOfOrder, match="the last entry was recorded at 2026-03-03") as refused:
        ledger.append(draft("E-3", recorded_at=MARCH_2 + DAY - 1))

    assert (refused.value.entry, refused.value.recorded_at) == ("E-3", "2026-03-02 23:59:59+00:00")
    assert refused.value.last == "2026-03-03 00:00:00+00:00"
    assert len(ledger) == 2


def test_a_reversal_is_the_exact_opposite_at_the_same_moment() -> None:
    ledger = ledger_of(draft(clauses=(CLAUSE,)))
    taken_back = ledger.entry("E-1")

    reversal = ledger.append(ledger.reverse("E-1", recorded_at=MARCH_2 + DAY, because="booked to the wrong customer"))

    assert reversal.postings == tuple(-posting for posting in PAYMENT)
    assert (reversal.id, reversal.reverses) == ("E-1, reversed", "E-1")
    assert (reversal.happened_at, reversal.recorded_at) == (taken_back.happened_at, MARCH_2 + DAY)
    assert (reversal.cause, reversal.clauses) == (taken_back.cause, (CLAUSE,))
    assert reversal.inputs == hash_inputs({"reverses": taken_back.hash})
    assert ledger.reversal_of("E-1") == reversal
    assert ledger.reversal_of("E-1, reversed") is None
    assert ledger.balance(bank(), commodity="EUR") == money("0.00")


def test_a_reversal_can_count_from_a_later_moment() -> None:
    ledger = ledger_of(draft())

    reversal = ledger.reverse("E-1", recorded_at=MARCH_2 + DAY, because="credited", happened_at=MARCH_2 + DAY)

    assert reversal.happened_at == MARCH_2 + DAY


def test_an_entry_is_reversed_once() -> None:
    ledger = ledger_of(draft())
    reversal = ledger.append(ledger.reverse("E-1", recorded_at=MARCH_2 + DAY, because="an error"))

    with pytest.raises(ReversalRefused, match="«E-1, reversed» has already taken it back") as refused:
        ledger.append(replace(reversal, id="E-9"))
    assert (refused.value.entry, refused.value.reverses) == ("E-9", "E-1")

    with pytest.raises(ReversalRefused, match="it is itself a reversal"):
        ledger.reverse("E-1, reversed", recorded_at=MARCH_2 + DAY, because="it was right")


def test_a_reversal_of_something_else_is_refused() -> None:
    ledger = ledger_of(draft())

    with pytest.raises(ReversalRefused, match="the ledger has no such entry"):
        ledger.append(draft("E-2", reverses="E-7"))
    with pytest.raises(ReversalRefused, match="its postings are not the exact opposite"):
        ledger.append(draft("E-2", reverses="E-1"))
    assert len(ledger) == 1


def test_an_entry_that_was_never_recorded_is_not_found() -> None:
    with pytest.raises(UnknownEntry, match="no entry «E-7»") as refused:
        Ledger().reverse("E-7", recorded_at=MARCH_2, because="an error")

    assert refused.value.entry == "E-7"


def late_ledger() -> Ledger:
    """Return a block of ten hours with work of two days, the earlier of it recorded last."""
    block = block_left("spring")
    return ledger_of(
        draft("sold", moved(Seconds(10 * HOUR), to=block, out_of=time_granted())),
        draft(
            "W-2",
            moved(Seconds(2 * HOUR), to=time_used(), out_of=block),
            happened_at=MARCH_2 + 2 * DAY,
            recorded_at=MARCH_2 + 2 * DAY,
        ),
        draft(
            "W-1",
            moved(Seconds(HOUR), to=time_used(), out_of=block),
            happened_at=MARCH_2 + DAY,
            recorded_at=MARCH_2 + 3 * DAY,
            cause="work W-1",
            because="1 h recorded late",
            clauses=(CLAUSE,),
        ),
    )


@pytest.mark.parametrize(
    ("as_of", "hours"),
    [
        ({}, 7),
        ({"as_of_happened": MARCH_2 + DAY}, 9),
        ({"as_of_recorded": MARCH_2 + 2 * DAY}, 8),
        ({"as_of_happened": MARCH_2 + DAY, "as_of_recorded": MARCH_2 + 2 * DAY}, 10),
        ({"as_of_happened": MARCH_2 - 1}, 0),
    ],
)
def test_a_balance_can_be_asked_as_it_was_and_as_it_was_known(as_of: dict[str, int], hours: int) -> None:
    ledger, block = late_ledger(), block_left("spring")

    assert ledger.balance(block, commodity=SECONDS, **as_of) == Seconds(hours * HOUR)
    assert ledger.balances(**as_of).get(block, {}).get(SECONDS, Seconds(0)) == Seconds(hours * HOUR)
    assert balance_figure(ledger, block, commodity=SECONDS, **as_of).value == hours * HOUR


def test_an_account_that_nothing_was_posted_to_is_at_zero() -> None:
    assert Ledger().balance(bank(), commodity="JPY") == money("0", "JPY")
    assert late_ledger().balance(bank(), commodity="EUR") == money("0.00")
    assert Ledger().balances() == {}


def test_balances_name_every_account_and_commodity_in_order() -> None:
    postings = (*PAYMENT, *moved(money("7", "JPY"), to=bank(), out_of=income("fee")))

    assert list(ledger_of(draft(postings=postings)).balances().items()) == [
        (bank(), {"EUR": money("100.00"), "JPY": money("7", "JPY")}),
        (DENTAL, {"EUR": money("-100.00")}),
        (income("fee"), {"JPY": money("-7", "JPY")}),
    ]


def test_a_balance_is_explained_by_its_postings() -> None:
    figure = balance_figure(late_ledger(), time_used(), commodity=SECONDS, as_of_recorded=MARCH_2 + 3 * DAY)

    assert figure == Figure(
        value=3 * HOUR,
        unit="s",
        because="the sum of 2 postings to Expenses:Time:Used, recorded by 2026-03-05 00:00:00+00:00",
        events=("W-2", "W-1"),
        parts=(
            Figure(2 * HOUR, "s", "payment 2026-118: paid by bank transfer", (), ("W-2",)),
            Figure(HOUR, "s", "work W-1: 1 h recorded late", (CLAUSE,), ("W-1",)),
        ),
    )


def test_a_balance_of_money_is_explained_as_money() -> None:
    postings = (*PAYMENT, *moved(money("7", "JPY"), to=bank(), out_of=income("fee")))
    figure = balance_figure(ledger_of(draft(postings=postings)), bank(), commodity="EUR", as_of_happened=MARCH_2)

    assert (figure.value, figure.unit) == (money("100.00"), "EUR")
    assert figure.because == "the sum of 1 posting to Assets:Bank, happened by 2026-03-02 00:00:00+00:00"
    assert [part.value for part in figure.parts] == [money("100.00")]


def test_an_entry_that_posts_twice_to_an_account_is_named_once() -> None:
    twice = (*PAYMENT, *PAYMENT)
    figure = balance_figure(ledger_of(draft(postings=twice)), bank(), commodity="EUR")

    assert (figure.value, figure.events, len(figure.parts)) == (money("200.00"), ("E-1",), 2)


def test_a_rich_ledger_is_sound() -> None:
    ledger = rich_ledger()

    ledger.verify()
    assert ledger.balance(block_left("spring \\ 26"), commodity=SECONDS) == Seconds(9 * HOUR)
    assert ledger.balance(allowance_left("2026-03"), commodity=SECONDS) == Seconds(0)
    assert ledger.balance(income("work"), commodity="EUR") == money("-120.00")


def test_an_entry_changed_in_memory_is_named() -> None:
    ledger = ledger_of(draft("E-1"), draft("E-2"), draft("E-3"))
    ledger._entries[1] = replace(ledger._entries[1], because="something else")

    with pytest.raises(LedgerDamaged, match="«E-2» is not what was recorded: its hash differs") as damaged:
        ledger.verify()

    assert damaged.value.place == "entry 2 («E-2»)"


def test_an_entry_taken_out_of_memory_is_missed() -> None:
    ledger = ledger_of(draft("E-1"), draft("E-2"), draft("E-3"))
    del ledger._entries[1]

    with pytest.raises(LedgerDamaged, match="«E-3» does not follow the entry before it") as damaged:
        ledger.verify()

    assert damaged.value.place == "entry 2 («E-3»)"


def test_an_entry_that_breaks_a_rule_is_named_with_the_rule() -> None:
    ledger = ledger_of(draft("E-1"))
    ledger._entries[0] = replace(ledger._entries[0], postings=PAYMENT[:1])

    with pytest.raises(LedgerDamaged, match=r"its postings add up to 100\.00 EUR"):
        ledger.verify()


def test_running_balances_that_are_not_the_sums_are_found() -> None:
    ledger = ledger_of(draft("E-1"))
    ledger._running[bank(), "EUR"] += 1

    with pytest.raises(LedgerDamaged, match="the running balances: they are not the sums of the entries"):
        ledger.verify()


def test_ledgers_are_equal_when_their_entries_are() -> None:
    assert ledger_of(draft()) == ledger_of(draft())
    assert ledger_of(draft()) != Ledger()
    assert Ledger() != []
