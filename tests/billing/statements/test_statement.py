"""The statement of a month: totals add rounded lines, tax by class, late entries, what is drawn, left and low."""

from __future__ import annotations

from datetime import date

import pytest
from tests.billing.agreed import HEAD, WORK, H, all_figures, at, history, issued, lines, month, nets, usd, worked

from asagreed.billing.statements.statement import invoice_lines, month_of_statement, state_month
from asagreed.errors import CurrenciesDiffer, NotInForce
from asagreed.facts.books import BlockBought, Books, Payment
from asagreed.facts.work import WorkEntry
from asagreed.money import no_money

THIRDS = (
    HEAD
    + """services: {otherwise: excluded}
rates: {remote: 100.00 USD per h, on-site: 100.00 USD per h}
fees: {care: 50.00 USD a month}
materials: {markup: 0%}
billing: {tax: {work: 19%, fees: 7%, materials: outside the scope}}
"""
)
POOL = (
    WORK
    + """allowance: {hours: 2 h a month, unused: rolls over once, at most: 3 h}
block: {size: 5 h, price: 500.00 USD, usable: when paid, expires: 2 months after first use, notice below: [4 h, 1 h]}
"""
)


def test_totals_add_rounded_lines() -> None:
    work = [
        worked("W1", "2026-05-12 09:00", "09:20"),  # 33.333… → 33.33
        worked("W2", "2026-05-12 10:00", "10:20", delivery="on-site"),  # 33.33
    ]
    statement = month(5, THIRDS.replace("fees: {care: 50.00 USD a month}\n", ""), work)

    assert nets(statement) == ["33.33", "33.33"]
    assert statement.net == usd("66.66")  # and not 66.67, which 66.666… would be


def test_tax_is_computed_once_for_each_class() -> None:
    statement = month(5, THIRDS, [worked("W1", "2026-05-12 09:00", "09:20")])

    assert [(str(each.tax), str(each.taxable), str(each.amount)) for each in statement.tax_totals] == [
        ("7%", "50.00 USD", "3.50 USD"),
        ("19%", "33.33 USD", "6.33 USD"),  # 6.3327
    ]
    assert (statement.net, statement.tax, statement.gross) == (usd("83.33"), usd("9.83"), usd("93.16"))
    clauses = [line.tax_clause.address for line in statement.lines if line.tax_clause]
    assert clauses == ["billing.tax.fees", "billing.tax.work"]


def test_the_figure_of_the_statement_is_its_total_with_lines_and_taxes_below() -> None:
    statement = month(5, THIRDS, [worked("W1", "2026-05-12 09:00", "09:20")])
    figure = statement.figure

    assert figure.value == statement.gross == usd("93.16")
    assert [part.value for part in figure.parts] == [usd("50.00"), usd("33.33"), usd("3.50"), usd("6.33")]
    assert [clause.address for part in figure.parts[2:] for clause in part.clauses] == [
        "billing.tax.fees",
        "billing.tax.work",
    ]


def test_a_month_knows_its_days_and_its_lines_are_numbered() -> None:
    statement = month(2, THIRDS)

    assert (statement.first_on, statement.last_on) == (date(2026, 2, 1), date(2026, 2, 28))
    assert [(line.number, line.item, line.because) for line in invoice_lines(statement)] == [(1, "fee", {})]


@pytest.mark.parametrize("month_of", [(2025, 12), (2029, 1)])
def test_a_month_outside_the_term_has_no_statement(month_of: tuple[int, int]) -> None:
    with pytest.raises(NotInForce, match="made-up"):
        state_month([], history(THIRDS), Books(), month=month_of)


def test_outside_an_agreement_without_end() -> None:
    endless = history(THIRDS.replace(", for: 3 years", ""))

    with pytest.raises(NotInForce):
        state_month([], endless, Books(), month=(2025, 12))
    assert nets(state_month([], endless, Books(), month=(2040, 12))) == ["50.00"]


def test_without_a_currency_hours_are_counted_and_nothing_is_charged() -> None:
    text = (
        HEAD.replace("currency: USD\n", "")
        + """services:
  included: {repair: {draws: hours}}
  by arrangement: {audit: the owner}
  otherwise: excluded
allowance: {hours: 2 h a month, unused: expires}
order of use: [allowance]
"""
    )
    work = [
        worked("W1", "2026-05-12 09:00", "10:30"),
        worked("W2", "2026-05-12 10:30", "11:00", service="audit"),
    ]
    statement = month(5, text, work)

    assert (statement.currency, statement.lines, statement.tax_totals) == ("", (), ())
    assert [(line.purse, line.seconds) for line in statement.drawn] == [("allowance 2026-05", 90 * 60)]
    assert [balance.left for balance in statement.balances] == [30 * 60]
    assert [(each.what, each.ask, each.seconds) for each in statement.unsettled] == [("W2", "the owner", 30 * 60)]


def bought() -> Books:
    return Books(
        blocks=(BlockBought(name="block 1", size=5 * H, bought_at=at("2026-05-04"), paid_at=at("2026-05-04")),)
    )


