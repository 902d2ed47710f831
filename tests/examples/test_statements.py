"""The statements of the examples' months are those that were worked out by hand, to the cent and to the second.

Each amount stands beside its arithmetic; nothing of it was copied from what the program printed.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from asagreed.billing.statements.statement import Statement, state_month
from asagreed.billing.work.settling import Issued, Settlement, settle
from asagreed.facts.books import Books, read_books
from asagreed.facts.work import WorkEntry
from asagreed.facts.work_readers import read_work
from asagreed.money import Money
from asagreed.versions import History, read_agreement

EXAMPLES = Path(__file__).parents[2] / "examples"
CUSTOMERS = tuple(sorted(path.parent.name for path in EXAMPLES.glob("books/*/books.yaml")))
H = 3600


@cache
def facts_of(customer: str) -> tuple[History, Books, tuple[WorkEntry, ...]]:
    history, _ = read_agreement(EXAMPLES / customer)
    assert history is not None
    read = read_books(EXAMPLES / "books" / customer / "books.yaml", zone=history.zone)
    assert read.books is not None, read.problems
    entries = (entry for file in read.work_files for entry in read_work(file, zone=history.zone).entries)
    return history, read.books, tuple(entries)


@cache
def statement(customer: str, month: str) -> Statement:
    history, books, entries = facts_of(customer)
    year, number = map(int, month.split("-"))
    return state_month(entries, history, books, month=(year, number))


@cache
def settled(customer: str) -> Settlement:
    history, books, entries = facts_of(customer)
    return settle(entries, history, books)


def lines(customer: str, month: str) -> list[tuple[str, str]]:
    return [(line.charge.item, str(line.net.amount)) for line in statement(customer, month).lines]


def totals(customer: str, month: str) -> tuple[str, str, str]:
    found = statement(customer, month)
    return str(found.net.amount), str(found.tax.amount), str(found.gross.amount)


def drawn(customer: str, month: str) -> dict[str, int]:
    return {line.purse: line.seconds for line in statement(customer, month).drawn}


def left(customer: str, month: str) -> dict[str, int | Money]:
    return {balance.name: balance.left for balance in statement(customer, month).balances}


def parts(customer: str, entry: str) -> list[tuple[str, int, str]]:
    """Return what became of an entry: what paid for each part, its seconds of work, and the deciding clause."""
    found = [part for part in settled(customer).parts if part.entry == entry]
    clauses = [part.judgement.clause for part in found]
    return [
        (part.source, part.worked, clause.address if clause else "")
        for part, clause in zip(found, clauses, strict=True)
    ]


def because(customer: str, entry: str) -> list[str]:
    return [part.judgement.because for part in settled(customer).parts if part.entry == entry]


# Reading


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_books_and_work_read_without_problems(customer: str) -> None:
    history, _ = read_agreement(EXAMPLES / customer)
    assert history is not None
    read = read_books(EXAMPLES / "books" / customer / "books.yaml", zone=history.zone)
    logs = [read_work(file, zone=history.zone) for file in read.work_files]

    assert read.problems == ()
    assert read.agreement == history.agreement == customer
    assert [(log.refused, log.uncertain, log.duplicates, log.unread_columns) for log in logs] == [((), (), 0, ())]


def test_every_kind_of_customer_has_books() -> None:
    assert CUSTOMERS == (
        "bright-legal",  # B1 managed, on Silver
        "cedar-surveyors",  # B4 block hours
        "city-library",  # internal IT, without money
        "corner-florist",  # B6 reactive
        "granite-climbing",  # B1 managed, from Gold to Platinum
        "harbour-dental",  # B1 managed, on Gold
        "lindner-joinery",  # B2 service agreement with hours
        "mill-lane-school",  # B5 call before service
        "riverbend-vets",  # B3 retainer
    )


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_work_uses_only_words_that_its_agreement_knows(customer: str) -> None:
    history, books, entries = facts_of(customer)
    terms = history.versions[-1].terms
    services = {service.name for service in terms.scope.services}
    known = {"service": services, "kind": terms.issue_kinds, "system": terms.systems, "site": terms.sites,
             "incident": books.incidents, "quote": books.quotes}  # fmt: skip
    unknown = {
        (name, value)
        for entry in entries
        for name, words in known.items()
        if (value := getattr(entry, name)) and value not in words
    }

    assert unknown == set()


def test_the_readme_names_work_that_is_there() -> None:
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z-]+) (W-\d+) \| (.*)", text, re.MULTILINE)
    named = [(customer, work) for customer, first, told in rows for work in (first, *re.findall(r"W-\d+", told))]

    assert {customer for customer, _ in named} == set(CUSTOMERS) - {"corner-florist"}
    assert [(customer, work) for customer, work in named if not parts(customer, work)] == []


# Harbour Dental: Gold, and what goes beyond it.


def test_harbour_dental_in_april_has_the_fees_and_one_ticket_with_premium_response() -> None:
    assert lines("harbour-dental", "2026-04") == [
        ("fee", "1190.00"),  # 14 users × 85.00
        ("fee", "320.00"),  # 2 servers × 160.00
        ("fee", "60.00"),  # Premium Response for HD-0300
    ]
    assert totals("harbour-dental", "2026-04") == ("1570.00", "0.00", "1570.00")


def test_harbour_dental_in_may() -> None:
    assert lines("harbour-dental", "2026-05") == [
        ("fee", "1190.00"),  # 14 × 85.00
        ("fee", "320.00"),  # 2 × 160.00
        ("fee", "180.65"),  # rider, 28 of 31 days: 200.00 × 28 / 31 = 180.645…
        ("work", "75.00"),  # controller, Friday 16:30–17:00 on-site: 0.5 h × 150.00
        ("work", "337.50"),  # Friday 17:00–18:30: 1.5 h × 150.00 × 1.5
        ("work", "900.00"),  # Saturday 10:00–13:00: 3 h × 150.00 × 2, the weekend's factor alone
        ("work", "240.00"),  # project at 21:00, agreed on the Friday before: 2 h × 120.00
        ("work", "90.00"),  # half an hour longer than agreed: 0.5 h × 120.00 × 1.5
        ("work", "225.00"),  # new printer, as ruled: 1.5 h × 150.00
        ("travel", "35.00"),  # to the clinic on Friday
        ("travel", "35.00"),  # and on Saturday
        ("travel", "33.60"),  # to the annex: (2 × 34 km − 20 km free) × 0.70
        ("material", "391.00"),  # controller: 340.00 + 15 %
    ]
    assert totals("harbour-dental", "2026-05") == ("4052.75", "0.00", "4052.75")
    # Reset at night: 1 h at least, × 1.5 = 1 h 30; mail before it was an emergency: 45 min × 1.5 = 1 h 7 min 30;
    # spyware: 1 h 10, in steps of 15 min 1 h 15. Together 3 h 52 min 30.
    assert drawn("harbour-dental", "2026-05") == {"allowance 2026-05": 3 * H + 52 * 60 + 30}


def test_harbour_dental_in_june() -> None:
    assert lines("harbour-dental", "2026-06") == [
        ("fee", "555.33"),  # 14 users on 14 of 30 days: 14 × 85.00 × 14 / 30 = 555.333…
        ("fee", "680.00"),  # 15 users on 16 of 30 days: 15 × 85.00 × 16 / 30
        ("fee", "320.00"),
        ("work", "450.00"),  # the disk: 3 h × 150.00
        ("work", "120.00"),  # plan of the x-ray room: 1 h × 120.00
        ("work", "360.00"),  # the night of 30 June up to midnight: 2 h × 120.00 × 1.5
        ("travel", "35.00"),
        ("material", "333.50"),  # 2 disks × 145.00 × 1.15
    ]
    assert totals("harbour-dental", "2026-06") == ("2853.83", "0.00", "2853.83")
    # The restore would be free; the second disk was declined, so its two hours are taken from the ten.
    assert drawn("harbour-dental", "2026-06") == {"allowance 2026-06": 2 * H}


def test_harbour_dental_in_july_has_the_252_dollars_of_the_design() -> None:
    assert lines("harbour-dental", "2026-07") == [
        ("fee", "1275.00"),  # 15 × 85.00
        ("fee", "320.00"),
        ("work", "378.00"),  # the same night after midnight, at the rate of amendment 2: 2 h × 126.00 × 1.5
        ("work", "252.00"),  # 12 h of changes − 10 h of the allowance = 2 h × 126.00
        ("work", "450.00"),  # the audit, as quoted
    ]
    assert totals("harbour-dental", "2026-07") == ("2675.00", "0.00", "2675.00")
    assert drawn("harbour-dental", "2026-07") == {"allowance 2026-07": 10 * H}
    assert left("harbour-dental", "2026-07") == {"allowance 2026-07": 0}


def test_a_late_entry_stands_on_the_next_statement_at_the_rate_of_its_own_month() -> None:
    history, books, entries = facts_of("harbour-dental")
    issued = [
        Issued((2026, month), int(datetime(2026, month + 1, 2, 9, tzinfo=ZoneInfo(history.zone)).timestamp()))
        for month in (4, 5, 6)
    ]
    june, july = (state_month(entries, history, books, month=(2026, month), issued=issued) for month in (6, 7))

    assert str(june.net.amount) == "2733.83"  # 2853.83 − 120.00
    assert str(july.net.amount) == "2795.00"  # 2675.00 + 1 h × 120.00, not 126.00
    assert [line.net.amount for line in july.lines if "late entry for June 2026" in line.charge.description] == [120]


def test_a_mail_outage_is_an_emergency_after_an_hour_and_the_work_is_cut_there() -> None:
    # Out since 19:30; work from 19:45 to 21:45.
    assert parts("harbour-dental", "W-05") == [
        ("allowance", 45 * 60, "services.hours"),
        ("free", 75 * 60, "emergency.cover"),
    ]


def test_the_declined_second_disk_decides_before_any_definition() -> None:
    (disk,) = [part for part in settled("harbour-dental").parts if part.entry == "W-08"]
    emergency = disk.judgement.emergency

    assert emergency is not None
    assert (emergency.answer, emergency.declined[0].about) == ("no", "second disk")  # though 8 people could not work
    assert parts("harbour-dental", "W-09") == [("allowance", 2 * H, "declarations.2026-02-10-second-disk.then")]


def test_the_second_disk_no_longer_counts_as_declined_from_its_installation_on() -> None:
    history, _, _ = facts_of("harbour-dental")
    days = (datetime(2026, 6, day, 12, tzinfo=ZoneInfo(history.zone)) for day in (18, 19))
    declined = [len(history.register.declined_at(int(day.timestamp()))) for day in days]

    assert declined == [1, 0]  # accepted on 11 June, installed on the 19th, and its paper says: ends installed


# Bright Legal: Silver, with service credits.


def test_bright_legal_in_june() -> None:
    assert lines("bright-legal", "2026-06") == [
        ("fee", "432.00"),  # 12 × 36.00
        ("work", "196.00"),  # password reset at 22:30: an hour at least × 98.00 × 2
        ("work", "147.00"),  # on the telephone with the vendor: 1.5 h × 98.00
        ("material", "42.50"),  # no mark-up was agreed
        ("credit", "-21.60"),  # mail at 99.41 % is below 99.5 %: 5 % of 432.00
    ]
    assert totals("bright-legal", "2026-06") == ("795.90", "159.18", "955.08")  # 20 % of 795.90
    assert [part.entry for part in statement("bright-legal", "2026-06").covered] == ["W-1", "W-4"]
    assert [part.entry for part in statement("bright-legal", "2026-06").excluded] == ["W-5"]  # Silver is remote only


def test_bright_legal_in_july_pays_for_the_users_of_the_first() -> None:
    assert lines("bright-legal", "2026-07") == [("fee", "432.00")]  # the thirteenth came on the 13th; 99.97 % is enough
    assert totals("bright-legal", "2026-07") == ("432.00", "86.40", "518.40")


# Granite Climbing: from Gold to Platinum on 16 July.


def test_an_upgrade_in_mid_month_cuts_fees_and_allowance() -> None:
    assert lines("granite-climbing", "2026-07") == [
        ("fee", "370.16"),  # 9 × 85.00 × 15 / 31 = 370.161…
        ("fee", "650.32"),  # 9 × 140.00 × 16 / 31 = 650.322…
        ("fee", "77.42"),  # 160.00 × 15 / 31 = 77.419…
        ("fee", "123.87"),  # 240.00 × 16 / 31 = 123.870…
        ("work", "150.00"),  # failed hardware on Gold: 1 h × 150.00
        ("travel", "35.00"),  # on Platinum the way belongs to work that is free
        ("material", "132.00"),  # 120.00 + 10 %, the mark-up of Platinum
    ]
    assert totals("granite-climbing", "2026-07") == ("1538.77", "0.00", "1538.77")
    assert left("granite-climbing", "2026-07") == {
        "allowance 2026-07 from day 1": 17_419 - 2 * H,  # 10 h × 15 / 31 = 17,419.35 s; a Saturday hour draws two
        "allowance 2026-07 from day 16": 37_161,  # 20 h × 16 / 31 = 37,161.29 s
    }


def test_the_same_saturday_evening_on_gold_and_on_platinum() -> None:
    assert parts("granite-climbing", "W-2") == [("allowance", 40 * 60, "services.hours")]
    assert parts("granite-climbing", "W-4") == [("free", 40 * 60, "services.included.help for users")]


# Lindner: six hours a month.


def test_lindner_in_may_and_june_stays_within_its_hours() -> None:
    for month in ("2026-05", "2026-06"):
        assert lines("lindner-joinery", month) == [("fee", "594.00")]  # 6 h × 99.00
        assert totals("lindner-joinery", month) == ("594.00", "112.86", "706.86")  # 19 % = 112.86
    assert drawn("lindner-joinery", "2026-05") == {"allowance 2026-05": H + 150 * 60}  # monitoring 1 h + 2 h 30
    # What is left of May goes first: monitoring 1 h + 1 h 30 of the 4 h; the other 2 h 30 come from June.
    assert drawn("lindner-joinery", "2026-06") == {"allowance 2026-05": 150 * 60, "allowance 2026-06": 150 * 60}


def test_lindner_in_july_goes_beyond_them() -> None:
    # June has 3 h 30 left: monitoring 1 h + 2 h 30 of the 8 h; 5 h 30 come from July, and half an hour is left.
    # In the evening an hour draws 1 h 30, so the half hour pays for 20 minutes and 40 are billed.
    assert drawn("lindner-joinery", "2026-07") == {"allowance 2026-06": 210 * 60, "allowance 2026-07": 6 * H}
    assert parts("lindner-joinery", "W-5") == [
        ("allowance", 20 * 60, "services.hours"),
        ("rate", 40 * 60, "services.hours"),
    ]
    assert lines("lindner-joinery", "2026-07") == [
        ("fee", "594.00"),
        ("work", "99.00"),  # 40 min × 110.00 × 0.9 × 1.5 = 40/60 × 148.50
        ("work", "243.00"),  # new saw: 2 h 10 in steps of 15 min = 2.25 h × 120.00 × 0.9
        ("travel", "25.00"),
        ("material", "190.18"),  # 2 × 84.90 × 1.12 = 190.176
    ]
    assert totals("lindner-joinery", "2026-07") == ("1151.18", "218.72", "1369.90")  # 19 % = 218.7242


def test_lindner_s_parties_have_what_an_electronic_invoice_needs() -> None:
    terms = facts_of("lindner-joinery")[0].versions[0].agreement.parties
    assert terms.provider is not None
    assert terms.customer is not None
    for party in (terms.provider, terms.customer):
        assert party.name
        assert party.street
        assert party.postcode
        assert party.city
        assert party.country == "DE"
    assert terms.provider.tax_number == "DE123456789"
    account = "".join((terms.provider.account or "").split())
    digits = "".join(str(int(letter, 36)) for letter in account[4:] + account[:4])
    assert int(digits) % 97 == 1  # the check digits of an IBAN


# Riverbend Vets: a retainer.


def test_riverbend_in_june_is_paid_from_the_retainer() -> None:
    assert lines("riverbend-vets", "2026-06") == [
        ("work", "240.00"),  # 2 h × 120.00
        ("work", "450.00"),  # 3 h × 150.00
        ("work", "180.00"),  # an evening hour: 120.00 × 1.5
    ]
    assert str(statement("riverbend-vets", "2026-06").from_retainer) == "870.00 USD"
    assert str(left("riverbend-vets", "2026-06")["retainer"]) == "630.00 USD"  # 1,500.00 − 870.00


def test_riverbend_in_july_comes_to_its_floor_and_is_topped_up() -> None:
    july = statement("riverbend-vets", "2026-07")

    assert lines("riverbend-vets", "2026-07") == [
        ("work", "180.00"),  # 1.5 h × 120.00: 450.00 are left
        ("work", "225.00"),  # 1.5 h × 150.00: 225.00 are left
        ("work", "25.00"),  # 25.00 above the floor of 200.00 are 12 min 30 s × 120.00 an hour
        ("work", "90.00"),  # after 1,000.00 more: 45 min × 120.00
    ]
    assert [(each.what, each.seconds) for each in july.unsettled] == [("W-6", 47 * 60 + 30)]
    assert [(str(each.below), str(each.left)) for each in july.notices] == [
        ("600.00 USD", "450.00 USD"),
        ("300.00 USD", "225.00 USD"),
    ]
    assert str(left("riverbend-vets", "2026-07")["retainer"]) == "1,110.00 USD"  # 2,500.00 − 870.00 − 520.00


# Cedar Surveyors: block hours.


def test_cedar_s_first_block_in_may_and_june() -> None:
    assert lines("cedar-surveyors", "2026-05") == [("top-up", "2400.00")]
    assert lines("cedar-surveyors", "2026-06") == []
    assert left("cedar-surveyors", "2026-05") == {"block 1": 11 * H}  # 22 h − monitoring 2 h − 6 h − 3 h
    assert left("cedar-surveyors", "2026-06") == {"block 1": 3 * H}  # − 2 h − 4 h 30 − an evening hour as 1 h 30
    (notice,) = statement("cedar-surveyors", "2026-06").notices
    assert (notice.below, notice.left, notice.cause) == (5 * H, 270 * 60, "W-3")


def test_cedar_s_block_runs_out_within_a_job_in_july() -> None:
    # Monitoring leaves 1 h of block 1, which pays for 9:00–10:00 of the job; the rest is billed.
    assert parts("cedar-surveyors", "W-5") == [
        ("block", H, "services.included.help for users"),
        ("rate", 2 * H, "services.included.help for users"),
    ]
    assert lines("cedar-surveyors", "2026-07") == [
        ("work", "310.00"),  # 2 h × 155.00
        ("work", "130.00"),  # 10 July: block 2 is bought, and not paid before the 13th
        ("top-up", "5750.00"),
    ]
    assert totals("cedar-surveyors", "2026-07") == ("6190.00", "0.00", "6190.00")
    assert left("cedar-surveyors", "2026-07") == {"block 1": 0, "block 2": 54 * H}  # 50 h + 6 h free − 2 h
    (notice,) = statement("cedar-surveyors", "2026-07").notices
    assert (notice.below, notice.left) == (2 * H, H)


# Mill Lane School: call before service.


def test_mill_lane_in_june_is_spared_an_emergency_that_nobody_had_deferred() -> None:
    assert lines("mill-lane-school", "2026-06") == [("fee", "95.00")]
    assert parts("mill-lane-school", "W-1") == [("free", 2 * H, "emergency.cover")]


def test_mill_lane_in_july_pays_for_the_battery_that_it_had_deferred() -> None:
    assert parts("mill-lane-school", "W-2") == [("rate", 135 * 60, "proposals")]
    assert because("mill-lane-school", "W-2") == [
        "ups battery was proposed, deferred on 2026-05-06 by the bursar, and failed"
    ]
    assert lines("mill-lane-school", "2026-07") == [
        ("fee", "95.00"),
        ("work", "191.25"),  # after the power cut: 2.25 h × 85.00, no emergency
        ("work", "42.50"),  # the battery, agreed on the 9th: 0.5 h × 85.00
        ("work", "108.00"),  # firmware, agreed on the 3rd: 1.5 h × 72.00
        ("material", "64.00"),
    ]
    assert totals("mill-lane-school", "2026-07") == ("500.75", "100.15", "600.90")  # 20 % = 100.15
    (asked,) = statement("mill-lane-school", "2026-07").unsettled
    assert (asked.what, asked.ask) == ("W-5", "the bursar")  # nobody had agreed to the test


# Corner Florist, and the town's own IT.


def test_corner_florist_pays_by_the_hour() -> None:
    assert lines("corner-florist", "2026-07") == [
        ("work", "47.50"),  # ten minutes: half an hour at least × 95.00
        ("work", "165.00"),  # 1 h 20, in steps of 15 min 1.5 h × 110.00
    ]
    assert totals("corner-florist", "2026-07") == ("212.50", "44.63", "257.13")  # 21 % = 44.625, half up


def test_the_city_library_has_hours_and_no_money() -> None:
    july = statement("city-library", "2026-07")

    assert (july.currency, july.lines) == ("", ())
    assert drawn("city-library", "2026-06") == {"allowance 2026-05": 4 * H}  # what was rolled over goes first
    # 8 + 8 + 7 + 5.5 = 28.5 h; June's 12 h and July's 12 h pay for 24, and 4.5 h are for both heads to settle.
    assert drawn("city-library", "2026-07") == {"allowance 2026-06": 12 * H, "allowance 2026-07": 12 * H}
    assert [(each.what, each.seconds) for each in july.unsettled] == [("W-6", 270 * 60)]
    assert [part.entry for part in july.covered] == ["W-2"]  # a password takes no hours
