"""Rows → the books of the library: the edition that was entered, with what tickets, quotes and rulings add to it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.db.models import Max, Q, QuerySet

from asagreed.billing.charges.measured_availability import given_by
from asagreed.billing.statements.statement import Statement
from asagreed.billing.work.boundaries import Month, month_after, month_start, months_between
from asagreed.billing.work.settling import Issued
from asagreed.facts.books import (
    AcceptedQuote,
    AvailabilityGiven,
    BlockBought,
    Books,
    BooksRead,
    Incident,
    Payment,
    Ruling,
    read_books,
)
from asagreed.facts.uptime import UptimeFacts
from asagreed.facts.work import WorkEntry
from asagreed.measures.availability import known_at, measure, month_span
from asagreed.money import Money, digits_of
from asagreed.open_time import in_zone
from asagreed.versions import History
from asagreed_web.billing import models
from asagreed_web.chronicle.models import Event
from asagreed_web.tickets.facts import TICKET
from asagreed_web.tickets.models import Status, Ticket
from asagreed_web.upkeep.facts import deferred_items
from asagreed_web.uptime.facts import uptime_facts

TELLS_OF_INCIDENT = Q(is_outage=True) | Q(is_emergency=True) | Q(people_unable_to_work__isnull=False)
"""Of which tickets an incident is made: where work may be an emergency's, or fall under declined advice."""
_OVER = (Status.RESOLVED, Status.CLOSED)
INCIDENT_COLUMNS = ("id", "number", "reported_at", "occurred_at", "system", "is_outage", "people_unable_to_work",
                    "status")  # fmt: skip

EVER = 2**62
"""Later than everything that was ever recorded."""
RULING_COLUMNS = ("id", "at", "says", "ticket__number", "provider_person__name", "customer_person__name",
                  "customer_name")  # fmt: skip


def books_of(customer_id: int, *, zone: str) -> Books:
    """Return everything besides work that decides what a customer owes; `zone` is that of the agreement."""
    entered = _entered(customer_id, zone)
    payments = payments_of(customer_id)
    return replace(
        entered,
        payments=tuple(sorted((*entered.payments, *payments), key=lambda each: each.at)),
        blocks=tuple(sorted((*entered.blocks, *_blocks(customer_id)), key=lambda each: each.bought_at)),
        incidents=MappingProxyType({**entered.incidents, **_incidents(customer_id)}),
        quotes=MappingProxyType({**entered.quotes, **_quotes(customer_id)}),
        deferred=MappingProxyType({**entered.deferred, **deferred_items(customer_id)}),
        rulings=tuple(sorted((*entered.rulings, *rulings_of(customer_id)), key=lambda each: each.at)),
    )


