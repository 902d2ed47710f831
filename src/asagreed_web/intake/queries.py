"""What would hold for a report if it were logged now: judged in the same way, and nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asagreed.foresight import ExplainedTicket
from asagreed_web.agreements.queries import history_of
from asagreed_web.clocks.pages import promise_cells
from asagreed_web.clocks.queries import explain_fact
from asagreed_web.customers.models import Customer
from asagreed_web.intake.operations import Report, judged_ticket, reported_fact
from asagreed_web.kit.parts import PromiseCell


@dataclass(frozen=True, slots=True)
class Preview:
    """What holds for a report. Moments are UTC seconds.

    `answers_from` is when a first answer can be expected at the earliest, where the hours that count are closed now.
    """

    priority: str
    priority_clause: Mapping[str, Any] | None
    promises: tuple[PromiseCell, ...]
    emergency: Mapping[str, Any] | None
    coverage: Mapping[str, Any] | None
    counts_from: int
    counts_because: str
    version_number: int
    version_hash: str
    hours: str
    answers_from: int | None


def preview_report(customer: Customer, report: Report, *, at: int) -> Preview:
    """Return all that the agreement says of a report at a moment (UTC seconds)."""
    history = history_of(customer.pk)
    ticket = judged_ticket(customer, report, at=at)
    explained = explain_fact(reported_fact(ticket, report, at=at), history, at=max(at, ticket.counts_from))
    hours, opens_at = _opening(explained, at)
    return Preview(
        priority=ticket.priority,
        priority_clause=ticket.priority_clause,
        promises=promise_cells(explained, hold_reason="", why=lambda _: ""),
        emergency=ticket.emergency,
        coverage=ticket.coverage,
        counts_from=ticket.counts_from,
        counts_because=ticket.counts_because,
        version_number=ticket.version_number,
        version_hash=ticket.version_hash,
        hours=hours,
        answers_from=opens_at if opens_at is not None and opens_at > at else None,
    )


def _opening(explained: ExplainedTicket | None, at: int) -> tuple[str, int | None]:
    """Return the hours in which the first promised answer counts, and when they open next."""
    clocks = explained.clocks if explained else ()
    first = next((clock for clock in clocks if clock.name == "response"), None)
    if first is None:
        return "", None
    return first.target.hours.name, first.target.hours.opening_from(at)
