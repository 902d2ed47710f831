"""Which questionnaires somebody may see, and who may write on them."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.discovery.models import AnswerSheet, Questionnaire
from asagreed_web.people.models import Person
from asagreed_web.people.rules import may_approve, may_work_on_tickets


def questionnaires_for(person: Person) -> QuerySet[Questionnaire]:
    """Return the questionnaires somebody may see: all for the provider, else the own one once it is shared."""
    rows = Questionnaire.objects.all()
    return rows if person.is_of_provider else rows.filter(customer_id=person.own_customer, shared_at__isnull=False)


def sheets_for(person: Person) -> QuerySet[AnswerSheet]:
    """Return the sheets of the questionnaires that somebody may see."""
    return AnswerSheet.objects.filter(questionnaire__in=questionnaires_for(person))


def may_discover(person: Person) -> bool:
    """Whether somebody of the provider may write answers down, verify them and share them."""
    return may_work_on_tickets(person)


def may_answer(person: Person) -> bool:
    """Whether somebody of a customer may see and fill in the questionnaire: it names costs and weaknesses."""
    return may_approve(person)
