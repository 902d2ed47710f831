"""Whose status pages somebody may see, and who decides to whom they are shown."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.people.models import Person
from asagreed_web.people.rules import may_approve, may_work_on_tickets
from asagreed_web.status.models import StatusPage


def status_pages_for(person: Person) -> QuerySet[StatusPage]:
    """Return the settings that somebody may see: all for the provider, else that of the own organisation."""
    pages = StatusPage.objects.select_related("customer", "changed_by")
    return pages if person.is_of_provider else pages.filter(customer_id=person.own_customer)


def may_show_status(person: Person) -> bool:
    """Whether somebody may decide to whom a status page is shown: the desk, and the approvers of the customer."""
    return may_work_on_tickets(person) if person.is_of_provider else may_approve(person)
