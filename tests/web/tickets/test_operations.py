"""What is done to a ticket happens whole or not at all, and is refused in words where it cannot be."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down

from asagreed_web.chronicle.models import Event
from asagreed_web.tickets import operations
from asagreed_web.tickets.answering import answer, write_note
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Message, Status, Ticket
from asagreed_web.tickets.operations import Author

AT = chicago("2026-05-18 10:00")


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """Return a ticket of Harbour Dental."""
    return mail_is_down(cast, "2026-05-18 09:30")


@pytest.fixture
def by(cast: Cast) -> Author:
    """Return the technician, acting."""
    return Author.of(cast.technician)


def test_reply_and_hold_waits_for_the_customer(ticket: Ticket, by: Author) -> None:
    answer(ticket_id=ticket.pk, by=by, text="Which error do you see?", at=AT, then="hold")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.hold_reason, ticket.waits_for_us) == (Status.ON_HOLD, "waiting for customer", False)


def test_reply_and_resolve_ends_it(ticket: Ticket, by: Author) -> None:
    answer(ticket_id=ticket.pk, by=by, text="It works again.", at=AT, then="resolve")
    ticket.refresh_from_db()
    assert ticket.status == Status.RESOLVED


def test_a_reply_that_cannot_be_followed_by_a_hold_is_not_sent(ticket: Ticket, by: Author) -> None:
    operations.resolve(ticket_id=ticket.pk, by=by, at=AT)
    with pytest.raises(NotPossible, match="Reopen it first"):
        answer(ticket_id=ticket.pk, by=by, text="One more thing?", at=AT, then="hold")
    assert not Message.objects.filter(ticket=ticket, kind=Message.Kind.REPLY).exists()


def test_a_note_stops_no_clock(ticket: Ticket, by: Author) -> None:
    write_note(ticket_id=ticket.pk, by=by, text="Ask the vendor.", at=AT)
    assert ticket.clocks.get(name="response").stopped_at is None


def test_a_priority_is_changed_with_who_and_why(ticket: Ticket, by: Author) -> None:
    operations.change_priority(ticket_id=ticket.pk, by=by, priority="P2", why="half of it works", at=AT)
    event = Event.objects.get(subject_id=ticket.pk, kind="priority")
    assert (event.actor, event.says["why"], event.says["before"]) == (by.actor, "half of it works", "P1")


def test_a_priority_is_not_changed_without_a_reason(ticket: Ticket, by: Author) -> None:
    with pytest.raises(NotPossible, match="Say why"):
        operations.change_priority(ticket_id=ticket.pk, by=by, priority="P2", why=" ", at=AT)


def test_several_attributes_change_together_and_only_what_is_new_is_told(ticket: Ticket, by: Author) -> None:
    values = {"kind": "mail", "site": "clinic", "system": "mail"}
    operations.change_attributes(ticket_id=ticket.pk, by=by, values=values, at=AT)
    told = Event.objects.filter(subject_id=ticket.pk, kind="changed").values_list("says__attribute", flat=True)
    assert sorted(told) == ["kind", "site"]


def test_a_hold_reason_has_an_end(ticket: Ticket, by: Author) -> None:
    with pytest.raises(NotPossible, match="80 characters"):
        operations.put_on_hold(ticket_id=ticket.pk, by=by, reason="x" * 81, at=AT)


def test_a_ticket_is_closed_only_after_it_is_resolved(ticket: Ticket, by: Author) -> None:
    with pytest.raises(NotPossible, match="Resolve it first"):
        operations.close(ticket_id=ticket.pk, by=by, at=AT)


def test_tickets_of_two_customers_are_neither_linked_nor_merged(cast: Cast, ticket: Ticket, by: Author) -> None:
    other = mail_is_down(cast, "2026-05-18 09:40")
    Ticket.objects.filter(pk=other.pk).update(customer=cast.other)
    with pytest.raises(NotPossible, match="different customers"):
        operations.link(first_id=ticket.pk, second_id=other.pk, by=by, at=AT)
    with pytest.raises(NotPossible, match="different customers"):
        operations.merge(ticket_ids=[ticket.pk], into_id=other.pk, by=by, at=AT)


def test_a_ticket_is_given_to_the_providers_people_only(cast: Cast, ticket: Ticket, by: Author) -> None:
    with pytest.raises(NotPossible, match="belongs to a customer"):
        operations.assign(ticket_id=ticket.pk, by=by, to=cast.viewer, at=AT)


def test_a_reply_of_the_customer_ends_the_wait_for_the_customer(cast: Cast, ticket: Ticket, by: Author) -> None:
    answer(ticket_id=ticket.pk, by=by, text="Which error?", at=AT, then="hold")
    operations.customer_reply(ticket_id=ticket.pk, by=Author.of(cast.viewer), text="This one.", at=AT + 60)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waits_for_us) == (Status.OPEN, True)
