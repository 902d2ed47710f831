"""Who may do what: predicates over people, and the people whom somebody may see."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.people.models import Person, Role

AT_THE_DESK = frozenset({Role.OWNER, Role.DISPATCHER, Role.TECHNICIAN})
"""Who works on tickets; bookkeepers read them."""


def may_work_on_tickets(person: Person) -> bool:
    """Whether somebody may answer, assign and record time."""
    return person.is_of_provider and person.role in AT_THE_DESK


def may_see_money(person: Person) -> bool:
    """Whether somebody of the provider may see prices and balances."""
    return person.is_of_provider


def may_keep_books(person: Person) -> bool:
    """Whether somebody may enter books, and later issue invoices."""
    return person.role in (Role.OWNER, Role.BOOKKEEPER)


def may_enter_agreements(person: Person) -> bool:
    """Whether somebody may enter plans and the papers of agreements."""
    return person.role == Role.OWNER


def may_manage_people(person: Person) -> bool:
    """Whether somebody may invite people, end their sessions and make keys for programs."""
    return person.role == Role.OWNER


def may_arrange_the_desk(person: Person) -> bool:
    """Whether somebody may keep canned replies and queues for everybody, and merge and change many at once."""
    return person.role in (Role.OWNER, Role.DISPATCHER)


def may_record_work_of_others(person: Person) -> bool:
    """Whether somebody may record time that another one of the desk has worked."""
    return person.role in (Role.OWNER, Role.DISPATCHER)


def may_approve(person: Person) -> bool:
    """Whether somebody may accept or decline for a customer."""
    return person.role == Role.APPROVER


def people_for(person: Person) -> QuerySet[Person]:
    """Return the people whom somebody may see: everybody, or those of the own organisation and the desk."""
    everybody = Person.objects.all()
    return everybody if person.is_of_provider else everybody.filter(customer_id=person.own_customer)
