"""Which records somebody may see, and who may put something on record."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from asagreed_web.people.models import Person
from asagreed_web.people.rules import may_arrange_the_desk, may_work_on_tickets
from asagreed_web.uptime.models import Recorded

Row = TypeVar("Row", bound=Recorded)


def records_for(person: Person, model: type[Row]) -> QuerySet[Row]:
    """Return the records that somebody may see: all of them for the provider, else those of the own organisation."""
    rows: QuerySet[Row] = QuerySet(model)
    return rows if person.is_of_provider else rows.filter(customer_id=person.own_customer)


def may_record_outages(person: Person) -> bool:
    """Whether somebody may put outages on record and correct them."""
    return may_work_on_tickets(person)


def may_announce_windows(person: Person) -> bool:
    """Whether somebody may announce maintenance, call it off, and put agreed excuses on record."""
    return may_arrange_the_desk(person)