def payments_of(customer_id: int) -> tuple[Payment, ...]:
    """Return the money that was recorded to have come in, the oldest first, and what took it back."""
    rows = models.MoneyReceived.objects.filter(customer_id=customer_id).order_by("happened_at", "id")
    return tuple(
        Payment(
            id=f"receipt {row.pk}",
            at=row.happened_at,
            amount=Money(exact(row.amount, row.currency), row.currency),
            for_=row.purpose,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


def exact(amount: Decimal, currency: str) -> Decimal:
    """Return an amount with the digits of its currency, as it was before the database gave it four."""
    return amount.quantize(Decimal((0, (1,), -digits_of(currency))))


def _blocks(customer_id: int) -> tuple[BlockBought, ...]:
    rows = models.BlockSold.objects.filter(customer_id=customer_id).order_by("bought_at", "id")
    return tuple(_block(row, _paid_for(row)) for row in rows)


def _paid_for(sold: models.BlockSold) -> models.MoneyReceived | None:
    money = models.MoneyReceived.objects.filter(customer_id=sold.customer_id, purpose=sold.name)
    return money.filter(reverses__isnull=True, reversed_by__isnull=True).order_by("happened_at", "id").first()


def _block(sold: models.BlockSold, paid: models.MoneyReceived | None) -> BlockBought:
    # A block that is paid later is known later: a statement that was issued before did not draw from it.
    known_at = max(sold.recorded_at, paid.recorded_at if paid else sold.recorded_at)
    return BlockBought(
        name=sold.name,
        size=sold.size_seconds,
        bought_at=sold.bought_at,
        paid_at=paid.happened_at if paid else None,
        recorded_at=known_at,
    )


def issued_of(customer_id: int) -> tuple[Issued, ...]:
    """Return the statements that were issued to a customer, in the order in which they were."""
    rows = models.IssuedMonth.objects.filter(customer_id=customer_id).order_by("issued_at", "id")
    return tuple(
        Issued((row.year, row.month), row.issued_at, frozenset(row.entries), credits_read(row.credits)) for row in rows
    )


def credits_kept(stated: Statement) -> dict[str, str]:
    """Return what a statement gives back for missed promises as it is kept: «2026-05 mail» → «12.50»."""
    sums: dict[str, Decimal] = {}
    for line in stated.lines:
        if line.charge.item == "credit":
            key = f"{line.charge.first_on:%Y-%m} {line.charge.about}"
            sums[key] = sums.get(key, Decimal(0)) - line.net.amount
    return {key: str(amount) for key, amount in sums.items()}


def credits_read(kept: Mapping[str, str]) -> tuple[tuple[Month, str, Fraction], ...]:
    """Return what `credits_kept` kept."""
    return tuple(((int(key[:4]), int(key[5:7])), key[8:], Fraction(amount)) for key, amount in sorted(kept.items()))


def availability_of(customer_id: int, history: History, books: Books, *, month: Month, at: int) -> Books:
    """Return books with the measured availability of the months up to one, where they state none by hand.

    Only months that are over by a moment count, as they are known at it, and only systems for which something may be
    given back. Without records of systems nothing was measured, and nothing is said.
    """
    promised = {system for version in history.versions for system in version.terms.charges.credits.systems}
    facts = uptime_facts(customer_id) if promised else UptimeFacts()
    if not (facts.outages or facts.unwatched or facts.windows or facts.excuses):
        return books
    by_hand = {(given.system, given.month) for given in books.availability}
    agreed = tuple((version.hash, version.from_at, version.until_at) for version in history.versions)
    known = known_at(facts, as_of=at)
    first = in_zone(history.versions[0].from_at, history.zone)
    found = [
        given
        for each in months_between((first.year, first.month), month)
        if month_start(month_after(each), history.zone) <= at
        for given in _measured(_Finished(each, agreed, known, history))
        if given.system in promised and (given.system, given.month) not in by_hand
    ]
    return replace(
        books, availability=tuple(sorted((*books.availability, *found), key=lambda it: (it.month, it.system)))
    )


@dataclass(frozen=True, slots=True)
class _Finished:
    """A month that is over, with everything that its measure depends on: by that it is found again."""

    month: Month
    agreed: tuple[tuple[str, int, int | None], ...]
    """The versions by their hashes, and when each was in force."""
    known: UptimeFacts
    """The records that hold at the moment of asking: a correction makes them other ones."""
    history: History = field(compare=False)


# A statement asks for every month since the agreement began, and nothing of most of them ever changes again.
@lru_cache(maxsize=1024)
def _measured(finished: _Finished) -> tuple[AvailabilityGiven, ...]:
    span = month_span(*finished.month, zone=finished.history.zone)
    # The records are those that hold, and nothing after the month is measured: any later moment gives the same.
    found = measure(finished.history, finished.known, period=span, as_of=EVER)
    return tuple(given_by(found, month=finished.month))


def read_text(text: str, *, zone: str, as_of: int | None = None) -> BooksRead:
    """Return what books say that are given as text; nothing may be dated after `as_of` (UTC seconds)."""
    with tempfile.TemporaryDirectory(prefix="asagreed-") as made:
        file = Path(made) / "books.yaml"
        file.write_text(text, encoding="utf-8", newline="")
        return read_books(file, zone=zone, as_of=as_of)


def hash_of_text(text: str) -> str:
    """Return the SHA-256 under which books are kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def _entered(customer_id: int, zone: str) -> Books:
    newest = models.BooksEdition.objects.filter(customer_id=customer_id).order_by("-number")
    sha256 = newest.values_list("sha256", flat=True).first()
    return _read(customer_id, sha256, zone) if sha256 else Books()


@lru_cache(maxsize=256)
def _read(customer_id: int, sha256: str, zone: str) -> Books:
    editions = models.BooksEdition.objects.filter(customer_id=customer_id, sha256=sha256)
    read = read_text(editions.order_by("number")[0].text, zone=zone)
    # Books that were accepted in one zone may have a moment that another zone never showed.
    return read.books or Books()


def _incidents(customer_id: int) -> dict[str, Incident]:
    ruled = models.Ruling.objects.filter(customer_id=customer_id).values("ticket_id")
    tickets = Ticket.objects.filter(customer_id=customer_id).filter(TELLS_OF_INCIDENT | Q(pk__in=ruled))
    found = tickets.order_by("reported_at", "id").only(*INCIDENT_COLUMNS)
    ended = _ended_at(tickets)
    return {f"#{ticket.number}": incident_of(ticket, ended_at=ended.get(ticket.pk)) for ticket in found}


def _ended_at(tickets: QuerySet[Ticket]) -> Mapping[int, int]:
    over = tickets.filter(status__in=_OVER).values("pk")
    events = Event.objects.filter(subject=TICKET, subject_id__in=over, kind="resolved").order_by()
    return dict(events.values_list("subject_id").annotate(last=Max("happened_at")))


def incident_of(ticket: Ticket, *, ended_at: int | None = None) -> Incident:
    """Return what a ticket tells of an incident: the system that is down, and how many cannot work."""
    systems = (ticket.system,) if ticket.system else ()
    return Incident(
        id=f"#{ticket.number}",
        reported_at=ticket.reported_at,
        occurred_at=ticket.occurred_at,
        evidence="as the caller said" if ticket.occurred_at else "",
        ended_at=ended_at,
        systems=systems,
        outage_of=systems if ticket.is_outage else (),
        people_unable_to_work=ticket.people_unable_to_work,
    )


def rulings_of(customer_id: int, *, ticket_id: int | None = None) -> tuple[Ruling, ...]:
    """Return what was decided of a customer's tickets, or of one of them, the oldest first."""
    rows = models.Ruling.objects.filter(customer_id=customer_id)
    if ticket_id is not None:
        rows = rows.filter(ticket_id=ticket_id)
    # Rulings are rare: whether there are any is asked first, for the question with all names costs more.
    if not rows.exists():
        return ()
    return tuple(map(_ruling, rows.order_by("at", "id").values(*RULING_COLUMNS)))


def _ruling(row: Mapping[str, Any]) -> Ruling:
    agreed = row["customer_person__name"] or row["customer_name"]
    sides = {"provider": row["provider_person__name"], "customer": agreed}
    return Ruling(
        id=f"ruling {row['id']}",
        at=row["at"],
        about=f"#{row['ticket__number']}",
        says=row["says"],
        by=MappingProxyType({side: name for side, name in sides.items() if name}),
    )


def _quotes(customer_id: int) -> dict[str, AcceptedQuote]:
    accepted = models.Quote.objects.filter(customer_id=customer_id, state=models.Quote.State.ACCEPTED)
    rows = accepted.select_related("answered_by").defer("quoted", "asked").order_by("answered_at", "id")
    return {f"quote {row.pk}": _quote(row) for row in rows}


def _quote(row: models.Quote) -> AcceptedQuote:
    """Return a quote as what was shown: a rate for so many hours, or else the amount for the whole."""
    per_hour = None if row.per_hour is None else Money(row.per_hour.normalize(), row.currency)
    return AcceptedQuote(
        id=f"quote {row.pk}",
        accepted_at=row.answered_at or 0,
        by=row.answered_by.name if row.answered_by else row.answered_name,
        price=None if per_hour else Money(row.amount, row.currency),
        per_hour=per_hour,
        at_most_seconds=row.at_most_seconds,
    )


def with_incident(entry: WorkEntry, books: Books) -> WorkEntry:
    """Return work as that of the incident that its ticket tells of, if it tells of one."""
    return replace(entry, incident=entry.ticket) if entry.ticket in books.incidents else entry
