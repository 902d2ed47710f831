"""Everything else that clocks ask of an agreement, each with the line where it was written."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.terms.agreed import SUPPORT, terms_of

from asagreed.terms import Terms

TEXT = (
    SUPPORT
    + """parties: {provider: Northwind IT, customer: Harbour Dental}
currency: USD
working day: 9 h
sites: {clinic: {distance: near, title: The clinic}, annex: {distance: far, zone: America/New_York, delivery: on-site}}
travel: {near: 30 min, far: 90 min}
systems:
  mail: E-mail
  x-ray: {parts: next business day, supported by: RayVendor, call: +1 555 0100, vendor response: 4 h, site: clinic}
reporting:
  phone: {hours: always, number: +1 555 0199}
  e-mail: {hours: support}
  voicemail: {called back: within 30 min}
  corridor: {counts: no}
issue kinds: {hardware: {printer: Printer}}
priorities:
  impact: {company: nobody can work, person: one cannot work}
  urgency: {now: work has stopped, later: it can wait}
  matrix: {company: {now: P1, later: P2}, person: {now: P2, later: P3}}
  titles: {P1: Critical}
  set by: [dispatcher]
  may be changed by: account manager
  after workaround: {P1: P2}
targets:
  hours: support
  P1: {response: 1 h, plan: 4 h, kept in: {response: 99% of tickets a month}}
  P2: {response: 2 h, resolution: 8 h}
  kept in: {response: 95% of tickets a month, resolution: none}
clocks:
  plan: {title: Plan of action, starts: reported, stops: [plan sent, resolved]}
  response: {starts: recorded}
  update: {repeats: no}
pauses:
  resolution:
    - waiting for customer
    - waiting for parts
  plan: waiting for customer
warnings: {every clock: [75%], response: [50%, 15 min before, 1 h after]}
reopening: {clock: resumes, within: 14 days}
closing: {after failed contacts: 3, after silence of: 48 h}
after a change: count from the change
"""
)


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    return terms_of(tmp_path, TEXT)


def test_parties_zone_and_currency_are_known(terms: Terms) -> None:
    assert (terms.provider, terms.customer, terms.currency) == ("Northwind IT", "Harbour Dental", "USD")
    assert (terms.agreement, terms.zone, terms.working_day_seconds) == ("harbour-dental", "America/Chicago", 32_400)


def test_each_reason_that_pauses_a_clock_has_its_own_line(terms: Terms) -> None:
    assert terms.pauses == {
        "resolution": frozenset(("waiting for customer", "waiting for parts")),
        "plan": frozenset(("waiting for customer",)),
    }
    first, second = (
        terms.pause_clause("resolution", reason) for reason in ("waiting for customer", "waiting for parts")
    )
    assert first.address == second.address == "pauses.resolution"
    assert second.line == first.line + 1
    assert terms.pause_clause("plan", "waiting for customer").line == first.line + 2


def test_warnings_for_every_clock_give_way_to_those_of_a_clock(terms: Terms) -> None:
    assert [(step.percent, step.before, step.after) for step in terms.steps["response"]] == [
        (Fraction(1, 2), None, None),
        (None, 900, None),
        (None, None, 3_600),
    ]
    assert [step.percent for step in terms.steps["plan"]] == [Fraction(3, 4)]
    assert set(terms.steps) == {"response", "resolution", "plan"}


def test_built_in_clocks_change_where_the_agreement_says_so(terms: Terms) -> None:
    rules = terms.clock_rules

    assert (rules["response"].starts, rules["response"].stops) == ("recorded", ("reply by a person", "resolved"))
    assert rules["plan"].stops == ("plan sent", "resolved")
    assert rules["arrival"].stops == ("technician on site", "resolved")
    assert rules["plan"].title == "Plan of action"
    assert not rules["update"].repeats
    assert rules["next reply"].repeats
    assert rules["resolution"].clause.file == "semantics"
    assert rules["response"].clause.address == "clocks.response"
    assert rules["response"].clause.line > 0


def test_ways_to_report_have_hours_or_count_for_nothing(terms: Terms) -> None:
    channels = terms.channels

    assert (channels["e-mail"].calendar, channels["e-mail"].counts) == ("support", True)
    assert (channels["voicemail"].calendar, channels["voicemail"].called_back) == (None, "within 30 min")
    assert not channels["corridor"].counts


def test_sites_systems_and_kinds_are_listed(terms: Terms) -> None:
    assert (terms.sites["clinic"].zone, terms.sites["annex"].zone) == ("America/Chicago", "America/New_York")
    assert (terms.sites["annex"].delivery, terms.sites["clinic"].title) == ("on-site", "The clinic")
    assert dict(terms.travel) == {"near": 1_800, "far": 5_400}
    assert terms.travel_clauses["far"].address == "travel.far"
    assert (terms.systems["mail"].title, terms.systems["x-ray"].parts) == ("E-mail", "next business day")
    assert terms.systems["x-ray"].vendor_response == "4 h"
    assert (terms.issue_kinds["printer"].group, terms.issue_kinds["printer"].title) == ("hardware", "Printer")


def test_the_matrix_gives_a_priority_with_its_clause(terms: Terms) -> None:
    cell = terms.matrix("company", "later")

    assert (cell.priority, cell.clause.address) == ("P2", "priorities.matrix.company.later")
    assert terms.impacts["company"] == "nobody can work"
    assert terms.urgencies["later"] == "it can wait"
    assert terms.priority_titles["P1"] == "Critical"
    assert terms.priority_set_by == ("dispatcher",)
    assert terms.priority_may_be_changed_by == ("account manager",)
    assert terms.after_workaround["P1"] == "P2"


def test_a_share_of_its_own_goes_before_the_share_of_all_tickets(terms: Terms) -> None:
    of_all, of_p1 = terms.share("response"), terms.share("response", priority="P1")
    none = terms.share("resolution", priority="P2")

    assert of_all is not None
    assert of_p1 is not None
    assert none is not None
    assert (of_all.share.share, of_p1.share.share) == (Fraction(19, 20), Fraction(99, 100))
    assert of_p1.clause.address == "targets.P1.kept in.response"
    assert none.share.share is None
    assert terms.share("plan", priority="P1") is None


def test_reopening_closing_and_changes_are_said(terms: Terms) -> None:
    assert terms.reopening is not None
    assert (terms.reopening.clock, terms.reopening.within) == ("resumes", 14 * 86_400)
    assert terms.closing is not None
    assert (terms.closing.after_failed_contacts, terms.closing.after_silence_of) == (3, 172_800)
    assert terms.count_from_change
    assert terms.running_tickets == "keep their targets"


def test_what_is_not_said_is_not_there(tmp_path: Path) -> None:
    terms = terms_of(tmp_path, "")

    assert terms.reopening is None
    assert terms.closing is None
    assert not terms.count_from_change
    assert (terms.currency, terms.working_day_seconds, terms.provider) == (None, None, "")
    assert terms.targets == ()


def test_terms_and_papers_cannot_be_changed(terms: Terms) -> None:
    with pytest.raises(AttributeError):
        terms.zone = "UTC"  # type: ignore[misc]
    with pytest.raises(TypeError):
        terms.travel["near"] = 0  # type: ignore[index]
    with pytest.raises(TypeError):
        terms.calendars["support"] = terms.calendar("support")  # type: ignore[index]
