"""Whether a ticket is an emergency and work on it covered: judged when it is logged, changes, or time passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from asagreed.coverage import (
    Circumstances,
    Coverage,
    EmergencyVerdict,
    decide_coverage,
    describe_work,
    find_changes,
    is_emergency,
)
from asagreed.errors import NotInForce
from asagreed.facts.books import Ruling
from asagreed.facts.work import WorkEntry
from asagreed.figures import Clause, clause_data
from asagreed.versions import History, Version
from asagreed_web.agreements.queries import history_of
from asagreed_web.billing.facts import incident_of, rulings_of
from asagreed_web.billing.models import EmergencyWatch
from asagreed_web.tickets.models import ENDED, Ticket
from asagreed_web.tickets.operations import Author, tell

COLUMNS = ("emergency", "is_emergency", "coverage", "coverage_box")
WORKER = Author(actor="worker", name="worker")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a ticket is as of a moment, and when that may change by itself (UTC seconds)."""

    emergency: EmergencyVerdict
    coverage: Coverage
    next_at: int | None


def judge_coverage(ticket: Ticket, *, at: int) -> None:
    """Judge emergency and coverage of a ticket as of a moment, keep them, and tell in the chain what became different.

    A ticket that ended stays what it was.
    """
    if ticket.status in ENDED:
        EmergencyWatch.objects.filter(ticket=ticket).delete()
        return
    before = (ticket.emergency or {}).get("answer"), ticket.coverage_box
    judged = set_verdicts(ticket, history_of(ticket.customer_id), at=at)
    if judged is None:
        return
    ticket.save(update_fields=COLUMNS)
    _watch(ticket, judged.next_at)
    _tell_changes(ticket, before, judged, at)


def set_verdicts(ticket: Ticket, history: History | None, *, at: int) -> Judged | None:
    """Set emergency and coverage of a ticket, which need not be saved yet; None where no agreement was in force."""
    judged = _judged(ticket, history, at) if history else None
    if judged is not None:
        ticket.emergency = emergency_data(judged.emergency)
        ticket.is_emergency = judged.emergency.is_emergency
        ticket.coverage = coverage_data(judged.coverage)
        ticket.coverage_box = judged.coverage.box
    return judged


def sweep_emergencies(*, at: int, most: int = 200) -> int:
    """Judge the tickets of which the answer may have changed up to `at`; return how many there were."""
    due = list(EmergencyWatch.objects.filter(next_at__lte=at).order_by("next_at").values_list("pk", flat=True)[:most])
    for ticket_id in due:
        with transaction.atomic():
            # Two workers may find one ticket: the second waits here, and finds nothing new to tell.
            judge_coverage(Ticket.objects.select_for_update().get(pk=ticket_id), at=at)
    return len(due)


def _judged(ticket: Ticket, history: History, at: int) -> Judged | None:
    incident = incident_of(ticket)
    rulings = rulings_of(ticket.customer_id, ticket_id=ticket.pk) if ticket.pk else ()
    try:
        began = history.version_in_force(at=incident.began_at).terms
        version = history.version_in_force(at=ticket.counts_from)
    except NotInForce:
        return None
    emergency = is_emergency(incident, began, history.register, at=at, rulings=rulings)
    ahead = (moment for moment in find_changes(incident, began, rulings) if moment > at)
    return Judged(emergency, decide_for(ticket, version, rulings), min(ahead, default=None))


def decide_for(ticket: Ticket, version: Version, rulings: tuple[Ruling, ...] = ()) -> Coverage:
    """Return whether work on a ticket is covered, as far as the ticket says what work it is."""
    entry = WorkEntry(
        id="",
        seconds=0,
        service=ticket.service or None,
        kind=ticket.kind or None,
        system=ticket.system or None,
        site=ticket.site or None,
        delivery=ticket.delivery or "remote",
    )
    decided = [ruling for ruling in rulings if ruling.says in ("included", "excluded")]
    on_record = Circumstances(ruling=decided[-1] if decided else None)
    return decide_coverage(describe_work(entry, version.terms), version.terms, on_record)


def emergency_data(verdict: EmergencyVerdict) -> dict[str, Any]:
    """Return an emergency verdict as it is kept: answer, reason, clause, and what each side does now."""
    return {
        "answer": verdict.answer,
        "because": verdict.because,
        "clause": _clause(verdict.clause),
        "at": verdict.at,
        "handling": [{"who": who, "does": does} for who, does, _ in verdict.handling],
    }


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    """Return a coverage verdict as it is kept: box, reason, clause, whom to ask or call, and the losers."""
    return {
        "box": coverage.box,
        "because": coverage.because,
        "clause": _clause(coverage.clause),
        "ask": coverage.decider,
        "call": coverage.call,
        "considered": [{"clause": _clause(each.clause), "why": each.why} for each in coverage.considered],
    }


def _clause(clause: Clause | None) -> dict[str, Any] | None:
    return None if clause is None else clause_data(clause)


def _watch(ticket: Ticket, next_at: int | None) -> None:
    if next_at is None:
        EmergencyWatch.objects.filter(ticket=ticket).delete()
    else:
        EmergencyWatch.objects.update_or_create(ticket=ticket, defaults={"next_at": next_at})


def _tell_changes(ticket: Ticket, before: tuple[str | None, str], judged: Judged, at: int) -> None:
    answer, box = before
    emergency, coverage = judged.emergency, judged.coverage
    if answer != emergency.answer:
        clause = _clause(emergency.clause)
        tell(ticket, "emergency judged", by=WORKER, at=at, answer=emergency.answer, before=answer, clause=clause)
    if box != coverage.box:
        clause = _clause(coverage.clause)
        tell(ticket, "coverage judged", by=WORKER, at=at, box=coverage.box, before=box, clause=clause)
