"""Whose drafts and documents somebody may see, and for which party they sign."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed.terms.papers import CUSTOMER, PROVIDER
from asagreed_web.people.models import Person, Role
from asagreed_web.people.rules import may_approve, may_enter_agreements
from asagreed_web.signing.models import Draft, Sending


def drafts_for(person: Person) -> QuerySet[Draft]:
    """Return the drafts that somebody may see: all for the provider, the shared ones of the own organisation else."""
    drafts = Draft.objects.select_related("customer", "changed_by")
    if person.is_of_provider:
        return drafts
    return drafts.filter(customer_id=person.own_customer, is_shared=True).exclude(state=Draft.State.WITHDRAWN)


def sendings_for(person: Person) -> QuerySet[Sending]:
    """Return the documents that somebody may see: all for the provider, else those of the own organisation."""
    sendings = Sending.objects.select_related("customer", "draft")
    return sendings if person.is_of_provider else sendings.filter(customer_id=person.own_customer)


def listed(sendings: QuerySet[Sending]) -> QuerySet[Sending]:
    """Return documents for a list: with who signed, and without the documents themselves, which are large."""
    large = ("document", "sealed", "papers", "plans", "covers")
    return sendings.select_related("customer", "draft").defer(*large).prefetch_related("signatures")


def approvers_of(customer_id: int) -> QuerySet[Person]:
    """Return who may sign for a customer.

    Somebody who was invited and has not come in yet holds a mailbox too, and may sign by the link sent to it.
    """
    return Person.objects.filter(customer_id=customer_id, role=Role.APPROVER, access_ended_at=None)


def party_of(person: Person) -> str:
    """Return for which party somebody may sign, or nothing."""
    if may_enter_agreements(person):
        return PROVIDER
    return CUSTOMER if may_approve(person) else ""


def count_to_sign(person: Person, *, at: int) -> int:
    """Return how many documents wait for somebody's signature."""
    party = party_of(person)
    if not party:
        return 0
    waiting = sendings_for(person).filter(state=Sending.State.OPEN, expires_at__gt=at)
    return waiting.exclude(signatures__party=party).count()
