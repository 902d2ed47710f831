"""A provider with many customers and years of tickets, written in bulk; the chains are as operations write them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from asagreed_web.agreements.models import Edition
from asagreed_web.agreements.operations import enter_papers, enter_plan
from asagreed_web.chronicle.hashing import digest_of, hash_of
from asagreed_web.chronicle.models import ChainHead, Event, PersonalData
from asagreed_web.clocks.judging import judge_tickets
from asagreed_web.clocks.keeping import keep
from asagreed_web.clocks.operations import in_parts
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.facts import TICKET
from asagreed_web.tickets.models import Message, QueuePlace, Status, Ticket, TicketNumber

EXAMPLE = Path(__file__).parents[2] / "examples"
DAY = 86400
SUBJECTS = ("E-mail is down", "Toner is low", "Cannot open the shared folder", "New laptop", "Backup failed",
            "Printer jams", "Phones are silent", "Password forgotten", "Website form does not send")  # fmt: skip
TEXT = (
    "the server restarted and somebody saw a message about memory then nothing more happened until the evening when "
    "another colleague tried again from the second house with the same account and found that the cable was loose"
)
WORDS = TEXT.split()
PASSWORD = "correct horse battery staple"  # noqa: S105 – of people who exist in benchmarks only
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made: of the tickets every tenth is open; one of them has `longest` messages."""

    customers: int
    tickets: int
    events: int
    longest: int = 200

    @property
    def open(self) -> int:
        """How many tickets are open."""
        return self.tickets // 10


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works at the desk."""

    dispatcher: Person
    technicians: tuple[Person, ...]


def make(size: Size, *, now: int) -> None:
    """Fill an empty, migrated database; moments are UTC seconds."""
    rnd = random.Random(SEED)
    wall.see(wall.ALL)
    staff = _staff()
    customers = _customers(size, now)
    for place, customer in enumerate(customers):
        share = size.tickets // size.customers
        with transaction.atomic():
            _fill(customer, place * share, share, size, staff, rnd, now)
    TicketNumber.objects.update_or_create(pk=1, defaults={"last": 1000 + size.tickets})
    judge_open(now=now)
    with connection.cursor() as cursor:
        # As after any load of this size; else PostgreSQL does it by itself while pages are measured.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _staff() -> Staff:
    people = [("dispatcher", Role.DISPATCHER), *((f"technician{n}", Role.TECHNICIAN) for n in range(8))]
    made = [
        Person.objects.create_user(
            email=f"{name}@provider.example", name=name.capitalize(), role=role, password=PASSWORD
        )
        for name, role in people
    ]
    return Staff(made[0], tuple(made[1:]))


def _customers(size: Size, now: int) -> list[Customer]:
    for plan in (EXAMPLE / "plans").glob("*.yaml"):
        enter_plan(name=plan.stem, text=plan.read_text(), by=None, at=now)
    root = EXAMPLE / "harbour-dental"
    papers = {str(file.relative_to(root)): file.read_text() for file in root.rglob("*.yaml")}
    made = []
    for number in range(size.customers):
        slug = f"customer-{number:03}"
        own = {path: text.replace("harbour-dental", slug) for path, text in papers.items()}
        customer = Customer.objects.create(
            slug=slug, name=f"Customer {number:03}", zone="America/Chicago", entered_at=now
        )
        entered = enter_papers(customer=customer, papers=own, by=None, at=now)
        assert entered.edition, [str(problem) for problem in entered.problems]
        made.append(customer)
    return made


def _fill(customer: Customer, first: int, count: int, size: Size, staff: Staff, rnd: random.Random, now: int) -> None:
    edition = Edition.objects.get(customer=customer)
    tickets = [_ticket(customer, edition, first + n, staff, rnd, now) for n in range(count)]
    Ticket.objects.bulk_create(tickets, batch_size=500)
    head = ChainHead.objects.get(chain=customer.pk)
    events: list[Event] = []
    beside: list[tuple[Event, dict[str, str], str]] = []
    messages: list[Message] = []
    for ticket in tickets:
        for what in _story(ticket, size, staff, rnd):
            _add(head, ticket, what, events, beside, messages)
    Event.objects.bulk_create(events, batch_size=1000)
    kept = [PersonalData(event_id=event.pk, chain=customer.pk, salt=salt, data=data) for event, data, salt in beside]
    PersonalData.objects.bulk_create(kept, batch_size=1000)
    for message in messages:
        message.event_id = message.event.pk
    Message.objects.bulk_create(messages, batch_size=1000)
    head.save()


def _ticket(customer: Customer, edition: Edition, n: int, staff: Staff, rnd: random.Random, now: int) -> Ticket:
    is_open = n % 10 == 0
    at = now - (rnd.randrange(5 * DAY) if is_open else 5 * DAY + rnd.randrange(700 * DAY))
    impact, urgency = rnd.choice(("company", "team", "person", "person")), rnd.choice(("now", "today", "later"))
    return Ticket(
        customer=customer, number=1001 + n, edition=edition, subject=f"{rnd.choice(SUBJECTS)} {n}", channel="portal",
        impact=impact, urgency=urgency, system=rnd.choice(("mail", "files", "")), priority=PRIORITY[impact, urgency],
        requester_name="Somebody", requester_email=f"somebody@{customer.slug}.example", reported_at=at, recorded_at=at,
        counts_from=at, last_activity_at=at, status=Status.OPEN if is_open else Status.RESOLVED,
        assignee=rnd.choice((None, *staff.technicians)) if is_open else staff.technicians[0],
        waits_for_us=is_open, coverage_box="included",
        queue_place=QueuePlace.UNPROMISED if is_open else QueuePlace.ENDED,
    )  # fmt: skip


PRIORITY = {
    ("company", "now"): "P1", ("company", "today"): "P2", ("company", "later"): "P3",
    ("team", "now"): "P2", ("team", "today"): "P3", ("team", "later"): "P3",
    ("person", "now"): "P3", ("person", "today"): "P3", ("person", "later"): "P4",
}  # fmt: skip
What = tuple[str, int, str, dict[str, Any], str]


def _story(ticket: Ticket, size: Size, staff: Staff, rnd: random.Random) -> Iterator[What]:
    """Yield what happened to a ticket: kind, moment, actor, what is said, and the words that were written."""
    at, actor = ticket.reported_at, staff.technicians[0].actor
    created = {
        "number": ticket.number, "value": "open", "reported_at": at, "recorded_at": at, "occurred_at": None,
        "priority": "", "attributes": {name: getattr(ticket, name) for name in _ATTRIBUTES}, "counts_from": at,
    }  # fmt: skip
    yield "created", at, "portal", created, _words(rnd)
    steps = size.longest if ticket.number == 1001 else max(size.events // size.tickets - 1, 2)
    for step in range(1, steps):
        at += rnd.randrange(60, 1200)
        is_last = step == steps - 1
        if is_last and ticket.status == Status.RESOLVED:
            yield "resolved", at, actor, {}, ""
        elif ticket.number == 1001 or (step % 4 == 1 and ticket.status == Status.RESOLVED):
            yield "reply", at, actor, {}, _words(rnd)
        else:
            yield "happened", at, actor, {"value": f"step {step}"}, ""


_ATTRIBUTES = ("kind", "site", "system", "delivery", "channel", "impact", "urgency")


def _words(rnd: random.Random) -> str:
    return " ".join(rnd.choices(WORDS, k=40)) + f" code{rnd.randrange(1_000_000)}"


def _add(
    head: ChainHead,
    ticket: Ticket,
    what: What,
    events: list[Event],
    beside: list[tuple[Event, dict[str, str], str]],
    messages: list[Message],
) -> None:
    kind, at, actor, says, text = what
    salt, personal = f"{ticket.number:032x}", {"text": text, "name": actor, "email": ""}
    columns: dict[str, Any] = {
        "chain": head.chain, "seq": head.seq + 1, "subject": TICKET, "subject_id": ticket.pk, "kind": kind,
        "happened_at": at, "recorded_at": at, "actor": actor, "says": says,
        "personal_digest": digest_of(personal, salt=salt) if text else "", "prev": head.hash,
    }  # fmt: skip
    event = Event(**columns, hash=hash_of(columns))
    head.seq, head.hash = event.seq, event.hash
    events.append(event)
    if not text:
        return
    beside.append((event, personal, salt))
    said = Message.Kind.CUSTOMER_REPLY if kind == "created" else Message.Kind.REPLY
    messages.append(
        Message(
            ticket=ticket, customer_id=ticket.customer_id, event=event, kind=said, author_name=actor, text=text, at=at
        )
    )


def judge_open(*, now: int) -> int:
    """Judge every open ticket and put it into its place; return how many there were."""
    ids = list(Ticket.objects.filter(status=Status.OPEN).values_list("pk", flat=True))
    for together in in_parts(ids):
        with transaction.atomic():
            keep(judge_tickets((ticket, now) for ticket in Ticket.objects.filter(pk__in=together)))
    return len(ids)
