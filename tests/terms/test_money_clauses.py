"""Rates, prepaid time, fees, invoices and credits, each entry with the line where it was written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from tests.terms.agreed import HEAD, SUPPORT, at, history_of, terms_of

from asagreed.money import Money
from asagreed.terms import Terms
from asagreed.terms.resolved.rate_card import BandClause
from asagreed.terms.values.parties import Party
from asagreed.terms.values.prepaid import NO_END, Expiry
from asagreed.terms.values.taxes import NOT_TAXED, TaxClass

MONEY = (
    SUPPORT
    + """currency: USD
working day: 9 h
parties:
  provider: {name: Northwind IT, city: Chicago, country: US, e-mail: billing@northwind.example}
  customer: Harbour Dental
holidays: {own: {2026-03-02: Founders' day}}
systems: {mail: E-mail}
rates:
  remote: 120.00 USD per h
  on-site:
    rate: 150.00 USD per h
    by role: {senior: 180.00 USD per h}
    minimum: 1 h
    billed in: 30 min
  project: {by role: {engineer: 140.00 USD per h}}
  outside: {of: support, times: 1.5, minimum: 1 h}
  emergency: 250.00 USD per h
  bands:
    night: {during: support, for: [remote], plus: 40.00 USD per h, billed in: 1 h, draws: 2 h}
    days: {on: [sun, own, day before own], times: 2}
    urgent: {asked as: P1, draws: 90 min}
  scheduled: {agreed before: 1 working day, also: [remote]}
  minimum: 15 min
  billed in: 5 min
  discount: 5%
  travel:
    near: 45.00 USD per visit
    far: {per km: 0.70 USD per km, per h: 60.00 USD per h, free km: 20, beyond: all kilometres, counts: round trip}
    abroad: {by arrangement with: account manager}
  changes:
    2026-07-01: {on-site: {minimum: 2 h}, remote: 126.00 USD per h}
    2027-01-01:
      on-site: {rate: 160.00 USD per h, billed in: 15 min, by role: {junior: 100.00 USD per h}}
emergency: {definitions: {mail down: {outage of: mail}}}
outside draws: 1.5 h
allowance: {hours: 10 h a month, for: [remote], not for: project, unused: rolls over once, at most: 15 h}
block:
  sizes:
    50 h: {price: 5500.00 USD, expires: never}
    20 h: {free: 2 h, price: 2400.00 USD}
  usable: when paid
  expires: 12 months after payment
  notice below: [5 h, 2 h]
retainer: {floor: 500.00 USD, below the floor: work stops, notice below: 800.00 USD}
monthly draws: {monitoring: 30 min}
fees:
  platform: 300.00 USD a month
  per user: {price: 85.00 USD a month, counted: highest, part months: free, at least: 5, title: Users}
materials: {markup: 15%}
billing: {fees: in advance, payment: Net 10, tax: {everything: 8%, work: zero}}
credits:
  systems:
    mail:
      below:
        99%: 10%
        99.5%: 5%
      of: [platform]
    all: {combined: yes, per hour: {percent: 1%, beyond: 4 h}, of: platform}
  at most a month: 25%
  at most a year: 50%
  same outage: larger of
riders: {premium: {price: {per month: 200.00 USD, per ticket: 60.00 USD}}, quiet: {title: Quiet hours}}
"""
)


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    return terms_of(tmp_path / "harbour-dental", MONEY)


def band(terms: Terms, name: str) -> BandClause:
    (found,) = (each for each in terms.rates.bands if each.name == name)
    return found


def test_a_rate_has_its_price_by_role_with_the_line_of_each(terms: Terms) -> None:
    rates = terms.rates.edition_at(at("2026-03-02")).rates
    on_site = rates["on-site"]

    assert (rates["remote"].per_hour, rates["remote"].minimum, rates["remote"].step) == (Fraction(120), None, None)
    assert (on_site.per_hour, on_site.by_role, on_site.minimum, on_site.step) == (
        Fraction(150),
        {"senior": Fraction(180)},
        3_600,
        1_800,
    )
    assert (rates["project"].per_hour, rates["project"].by_role) == (None, {"engineer": Fraction(140)})
    assert (on_site.clause.line, on_site.role_clauses["senior"].line) == (15, 16)
    assert on_site.minimum_clause is not None
    assert on_site.step_clause is not None
    assert (on_site.minimum_clause.line, on_site.step_clause.line) == (17, 18)
    assert (rates["project"].clause.line, rates["remote"].clause.file) == (19, "harbour-dental/agreement.yaml")


def test_rates_from_a_date_on_leave_what_they_do_not_say(terms: Terms) -> None:
    first, second, third = terms.rates.editions
    changed, later = second.rates["on-site"], third.rates["on-site"]

    assert [each.from_at for each in (second, third)] == [at("2026-07-01"), at("2027-01-01")]
    assert (first.rates["remote"].per_hour, second.rates["remote"].per_hour) == (Fraction(120), Fraction(126))
    assert (changed.per_hour, changed.minimum, changed.step, changed.clause.line) == (
        Fraction(150),
        7_200,
        1_800,
        15,
    )
    assert (later.per_hour, later.by_role, later.minimum, later.step) == (
        Fraction(160),
        {"senior": Fraction(180), "junior": Fraction(100)},
        7_200,
        900,
    )
    assert (later.clause.line, second.rates["remote"].clause.line) == (37, 35)
    assert terms.rates.edition_at(at("2026-06-30 23:59")) == first
    assert terms.rates.edition_at(at("2026-07-01")) == second


def test_a_band_multiplies_adds_or_replaces(terms: Terms) -> None:
    outside, night, emergency = band(terms, "outside"), band(terms, "night"), terms.rates.emergency

    assert emergency is not None
    assert [each.price(Fraction(120)) for each in (outside, night, emergency)] == [180, 160, 250]
    assert band(terms, "urgent").price(Fraction(120)) == 120
    assert (outside.calendar, outside.is_inside_out, outside.minimum, outside.clause.line) == (
        "support",
        True,
        3_600,
        20,
    )
    assert (night.calendar, night.is_inside_out, night.work_types, night.step) == ("support", False, ("remote",), 3_600)
    assert band(terms, "urgent").asked_as == ("P1",)


def test_what_an_hour_draws_stands_in_the_band_or_for_all_outside(terms: Terms) -> None:
    outside, night, days = (band(terms, name) for name in ("outside", "night", "days"))

    assert (outside.draws, night.draws, days.draws) == (5_400, 7_200, None)
    assert outside.draws_clause is not None
    assert night.draws_clause is not None
    assert (str(outside.draws_clause), night.draws_clause.address) == (
        "outside draws (harbour-dental/agreement.yaml:39)",
        "rates.bands.night.draws",
    )
    assert days.draws_clause is None


def test_a_band_of_days_is_open_on_them_from_midnight_to_midnight(terms: Terms) -> None:
    hours = band(terms, "days").hours

    assert hours is not None
    assert [hours.is_open_at(at(f"2026-03-0{day} 12:00")) for day in (1, 2, 3, 4)] == [True, True, False, False]
    assert hours.is_open_at(at("2026-03-01 00:00"))
    assert not hours.is_open_at(at("2026-03-03 00:00"))


def test_the_day_before_a_holiday_is_a_day_of_its_own(tmp_path: Path) -> None:
    text = "holidays: {own: {2026-03-04: Founders' day}}\nrates: {bands: {eve: {on: day before own, times: 2}}}\n"
    hours = band(terms_of(tmp_path / "own", text), "eve").hours

    assert hours is not None
    assert [hours.is_open_at(at(f"2026-03-0{day} 12:00")) for day in (2, 3, 4)] == [False, True, False]


def test_scheduled_work_and_the_rest_of_the_card_have_their_clauses(terms: Terms) -> None:
    scheduled, rates = terms.rates.scheduled, terms.rates

    assert scheduled is not None
    assert (int(scheduled.agreed_before.working_days), scheduled.calendar, scheduled.also) == (
        1,
        "support",
        ("remote",),
    )
    assert rates.minimum is not None
    assert rates.step is not None
    assert rates.discount is not None
    assert (rates.minimum[0], rates.step[0], rates.discount[0]) == (900, 300, Fraction(1, 20))
    assert [clause.line for clause in (scheduled.clause, rates.minimum[1], rates.step[1], rates.discount[1])] == [
        26,
        27,
        28,
        29,
    ]


def test_the_way_has_a_price_for_the_visit_for_distance_and_time_or_a_decider(terms: Terms) -> None:
    near, far, abroad = (terms.rates.travel[name] for name in ("near", "far", "abroad"))

    assert (near.per_visit, near.ways, near.free_km, near.only_the_excess) == (Fraction(45), 1, 0, True)
    assert (far.per_km, far.per_hour, far.free_km, far.only_the_excess, far.ways) == (
        Fraction(7, 10),
        Fraction(60),
        20,
        False,
        2,
    )
    assert (abroad.decider, abroad.per_visit, abroad.clause.line) == ("account manager", None, 33)


def test_an_allowance_a_block_and_a_retainer_say_what_they_pay_for(terms: Terms) -> None:
    allowance, block, retainer = terms.prepaid.allowance, terms.prepaid.block, terms.prepaid.retainer

    assert allowance is not None
    assert block is not None
    assert retainer is not None
    assert (allowance.seconds, allowance.months_kept, allowance.at_most, allowance.clause.line) == (
        36_000,
        1,
        54_000,
        40,
    )
    assert (allowance.purpose.allows("remote"), allowance.purpose.allows("on-site")) == (True, False)
    assert not allowance.purpose.allows("remote", "project")
    assert block.purpose.allows(None)
    assert (block.counts_when_paid, block.notice_below) == (True, (18_000, 7_200))
    assert (retainer.floor, retainer.stops_below) == (Money(Decimal("500.00"), "USD"), True)
    assert (retainer.notice_below, retainer.floor_clause.address) == (
        (Money(Decimal("800.00"), "USD"),),
        "retainer.floor",
    )


def test_sizes_of_a_block_have_their_own_price_line_and_end(terms: Terms) -> None:
    block = terms.prepaid.block

    assert block is not None
    assert [(each.size, each.free, int(each.price.amount), each.expires) for each in block.offers] == [
        (72_000, 7_200, 2_400, Expiry(12, "payment")),
        (180_000, 0, 5_500, None),
    ]
    assert [str(each.clause) for each in block.offers] == [
        "block.sizes.20 h (harbour-dental/agreement.yaml:44)",
        "block.sizes.50 h (harbour-dental/agreement.yaml:43)",
    ]


def test_a_block_of_one_size_cites_the_paper_that_set_its_price(tmp_path: Path) -> None:
    block = "{size: 20 h, price: 2400.00 USD, usable: when bought, expires: never, notice below: 5 h}"
    versions = history_of(
        tmp_path / "harbour-dental",
        agreement=f"{HEAD}currency: USD\nblock: {block}\n",
        amendments__1="amendment: 1\nin force from: 2026-07-01\nset:\n  block.price: 2600.00 USD\n",
    ).versions
    blocks = [version.terms.prepaid.block for version in versions]

    assert [(int(each.offers[0].price.amount), str(each.offers[0].clause)) for each in blocks if each] == [
        (2_400, "block (harbour-dental/agreement.yaml:5)"),
        (2_600, "block (harbour-dental/amendments/1.yaml:4)"),
    ]
    assert [each.counts_when_paid for each in blocks if each] == [False, False]


def test_the_usual_order_of_use_is_a_rule_of_this_product(terms: Terms, tmp_path: Path) -> None:
    own = terms_of(tmp_path / "own", "order of use: [oldest block, block that expires first, rate]\n").prepaid

    assert (terms.prepaid.order, str(terms.prepaid.order_clause)) == (
        ("allowance", "block", "retainer", "rate"),
        "agreements.6 (semantics)",
    )
    assert (own.order, own.order_clause.address) == (("oldest block", "block", "rate"), "order of use")
    assert [(each.seconds, each.clause.address) for each in terms.prepaid.monthly_draws.values()] == [
        (1_800, "monthly draws.monitoring")
    ]


def test_what_is_left_unsaid_of_prepaid_time_stays_open(tmp_path: Path) -> None:
    text = "allowance: {hours: 1 h a month, unused: rolls over without end}\n"
    prepaid = terms_of(tmp_path / "own", text).prepaid

    assert prepaid.allowance is not None
    assert prepaid.allowance.months_kept == NO_END
    assert (prepaid.block, prepaid.retainer) == (None, None)


def test_fees_are_flat_or_counted(terms: Terms) -> None:
    flat, users = terms.charges.fees["platform"], terms.charges.fees["per user"]

    assert (flat.counts, flat.price, flat.counted, flat.part_months, flat.at_least) == (
        None,
        Money(Decimal("300.00"), "USD"),
        None,
        "by day",
        0,
    )
    assert (users.counts, users.title, users.counted, users.part_months, users.at_least) == (
        "user",
        "Users",
        "highest",
        "free",
        5,
    )
    assert str(users.clause) == "fees.per user (harbour-dental/agreement.yaml:52)"


def test_a_fee_cites_the_paper_that_set_its_price(tmp_path: Path) -> None:
    versions = history_of(
        tmp_path / "harbour-dental",
        agreement=HEAD + "currency: USD\nfees: {platform: 300.00 USD a month}\n",
        amendments__1="amendment: 1\nin force from: 2026-07-01\nset: {fees.platform: {part months: free}}\n",
        amendments__2="amendment: 2\nin force from: 2026-08-01\nset: {fees.platform: 310.00 USD a month}\n",
    ).versions
    fees = [version.terms.charges.fees["platform"] for version in versions]

    assert [(int(each.price.amount), each.part_months, str(each.clause)) for each in fees] == [
        (300, "by day", "fees.platform (harbour-dental/agreement.yaml:5)"),
        (300, "free", "fees.platform (harbour-dental/agreement.yaml:5)"),
        (310, "free", "fees.platform (harbour-dental/amendments/2.yaml:3)"),
    ]


def test_billing_says_when_and_with_which_tax(terms: Terms, tmp_path: Path) -> None:
    billing, silent = terms.charges.billing, terms_of(tmp_path / "own", "").charges.billing

    assert (billing.in_advance, billing.payment_days, billing.payment_clause.address) == (True, 10, "billing.payment")
    assert billing.tax_of("work")[0] == TaxClass("Z", Decimal(0))
    assert billing.tax_of("fees")[0] == TaxClass("S", Decimal(8))
    assert (silent.tax_of("fees"), silent.payment_days, silent.in_advance) == ((NOT_TAXED, None), None, False)
    assert terms.charges.materials is not None
    assert (terms.charges.materials.markup, terms.charges.materials.clause.address) == (
        Fraction(3, 20),
        "materials.markup",
    )


def test_credits_have_steps_from_the_highest_down_and_limits(terms: Terms) -> None:
    found = terms.charges.credits
    mail, together = found.systems["mail"], found.systems["all"]

    assert [(step.below, step.share, step.clause.line) for step in mail.tiers] == [
        (Fraction(199, 200), Fraction(1, 20), 60),
        (Fraction(99, 100), Fraction(1, 10), 59),
    ]
    assert (mail.fees, mail.is_combined, mail.per_hour) == (("platform",), False, None)
    assert together.per_hour is not None
    assert (together.is_combined, together.per_hour.percent, together.per_hour.beyond) == (
        True,
        Fraction(1, 100),
        14_400,
    )
    assert found.cap_a_month is not None
    assert found.cap_a_year is not None
    assert (found.cap_a_month[0], found.cap_a_year[0], found.same_outage) == (
        Fraction(1, 4),
        Fraction(1, 2),
        "larger of",
    )


def test_riders_have_their_price_with_its_line(terms: Terms) -> None:
    (rider,) = terms.charges.riders_offered.values()

    assert (rider.name, rider.per_month, rider.per_ticket) == (
        "premium",
        Money(Decimal("200.00"), "USD"),
        Money(Decimal("60.00"), "USD"),
    )
    assert (rider.month_clause.line, rider.ticket_clause.address) == (66, "riders.premium.price.per ticket")


def test_parties_are_named_as_on_an_invoice(terms: Terms, tmp_path: Path) -> None:
    assert terms.provider_party == Party(
        name="Northwind IT", city="Chicago", country="US", e_mail="billing@northwind.example"
    )
    assert terms.customer_party == Party(name="Harbour Dental")
    assert terms_of(tmp_path / "own", "").customer_party == Party(name="")


def test_nothing_is_charged_where_nothing_was_agreed(tmp_path: Path) -> None:
    terms = terms_of(tmp_path / "own", "")

    assert (terms.rates.bands, terms.rates.emergency, terms.rates.scheduled, terms.rates.minimum) == (
        (),
        None,
        None,
        None,
    )
    assert (terms.charges.fees, terms.charges.materials, terms.charges.credits.cap_a_year) == ({}, None, None)
    assert [dict(each.rates) for each in terms.rates.editions] == [{}]


def test_a_price_that_came_from_an_amendment_ends_at_its_line(tmp_path: Path) -> None:
    versions = history_of(
        tmp_path / "harbour-dental",
        agreement=HEAD + "currency: USD\nrates:\n  remote: {rate: 120.00 USD per h, minimum: 30 min}\n",
        amendments__2="amendment: 2\nin force from: 2026-07-01\nset: {rates.remote: 126.00 USD per h}\n",
    ).versions
    rates = [version.terms.rates.editions[0].rates["remote"] for version in versions]

    assert [(each.per_hour, each.minimum, each.clause.file, each.clause.line) for each in rates] == [
        (Fraction(120), 1_800, "harbour-dental/agreement.yaml", 6),
        (Fraction(126), 1_800, "harbour-dental/amendments/2.yaml", 3),
    ]
