"""Tickets judged together are what they are when each is judged by itself."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db import transaction
from tests.web.conftest import Cast
from tests.web.logging import AT

from asagreed_web.agreements.queries import history_of
from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.clocks import judging, keeping
from asagreed_web.clocks.judging import HORIZON, judge_fact
from asagreed_web.clocks.keeping import QUEUE_COLUMNS
from asagreed_web.clocks.models import Announcement, TicketClock
from asagreed_web.clocks.operations import judge, judge_all, sweep
from asagreed_web.clocks.queries import explain
from asagreed_web.clocks.rebuilding import rebuild_clocks
from asagreed_web.customers.models import Customer
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.tickets import operations
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.facts import ticket_fact
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

DAY = 86400


def drawn_tickets(cast: Cast, seed: int, count: int = 25) -> list[Ticket]:
    """Return tickets of three customers, one of them without an agreement, with whatever happens to tickets."""
    random = Random(seed)
    nobody = Customer.objects.create(slug="no-papers", name="No Papers", entered_at=AT)
    by = Author.of(cast.technician)
    does: list[Callable[[int, int], object]] = [
        lambda pk, at: operations.reply(ticket_id=pk, by=by, text="On it.", at=at),
        lambda pk, at: operations.customer_reply(ticket_id=pk, by=Author.of(cast.viewer), text="And?", at=at),
        lambda pk, at: operations.note(ticket_id=pk, by=by, text="Cable.", at=at),
        lambda pk, at: operations.put_on_hold(ticket_id=pk, by=by, reason="waiting for customer", at=at),
        lambda pk, at: operations.resume(ticket_id=pk, by=by, at=at),
        lambda pk, at: operations.change_priority(ticket_id=pk, by=by, priority=random.choice(("P1", "P2", "P4")),
                                                  why="it grew", at=at),
        lambda pk, at: operations.happen(ticket_id=pk, by=by, what=random.choice(WORDS), at=at),
        lambda pk, at: operations.resolve(ticket_id=pk, by=by, at=at),
        lambda pk, at: operations.reopen(ticket_id=pk, by=by, why="it is back", at=at),
        lambda pk, at: operations.cancel(ticket_id=pk, by=by, why="a mistake", at=at),
    ]  # fmt: skip
    tickets = []
    for number in range(count):
        at = AT + random.randrange(3 * DAY)
        ticket = logged(random.choice((cast.harbour, cast.other, nobody)), random, at, number)
        tickets.append(ticket)
        for _ in range(random.randrange(8)):
            at += random.randrange(6 * 3600)
            with transaction.atomic():
                try:
                    random.choice(does)(ticket.pk, at)
                except NotPossible:
                    continue
    return tickets


WORDS = ("workaround", "accepted: premium response", "something")


def logged(customer: Customer, random: Random, at: int, number: int) -> Ticket:
    """Log a ticket that some clause may look at."""
    report = Report(
        channel=random.choice(("portal", "e-mail", "phone")),
        subject=f"Ticket {number}",
        text="It does not work.",
        by=Author(actor="caller", name="Somebody"),
        reported_at=at - random.randrange(600),
        impact=random.choice(("company", "team", "person")),
        urgency=random.choice(("now", "today", "later")),
    )
    return log_ticket(customer=customer, report=report, at=at)


def everything() -> list[Any]:
    """Return all that judging leaves behind, without the order in which tickets were taken."""
    columns = [field.attname for field in TicketClock._meta.concrete_fields if field.name != "id"]
    told = Event.objects.filter(kind__in=("warning", "breach"))
    return [
        list(TicketClock.objects.order_by("ticket_id", "name", "cycle").values(*columns)),
        list(Ticket.objects.order_by("pk").values("pk", *QUEUE_COLUMNS)),
        sorted(Announcement.objects.values_list("ticket", "clock", "cycle", "step", "true_at", "announced_at")),
        sorted(map(repr, told.values_list("chain", "subject_id", "kind", "happened_at", "recorded_at", "says"))),
        sorted(OutboxEntry.objects.values_list("kind", "customer_id", "says__template", "says__to", "says__text")),
    ]


def after(does: Callable[[], object]) -> list[Any]:
    """Return all that something leaves behind, and take it back."""
    with transaction.atomic():
        does()
        found = everything()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_tickets_judged_together_are_what_each_is_by_itself(cast: Cast, seed: int) -> None:
    tickets = [Ticket.objects.get(pk=each.pk) for each in drawn_tickets(cast, seed)]

    def one_by_one(at: int) -> None:
        for ticket in tickets:
            judge(Ticket.objects.get(pk=ticket.pk), at=at)

    for at in (AT + 4 * DAY, AT + 20 * DAY):
        together = after(lambda: judge_all((Ticket.objects.get(pk=each.pk), at) for each in tickets))  # noqa: B023
        assert together == after(lambda: one_by_one(at))  # noqa: B023
    assert all(find_break(chain) is None for chain in (cast.harbour.pk, cast.other.pk))


def test_what_takes_several_statements_to_write_is_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tickets = [each.pk for each in drawn_tickets(cast, 7)]

    def again() -> None:
        judge_all((Ticket.objects.get(pk=pk), AT + 5 * DAY) for pk in tickets)

    in_one = after(again)
    monkeypatch.setattr(keeping, "IN_ONE_STATEMENT", 4)
    assert len(in_one[0]) > 4
    assert after(again) == in_one


def test_a_sweep_and_a_rebuild_leave_what_judging_one_by_one_does(cast: Cast) -> None:
    drawn_tickets(cast, 11)
    at = AT + 6 * DAY

    def each_alone() -> None:
        due = TicketClock.objects.filter(next_step_at__lt=at).order_by("next_step_at")
        for ticket_id in dict.fromkeys(due.values_list("ticket_id", flat=True)):
            judge(Ticket.objects.get(pk=ticket_id), at=at)

    assert after(lambda: sweep(at=at)) == after(each_alone)
    sweep(at=at)
    before = everything()
    rebuild_clocks(at=at)
    assert everything() == before


@pytest.mark.parametrize("seed", range(3))
def test_what_is_stored_is_what_the_library_explains(cast: Cast, seed: int) -> None:
    tickets = drawn_tickets(cast, seed)
    for ticket in tickets:
        kept = Ticket.objects.get(pk=ticket.pk)
        explained = explain(ticket.pk, at=kept.judged_at)
        clocks = explained.clocks if explained else ()
        stored = TicketClock.objects.filter(ticket=ticket).order_by("name", "cycle")
        columns = ("name", "cycle", "state", "verdict", "elapsed", "due_at", "breached_at", "stopped_at")
        assert list(stored.values_list(*columns)) == sorted(
            (one.name, one.cycle or 0, one.state.value, one.verdict.value, one.elapsed, one.due_at, one.breached_at,
             one.stopped_at) for one in clocks
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_the_next_step_is_that_of_the_ticket_explained_years_ahead(cast: Cast, seed: int) -> None:
    history = history_of(cast.harbour.pk)
    assert history is not None
    for ticket in drawn_tickets(cast, seed):
        if ticket.customer_id != cast.harbour.pk:
            continue
        fact, at = ticket_fact(ticket.pk), Ticket.objects.get(pk=ticket.pk).judged_at
        quick = judge_fact(fact, history, at=at)
        later = explain(ticket.pk, at=at + HORIZON)
        assert later is not None
        ahead = {(one.name, one.cycle): one for one in later.clocks}
        for one in quick:
            if one.onward is not None:
                slow = judging.Judged(one.clock, ahead[one.clock.name, one.clock.cycle])
                assert (one.next_step_at, one.at_risk_at) == (slow.next_step_at, slow.at_risk_at)