def test_what_is_drawn_is_one_line_a_lot_with_every_part_below() -> None:
    work = [worked("W1", "2026-05-12 09:00", "10:30"), worked("W2", "2026-05-13 09:00", "11:30")]
    statement = month(5, POOL, work, bought())

    assert [(line.purse, line.seconds) for line in statement.drawn] == [
        ("allowance 2026-04", 2 * H),  # what was kept goes first: 1 h 30 and 30 min
        ("allowance 2026-05", 2 * H),
    ]
    for line in statement.drawn:
        below = [figure.value for figure in all_figures(line.figure) if figure.because.startswith("taken from")]
        assert sum(value for value in below[1:] if isinstance(value, int)) == line.seconds
        assert line.figure.value == line.seconds


def test_a_low_balance_is_told_once_with_the_work_that_caused_it() -> None:
    work = [worked("W1", "2026-05-12 09:00", "15:00"), worked("W2", "2026-05-13 09:00", "10:00")]
    may, june = (month(number, POOL, work, bought()) for number in (5, 6))

    # 4 h of April and May, then 2 h of the block of 5 h: 3 h are left, below 4 h. Then 2 h are left.
    assert [(notice.kind, notice.below, notice.left, notice.cause) for notice in may.notices] == [
        ("block", 4 * H, 3 * H, "W1")
    ]
    assert june.notices == ()


def test_payments_of_the_month_are_listed() -> None:
    told = ("2026-05-01", "2026-05-31 23:59", "2026-06-01")
    books = Books(payments=tuple(Payment(id=day, at=at(day), amount=usd("1.00"), for_="invoice 1") for day in told))

    assert [payment.id for payment in month(5, THIRDS, (), books).payments] == ["2026-05-01", "2026-05-31 23:59"]


# What is known late.


def test_a_late_entry_stands_on_the_next_statement_and_the_issued_one_stays() -> None:
    known, first = history(THIRDS), worked("W1", "2026-05-12 09:00", "10:00")
    may = state_month([first], known, Books(), month=(2026, 5))
    late = worked("W2", "2026-05-13 09:00", "10:00", recorded_at=at("2026-06-03"))
    before = [issued(5, "2026-06-01 09:00", may)]
    again, june = (state_month([first, late], known, Books(), month=(2026, m), issued=before) for m in (5, 6))

    assert again == may
    assert lines(june, "work") == [
        ("Remote at the normal rate: work that no service names (late entry for May 2026)", "100.00")
    ]
    assert (june.lines[1].charge.first_on, june.lines[1].charge.last_on) == (date(2026, 5, 1), date(2026, 5, 31))


def test_later_work_changes_neither_what_was_lost_nor_when_a_block_ends() -> None:
    known, before = history(POOL), [worked("W1", "2026-05-12 09:00", "10:00")]
    later = [worked(f"L{number}", f"2026-0{number}-12 09:00", "17:00") for number in (6, 7, 8)]

    assert month(5, known, [*before, *later], bought()) == month(5, known, before, bought())


def test_a_job_that_goes_on_in_the_next_month_is_rounded_as_a_whole() -> None:
    text = THIRDS.replace("rates: {", "rates: {billed in: 1 h, ")
    job = [worked("W1", "2026-05-31 09:00", "09:40", job="J"), worked("W2", "2026-06-01 09:00", "09:40", job="J")]

    # 80 min are billed as 2 h; the 40 min that this adds go to the first of two parts of one price.
    assert [nets(month(number, text, job), "work") for number in (5, 6)] == [["133.33"], ["66.67"]]


def test_months_with_work_that_no_statement_holds_are_named() -> None:
    work = [worked("W1", "2026-03-12 09:00", "10:00"), worked("W2", "2026-05-12 09:00", "10:00")]

    assert month(5, THIRDS, work).earlier == ((2026, 3),)


@pytest.mark.parametrize(
    ("happened", "recorded", "expected"),
    [
        ("2026-05-12", None, (2026, 5)),
        ("2026-05-12", "2026-06-02", (2026, 6)),  # May was issued on 1 June, and June on 1 July
        ("2026-05-12", "2026-07-02", (2026, 7)),
        ("2026-05-12", "2026-05-31", (2026, 5)),
        ("2026-06-12", "2026-06-12", (2026, 6)),
        ("2026-06-12", "2026-08-12", (2026, 7)),
    ],
)
def test_the_first_statement_that_was_open_when_something_was_known(
    happened: str, recorded: str | None, expected: tuple[int, int]
) -> None:
    empty = month(1, THIRDS)
    before = [issued(5, "2026-06-01", empty), issued(6, "2026-07-01", empty)]
    known = at(recorded) if recorded else None

    assert month_of_statement(at(happened), known, zone="America/Chicago", issued=before) == expected


def test_a_retainer_paid_in_another_currency_is_refused() -> None:
    text = WORK + "retainer: {floor: 0.00 USD, below the floor: bill the rest}\n"
    euros = Payment(id="P", at=at("2026-05-02"), amount=no_money("EUR"), for_="retainer")

    with pytest.raises(CurrenciesDiffer):
        month(5, text, (), Books(payments=(euros,)))


def test_work_without_a_day_stands_on_no_statement_of_a_later_year() -> None:
    assert month(5, THIRDS, [WorkEntry(id="W1", seconds=H, service="repair")]).unsettled == ()
