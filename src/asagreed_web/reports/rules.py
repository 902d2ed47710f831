"""Who may see reports, write into them, issue them, and look over all customers at once."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.people.models import CUSTOMER_ROLES, Person, Role
from asagreed_web.people.rules import AT_THE_DESK
from asagreed_web.reports.models import Report


def reports_for(person: Person) -> QuerySet[Report]:
    """Return the reports that somebody may see: all for the provider, else those of the own organisation."""
    reports = Report.objects.select_related("customer")
    return reports if person.is_of_provider else reports.filter(customer_id=person.own_customer)


def listed(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Return reports for a list: without what they say, which is large."""
    return reports.defer("data", "document", "inputs").select_related("customer", "issued_by", "restates")


def may_annotate(person: Person) -> bool:
    """Whether somebody may say why a promise was missed, and recommend something."""
    return person.role in AT_THE_DESK


def may_issue_reports(person: Person) -> bool:
    """Whether somebody may issue reports and keep their schedules."""
    return person.role in (Role.OWNER, Role.DISPATCHER, Role.BOOKKEEPER)


def may_see_portfolio(person: Person) -> bool:
    """Whether somebody may look over all customers at once, and which agreements do not pay."""
    return person.role in (Role.OWNER, Role.DISPATCHER, Role.BOOKKEEPER)


def may_publish(person: Person) -> bool:
    """Whether somebody may publish figures of all customers together."""
    return person.role == Role.OWNER


def may_get_reports(customer_id: int) -> QuerySet[Person]:
    """Return the people of a customer who may be told of reports by mail."""
    return Person.objects.filter(customer_id=customer_id, role__in=CUSTOMER_ROLES, access_ended_at=None)


def reviewers() -> QuerySet[Person]:
    """Return the provider's people who are told that a report waits to be read."""
    return Person.objects.filter(role__in=(Role.OWNER, Role.DISPATCHER), is_active=True)
