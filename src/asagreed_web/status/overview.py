"""What is down anywhere: every customer in one line, by as many queries for one of them as for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from django.db.models import QuerySet

from asagreed.facts.uptime import UptimeFacts
from asagreed.measures.availability.maintenance import candidates
from asagreed.measures.standing import Standing, SystemLog
from asagreed.open_time import Span
from asagreed.versions import Version
from asagreed_web.agreements.pages import version_at
from asagreed_web.agreements.queries import histories_of
from asagreed_web.customers.models import Customer
from asagreed_web.status.pages import URGENCY, Headline, headline_of
from asagreed_web.status.queries import maintenance_of
from asagreed_web.status.watching import watched_systems
from asagreed_web.uptime.facts import outage_fact, unwatched_fact, window_fact
from asagreed_web.uptime.models import OutageRecord, Recorded, UnwatchedRecord, WindowRecord
from asagreed_web.uptime.queries import standing

DAY = 86_400
Row = TypeVar("Row", bound=Recorded)


@dataclass(frozen=True, slots=True)
class DownNow:
    """A customer in the overview: its line, and every system that is not up, by title."""

    slug: str
    name: str
    zone: str
    headline: Headline
    troubles: Sequence[tuple[str, Standing]]

    @property
    def urgency(self) -> int:
        """How soon somebody should look, 0 first."""
        return min((URGENCY.index(each.state) for _, each in self.troubles), default=len(URGENCY))


def what_is_down(customers: Iterable[Customer], *, at: int) -> list[DownNow]:
    """Return how the systems of customers stand, those in trouble first; who has none agreed is left out."""
    served = {each.pk: each for each in customers}
    histories = histories_of(served)
    versions = {pk: version_at(history, at=at) for pk, history in histories.items()}
    facts, watched = _facts_of(list(served), at), watched_systems(served, at=at)
    found = [
        _down_now(served[pk], version, facts.get(pk, UptimeFacts()), watched.get(pk, frozenset()), at)
        for pk, version in versions.items()
        if version and version.terms.systems
    ]
    return sorted(found, key=lambda each: (each.urgency, each.name))


def _down_now(customer: Customer, version: Version, facts: UptimeFacts, watched: frozenset[str], at: int) -> DownNow:
    terms = version.terms
    within = Span(at - DAY, at + DAY)
    windows = candidates(terms.uptime.maintenance, facts.windows, within=within, zone=terms.zone)
    standings = [
        (system.title or name, SystemLog(name, facts, at, maintenance_of(name, windows), name in watched).standing())
        for name, system in terms.systems.items()
    ]
    troubles = [(title, each) for title, each in standings if each.state != "up"]
    headline = headline_of([each for _, each in standings])
    return DownNow(customer.slug, customer.name, terms.zone, headline, troubles)


def _facts_of(customers: Sequence[int], at: int) -> dict[int, UptimeFacts]:
    """Return what goes on at a moment, by customer: what is over says nothing of now."""
    outages = _by_customer(OutageRecord.objects.exclude(restored_at__lte=at), customers)
    unwatched = _by_customer(UnwatchedRecord.objects.exclude(end_at__lte=at), customers)
    # Maintenance that is agreed may have been called off; what was announced long ago may last long.
    windows = _by_customer(WindowRecord.objects.filter(planned_end_at__gt=at), customers)
    return {
        pk: UptimeFacts(
            outages=tuple(map(outage_fact, outages.get(pk, ()))),
            unwatched=tuple(map(unwatched_fact, unwatched.get(pk, ()))),
            windows=tuple(map(window_fact, windows.get(pk, ()))),
        )
        for pk in customers
    }


def _by_customer(rows: QuerySet[Row], customers: Sequence[int]) -> Mapping[int, list[Row]]:
    held = standing(rows.filter(customer__in=customers)).order_by("customer_id", "pk")
    return {pk: list(mine) for pk, mine in groupby(held, key=lambda row: row.customer_id)}
