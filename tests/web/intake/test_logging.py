"""A ticket is logged with all its promises at once."""

from __future__ import annotations

from tests.web.conftest import Cast, chicago

from asagreed_web.chronicle.queries import find_break
from asagreed_web.clocks.models import TicketClock
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author, reply


def mail_is_down(cast: Cast, at: str) -> Ticket:
    """Log that nobody at Harbour Dental has e-mail."""
    report = Report(
        channel="portal",
        subject="E-mail is down",
        text="Nobody can send or receive.",
        by=Author.of(cast.viewer),
        reported_at=chicago(at),
        system="mail",
        impact="company",
        urgency="now",
        people_unable_to_work=8,
        is_outage=True,
    )
    return log_ticket(customer=cast.harbour, report=report, at=chicago(at))


def test_a_ticket_has_number_version_priority_emergency_coverage_and_promise_at_once(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-15 16:50")
    assert (ticket.priority, ticket.is_emergency, ticket.coverage_box) == ("P1", True, "by arrangement")
    assert ticket.version_hash
    assert (ticket.next_clock, ticket.next_due_at) == ("response", chicago("2026-05-18 09:05"))


def test_a_reply_on_monday_to_a_call_of_friday_evening_took_fifteen_minutes(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-15 16:50")
    reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text="We are on it.", at=chicago("2026-05-18 09:05"))
    clock = TicketClock.objects.get(ticket=ticket, name="response")
    assert (clock.state, clock.verdict, clock.elapsed) == ("stopped", "met", 15 * 60)
    assert find_break(cast.harbour.pk) is None
