"""What pages show of the protection of data: runs, what agreements say, and what is known of somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asagreed_web.agreements.queries import histories_of
from asagreed_web.chronicle.models import Event
from asagreed_web.customers.models import Customer
from asagreed_web.protection.forgetting import find_known
from asagreed_web.protection.operations import FORGOTTEN, HANDED_OUT, OBEYED
from asagreed_web.tickets.models import Attachment

LATELY = 50


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done about records: the customer, or nothing for the house, and what it came to."""

    customer: str
    kind: str
    at: int
    actor: str
    counts: Mapping[str, int]
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Served:
    """A customer, and of which classes of records the agreement says how long they are kept."""

    slug: str
    name: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be erased of somebody, counted, before it is."""

    email: str
    names: tuple[str, ...]
    tickets: int
    messages: int
    files: int
    mails: int


def done_lately(*, most: int = LATELY) -> list[Done]:
    """Return what was done lately, the last first; runs that had nothing to do are left out."""
    names = dict(Customer.objects.values_list("pk", "name"))
    events = Event.objects.filter(kind__in=(OBEYED, FORGOTTEN, HANDED_OUT)).order_by("-pk")
    found = (_done(each, names) for each in events[: 20 * most])
    return [each for each in found if each.kind != OBEYED or any(each.counts.values()) or each.kept][:most]


def _done(event: Event, names: Mapping[int, str]) -> Done:
    counts = event.says.get("counts") or event.says.get("rows") or {}
    name = names.get(event.chain, "")
    return Done(name, event.kind, event.happened_at, event.actor, counts, event.says.get("kept") or {})


def served() -> list[Served]:
    """Return every customer, by name."""
    customers = list(Customer.objects.order_by("name"))
    histories = histories_of(each.pk for each in customers)
    return [
        Served(each.slug, each.name, tuple(histories[each.pk].versions[-1].agreement.retention.classes))
        if each.pk in histories
        else Served(each.slug, each.name, ())
        for each in customers
    ]


def preview(*, email: str) -> Preview:
    """Return what would be erased of somebody. Raises ProtectionRefused."""
    known = find_known(email=email)
    messages = known.own_messages
    return Preview(
        email=known.email,
        names=tuple(sorted(known.identity.names)),
        tickets=known.own_tickets.count(),
        messages=0 if known.is_of_provider else messages.count(),
        files=0 if known.is_of_provider else Attachment.objects.filter(message__in=messages.values("pk")).count(),
        mails=known.own_mails.exclude(raw=b"").count(),
    )
