"""Tickets for tests that need one and do not care which."""

from __future__ import annotations

from tests.web.conftest import chicago

from asagreed_web.customers.models import Customer
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

AT = chicago("2026-05-15 09:00")


def logged(customer: Customer, by: Person, *, at: int = AT, subject: str = "E-mail is down") -> Ticket:
    """Log a ticket of a customer, reported by one of its people in the portal at a moment (UTC seconds)."""
    report = Report(
        channel="portal",
        subject=subject,
        text="Nobody can send or receive.",
        by=Author.of(by),
        reported_at=at,
        impact="company",
        urgency="now",
    )
    return log_ticket(customer=customer, report=report, at=at)
