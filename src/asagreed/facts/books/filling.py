"""From the page to the books: local moments become UTC seconds, and lists stand in the order of their moments."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from asagreed.facts.books.books import (
    AcceptedQuote,
    AvailabilityGiven,
    BlockBought,
    Books,
    CauseFound,
    Count,
    DeferredItem,
    Incident,
    MaterialUsed,
    Payment,
    RiderAccepted,
    Ruling,
)
from asagreed.facts.books.pages import CauseEntry
from asagreed.facts.books.written_facts import PageRead, cited, months_of
from asagreed.versions.moments import utc_seconds


def books_of(read: PageRead, *, zone: str) -> Books:
    """Return the books that a page says, with its moments local in a zone."""
    filling = _Filling(read, zone)
    return Books(
        incidents=filling.incidents(),
        rulings=filling.rulings(),
        blocks=filling.blocks(),
        payments=filling.payments(),
        counts=filling.counts(),
        riders=filling.riders(),
        quotes=filling.quotes(),
        deferred=filling.deferred(),
        materials=filling.materials(),
        availability=filling.availability(),
    )


class _Filling:
    def __init__(self, read: PageRead, zone: str) -> None:
        self._read, self._page, self._zone = read, read.page, zone

    def _utc(self, moment: datetime) -> int:
        return utc_seconds(moment, self._zone)

    def _utc_or_none(self, moment: datetime | None) -> int | None:
        return None if moment is None else self._utc(moment)

    def incidents(self) -> MappingProxyType[str, Incident]:
        found = {
            fact.name: Incident(
                id=fact.name,
                reported_at=self._utc(fact.says.reported),
                occurred_at=self._utc_or_none(fact.says.occurred),
                evidence=fact.says.evidence,
                detected_at=self._utc_or_none(fact.says.detected),
                ended_at=self._utc_or_none(fact.says.ended),
                outage_of=fact.says.outage_of,
                systems=fact.says.systems,
                data_lost_on=fact.says.data_lost_on,
                events=fact.says.event,
                people_unable_to_work=fact.says.people_unable_to_work,
                cause=_cause(fact.says.cause, cited(fact.at("cause"))),
                place=fact.place,
            )
            for fact in self._read.facts("incidents", self._page.incidents)
        }
        return MappingProxyType(dict(sorted(found.items(), key=lambda each: each[1].reported_at)))

    def rulings(self) -> tuple[Ruling, ...]:
        found = (
            Ruling(
                id=fact.name,
                at=self._utc(fact.says.on),
                about=fact.says.about,
                says=fact.says.says,
                by=MappingProxyType({side: who for side, who in fact.says.by if who}),
                place=fact.place,
            )
            for fact in self._read.facts("rulings", self._page.rulings)
        )
        return tuple(sorted(found, key=lambda ruling: ruling.at))

    def blocks(self) -> tuple[BlockBought, ...]:
        found = (
            BlockBought(
                name=fact.name,
                size=fact.says.size,
                bought_at=self._utc(fact.says.bought),
                paid_at=self._utc_or_none(fact.says.paid),
                used_before=fact.says.used_before or 0,
                first_used_at=self._utc_or_none(fact.says.first_used),
                recorded_at=self._utc_or_none(fact.says.recorded),
                place=fact.place,
            )
            for fact in self._read.facts("blocks", self._page.blocks)
        )
        return tuple(sorted(found, key=lambda block: block.bought_at))

    def payments(self) -> tuple[Payment, ...]:
        found = (
            Payment(
                id=fact.name,
                at=self._utc(fact.says.on),
                amount=fact.says.amount.money,
                for_=fact.says.for_,
                recorded_at=self._utc_or_none(fact.says.recorded),
                place=fact.place,
            )
            for fact in self._read.facts("payments", self._page.payments)
        )
        return tuple(sorted(found, key=lambda payment: payment.at))

    def counts(self) -> tuple[Count, ...]:
        moments = self._page.counts
        found = (
            Count(from_at=self._utc(moment), numbers=fact.says, place=fact.place)
            for fact, moment in zip(self._read.facts("counts", moments), moments, strict=True)
        )
        return tuple(sorted(found, key=lambda count: count.from_at))

    def riders(self) -> tuple[RiderAccepted, ...]:
        found = (
            RiderAccepted(
                rider=fact.says.rider,
                ticket=fact.name,
                at=self._utc(fact.says.accepted),
                by=fact.says.by,
                place=fact.place,
            )
            for fact in self._read.facts("riders", self._page.riders)
        )
        return tuple(sorted(found, key=lambda rider: rider.at))

    def quotes(self) -> MappingProxyType[str, AcceptedQuote]:
        found = {
            fact.name: AcceptedQuote(
                id=fact.name,
                accepted_at=self._utc(fact.says.accepted),
                by=fact.says.by,
                price=fact.says.price.money if fact.says.price else None,
                per_hour=fact.says.per_hour.money if fact.says.per_hour else None,
                at_most_seconds=fact.says.at_most,
                place=fact.place,
            )
            for fact in self._read.facts("quotes", self._page.quotes)
        }
        return MappingProxyType(dict(sorted(found.items(), key=lambda each: each[1].accepted_at)))

    def deferred(self) -> MappingProxyType[str, DeferredItem]:
        found = {
            fact.name: DeferredItem(
                name=fact.name,
                proposed_at=self._utc(fact.says.proposed),
                deferred_at=self._utc_or_none(fact.says.deferred),
                agreed_at=self._utc_or_none(fact.says.agreed),
                by=fact.says.by,
                risk=fact.says.risk,
                place=fact.place,
            )
            for fact in self._read.facts("deferred", self._page.deferred)
        }
        return MappingProxyType(dict(sorted(found.items(), key=lambda each: each[1].proposed_at)))

    def materials(self) -> tuple[MaterialUsed, ...]:
        found = (
            MaterialUsed(
                id=fact.name,
                at=self._utc(fact.says.on),
                what=fact.says.what,
                price=fact.says.price.money,
                quantity=fact.says.quantity,
                ticket=fact.says.ticket,
                recorded_at=self._utc_or_none(fact.says.recorded),
                place=fact.place,
            )
            for fact in self._read.facts("materials", self._page.materials)
        )
        return tuple(sorted(found, key=lambda material: material.at))

    def availability(self) -> tuple[AvailabilityGiven, ...]:
        found = (
            AvailabilityGiven(
                system=system.name,
                month=month.name,
                share=month.says.share,
                downtime_seconds=month.says.downtime_beyond,
                place=month.place,
            )
            for system in self._read.facts("availability", self._page.availability)
            for month in months_of(system)
        )
        return tuple(sorted(found, key=lambda given: (given.month, given.system)))


def _cause(said: CauseEntry | None, place: str) -> CauseFound | None:
    if said is None:
        return None
    return CauseFound(
        cause=said.what,
        said_by=said.said_by,
        evidence=said.evidence,
        is_contested=said.contested,
        place=place,
    )
