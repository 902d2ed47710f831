"""Work is looked at before it is saved: where it splits, what it costs, which clause says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.web.billing.at_work import (
    HOUR,
    PROJECT,
    block_bought,
    looked_at,
    ticket_of,
    ticket_without_agreement,
    work_of,
    worked,
)
from tests.web.conftest import Cast, chicago

from asagreed.money import Money
from asagreed_web.billing.errors import Changed
from asagreed_web.billing.operations import record_work
from asagreed_web.billing.queries import recorded
from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import TimeEntry
from asagreed_web.tickets.operations import Author, change_attribute

FRIDAY = "2026-05-15 16:30", "2026-05-15 18:00"


def test_work_on_friday_evening_splits_at_five(cast: Cast) -> None:
    shown = looked_at(cast, ticket_of(cast, service=PROJECT), *FRIDAY)
    five = chicago("2026-05-15 17:00")
    assert [(part.start_at, part.end_at) for part in shown.parts] == [
        (chicago(FRIDAY[0]), five),
        (five, chicago(FRIDAY[1])),
    ]
    assert [str(part.amount) for part in shown.parts] == ["60.00 USD", "180.00 USD"]
    assert shown.net == Money(Decimal("240.00"), "USD")


def test_an_hour_after_hours_costs_one_and_a_half(cast: Cast) -> None:
    shown = looked_at(cast, ticket_of(cast, service=PROJECT), "2026-05-12 19:00", "2026-05-12 20:00")
    (part,) = shown.parts
    assert str(part.per_hour) == "180.00 USD"
    assert part.rate.startswith("180.00 USD an hour: ")
    assert part.clause is not None
    assert (part.clause.address, part.clause.file) == ("rates.outside", "plans/gold@2026-01.yaml")
    assert part.clause.line


def test_a_covered_password_reset_costs_nothing_and_says_by_which_clause(cast: Cast) -> None:
    ticket = ticket_of(cast, kind="password reset", service="password reset")
    shown = looked_at(cast, ticket, "2026-05-12 10:00", "2026-05-12 10:20")
    assert (shown.parts[0].outcome, shown.parts[0].source, str(shown.net)) == ("covered", "free", "0.00 USD")
    assert shown.parts[0].clause
    assert shown.parts[0].clause.address.startswith("services.included.password reset")
    assert not shown.needs_approval


def test_an_allowance_that_is_used_up_in_the_middle_is_told_with_what_is_left(cast: Cast) -> None:
    ticket = ticket_of(cast, kind="new user", service="changes")
    worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 13:00")
    worked(cast, ticket, "2026-05-13 09:00", "2026-05-13 13:00")
    shown = looked_at(cast, ticket, "2026-05-14 09:00", "2026-05-14 13:00")
    assert [(part.source, part.worked) for part in shown.parts] == [("allowance", 2 * HOUR), ("rate", 2 * HOUR)]
    (drawn,) = shown.drawn
    assert (drawn.purse, drawn.taken, drawn.left) == ("allowance 2026-05", 2 * HOUR, 0)
    assert str(shown.net) == "240.00 USD"


def test_a_block_that_runs_low_is_drawn_and_says_what_is_left(cast: Cast) -> None:
    block_bought(cast)
    shown = looked_at(cast, ticket_of(cast, service=PROJECT), "2026-05-12 09:00", "2026-05-12 13:00")
    (drawn,) = shown.drawn
    assert (drawn.kind, drawn.purse, drawn.taken, drawn.left) == ("block", "B-1", 4 * HOUR, 18 * HOUR)


def test_what_is_left_of_a_block_counts_work_that_was_done_later(cast: Cast) -> None:
    block_bought(cast)
    ticket = ticket_of(cast, service=PROJECT)
    worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 13:00")
    shown = looked_at(cast, ticket, "2026-05-11 09:00", "2026-05-11 10:00", at=chicago("2026-05-12 14:00"))
    assert shown.drawn[0].left == 17 * HOUR


def test_work_by_arrangement_names_who_decides_and_needs_approval(cast: Cast) -> None:
    shown = looked_at(cast, ticket_of(cast, service="specialised audit"), "2026-05-12 09:00", "2026-05-12 11:00")
    assert (shown.parts[0].outcome, shown.parts[0].ask, shown.parts[0].amount) == (
        "to be settled",
        "account manager",
        None,
    )
    assert shown.needs_approval
    assert shown.approval_because.startswith("account manager decides")
    assert shown.undecided[0].ask == "account manager"


def test_costly_work_needs_approval(cast: Cast) -> None:
    shown = looked_at(cast, ticket_of(cast, service=PROJECT), "2026-05-12 09:00", "2026-05-12 12:00")
    assert shown.approval_because == "it costs 360.00 USD, more than 250 USD"


def test_the_way_to_the_clinic_stands_beside_the_hours(cast: Cast) -> None:
    ticket = ticket_of(cast, service="hardware repair", kind="server failure", site="clinic")
    shown = looked_at(cast, ticket, "2026-05-12 09:00", "2026-05-12 10:00", delivery="on-site")
    assert [(extra.description, str(extra.amount)) for extra in shown.extras] == [
        ("Travel to clinic, the visit", "35.00 USD")
    ]
    assert str(shown.net) == "185.00 USD"


def test_without_an_agreement_work_is_billable_at_no_known_rate(cast: Cast) -> None:
    ticket = ticket_without_agreement(cast)
    shown = looked_at(cast, ticket, *FRIDAY)
    assert "no agreement" in shown.parts[0].because
    assert (shown.net, shown.needs_approval, shown.refused) == (None, True, "")
    assert worked(cast, ticket, *FRIDAY).verdict["net"] is None


def test_work_before_the_agreement_is_shown_and_not_priced(cast: Cast) -> None:
    shown = looked_at(cast, ticket_of(cast), "2025-05-12 09:00", "2025-05-12 10:00")
    assert (shown.parts[0].source, shown.parts[0].amount) == ("undecided", None)


@pytest.mark.parametrize(
    ("start", "end", "at", "words"),
    [
        ("2026-05-12 09:00", "2026-05-12 10:00", "2026-05-12 09:30", "in the future"),
        ("2026-05-12 09:00", "2026-05-13 10:00", "2026-05-14 09:30", "more than 24 hours"),
        ("2026-05-01 09:00", "2026-05-01 10:00", "2026-05-14 09:30", "before the ticket was reported"),
    ],
)
def test_odd_times_are_warned_of(cast: Cast, start: str, end: str, at: str, words: str) -> None:
    shown = looked_at(cast, ticket_of(cast), start, end, at=chicago(at))
    assert words in shown.warnings[0]
    assert not shown.refused


def test_two_places_at_once_are_warned_of(cast: Cast) -> None:
    first, second = ticket_of(cast), ticket_of(cast)
    worked(cast, first, "2026-05-12 09:00", "2026-05-12 10:00")
    shown = looked_at(cast, second, "2026-05-12 09:30", "2026-05-12 11:00")
    assert shown.warnings == (f"Technician worked on {first} too for 30 min of this time.",)


@pytest.mark.parametrize(
    ("end", "words"), [("2026-05-12 08:00", "ends before it begins"), ("2026-07-12 08:00", "lasts 60 days")]
)
def test_impossible_times_are_refused_with_words(cast: Cast, end: str, words: str) -> None:
    ticket = ticket_of(cast)
    shown = looked_at(cast, ticket, "2026-05-12 09:00", end)
    assert words in shown.refused
    assert not shown.parts
    with pytest.raises(NotPossible, match=words):
        worked(cast, ticket, "2026-05-12 09:00", end)


def test_what_was_shown_is_what_is_kept_and_told(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    shown = looked_at(cast, ticket, *FRIDAY)
    entry = worked(cast, ticket, *FRIDAY, note="cables")
    (kept,) = recorded(ticket.pk, viewer=cast.approver)
    assert (kept.parts, kept.net) == (shown.parts, shown.net)
    told = Event.objects.get(kind="time recorded")
    assert (told.says["figures"], told.says["entry"], told.says["net"]) == (shown.hash, entry.pk, "240.00 USD")
    assert find_break(cast.harbour.pk) is None


def test_another_price_than_shown_is_not_saved(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    shown = looked_at(cast, ticket, *FRIDAY)
    at, by = chicago(FRIDAY[1]), cast.technician
    change_attribute(ticket_id=ticket.pk, attribute="service", value="changes", at=at, by=Author.of(by))
    with pytest.raises(Changed) as refused:
        record_work(work_of(cast, ticket, *FRIDAY), by=by, shown_hash=shown.hash, at=at)
    assert refused.value.preview.hash != shown.hash
    assert not TimeEntry.objects.exists()


def test_work_for_another_customer_meanwhile_changes_nothing_that_was_shown(cast: Cast) -> None:
    ticket = ticket_of(cast, service=PROJECT)
    before = looked_at(cast, ticket, *FRIDAY)
    worked(cast, ticket_without_agreement(cast), *FRIDAY)
    assert looked_at(cast, ticket, *FRIDAY).hash == before.hash


def test_a_correction_takes_the_place_of_the_old_entry(cast: Cast) -> None:
    ticket = ticket_of(cast, kind="new user", service="changes")
    old = worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 13:00")
    new = worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 10:00", corrects=old.pk)
    shown = looked_at(cast, ticket, "2026-05-13 09:00", "2026-05-13 10:00")
    assert shown.drawn[0].left == 8 * HOUR
    assert [(each.id, each.corrects, each.corrected_by) for each in recorded(ticket.pk, viewer=cast.owner)] == [
        (old.pk, None, new.pk),
        (new.pk, old.pk, None),
    ]


def test_an_entry_is_corrected_once(cast: Cast) -> None:
    ticket = ticket_of(cast)
    old = worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 13:00")
    worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 10:00", corrects=old.pk)
    with pytest.raises(NotPossible, match="corrected already"):
        worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 11:00", corrects=old.pk)


def test_work_of_another_customer_cannot_be_corrected(cast: Cast) -> None:
    ticket = ticket_of(cast)
    assert "not one of this customer" in looked_at(cast, ticket, *FRIDAY, corrects=999).refused


def test_customers_see_their_own_work_only(cast: Cast) -> None:
    ticket = ticket_of(cast)
    worked(cast, ticket, *FRIDAY)
    assert recorded(ticket.pk, viewer=cast.stranger) == []
    assert len(recorded(ticket.pk, viewer=cast.viewer)) == 1
