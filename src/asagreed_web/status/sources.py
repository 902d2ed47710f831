"""What watches the systems of a customer: keys with their things, and own checks with what they saw last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import MonitoringKey
from asagreed_web.monitoring.models import Check, Look, Thing


@dataclass(frozen=True, slots=True)
class CheckView:
    """An own check and what it saw last."""

    check: Check
    last: Look | None


@dataclass(frozen=True, slots=True)
class SourcesView:
    """What watches: things that wait for somebody to say which system they are, those that are known, checks, keys."""

    waiting: Sequence[Thing]
    known: Sequence[Thing]
    checks: Sequence[CheckView]
    keys: Sequence[MonitoringKey]


def sources_of(customer: Customer) -> SourcesView:
    """Return what watches a customer's systems."""
    things = list(Thing.objects.filter(customer=customer).select_related("key").order_by("key_id", "thing"))
    checks = Check.objects.filter(customer=customer, ended_at=None).order_by("system", "pk")
    return SourcesView(
        waiting=[each for each in things if not each.system],
        known=[each for each in things if each.system],
        checks=[CheckView(each, each.looks.order_by("-at", "-pk").first()) for each in checks],
        keys=list(MonitoringKey.objects.filter(customer=customer, ended_at=None).order_by("pk")),
    )
