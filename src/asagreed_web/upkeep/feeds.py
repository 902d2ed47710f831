"""Calendars of recurring work behind secret addresses: made, ended, and read by programs that cannot sign in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from asagreed.open_time import in_zone
from asagreed.upkeep import UpkeepItem, judge_upkeep
from asagreed.upkeep.feed import calendar_feed
from asagreed_web.agreements.queries import histories_of
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.people.models import Person
from asagreed_web.upkeep.facts import upkeep_records_of
from asagreed_web.upkeep.models import FeedKey

BACK, AHEAD = timedelta(days=31), timedelta(days=92)
WAY = "/desk/upkeep/feed/"


@transaction.atomic
def make_feed(*, person: Person, customer: Customer | None, at: int) -> str:
    """Make a secret address of a calendar, in place of the one that somebody made before; it is told once."""
    FeedKey.objects.filter(person=person, customer=customer, ended_at__isnull=True).update(ended_at=at)
    secret = secrets.token_urlsafe(32)
    FeedKey.objects.create(person=person, customer=customer, sha256=_hash(secret), made_at=at)
    return f"{settings.ADDRESS}{WAY}{secret}/"


def end_feed(*, person: Person, customer: Customer | None, at: int) -> int:
    """Let the address that somebody made lead nowhere; return how many there were."""
    return FeedKey.objects.filter(person=person, customer=customer, ended_at__isnull=True).update(ended_at=at)


def feed_behind(secret: str, *, at: int) -> bytes | None:
    """Return the calendar behind a secret address, or None where it leads nowhere (any more)."""
    with wall.seeing(wall.ALL):
        key = FeedKey.objects.select_related("person", "customer").filter(sha256=_hash(secret)).first()
        if key is None or key.ended_at is not None or not key.person.is_active or not key.person.is_of_provider:
            return None
        customers = [key.customer] if key.customer else list(Customer.objects.filter(is_served=True))
        name = key.customer.name if key.customer else key.person.name
        return calendar_feed(_items(customers, at), name=f"Upkeep: {name}", as_of=at)


def _items(customers: list[Customer], at: int) -> list[tuple[str, UpkeepItem]]:
    today = in_zone(at, "UTC").date()
    histories = histories_of(customer.pk for customer in customers)
    records = upkeep_records_of(histories, from_on=today - BACK)
    return [
        (customer.name, item)
        for customer in customers
        if (history := histories.get(customer.pk))
        for item in judge_upkeep(
            history, records[customer.pk], from_on=today - BACK, until_on=today + AHEAD, as_of=at
        ).items
    ]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
