"""What work of a month costs, line by line: at the rate, by quote, from the retainer, and the way to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.billing.agreed import HEAD, WORK, H, amendment, at, history, issued, lines, month, nets, usd, worked

from asagreed.billing.statements.issuing import issue_invoice
from asagreed.billing.statements.statement import Statement, StatementLine, state_month
from asagreed.facts.books import AcceptedQuote, Books, Payment, Ruling
from asagreed.facts.work import WorkEntry
from asagreed.money import round_half_up


def billed(*entries: WorkEntry, text: str = WORK, books: Books | None = None, number: int = 5) -> Statement:
    return month(number, text, entries, books)


def test_work_at_one_rate_is_one_line_with_every_part_behind_it() -> None:
    statement = billed(
        worked("W1", "2026-05-12 09:00", "10:20"),
        worked("W2", "2026-05-13 09:00", "09:40"),
    )

    (line,) = statement.lines
    assert str(line.net) == "240.00 USD"  # (80 + 40) min × 120.00 an hour
    assert (line.charge.quantity, line.charge.unit_price, line.charge.unit) == (Fraction(2), Fraction(120), "h")
    assert [part.events[0] for part in line.charge.figure.parts] == ["W1", "W2"]
    assert line.charge.figure.events == ("W1", "W2")


def test_work_over_the_end_of_support_hours_is_two_lines() -> None:
    assert lines(billed(worked("W1", "2026-05-12 17:00", "18:20"))) == [
        ("Remote at the normal rate: repair", "120.00"),  # 60 min × 120.00
        ("Remote, outside support, times 1.5: repair", "60.00"),  # 20 min × 180.00
    ]


def test_different_services_at_one_rate_are_lines_of_their_own() -> None:
    work = (worked("W1", "2026-05-12 09:00", "10:00"), worked("W2", "2026-05-12 10:00", "11:00", service="project"))

    assert lines(billed(*work)) == [
        ("Remote at the normal rate: repair", "120.00"),
        ("Remote at the normal rate: project", "120.00"),
    ]


def test_a_rate_that_changes_in_mid_month_is_two_lines_and_the_second_cites_the_amendment() -> None:
    changed = history(WORK, amendment("2026-05-13", rates__remote="126.00 USD per h"))
    statement = month(
        5, changed, [worked("W1", "2026-05-12 09:00", "10:00"), worked("W2", "2026-05-13 09:00", "10:00")]
    )

    assert nets(statement) == ["120.00", "126.00"]
    clauses = [line.charge.figure.clauses[0] for line in statement.lines]
    assert [(clause.address, clause.file) for clause in clauses] == [
        ("rates.remote.rate", "made-up/agreement.yaml"),
        ("rates.remote.rate", "made-up/amendments/1.yaml"),
    ]


def test_minimum_and_step_are_billed_in_the_line() -> None:
    text = WORK + "  minimum: 30 min\n  billed in: 15 min\n"

    assert nets(billed(worked("W1", "2026-05-12 09:00", "09:10"), text=text)) == ["60.00"]  # 30 min × 120.00
    assert nets(billed(worked("W2", "2026-05-12 09:00", "09:50"), text=text)) == ["120.00"]  # 50 → 60 min


def test_free_and_excluded_work_is_no_line() -> None:
    text = WORK.replace("repair: what breaks", "repair: {offered: no, why: not done}")
    work = (worked("W1", "2026-05-12 09:00", "10:00", service="help"), worked("W2", "2026-05-12 09:00", "10:00"))
    statement = billed(*work, text=text)

    assert (lines(statement), statement.unsettled) == ([], ())
    assert [part.entry for part in statement.covered] == ["W1"]
    assert [part.entry for part in statement.excluded] == ["W2"]


def test_work_by_arrangement_is_unsettled_and_says_whom_to_ask() -> None:
    statement = billed(worked("W1", "2026-05-12 09:00", "10:00", service="audit"))

    (asked,) = statement.unsettled
    assert (asked.what, asked.ask, asked.seconds, asked.figure.value) == ("W1", "the owner", H, None)
    assert statement.net == usd("0.00")


def test_work_that_is_decided_after_the_statement_was_issued_stands_on_the_next_one() -> None:
    known = history(WORK)
    work = [worked("W1", "2026-05-12 09:00", "10:00", service="audit"), worked("W2", "2026-05-12 10:00", "11:00")]
    may = state_month(work, known, Books(), month=(2026, 5))
    before = [issued(5, "2026-06-01 09:00", may)]
    ruled = Books(rulings=(Ruling(id="R", at=at("2026-06-10"), about="W1", says="excluded", by={"customer": "owner"}),))
    again, june = (state_month(work, known, ruled, month=(2026, number), issued=before) for number in (5, 6))

    assert (nets(may), nets(again)) == (["120.00"], ["120.00"])
    assert lines(june) == [("Remote at the normal rate: audit (late entry for May 2026)", "120.00")]


# Quotes.


def quoted(**told: Any) -> Books:
    return Books(quotes={"Q": AcceptedQuote(id="Q", accepted_at=at("2026-05-01"), by="the owner", **told)})


def test_a_quoted_price_stands_once_on_the_statement_of_its_first_work() -> None:
    work = [worked(f"W{day}", f"2026-0{day} 09:00", "10:00", quote="Q") for day in ("5-29", "5-12", "6-02")]
    books = quoted(price=usd("450.00"))

    (line,) = billed(*work, books=books).lines
    assert (line.charge.description, str(line.net.amount), line.charge.unit) == ("Quote Q", "450.00", "piece")
    assert lines(billed(*work, books=books, number=6)) == []


def test_a_quoted_rate_bills_its_hours_and_the_rest_goes_at_the_usual_rate() -> None:
    books = quoted(per_hour=usd("90.00"), at_most_seconds=2 * H)

    assert lines(billed(worked("W1", "2026-05-12 09:00", "12:00", quote="Q"), books=books)) == [
        ("Remote at the normal rate: repair", "120.00"),  # 1 h × 120.00
        ("Quote Q", "180.00"),  # 2 h × 90.00
    ]


def test_a_quote_in_another_currency_is_unsettled() -> None:
    books = quoted(price=round_half_up(Fraction(450), "EUR"))
    statement = billed(worked("W1", "2026-05-12 09:00", "12:00", quote="Q"), books=books)

    assert lines(statement) == []
    assert [(each.what, each.because) for each in statement.unsettled] == [
        ("Quote Q", "quote Q is in EUR, not USD"),
    ]


# Travel.


def with_travel(price: str) -> str:
    return WORK + f"  travel: {{near: {price}}}\n"


def visit(name: str = "W1", begins: str = "2026-05-12 09:00", ends: str = "10:00", **told: Any) -> WorkEntry:
    return worked(name, begins, ends, site="office", delivery="on-site", **told)


@pytest.mark.parametrize(
    ("price", "told", "expected"),
    [
        ("45.00 USD per visit", {}, ["45.00"]),
        ("{per km: 0.70 USD per km}", {"km": Fraction(30)}, ["21.00"]),  # 30 km × 0.70
        ("{per km: 0.70 USD per km, free km: 20}", {"km": Fraction(30)}, ["7.00"]),  # (30 − 20) km × 0.70
        ("{per km: 0.70 USD per km, free km: 20, beyond: all kilometres}", {"km": Fraction(30)}, ["21.00"]),
        ("{per km: 0.70 USD per km, free km: 20, beyond: all kilometres}", {"km": Fraction(20)}, []),  # 20 are free
        ("{per km: 0.70 USD per km, free km: 20, counts: round trip}", {"km": Fraction(30)}, ["28.00"]),  # (60 − 20)
        ("{per h: 60.00 USD per h}", {"travel_seconds": 2400}, ["40.00"]),  # 40 min × 60.00
        ("{per h: 60.00 USD per h}", {}, []),
        ("{per visit: 45.00 USD, per h: 60.00 USD per h}", {"travel_seconds": 2400}, ["45.00", "40.00"]),
    ],
)
def test_the_way(price: str, told: dict[str, Any], expected: list[str]) -> None:
    statement = billed(visit(**told), text=with_travel(price))

    assert nets(statement, "travel") == expected
    assert all(line.charge.exact == line.charge.figure.value for line in statement.lines)


def test_the_way_by_arrangement_is_unsettled() -> None:
    statement = billed(visit(), text=with_travel("{by arrangement with: the owner}"))

    assert [(each.what, each.ask) for each in statement.unsettled] == [("W1: travel", "the owner")]


VISIT = with_travel("45.00 USD per visit")


def test_a_job_of_several_entries_is_one_visit() -> None:
    work = (visit("W1", job="J"), visit("W2", "2026-05-12 11:00", "12:00", job="J"))

    assert nets(billed(*work, text=VISIT), "travel") == ["45.00"]


def test_the_way_to_work_that_is_free_or_undecided_or_remote_is_not_paid() -> None:
    free = with_travel("45.00 USD per visit").replace("help: {delivery: remote}", "help: {delivery: on-site}")

    assert lines(billed(visit(service="help"), text=free)) == []
    assert nets(billed(visit(service="audit"), text=VISIT), "travel") == []
    assert nets(billed(worked("W1", "2026-05-12 09:00", "10:00", site="office"), text=VISIT), "travel") == []


def test_a_site_without_a_price_of_the_way_costs_no_way() -> None:
    assert nets(billed(visit(), text=WORK), "travel") == []
    assert nets(billed(visit(), text=VISIT.replace("title: Office, distance: near", "title: Office")), "travel") == []


def test_a_visit_over_the_end_of_a_month_is_travelled_to_once() -> None:
    night = visit("W1", "2026-05-31 22:00", "2026-06-01 02:00")

    assert [nets(billed(night, text=VISIT, number=number), "travel") for number in (5, 6)] == [["45.00"], []]


def corrected(*late: WorkEntry) -> tuple[Statement, Statement]:
    """Return May and June of a visit that was issued for May, and what was written down in June."""
    known, first = history(VISIT), [visit()]
    may = state_month(first, known, Books(), month=(2026, 5))
    before = [issued(5, "2026-06-01 09:00", may)]
    again, june = (state_month([*first, *late], known, Books(), month=(2026, m), issued=before) for m in (5, 6))
    assert lines(again) == lines(may)
    return may, june


def test_a_correction_takes_back_work_and_way_and_bills_both_anew() -> None:
    _, june = corrected(visit("W2", ends="11:00", corrects="W1", recorded_at=at("2026-06-05")))

    assert lines(june) == [
        ("Reversed, since W2 corrects W1: repair (taken back, May 2026)", "-150.00"),
        ("On-site at the normal rate: repair (late entry for May 2026)", "300.00"),
        ("Travel to office, the visit (taken back)", "-45.00"),
        ("Travel to office, the visit", "45.00"),
    ]


def test_what_was_done_remotely_after_all_takes_back_the_way() -> None:
    remote = worked("W2", "2026-05-12 09:00", "10:00", corrects="W1", recorded_at=at("2026-06-05"))

    assert nets(corrected(remote)[1]) == ["-150.00", "120.00", "-45.00"]


def test_a_correction_of_a_correction_takes_back_what_that_one_billed() -> None:
    known, first, books = history(VISIT), visit(), Books()
    second = visit("W2", ends="11:00", corrects="W1", recorded_at=at("2026-06-05"))
    third = visit("W3", ends="09:30", corrects="W2", recorded_at=at("2026-07-05"))
    may = state_month([first], known, books, month=(2026, 5))
    before = [issued(5, "2026-06-01 09:00", may)]
    june = state_month([first, second], known, books, month=(2026, 6), issued=before)
    before = [*before, issued(6, "2026-07-01 09:00", june)]
    again, july = (state_month([first, second, third], known, books, month=(2026, m), issued=before) for m in (6, 7))

    assert [nets(each, "work") for each in (may, june, july)] == [
        ["150.00"],
        ["-150.00", "300.00"],
        ["-300.00", "75.00"],
    ]
    assert lines(again) == lines(june)


def test_two_corrections_before_the_next_statement_bill_only_the_last() -> None:
    first = visit("W2", ends="11:00", corrects="W1", recorded_at=at("2026-06-05"))
    second = visit("W3", ends="09:30", corrects="W2", recorded_at=at("2026-06-06"))
    _, june = corrected(first, second)

    assert nets(june, "work") == ["-150.00", "75.00"]  # − 1 h + 30 min at 150.00


# The retainer.

RETAINER = WORK.replace("  included: {help: {delivery: remote}}\n", "") + (
    "retainer: {floor: 100.00 USD, below the floor: bill the rest, notice below: [300.00 USD]}\n"
    "order of use: [retainer, rate]\n"
)


def paid(amount: str) -> Books:
    return Books(payments=(Payment(id="P", at=at("2026-05-01"), amount=usd(amount), for_="retainer"),))


def test_a_line_from_the_retainer_is_the_money_that_was_taken() -> None:
    statement = billed(worked("W1", "2026-05-12 09:00", "09:50"), text=RETAINER, books=paid("500.00"))

    (line,) = statement.lines
    assert str(line.net) == str(statement.from_retainer) == "100.00 USD"  # 50 min × 120.00
    assert str(statement.balances[0].left) == "400.00 USD"
    assert statement.notices == ()


def test_what_the_retainer_cannot_pay_above_its_floor_is_billed() -> None:
    statement = billed(worked("W1", "2026-05-12 09:00", "12:00"), text=RETAINER, books=paid("340.00"))

    # 240.00 above the floor are 2 h × 120.00; the third hour is billed.
    assert nets(statement) == ["120.00", "240.00"]
    assert str(statement.from_retainer) == "240.00 USD"
    assert [(str(notice.below), str(notice.left)) for notice in statement.notices] == [("300.00 USD", "100.00 USD")]


def test_below_the_floor_work_stops_and_the_customer_is_asked_for_a_top_up() -> None:
    text = RETAINER.replace("bill the rest", "work stops")
    statement = billed(worked("W1", "2026-05-12 09:00", "12:00"), text=text, books=paid("340.00"))

    assert nets(statement) == ["240.00"]
    assert [(each.seconds, each.ask) for each in statement.unsettled] == [(H, "the customer, for a top-up")]


# Whatever is worked.

CURRENCIES = ("USD", "EUR", "CHF", "JPY", "KRW", "ISK", "CLP", "KWD", "TND", "BHD", "OMR", "GBP")
prices = st.sampled_from(("95.00", "100.07", "1.01", "77.77"))


@st.composite
def entries(draw: st.DrawFn) -> list[WorkEntry]:
    told = draw(st.lists(st.tuples(st.integers(1, 28), st.integers(0, 86_399), st.integers(1, 40_000)), max_size=6))
    first = at("2026-05-01")
    return [
        WorkEntry(
            id=f"W{number}",
            start=first + day * 86_400 + second,
            end=first + day * 86_400 + second + seconds,
            seconds=seconds,
            service=draw(st.sampled_from(("repair", "help", "project", "audit"))),
            delivery=draw(st.sampled_from(("remote", "on-site"))),
            site="office",
            recorded_at=draw(st.sampled_from((None, at("2026-06-10")))),
        )
        for number, (day, second, seconds) in enumerate(told)
    ]


def in_currency(currency: str, price: str) -> str:
    amount = price if currency not in {"JPY", "KRW", "ISK", "CLP"} else price.split(".", maxsplit=1)[0]
    rates = (
        f"rates:\n  remote: {amount} USD per h\n  on-site: {amount} USD per h\n  outside: {{of: support, times: 1.5}}\n"
    )
    return (WORK.split("rates:")[0] + rates).replace("USD", currency)


def half_up(line: StatementLine) -> Fraction:
    """Round in the simplest way: a half goes away from zero."""
    digits = {"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "KWD": 3, "TND": 3, "BHD": 3, "OMR": 3}
    scale = 10 ** digits.get(line.net.currency, 2)
    sign = -1 if line.charge.exact < 0 else 1
    return sign * Fraction(int(abs(line.charge.exact) * scale + Fraction(1, 2)), scale)


@settings(max_examples=60)
@given(work=entries(), currency=st.sampled_from(CURRENCIES), price=prices)
def test_each_line_rounds_once_half_up_and_is_the_sum_of_its_parts(
    work: list[WorkEntry], currency: str, price: str
) -> None:
    statement = month(5, in_currency(currency, price), work)

    assert statement.net.exact == sum(line.net.exact for line in statement.lines)
    for line in statement.lines:
        assert line.net.exact == half_up(line)
        assert line.charge.figure.value == line.charge.exact
        assert sum(Fraction(str(part.value)) for part in line.charge.figure.parts) == line.charge.exact


@settings(max_examples=40)
@given(work=entries(), data=st.data())
def test_the_order_in_which_entries_are_listed_changes_nothing(work: list[WorkEntry], data: st.DataObject) -> None:
    listed = data.draw(st.permutations(work))

    assert month(5, VISIT, listed) == month(5, VISIT, work)


@settings(max_examples=40)
@given(work=entries(), late=entries())
def test_what_is_recorded_later_changes_no_issued_statement(work: list[WorkEntry], late: list[WorkEntry]) -> None:
    known, now = history(VISIT), at("2026-07-05")
    may = state_month(work, known, Books(), month=(2026, 5))
    before = [issued(5, "2026-06-30 12:00", may)]
    later = [
        *work,
        *(_recorded(entry, f"L{number}", now, "") for number, entry in enumerate(late)),
        *(_recorded(entry, f"C{number}", now, entry.id) for number, entry in enumerate(work[:2])),
    ]
    again = state_month(later, known, Books(), month=(2026, 5), issued=before)

    assert (again.lines, again.tax_totals, again.gross, again.drawn) == (
        may.lines,
        may.tax_totals,
        may.gross,
        may.drawn,
    )
    assert again.entries == may.entries


def _recorded(entry: WorkEntry, name: str, when: int, corrects: str) -> WorkEntry:
    return replace(entry, id=name, recorded_at=when, corrects=corrects)


def test_an_agreement_without_a_currency_has_hours_and_no_lines() -> None:
    text = HEAD.replace("currency: USD\n", "") + "services: {excluded: {repair: what breaks}, otherwise: excluded}\n"
    statement = month(5, text, [worked("W1", "2026-05-12 09:00", "10:00")])

    assert (statement.currency, statement.lines, statement.unsettled) == ("", (), ())
    assert [part.entry for part in statement.excluded] == ["W1"]


def test_issuing_in_the_midst_of_all_this_keeps_every_amount() -> None:
    statement = billed(visit(), worked("W2", "2026-05-12 17:00", "18:20"), text=VISIT)
    made = issue_invoice(statement, number="1", issued_on=date(2026, 6, 1), issued_at=at("2026-06-01"))

    assert (made.invoice.net, made.invoice.gross) == (statement.net, statement.gross)


def test_a_late_entry_of_a_job_that_was_issued_stands_on_the_next_statement() -> None:
    known, first = history(WORK), worked("W1", "2026-05-12 09:00", "10:00", job="J")
    late = worked("W2", "2026-05-12 11:00", "12:00", job="J", recorded_at=at("2026-06-10"))
    before = [issued(5, "2026-06-01 09:00", state_month([first], known, Books(), month=(2026, 5)))]
    statements = [state_month([first, late], known, Books(), month=(2026, m), issued=before) for m in (5, 6)]

    assert [nets(each) for each in statements] == [["120.00"], ["120.00"]]
