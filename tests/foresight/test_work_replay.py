"""Past work under an agreement: what would have been covered, drawn and billed, month by month."""

from __future__ import annotations

from tests.billing.agreed import HEAD, WORK, H, history, lines, usd, worked

from asagreed.facts.books import Books
from asagreed.foresight.work_replay import WorkReplay, replay_work

TEXT = WORK + "allowance: {hours: 1 h a month, unused: expires}\nfees: {care: 100.00 USD a month}\n"
WORKED = (
    worked("W1", "2026-03-12 09:00", "10:00"),  # an hour of the allowance
    worked("W2", "2026-03-12 10:00", "11:00"),  # billed: 120.00
    worked("W3", "2026-03-13 10:00", "11:00", service="help"),
    worked("W4", "2026-05-13 10:00", "10:30", service="audit"),
    worked("W5", "2026-05-13 11:00", "13:00", service="audit"),
    worked("W6", "2025-05-13 11:00", "12:00"),  # before the agreement
)


def replayed(text: str = TEXT, *, none: bool = False) -> WorkReplay:
    return replay_work(() if none else WORKED, history(text), Books(), name="this")


def test_hours_are_told_by_outcome_with_the_entries_behind_them() -> None:
    told = [(share.outcome, share.parts, share.seconds, share.figure.events) for share in replayed().shares]

    assert told == [
        ("free", 1, H, ("W3",)),
        ("allowance", 1, H, ("W1",)),
        ("rate", 1, H, ("W2",)),
        ("undecided", 3, 210 * 60, ("W6", "W4", "W5")),
    ]


def test_money_is_the_sum_of_the_statements_of_every_month_in_between() -> None:
    replay = replayed()

    assert (replay.first, replay.last, len(replay.statements)) == ((2026, 3), (2026, 5), 3)
    assert replay.by_item == {"fee": usd("300.00"), "work": usd("120.00")}
    assert replay.net == replay.figure.value == usd("420.00")
    assert [part.value for part in replay.figure.parts] == [
        statement.net for statement in replay.statements if statement.lines
    ]
    assert (replay.name, replay.agreement, replay.currency, replay.entries) == ("this", "made-up", "USD", 6)


def test_fees_in_advance_are_not_counted_twice() -> None:
    replay = replayed(TEXT + "billing: {fees: in advance}\n")

    assert [lines(statement, "fee")[0][0] for statement in replay.statements] == [
        "care April 2026",
        "care May 2026",
        "care June 2026",
    ]
    assert replay.by_item["fee"] == usd("300.00")


def test_why_work_could_not_be_settled_the_most_first() -> None:
    (first, seconds), (second, _) = replayed().unsettled

    assert (first.endswith("by arrangement with the owner"), seconds) == (True, 150 * 60)
    assert second == "no version of the agreement is in force at this moment"


def test_no_work_is_no_months() -> None:
    replay = replayed(none=True)

    assert (replay.first, replay.last, replay.entries, replay.shares, replay.net) == (
        (0, 1),
        (0, 1),
        0,
        (),
        usd("0.00"),
    )


def test_without_a_currency_there_are_hours_only() -> None:
    text = HEAD.replace("currency: USD\n", "") + "services: {otherwise: excluded}\n"

    assert (replayed(text).net, replayed(text).by_item, replayed(text).currency) == (None, {}, "")
