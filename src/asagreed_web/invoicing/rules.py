"""Which invoices somebody may see. Who may issue them keeps the books (`people.rules.may_keep_books`)."""

from __future__ import annotations

from django.db.models import QuerySet

from asagreed_web.invoicing.models import Invoice
from asagreed_web.people.models import Person


def invoices_for(person: Person) -> QuerySet[Invoice]:
    """Return the invoices that somebody may see: all of them for the provider, else those of the own organisation."""
    invoices = Invoice.objects.all()
    return invoices if person.is_of_provider else invoices.filter(customer_id=person.own_customer)
