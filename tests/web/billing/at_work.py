"""Work at Harbour Dental as the desk does it: logged, looked at, recorded as shown."""

from __future__ import annotations

from typing import Any

from tests.web.conftest import LATER, Cast, chicago

from asagreed_web.billing.models import Quote
from asagreed_web.billing.operations import Planned, enter_books, offer_quote, record_work
from asagreed_web.billing.pages import EntryPreview
from asagreed_web.billing.preview import Work, preview
from asagreed_web.customers.models import Customer
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.tickets.models import Ticket, TimeEntry
from asagreed_web.tickets.operations import Author

PROJECT = "planned projects"
HOUR = 3600
BLOCK = """books: harbour-dental
blocks:
  B-1: {size: 20 h, bought: 2026-05-01 09:00, paid: 2026-05-01 09:00}
"""


def ticket_of(cast: Cast, at: str = "2026-05-04 09:00", **said: Any) -> Ticket:
    """Log a ticket of the practice; without more words it tells of nothing that a clause asks for."""
    report = Report(channel="portal", subject="Work", text="Please.", by=Author.of(cast.viewer),
                    reported_at=chicago(at), **said)  # fmt: skip
    return log_ticket(customer=cast.harbour, report=report, at=chicago(at))


def work_of(cast: Cast, ticket: Ticket, start: str, end: str, **said: Any) -> Work:
    """Return remote work of the technician, unless more is said."""
    said = {"delivery": "remote", "person": cast.technician, **said}
    return Work(ticket=ticket, start_at=chicago(start), end_at=chicago(end), **said)


def looked_at(cast: Cast, ticket: Ticket, start: str, end: str, at: int = 0, **said: Any) -> EntryPreview:
    """Return what the technician sees before saving, right after the work."""
    return preview(work_of(cast, ticket, start, end, **said), at=at or chicago(end))


def worked(cast: Cast, ticket: Ticket, start: str, end: str, at: int = 0, **said: Any) -> TimeEntry:
    """Record work as it was shown."""
    work, at = work_of(cast, ticket, start, end, **said), at or chicago(end)
    return record_work(work, by=cast.technician, shown_hash=preview(work, at=at).hash, at=at)


def block_bought(cast: Cast) -> None:
    """Let the practice have bought twenty hours, of which two come free."""
    assert enter_books(customer=cast.harbour, text=BLOCK, by=cast.bookkeeper, at=LATER).edition


def offered(cast: Cast, ticket: Ticket, at: str = "2026-05-05 10:00", **said: Any) -> Quote:
    """Offer two to three hours of a project, to be done from the next opening."""
    hours = said.pop("hours", (2, 3))
    work = [Planned(title="New network plan", least=hours[0] * HOUR, most=hours[1] * HOUR, service=PROJECT,
                    delivery="remote")]  # fmt: skip
    said = {"choice": "from the next opening", "title": "New network plan", **said}
    return offer_quote(
        ticket_id=ticket.pk, by=cast.dispatcher, work=work, expires_at=chicago("2026-05-19 10:00"), at=chicago(at),
        **said,
    )  # fmt: skip


def ticket_without_agreement(cast: Cast) -> Ticket:
    """Log a ticket of a customer whose agreement nobody has entered."""
    customer = Customer.objects.create(slug="new", name="New Customer", zone="America/Chicago", entered_at=LATER)
    report = Report(channel="phone", subject="Work", text="Please.", by=Author.of(cast.owner),
                    reported_at=chicago("2026-05-04 09:00"))  # fmt: skip
    return log_ticket(customer=customer, report=report, at=chicago("2026-05-04 09:00"))
