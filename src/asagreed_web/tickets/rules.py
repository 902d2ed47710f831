"""Which tickets, messages and entries somebody may see."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.people.models import Person
from asagreed_web.tickets.models import Attachment, Message, Ticket, TimeEntry


def tickets_for(person: Person) -> QuerySet[Ticket]:
    """Return the tickets that somebody may see: all of them for the provider, else those of the own organisation."""
    tickets = Ticket.objects.all()
    return tickets if person.is_of_provider else tickets.filter(customer_id=person.own_customer)


def messages_for(person: Person) -> QuerySet[Message]:
    """Return the messages that somebody may see; internal notes are the provider's."""
    if person.is_of_provider:
        return Message.objects.all()
    return Message.objects.filter(customer_id=person.own_customer).exclude(kind=Message.Kind.NOTE)


def attachments_for(person: Person) -> QuerySet[Attachment]:
    """Return the attachments that somebody may see: those of the messages that they may see."""
    if person.is_of_provider:
        return Attachment.objects.all()
    return Attachment.objects.filter(customer_id=person.own_customer).exclude(message__kind=Message.Kind.NOTE)


def time_entries_for(person: Person) -> QuerySet[TimeEntry]:
    """Return the work that somebody may see."""
    entries = TimeEntry.objects.all()
    return entries if person.is_of_provider else entries.filter(customer_id=person.own_customer)
