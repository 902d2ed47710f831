"""Keys of the monitoring hook, and what came in by them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Query, Router
from pydantic import Field

from asagreed_web.customers.rules import customers_of
from asagreed_web.doors.api.customer_views import find_customer
from asagreed_web.doors.api.identity import allow
from asagreed_web.doors.api.problems import NotThere
from asagreed_web.doors.api.registering import action, question
from asagreed_web.doors.api.shapes import BIGGEST_ID, ById, CustomerWord, Moment, Name, Page, Said, Shown, Word, paged
from asagreed_web.intake.models import MonitoringKey, Signal, SignalDelivery
from asagreed_web.intake.signals import end_key, make_key
from asagreed_web.people.passing import moment_of
from asagreed_web.people.rules import may_manage_people, may_work_on_tickets

router = Router(tags=["monitoring"])
KeyId = Annotated[int, Path(ge=1, le=BIGGEST_ID, description="The id of the key.")]
DeliveryId = Annotated[int, Path(ge=1, le=BIGGEST_ID, description="The id that the hook answered.")]
SHOWN_OF_RAW = 10_000


class KeySaid(Said):
    """A new key."""

    customer: CustomerWord
    name: Name = Field(examples=["Alertmanager"])
    system: Word = Field(default="", description="The agreement's word for all that it reports, where that is one.")
    looks_every: int | None = Field(
        default=None, ge=1, le=86400, description="Seconds between two looks, of a source that tells each of them."
    )


class KeyShown(Shown):
    """A key of the monitoring hook."""

    id: int
    name: str
    customer: str
    system: str
    made_at: Moment
    ended_at: Moment | None
    address: str | None = Field(
        default=None, description="Where the monitoring system posts. Told once, in the answer that makes the key."
    )


class SignalShown(Shown):
    """That something is down or up, and what was made of it."""

    id: int
    external_id: str
    thing: str
    is_down: bool
    at: Moment
    became: Literal["ticket", "told", "nothing"]
    ticket: int | None = Field(description="The number of its ticket.")


class DeliveryShown(Shown):
    """What came in at once, and what became of it; `because` says why nothing did."""

    id: int
    key_id: int
    customer: str
    received_at: Moment
    state: Literal["received", "read", "unreadable"]
    because: str
    raw: str = Field(description="How it begins, as text.")
    signals: list[SignalShown]


class DeliveriesAsked(ById):
    """Which deliveries are asked for; the newest comes first."""

    state: Literal["received", "read", "unreadable"] | None = None


@action(router, "/monitoring-keys", KeyShown, status=201, shown_once=("address",))
def make_a_monitoring_key(request: HttpRequest, said: KeySaid) -> KeyShown:
    """Make a key for a monitoring system of a customer; the answer tells its address, this once."""
    asker = allow(request, may_manage_people, "make keys")
    customer = find_customer(asker, said.customer)
    made = make_key(
        customer=customer,
        name=said.name,
        system=said.system,
        actor=asker.author.actor,
        at=moment_of(request),
        looks_every=said.looks_every,
    )
    address = settings.ADDRESS + reverse("monitoring_hook", args=(made.secret,))
    return _key_shown(made.key).model_copy(update={"address": address})


@question(router, "/monitoring-keys", Page[KeyShown])
def list_monitoring_keys(request: HttpRequest, asked: Query[ById]) -> Page[KeyShown]:
    """List the keys of the monitoring hook, without their addresses."""
    asker = allow(request, may_manage_people, "see keys")
    keys = MonitoringKey.objects.filter(customer__in=customers_of(asker.person.customer_id)).select_related("customer")
    rows = list(keys.filter(pk__gt=asked.after or 0).order_by("pk")[: asked.limit + 1])
    return Page[KeyShown](**paged(rows, asked.limit, shown=_key_shown, place=lambda row: row.pk))


@action(router, "/monitoring-keys/{int:key_id}/end", KeyShown)
def end_a_monitoring_key(request: HttpRequest, key_id: KeyId) -> KeyShown:
    """End a key: nothing that comes by its address is taken any more."""
    asker = allow(request, may_manage_people, "end keys")
    if not MonitoringKey.objects.filter(pk=key_id).exists():
        raise NotThere(f"monitoring key {key_id}")
    return _key_shown(end_key(key_id=key_id, actor=asker.author.actor, at=moment_of(request)))


def _key_shown(key: MonitoringKey) -> KeyShown:
    given: dict[str, Any] = {name: getattr(key, name) for name in ("id", "name", "system", "made_at", "ended_at")}
    return KeyShown(**given, customer=key.customer.slug)


@question(router, "/signals", Page[DeliveryShown])
def list_signals(request: HttpRequest, asked: Query[DeliveriesAsked]) -> Page[DeliveryShown]:
    """List what monitoring systems sent, the newest first; what could not be read says why."""
    allow(request, may_work_on_tickets, "see signals")
    deliveries = _deliveries()
    if asked.state is not None:
        deliveries = deliveries.filter(state=asked.state)
    if asked.after is not None:
        deliveries = deliveries.filter(pk__lt=asked.after)
    rows = list(deliveries.order_by("-pk")[: asked.limit + 1])
    return Page[DeliveryShown](**paged(rows, asked.limit, shown=_delivery_shown, place=lambda row: row.pk))


@question(router, "/signals/{int:delivery_id}", DeliveryShown)
def get_signal(request: HttpRequest, delivery_id: DeliveryId) -> DeliveryShown:
    """Show what came in by the id that the hook answered, and what became of it."""
    allow(request, may_work_on_tickets, "see signals")
    found = _deliveries().filter(pk=delivery_id).first()
    if found is None:
        raise NotThere(f"signal {delivery_id}")
    return _delivery_shown(found)


def _deliveries() -> QuerySet[SignalDelivery]:
    return SignalDelivery.objects.select_related("customer").prefetch_related("signals__ticket")


def _delivery_shown(delivery: SignalDelivery) -> DeliveryShown:
    given: dict[str, Any] = {
        name: getattr(delivery, name) for name in ("id", "key_id", "received_at", "state", "because")
    }
    return DeliveryShown(
        **given,
        customer=delivery.customer.slug,
        raw=bytes(delivery.raw)[:SHOWN_OF_RAW].decode("utf-8", "replace"),
        signals=[_signal_shown(signal) for signal in sorted(delivery.signals.all(), key=lambda each: each.pk)],
    )


def _signal_shown(signal: Signal) -> SignalShown:
    given = {name: getattr(signal, name) for name in SignalShown.model_fields if name != "ticket"}
    return SignalShown(**given, ticket=signal.ticket.number if signal.ticket else None)
