"""Service credits: tiers are strict, the lowest counts once, caps end them, and they are rounded once.

Vectors M01c and M01d are those of availability.jsonl; semantics: availability.md, 4.8.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.billing.agreed import HEAD, amendment, history, lines, month, nets

from asagreed.billing.charges.charge import Charge
from asagreed.billing.charges.credits import credit_charges, credit_share
from asagreed.billing.statements.statement import Statement
from asagreed.facts.books import AvailabilityGiven, Books
from asagreed.versions import History

FEES = HEAD + "systems: {mail: E-mail, files: Files}\nfees: {care: 2000.00 USD a month, extra: 500.00 USD a month}\n"
TIERS = "below: {99.9%: 5%, 99.5%: 10%, 99%: 25%}, of: care"
MAIL = FEES + f"credits: {{systems: {{mail: {{{TIERS}}}}}}}\n"


def given(**shares: str) -> Books:
    """Return books with how available systems were in May, in per cent."""
    return measured("2026-05", **shares)


def measured(month_of: str, **shares: str) -> Books:
    told = (
        AvailabilityGiven(system=name, month=month_of, share=Fraction(share) / 100) for name, share in shares.items()
    )
    return Books(availability=tuple(told))


def credits_of(text: str | History, books: Books, number: int = 5) -> list[str]:
    return nets(month(number, text, (), books), "credit")


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("99.9", []),  # M01c: exactly 99.9 is not below 99.9
        ("99.899999", ["-100.00"]),  # 5 % of 2,000.00
        ("99.5", ["-100.00"]),  # M01d: exactly 99.5 falls in the first tier only
        ("99.499999", ["-200.00"]),  # 10 %, and not 5 % more
        ("99", ["-200.00"]),
        ("98.9", ["-500.00"]),  # 25 %
        ("0", ["-500.00"]),
        ("100", []),
    ],
)
def test_the_lowest_tier_that_is_reached_applies_once(share: str, expected: list[str]) -> None:
    assert credits_of(MAIL, given(mail=share)) == expected


def test_the_line_says_why_and_cites_the_tier() -> None:
    (line,) = (line for line in month(5, MAIL, (), given(mail="99.41")).lines if line.charge.item == "credit")

    assert line.charge.description == "Service credit for mail, May 2026"
    assert line.charge.figure.because == "mail in May 2026: 99.41% is below 99.5%, 10% of the fee"
    assert line.charge.figure.clauses[0].address == "credits.systems.mail.below.99.5%"


def test_only_the_month_and_the_systems_of_the_agreement_count() -> None:
    assert credits_of(MAIL, measured("2026-04", mail="98")) == []
    assert credits_of(MAIL, given(files="98")) == []


def test_without_named_fees_all_of_them_are_the_base() -> None:
    assert credits_of(MAIL.replace(", of: care", ""), given(mail="99.7")) == ["-125.00"]  # 5 % of 2,500.00


def test_half_a_cent_is_rounded_away_from_zero_once() -> None:
    text = MAIL.replace("2000.00", "1234.50")  # 5 % of 1,234.50 = 61.725

    assert credits_of(text, given(mail="99.7")) == ["-61.73"]


def test_the_last_part_of_a_month_has_its_credit_too() -> None:
    ended = MAIL.replace("from: 2026-01-01, for: 3 years", "from: 2025-05-11, for: 1 year")

    assert credits_of(ended, given(mail="99.7")) == ["-32.26"]  # 5 % of 2,000.00 × 10 / 31 = 32.258…
    assert credits_of(ended, measured("2026-04", mail="99.7"), 4) == ["-100.00"]


def test_two_lines_of_a_fee_are_one_base() -> None:
    changed = history(MAIL, amendment("2026-05-11", fees__care="3100.00 USD a month"))

    # 2,000.00 × 10 / 31 + 3,100.00 × 21 / 31 = 2,745.1612…; 5 % of it
    assert credits_of(changed, given(mail="99.7")) == ["-137.26"]


# By the hour.

HOURLY = FEES + "credits: {systems: {mail: {per hour: {percent: 2%, beyond: 4 h, hours: STARTED}, of: care}}}\n"


@pytest.mark.parametrize(
    ("downtime", "started", "full"),
    [
        (4 * 3600, [], []),  # nothing beyond the four hours
        (4 * 3600 + 1, ["-40.00"], []),  # one started hour: 2 % of 2,000.00
        (5 * 3600, ["-40.00"], ["-40.00"]),
        (6 * 3600 + 1800, ["-120.00"], ["-80.00"]),  # 2.5 h: three are started, two are full
        (400 * 3600, ["-2000.00"], ["-2000.00"]),  # never more than the fee
    ],
)
def test_each_started_or_full_hour_beyond_gives_back_a_share(
    downtime: int, started: list[str], full: list[str]
) -> None:
    books = Books(availability=(AvailabilityGiven(system="mail", month="2026-05", downtime_seconds=downtime),))

    assert credits_of(HOURLY.replace("STARTED", "started"), books) == started
    assert credits_of(HOURLY.replace("STARTED", "full"), books) == full


def test_without_an_allowance_every_hour_counts() -> None:
    books = Books(availability=(AvailabilityGiven(system="mail", month="2026-05", downtime_seconds=1),))

    assert credits_of(HOURLY.replace(", beyond: 4 h, hours: STARTED", ""), books) == ["-40.00"]


@pytest.mark.parametrize(("text", "counted"), [(HOURLY.replace("STARTED", "full"), "downtime"), (MAIL, "availability")])
def test_what_was_measured_otherwise_than_the_clause_counts_is_unsettled(text: str, counted: str) -> None:
    told = AvailabilityGiven(
        system="mail",
        month="2026-05",
        share=Fraction(98, 100) if counted == "downtime" else None,
        downtime_seconds=None if counted == "downtime" else 90_000,
    )
    statement = month(5, text, (), Books(availability=(told,)))

    assert nets(statement, "credit") == []
    assert [(each.what, each.because) for each in statement.unsettled] == [
        (
            "Service credit for mail",
            f"nobody recorded the {counted} of mail in 2026-05, by which its credit counts",
        )
    ]


def test_an_unknown_share_is_below_no_tier() -> None:
    clause = history(MAIL).versions[0].terms.charges.credits.systems["mail"]
    share, because, cited = credit_share(clause, AvailabilityGiven(system="mail", month="2026-05"))

    assert (share, because, cited.address) == (Fraction(0), "unknown is not below any tier", "credits.systems.mail")


# Caps.


def test_the_cap_of_a_month_ends_the_credits_of_all_systems_together() -> None:
    text = FEES + f"credits: {{at most a month: 10%, systems: {{mail: {{{TIERS}}}, files: {{{TIERS}}}}}}}\n"

    # 10 % of 2,500.00 = 250.00: mail has its 200.00, and 50.00 are left for files.
    assert credits_of(text, given(mail="99.4", files="99.4")) == ["-200.00", "-50.00"]
    # 25 % would be 500.00.
    assert credits_of(text, given(mail="98", files="99.4")) == ["-250.00"]


def twelve(share: str) -> Books:
    told = (
        AvailabilityGiven(system="mail", month=f"{year}-{number:02d}", share=Fraction(share) / 100)
        for year in (2026, 2027)
        for number in range(1, 13)
    )
    return Books(availability=tuple(told))


def test_the_cap_of_twelve_months_is_a_share_of_the_fees_so_far_and_never_below_zero() -> None:
    text = MAIL.replace("credits: {", "credits: {at most a year: 8%, ")
    books = Books(
        availability=tuple(
            AvailabilityGiven(system="mail", month=f"2026-0{number}", share=Fraction(98)/100) for number in (1, 2, 4)
        )
    )  # fmt: skip

    assert [credits_of(text, books, number) for number in range(1, 5)] == [
        ["-200.00"],  # 8 % of 2,500.00, of the 500.00
        ["-200.00"],  # 8 % of 5,000.00 = 400.00, less 200.00
        [],  # nothing was missed
        ["-400.00"],  # 8 % of 10,000.00 = 800.00, less 400.00
    ]


def test_a_cap_that_falls_below_what_was_given_leaves_nothing() -> None:
    text = MAIL.replace("credits: {", "credits: {at most a year: 40%, ")
    lowered = history(text, amendment("2026-02-01", credits__at_most_a_year="5%"))
    books = Books(
        availability=measured("2026-01", mail="98").availability + measured("2026-02", mail="98").availability
    )

    assert credits_of(lowered, books, 1) == ["-500.00"]
    assert credits_of(lowered, books, 2) == []  # 5 % of 5,000.00 = 250.00, and 500.00 were given


def test_only_the_last_twelve_months_count() -> None:
    text = MAIL.replace("credits: {", "credits: {at most a year: 10%, ")
    known = history(text)

    given_back = [_net(known, year, number) for year in (2026, 2027) for number in range(1, 13)]
    # 10 % of 2,500.00 each month; never more than 10 % of the fees of twelve months.
    assert given_back == [250] * 24


def _net(known: History, year: int, number: int) -> Fraction:
    found = credit_charges(known, twelve("98"), (year, number), currency="USD")
    return -sum((charge.exact for charge in found if isinstance(charge, Charge)), Fraction(0))


# A system, and all of them together.


def together(rule: str) -> str:
    said = f", same outage: {rule}" if rule else ""
    return FEES + (
        f"credits: {{systems: {{mail: {{below: {{99.5%: 10%}}, of: care}}, "
        f"all: {{combined: yes, below: {{99.5%: 15%}}, of: care}}}}{said}}}\n"
    )


@pytest.mark.parametrize(
    ("rule", "mail", "both", "expected"),
    [
        ("larger of", "99", "99", ["-300.00"]),  # 15 % of 2,000.00, not 10 %
        ("sum", "99", "99", ["-200.00", "-300.00"]),
        ("combined only", "99", "99", ["-300.00"]),
        ("", "99", "99", ["-300.00"]),  # unsaid is a finding; the larger counts
        ("larger of", "99", "100", ["-200.00"]),  # only mail missed
        ("combined only", "99", "100", ["-200.00"]),  # no outage that met both
        ("combined only", "100", "99", ["-300.00"]),
        ("larger of", "100", "100", []),
    ],
)
def test_one_outage_that_meets_both_rules(rule: str, mail: str, both: str, expected: list[str]) -> None:
    assert credits_of(together(rule), given(mail=mail, all=both)) == expected


def test_the_larger_may_be_that_of_the_systems() -> None:
    text = together("larger of").replace("99.5%: 15%", "99.5%: 5%")

    assert credits_of(text, given(mail="99", all="99")) == ["-200.00"]


def test_outside_the_term_nothing_is_given_back() -> None:
    assert list(credit_charges(history(MAIL), given(mail="98"), (2025, 5), currency="USD")) == []


def test_tax_is_computed_on_what_is_given_back_as_well() -> None:
    statement: Statement = month(5, MAIL + "billing: {tax: {fees: 20%, credits: 20%}}\n", (), given(mail="99.7"))

    assert lines(statement, "credit") == [("Service credit for mail, May 2026", "-100.00")]
    assert str(statement.tax) == "480.00 USD"  # 20 % of (2,500.00 − 100.00)
