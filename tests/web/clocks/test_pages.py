"""Promises of a ticket as a page prints them, and the ledger behind each."""

from __future__ import annotations

from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down

from asagreed_web.agreements.queries import history_of
from asagreed_web.clocks.pages import ClockPage, clock_page, promise_cells
from asagreed_web.clocks.queries import explain, explanation, happenings, hold_reasons
from asagreed_web.kit.parts import PromiseCell
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author, put_on_hold, reply


def cells(ticket: Ticket, at: str) -> dict[str, PromiseCell]:
    """Return the promises of a ticket at a moment, by the name of their clock."""
    ticket.refresh_from_db()
    explained = explain(ticket.pk, at=chicago(at))
    found = promise_cells(explained, hold_reason=ticket.hold_reason, why=lambda clock: f"/why/{clock}/")
    return {cell.name: cell for cell in found}


def page(ticket: Ticket, clock: str, at: str) -> ClockPage:
    """Return why a clock says what it says at a moment."""
    explained = explain(ticket.pk, at=chicago(at))
    assert explained
    found = clock_page(explained, clock, cycle=None, addresses=lambda clause: f"{clause.file}#L{clause.line}")
    assert found
    return found


def test_a_call_of_friday_evening_has_five_minutes_left_over_the_weekend(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-15 16:50")
    cell = cells(ticket, "2026-05-16 12:00")["response"]
    assert (cell.state, cell.due_at, cell.remaining) == ("at risk", chicago("2026-05-18 09:05"), 5 * 60)
    assert cell.counts_until == chicago("2026-05-16 12:00")


def test_a_reply_in_time_is_met_and_says_in_how_much_open_time(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-15 16:50")
    reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text="On it.", at=chicago("2026-05-18 09:03"))
    cell = cells(ticket, "2026-05-18 10:00")["response"]
    assert (cell.state, cell.elapsed, cell.why) == ("met", 13 * 60, "/why/response/")


def test_a_missed_promise_says_by_how_much(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-15 16:50")
    cell = cells(ticket, "2026-05-18 09:15")["response"]
    assert (cell.state, cell.remaining) == ("breached", 10 * 60)


def test_a_paused_promise_says_what_is_left_and_for_whom_it_waits(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-15 16:50")
    by = Author.of(cast.technician)
    put_on_hold(ticket_id=ticket.pk, by=by, reason="waiting for customer", at=chicago("2026-05-18 09:15"))
    cell = cells(ticket, "2026-05-18 12:00")["resolution"]
    assert (cell.state, cell.due_at, cell.remaining) == ("paused", None, 95 * 60)
    assert cell.hold_reason == "waiting for customer"


def test_the_ledger_names_every_stretch_with_its_clause_and_adds_up(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-15 16:50")
    found = page(ticket, "response", "2026-05-18 09:03")
    stretches = [(row.seconds // 60, row.counts, row.why) for row in found.rows]
    assert stretches == [(10, True, "within support"), (3840, False, "outside support"), (3, True, "within support")]
    assert found.rows[-1].total == found.elapsed == 13 * 60
    assert {row.clause_address for row in found.rows} == {"plans/gold@2026-01.yaml#L56"}


def test_the_page_of_a_clock_names_version_papers_target_and_zone(cast: Cast) -> None:
    found = page(mail_is_down(cast, "2026-05-15 16:50"), "response", "2026-05-18 09:03")
    assert (found.zone, found.version, found.budget) == ("America/Chicago", 3, 15 * 60)
    assert "rider premium response" in found.papers
    assert found.deciding


def test_a_clock_that_the_ticket_does_not_have_has_no_page(cast: Cast) -> None:
    explained = explain(mail_is_down(cast, "2026-05-15 16:50").pk, at=chicago("2026-05-15 16:51"))
    assert explained
    assert clock_page(explained, "arrival", cycle=7, addresses=lambda _: "") is None


def test_the_same_explanation_is_there_as_data(cast: Cast) -> None:
    said = explanation(mail_is_down(cast, "2026-05-15 16:50").pk, at=chicago("2026-05-18 09:03"))
    assert said
    assert said["clocks"][0]["stretches"][0]["from"] == "2026-05-15T16:50:00-05:00"


def test_the_agreement_says_which_reasons_pause_and_what_may_happen(cast: Cast) -> None:
    history, at = history_of(cast.harbour.pk), chicago("2026-05-15 16:50")
    assert hold_reasons(history, at=at)[0] == "waiting for customer"
    assert happenings(history, at=at) == ("accepted: premium response",)
    assert hold_reasons(None, at=at) == happenings(None, at=at) == ()
