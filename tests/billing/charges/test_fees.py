"""Fees of a month, with the arithmetic of each: by the day, whole months, by what is counted, cut at every change."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.billing.agreed import HEAD, amendment, at, counted, history, lines, month, nets

from asagreed.facts.books import Books, Count
from asagreed.versions import History

FLAT = HEAD + "fees: {care: {price: 310.00 USD a month, title: Care}}\n"
USERS = HEAD + "fees: {per user: {price: 62.00 USD a month, title: User, MORE}}\n"
TEN = {"user": 10}


def users(more: str = "counted: by day") -> str:
    return USERS.replace("MORE", more)


def from_the_11th(text: str) -> str:
    return text.replace("from: 2026-01-01", "from: 2026-05-11")


def ended(begins: str, text: str) -> str:
    """Return an agreement that ended after a year."""
    return text.replace("from: 2026-01-01, for: 3 years", f"from: {begins}, for: 1 year")


def test_a_flat_fee_is_paid_as_it_stands() -> None:
    statement = month(5, FLAT)

    assert lines(statement) == [("Care May 2026", "310.00")]
    assert (statement.lines[0].charge.quantity, statement.lines[0].charge.unit) == (Fraction(1), "month")


def test_two_prices_in_a_month_make_two_lines() -> None:
    changed = history(FLAT, amendment("2026-05-11", fees__care="{price: 372.00 USD a month, title: Care}"))

    assert lines(month(5, changed)) == [
        ("Care May 2026, 1 to 10", "100.00"),  # 310.00 × 10 / 31
        ("Care May 2026, 11 to 31", "252.00"),  # 372.00 × 21 / 31
    ]


def test_a_fee_that_an_amendment_brings_is_paid_from_its_day_on() -> None:
    changed = history(FLAT, amendment("2026-05-11", fees__more="62.00 USD a month"))

    assert nets(month(5, changed)) == ["310.00", "42.00"]  # 62.00 × 21 / 31
    assert nets(month(4, changed)) == ["310.00"]


def test_a_change_that_leaves_the_fee_alone_makes_no_second_line() -> None:
    changed = history(FLAT, amendment("2026-05-11", materials="{markup: 5%}"))

    assert lines(month(5, changed)) == [("Care May 2026", "310.00")]


@pytest.mark.parametrize(
    ("part_months", "expected"),
    [
        ("", ["210.00"]),  # 310.00 × 21 / 31, by the day
        ("part months: by day", ["210.00"]),
        ("part months: whole months", ["310.00"]),
        ("part months: free", []),
    ],
)
def test_a_part_of_a_month(part_months: str, expected: list[str]) -> None:
    text = from_the_11th(HEAD) + f"fees: {{care: {{price: 310.00 USD a month, {part_months}}}}}\n"

    assert nets(month(5, text)) == expected
    assert nets(month(6, text)) == ["310.00"]


def test_whole_months_that_are_cut_are_paid_in_proportion() -> None:
    text = from_the_11th(HEAD) + "fees: {care: {price: 310.00 USD a month, part months: whole months}}\n"
    changed = history(text, amendment("2026-05-18", fees__care__price="620.00 USD a month"))

    assert nets(month(5, changed)) == [
        "103.33",  # 310.00 × 7 / 21 days
        "413.33",  # 620.00 × 14 / 21 days
    ]


def test_the_month_in_which_the_agreement_ends_is_paid_by_its_days() -> None:
    assert nets(month(5, ended("2025-05-11", FLAT))) == ["100.00"]  # 310.00 × 10 / 31


def test_each_of_what_is_counted_is_paid() -> None:
    statement = month(5, users(), (), counted(("2026-01-01", TEN)))

    assert lines(statement) == [("User May 2026", "620.00")]  # 10 × 62.00
    assert (statement.lines[0].charge.quantity, statement.lines[0].charge.unit) == (Fraction(10), "piece")


def test_a_number_that_changes_cuts_the_month_when_it_is_counted_by_day() -> None:
    books = counted(("2026-01-01", TEN), ("2026-05-11", {"user": 12}))

    assert lines(month(5, users(), (), books)) == [
        ("User May 2026, 1 to 10", "200.00"),  # 10 × 62.00 × 10 / 31
        ("User May 2026, 11 to 31", "504.00"),  # 12 × 62.00 × 21 / 31
    ]


def test_a_number_that_is_recorded_again_cuts_nothing() -> None:
    books = counted(("2026-01-01", TEN), ("2026-05-11", TEN))

    assert nets(month(5, users(), (), books)) == ["620.00"]


def test_a_number_counts_from_the_day_after_when_it_comes_at_noon() -> None:
    told = (("2026-01-01", 10), ("2026-05-10 12:00", 12))
    books = Books(counts=tuple(Count(from_at=at(day), numbers={"user": number}) for day, number in told))

    assert nets(month(5, users(), (), books)) == ["200.00", "504.00"]


@pytest.mark.parametrize(
    ("counted_how", "may", "because"),
    [
        ("on the first", "620.00", "books:2026-01-01"),  # 10 × 62.00
        ("highest", "744.00", "books:2026-05-11"),  # 12 × 62.00
    ],
)
def test_counted_on_the_first_or_at_the_highest(counted_how: str, may: str, because: str) -> None:
    books = counted(("2026-01-01", TEN), ("2026-05-11", {"user": 12}), ("2026-05-21", {"user": 9}))
    (line,) = month(5, users(f"counted: {counted_how}"), (), books).lines

    assert str(line.net.amount) == may
    (number,) = (part for part in line.charge.figure.parts if part.unit == "users")
    assert number.events == (because,)


def test_where_nobody_counted_on_the_first_the_first_count_holds() -> None:
    text = from_the_11th(users("counted: on the first"))

    assert nets(month(5, text, (), counted(("2026-05-11", TEN)))) == ["420.00"]  # 10 × 62.00 × 21 / 31


def test_without_a_count_the_fee_is_unsettled_for_as_long() -> None:
    statement = month(5, users(), (), counted(("2026-05-11", TEN)))

    assert lines(statement) == [("User May 2026, 11 to 31", "420.00")]
    (asked,) = statement.unsettled
    assert (asked.what, asked.ask) == ("User", "whoever keeps the counts")
    assert (
        asked.because == "nobody recorded how many there are of what «per user» counts, from 2026-05-01 to 2026-05-10"
    )


def test_highest_without_any_count_is_unsettled() -> None:
    assert [each.what for each in month(5, users("counted: highest")).unsettled] == ["User"]


def test_a_count_of_something_else_does_not_count() -> None:
    books = counted(("2026-01-01", TEN), ("2026-05-11", {"server": 2}))

    assert nets(month(5, users(), (), books)) == ["620.00"]


def test_at_least_so_many_are_paid() -> None:
    (line,) = month(5, users("counted: by day, at least: 5"), (), counted(("2026-01-01", {"user": 3}))).lines

    assert str(line.net.amount) == "310.00"  # 5 × 62.00
    (number,) = (part for part in line.charge.figure.parts if part.unit == "users")
    assert (number.value, number.because) == (5, "at least; 3 were counted")


def premium(first: str, until: str, price: str = "price: {per month: 310.00 USD}\n") -> tuple[str, str]:
    return "riders/1", f"rider: premium\nin force from: {first}\nuntil: {until}\nsigned: 2025-12-02\n{price}"


OFFERED = HEAD + "riders: {premium: {price: {per month: 310.00 USD, per ticket: 60.00 USD}}, quiet: {title: Quiet}}\n"


def test_a_rider_is_paid_for_the_days_on_which_it_is_in_force() -> None:
    taken = history(OFFERED, premium("2026-05-11", "2026-07-01"))

    assert lines(month(4, taken)) == []
    assert lines(month(5, taken)) == [("premium May 2026, 11 to 31", "210.00")]  # 310.00 × 21 / 31
    assert lines(month(6, taken)) == [("premium June 2026", "310.00")]
    assert lines(month(7, taken)) == []


def test_a_rider_without_a_price_costs_nothing() -> None:
    quiet = ("riders/1", "rider: quiet\nin force from: 2026-05-11\nuntil: 2026-07-01\nsigned: 2025-12-02\n")

    assert lines(month(5, history(OFFERED, quiet))) == []


# In advance.

AHEAD = FLAT + "billing: {fees: in advance}\n"


def statements_of_2026(known: History | str) -> list[list[str]]:
    return [nets(month(number, known)) for number in range(1, 5)]


def test_fees_in_advance_are_those_of_the_next_month_and_the_first_statement_holds_two() -> None:
    assert [lines(month(number, AHEAD)) for number in (1, 2)] == [
        [("Care January 2026", "310.00"), ("Care February 2026", "310.00")],
        [("Care March 2026", "310.00")],
    ]


def test_every_month_is_paid_once_when_billing_changes_to_in_advance() -> None:
    changed = history(FLAT, amendment("2026-03-01", billing__fees="in advance"))

    assert statements_of_2026(changed) == [["310.00"], ["310.00"], ["310.00", "310.00"], ["310.00"]]


def test_every_month_is_paid_once_when_billing_changes_to_in_arrears() -> None:
    changed = history(AHEAD, amendment("2026-03-01", billing__fees="in arrears"))

    assert statements_of_2026(changed) == [["310.00", "310.00"], ["310.00"], [], ["310.00"]]


def test_in_advance_pays_for_the_part_in_which_the_agreement_still_is_in_force() -> None:
    ending = ended("2025-03-11", AHEAD)

    assert [nets(month(number, ending)) for number in (1, 2, 3)] == [
        ["310.00"],
        ["100.00"],  # 310.00 × 10 / 31
        [],
    ]


def test_the_figure_of_a_fee_has_price_number_and_share_with_their_clauses() -> None:
    books = counted(("2026-01-01", TEN), ("2026-05-11", {"user": 12}))
    first = month(5, users(), (), books).lines[0].charge.figure

    assert [(part.value, part.unit) for part in first.parts[1:]] == [(10, "users"), (Fraction(10, 31), "of the month")]
    assert [clause.address for part in first.parts for clause in part.clauses] == ["fees.per user"] * 3
