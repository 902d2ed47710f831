"""Maintenance is told to the customer's people by mail, once for each change; the chain says who was told, and how.

A notice that an agreement asks for is only worth something where it can be shown that it was given.
"""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.urls import reverse

from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.kit.outbox import put_mail
from asagreed_web.people.models import Person
from asagreed_web.systems.words import agreed_words
from asagreed_web.uptime.models import WindowRecord

Change = Literal["announced", "ended early", "called off", "taken back"]


def tell_of_window(window: WindowRecord, change: Change, *, at: int) -> None:
    """Put a mail to each of the customer's people who may sign in, and on the chain to whom. Once for each edition.

    Where there is nobody to be told, the chain says that too.
    """
    sent = {person.pk: _mail(window, change, person, at) for person in _people(window.customer_id)}
    told = Happening(
        subject="window",
        subject_id=window.pk,
        kind="window notice mailed" if sent else "nobody to be told of a window",
        happened_at=at,
        recorded_at=at,
        actor=window.recorded_by,
        says={
            "record": window.record,
            "edition": window.edition,
            "change": change,
            "people": list(sent),
            "message_ids": list(sent.values()),
        },
    )
    append(window.customer_id, told)


def _people(customer_id: int) -> list[Person]:
    people = Person.objects.filter(customer_id=customer_id, is_active=True, access_ended_at=None)
    return list(people.order_by("pk"))


def _mail(window: WindowRecord, change: Change, person: Person, at: int) -> str:
    """Put the mail for one person; return its Message-ID."""
    titles = dict(agreed_words(window.customer_id, at=at).systems)
    says = {
        "name": person.name,
        "customer": window.customer.name,
        "zone": window.customer.zone,
        "change": change,
        "title": window.title,
        "systems": [titles.get(word, word) for word in window.systems],
        "starts_at": window.starts_at,
        "ends_at": window.planned_end_at,
        "ended_at": window.ended_at,
        "because": window.because,
        "is_late": window.is_dispute_note,
        "link": settings.ADDRESS + reverse("portal:uptime"),
    }
    entry = put_mail(
        key=f"window {window.pk} to {person.pk}",
        template="maintenance",
        to=person.email,
        says=says,
        customer_id=window.customer_id,
        at=at,
        language=person.language,
    )
    return str(entry.says["message_id"])
