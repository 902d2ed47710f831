"""Which quotes somebody may see."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.billing.models import Quote
from asagreed_web.people.models import Person


def quotes_for(person: Person) -> QuerySet[Quote]:
    """Return the quotes that somebody may see: all of them for the provider, else those of the own organisation."""
    quotes = Quote.objects.all()
    return quotes if person.is_of_provider else quotes.filter(customer_id=person.own_customer)
