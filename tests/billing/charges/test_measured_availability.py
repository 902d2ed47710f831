"""What is measured becomes what credits are worked out from, and a restated measure stands on the next statement."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.billing.agreed import HEAD, H, amendment, at, history, month

from asagreed.billing.charges.charge import Charge
from asagreed.billing.charges.credits import credit_charges, credit_corrections
from asagreed.billing.charges.measured_availability import given_by
from asagreed.billing.work.settling import Issued
from asagreed.facts.books import AvailabilityGiven, Books
from asagreed.facts.uptime import Outage, Unwatched, UptimeFacts
from asagreed.measures.availability import measure, month_span

FEES_UPTIME = (
    HEAD
    + """systems: {mail: E-mail, files: Files}
uptime: {basis: all time, counts from: occurred, systems: {mail: 99.9%}}
fees: {care: 2000.00 USD a month}
credits: {systems: {mail: {below: {99.9%: 5%, 99.5%: 10%}, of: care}}}
"""
)
MAY = (2026, 5)
JULY = at("2026-07-01 09:00")
DOWN = Outage(id="o", system="mail", occurred_at=at("2026-05-12 09:00"), restored_at=at("2026-05-12 17:00"),
              recorded_at=at("2026-05-12 17:00"))  # fmt: skip


def found(*outages: Outage, unwatched: tuple[Unwatched, ...] = ()) -> dict[str, AvailabilityGiven]:
    agreed = history(FEES_UPTIME)
    span = month_span(*MAY, zone=agreed.zone)
    measured = measure(agreed, UptimeFacts(outages=outages, unwatched=unwatched), period=span, as_of=JULY)
    return {each.system: each for each in given_by(measured, month=MAY)}


def test_an_outage_of_eight_hours_is_a_share_and_downtime_beyond_what_is_allowed() -> None:
    mail = found(DOWN)["mail"]
    whole = 31 * 24 * H
    assert (mail.share, mail.month) == (1 - Fraction(8 * H, whole), "2026-05")
    assert mail.downtime_seconds == 8 * H - int(whole * Fraction(1, 1000))
    assert found()["mail"] == replace(mail, share=Fraction(1), downtime_seconds=0)


def test_what_nobody_can_say_is_given_as_nothing_and_so_is_to_be_settled() -> None:
    dark = Unwatched(id="u", system="mail", start_at=DOWN.occurred_at, end_at=DOWN.restored_at, recorded_at=JULY - 1)
    mail = found(unwatched=(dark,))["mail"]
    assert (mail.share, mail.downtime_seconds) == (None, None)
    stated = month(5, FEES_UPTIME, (), Books(availability=(mail,)))
    assert [each.what for each in stated.unsettled] == ["Service credit for mail"]


def test_a_figure_without_a_promise_counts_where_both_bounds_agree() -> None:
    agreed = history(FEES_UPTIME)
    span = month_span(*MAY, zone=agreed.zone)
    (mail,) = measure(agreed, UptimeFacts(outages=(DOWN,)), period=span, as_of=JULY)
    free = replace(mail, promised=None, verdict="not applicable", allowance=None)
    (given,) = given_by((free,), month=MAY)
    assert (given.share, given.downtime_seconds) == (mail.shown, 8 * H)
    (unsaid,) = given_by((replace(free, high=Fraction(1)),), month=MAY)
    assert unsaid.share is None
    assert list(given_by((replace(mail, base=0),), month=MAY)) == []


def test_a_month_in_which_uptime_was_agreed_in_two_ways_is_to_be_settled() -> None:
    agreed = history(FEES_UPTIME, amendment("2026-05-16", uptime__systems__mail="99%"))
    span = month_span(*MAY, zone=agreed.zone)
    measured = measure(agreed, UptimeFacts(outages=(DOWN,)), period=span, as_of=JULY)
    mail = next(each for each in given_by(measured, month=MAY) if each.system == "mail")
    assert (mail.share, mail.downtime_seconds) == (None, None)


def issued(amount: str | None, of: tuple[int, int] = MAY) -> Issued:
    said = None if amount is None else ((MAY, "mail", Fraction(amount)),) if amount != "0" else ()
    return Issued(of, at("2026-06-01 09:00"), frozenset(), said)


def corrected(books: Books, *statements: Issued) -> list[tuple[str, str, str]]:
    charges = credit_corrections(history(FEES_UPTIME), books, (2026, 7), currency="USD", issued=statements)
    return [(each.description, str(each.exact), each.about) for each in charges]


@pytest.mark.parametrize(
    ("before", "difference"),
    [("0", ["-200"]), ("100", ["-100"]), ("200", []), ("300.50", ["201/2"]), (None, [])],
)
def test_a_restated_measure_is_the_difference_to_what_was_given_back(before: str | None, difference: list[str]) -> None:
    books = Books(availability=(found(DOWN)["mail"],))
    (credit,) = credit_charges(history(FEES_UPTIME), books, MAY, currency="USD")
    assert isinstance(credit, Charge)
    assert credit.exact == -200
    lines = corrected(books, issued(before))
    assert lines == [("Service credit for mail, May 2026: the difference", each, "mail") for each in difference]


def test_what_was_corrected_once_is_not_corrected_again() -> None:
    books = Books(availability=(found(DOWN)["mail"],))
    assert corrected(books, issued("0"), issued("200", (2026, 6))) == []


def test_a_credit_that_is_not_owed_any_more_is_charged_again() -> None:
    (line,) = corrected(Books(availability=(found()["mail"],)), issued("200"))
    assert line[1] == "200"


def test_a_measure_that_became_undetermined_takes_nothing_back() -> None:
    open_now = AvailabilityGiven(system="mail", month="2026-05")
    assert corrected(Books(availability=(open_now,)), issued("200")) == []


def test_a_month_before_the_agreement_has_nothing_to_correct() -> None:
    assert corrected(Books(), issued("0", (2025, 5))) == []


def test_where_unwatched_time_decides_between_two_tiers_no_money_is_given() -> None:
    long = replace(DOWN, restored_at=DOWN.occurred_at + H)
    dark = Unwatched(id="u", system="mail", start_at=DOWN.occurred_at + 10 * H, end_at=DOWN.occurred_at + 20 * H)
    mail = found(long, unwatched=(dark,))["mail"]
    stated = month(5, FEES_UPTIME, (), Books(availability=(mail,)))
    assert mail.share is not None
    assert [each.because for each in stated.unsettled] == [
        (
            "part of 2026-05 was watched by nobody, and that decides what is given back for mail: look for other "
            "evidence, such as tickets or the server's own log"
        )
    ]
