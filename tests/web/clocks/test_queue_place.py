"""Where a ticket stands in the queue, with an agreement and without one."""

from __future__ import annotations

from tests.web.conftest import LATER, Cast

from asagreed_web.customers.models import Customer
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.tickets.models import QueuePlace, Ticket
from asagreed_web.tickets.operations import Author, resolve


def test_a_ticket_without_an_agreement_waits_unpromised_and_leaves_the_queue_when_it_is_resolved(cast: Cast) -> None:
    nobody = Customer.objects.create(slug="no-papers", name="No Papers", entered_at=LATER)
    caller = Author(actor="caller", name="Somebody")
    report = Report(channel="phone", subject="Help", text="Help", by=caller, reported_at=LATER)
    ticket = log_ticket(customer=nobody, report=report, at=LATER)
    places = [Ticket.objects.get(pk=ticket.pk).queue_place]
    resolve(ticket_id=ticket.pk, by=Author.of(cast.technician), at=LATER + 60)
    places.append(Ticket.objects.get(pk=ticket.pk).queue_place)
    assert places == [QueuePlace.UNPROMISED, QueuePlace.ENDED]
