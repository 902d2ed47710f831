"""Which systems anything watches: own checks, monitoring keys with their things, and monitors whose records come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from asagreed_web.intake.models import MonitoringKey
from asagreed_web.monitoring.models import Check, Thing
from asagreed_web.uptime.models import OutageRecord, UnwatchedRecord
from asagreed_web.uptime.queries import standing

TELLS_FOR = 90 * 86_400
"""So many seconds a record of a monitor tells that there is one: as long as the strips of days reach."""


def watched_systems(customers: Iterable[int], *, at: int) -> Mapping[int, frozenset[str]]:
    """Return the systems that something watches at a moment, by customer, whatever it has seen so far.

    A key reports on one system, or on things of which somebody, or their name, said which system they are. Records may
    come from a monitor elsewhere: what it detected, and when it was blind, tells of it; what people reported does not.
    """
    asked, since = list(customers), at - TELLS_FOR
    holds = Q(made_at__lte=at) & (Q(ended_at=None) | Q(ended_at__gt=at))
    keys = MonitoringKey.objects.filter(holds, customer__in=asked)
    blind = UnwatchedRecord.objects.filter(Q(end_at=None) | Q(end_at__gt=since), start_at__lte=at, customer__in=asked)
    sources = (
        Check.objects.filter(holds, customer__in=asked),
        keys,
        Thing.objects.filter(customer__in=asked, key__in=keys.values("pk")),
        standing(OutageRecord.objects.filter(detected_at__gt=since, detected_at__lte=at, customer__in=asked)),
        standing(blind),
    )
    first, *others = (rows.exclude(system="").order_by().values_list("customer_id", "system") for rows in sources)
    found: dict[int, set[str]] = {}
    for customer_id, system in first.union(*others):
        found.setdefault(customer_id, set()).add(system)
    return {customer_id: frozenset(systems) for customer_id, systems in found.items()}
