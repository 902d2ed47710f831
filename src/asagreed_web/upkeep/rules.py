"""Which recurring work somebody may see, and who may settle it."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.people.models import Person
from asagreed_web.people.rules import may_work_on_tickets
from asagreed_web.upkeep.models import ApprovalList, EvidenceFile, FeedKey, SettledWork


def settled_for(person: Person) -> QuerySet[SettledWork]:
    """Return what was said of recurring work: all of it for the provider, else that of the own organisation."""
    rows = SettledWork.objects.all()
    return rows if person.is_of_provider else rows.filter(customer_id=person.own_customer)


def evidence_for(person: Person) -> QuerySet[EvidenceFile]:
    """Return the files that somebody may open: all of them for the provider, else those of the own organisation."""
    files = EvidenceFile.objects.all()
    return files if person.is_of_provider else files.filter(customer_id=person.own_customer)


def approval_lists_for(person: Person) -> QuerySet[ApprovalList]:
    """Return the lists that somebody may see: all of them for the provider, else those of the own organisation."""
    rows = ApprovalList.objects.all()
    return rows if person.is_of_provider else rows.filter(customer_id=person.own_customer)


def feed_keys_for(person: Person) -> QuerySet[FeedKey]:
    """Return the calendar addresses that somebody made and that still work."""
    return FeedKey.objects.filter(person=person, ended_at__isnull=True)


def may_settle(person: Person) -> bool:
    """Whether somebody may say what became of recurring work, and put a list to a customer."""
    return may_work_on_tickets(person)
