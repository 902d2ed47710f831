"""Warnings and breaches are announced exactly as often as the steps say, whenever the worker comes."""

from __future__ import annotations

import signal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down
from tests.web.kit.peers import child

from asagreed.facts import Ticket as TicketFact
from asagreed.foresight import explain_ticket
from asagreed.versions import History
from asagreed_web.agreements.queries import history_of
from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.clocks import judging, operations
from asagreed_web.clocks.models import Announcement, TicketClock
from asagreed_web.clocks.operations import sweep
from asagreed_web.kit import wall
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.web_hooks import add_web_hook
from asagreed_web.tickets.facts import ticket_fact
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author, assign, change_priority, reply, resolve

FRIDAY, DUE, TUESDAY = "2026-05-15 16:50", "2026-05-18 09:05", "2026-05-19 17:00"


def announced(ticket: Ticket) -> dict[tuple[str, str], int]:
    """Return what was announced of a ticket, each with the moment at which it was true."""
    rows = Announcement.objects.filter(ticket=ticket).values_list("clock", "step", "true_at")
    return {(clock, step): true_at for clock, step, true_at in rows}


def by_the_library(ticket: Ticket, at: int) -> dict[str, list[int]]:
    """Return the moments of every step and breach that the library says had come true by a moment."""
    history = history_of(ticket.customer_id)
    assert history is not None
    clocks = explain_ticket(ticket_fact(ticket.pk), history, as_of=at).clocks
    return {
        clock.name: sorted({*(one.at for one in clock.fired), *([clock.breached_at] if clock.breached_at else [])})
        for clock in clocks
        if clock.fired
    }


def moments(ticket: Ticket) -> dict[str, list[int]]:
    """Return the moments of what was announced, by clock."""
    found = announced(ticket)
    return {name: sorted(at for (clock, _), at in found.items() if clock == name) for name, _ in found}


def sweep_each_minute(start: str, end: str) -> None:
    """Be there all the time."""
    for at in range(chicago(start), chicago(end), 60):
        sweep(at=at)


def mails(template: str) -> list[dict[str, Any]]:
    """Return the mails of a wording that were put into the outbox, in their order."""
    rows = OutboxEntry.objects.filter(kind="mail", says__template=template).order_by("pk")
    return list(rows.values_list("says", flat=True))


def test_every_step_is_announced_once_at_its_moment(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    sweep_each_minute(FRIDAY, "2026-05-15 17:05")
    sweep_each_minute("2026-05-18 07:55", "2026-05-18 13:00")
    assert moments(ticket) == by_the_library(ticket, chicago("2026-05-18 12:59"))
    assert {step for clock, step in announced(ticket) if clock == "response"} == {"50 %", "75 %", "breached"}
    assert all(0 < one.announced_at - one.true_at <= 60 for one in Announcement.objects.all())


def test_a_worker_that_was_down_catches_up_with_the_moments_at_which_it_became_true(cast: Cast) -> None:
    watched = mail_is_down(cast, FRIDAY)
    sweep_each_minute("2026-05-18 07:55", "2026-05-18 17:30")
    unwatched = mail_is_down(cast, FRIDAY)
    assert sweep(at=chicago(TUESDAY)) >= 1
    early = {key: at for key, at in announced(unwatched).items() if at < chicago("2026-05-18 17:29")}
    assert early == announced(watched)
    assert set(Announcement.objects.filter(ticket=unwatched).values_list("announced_at", flat=True)) == {
        chicago(TUESDAY)
    }
    assert any("sent late" in mail["text"] for mail in mails("breach"))


def test_sweeping_again_announces_nothing_again(cast: Cast) -> None:
    mail_is_down(cast, FRIDAY)
    sweep(at=chicago(TUESDAY))
    before = Announcement.objects.count(), OutboxEntry.objects.count(), Event.objects.count()
    assert sweep(at=chicago(TUESDAY)) == 0
    assert (Announcement.objects.count(), OutboxEntry.objects.count(), Event.objects.count()) == before


def test_in_the_second_of_the_due_moment_an_answer_still_wins_over_the_breach(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    sweep(at=chicago(DUE))
    assert ("response", "breached") not in announced(ticket)
    sweep(at=chicago(DUE) + 1)
    assert announced(ticket)["response", "breached"] == chicago(DUE)


def test_what_is_used_up_as_support_closes_is_announced_when_it_opens_and_nobody_has_answered(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-15 16:45")
    sweep_each_minute("2026-05-15 16:46", "2026-05-15 17:05")
    sweep(at=chicago("2026-05-18 08:00"))
    assert ("response", "breached") not in announced(ticket)
    sweep_each_minute("2026-05-18 08:55", "2026-05-18 09:02")
    assert announced(ticket)["response", "breached"] == chicago("2026-05-15 17:00")


def test_after_an_answer_in_time_nothing_more_of_that_clock_is_announced(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text="On it.", at=chicago("2026-05-18 09:00"))
    resolve(ticket_id=ticket.pk, by=Author.of(cast.technician), at=chicago("2026-05-18 09:01"))
    sweep(at=chicago(TUESDAY))
    assert ("response", "breached") not in announced(ticket)
    assert not [clock for clock, _ in announced(ticket) if clock != "response"]


def test_a_worker_that_waited_for_an_answer_does_not_judge_as_if_it_had_not_come(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text="On it.", at=chicago(DUE))
    ticket.refresh_from_db()
    operations.judge(ticket, at=chicago(DUE) - 1)
    clock = TicketClock.objects.get(ticket=ticket, name="response")
    assert (clock.state, clock.verdict) == ("stopped", "met")


def test_a_change_of_priority_repeats_no_announcement(cast: Cast) -> None:
    ticket, by = mail_is_down(cast, FRIDAY), Author.of(cast.dispatcher)
    sweep(at=chicago(DUE) + 60)
    change_priority(ticket_id=ticket.pk, by=by, priority="P3", why="one person only", at=chicago("2026-05-18 10:00"))
    change_priority(ticket_id=ticket.pk, by=by, priority="P1", why="it was all", at=chicago("2026-05-18 10:30"))
    sweep(at=chicago(TUESDAY))
    assert Announcement.objects.filter(ticket=ticket, clock="response", step="breached").count() == 1
    assert announced(ticket)["response", "breached"] == chicago(DUE)


def test_who_has_the_ticket_is_told_or_else_those_who_give_tickets_out(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    sweep(at=chicago(DUE) - 60)
    assert {mail["to"] for mail in mails("warning")} == {cast.owner.email, cast.dispatcher.email}
    by = Author.of(cast.dispatcher)
    assign(ticket_id=ticket.pk, by=by, to=cast.technician, at=chicago(DUE) - 30)
    sweep(at=chicago(DUE) + 1)
    assert [mail["to"] for mail in mails("breach")] == [cast.technician.email]
    assert "Response" in mails("breach")[0]["subject"]


def test_hooks_are_told_of_warnings_and_breaches(cast: Cast) -> None:
    add_web_hook(url="https://hook.example/", kinds=["clock.at_risk", "clock.breached"], at=0)
    mail_is_down(cast, FRIDAY)
    sweep(at=chicago(DUE) + 1)
    kinds = list(OutboxEntry.objects.filter(kind="web hook").order_by("pk").values_list("says__kind", flat=True))
    assert kinds.count("clock.breached") == 1
    assert kinds.count("clock.at_risk") == Announcement.objects.exclude(step="breached").count()


def test_the_chain_says_when_it_was_true_and_when_it_was_found(cast: Cast) -> None:
    mail_is_down(cast, FRIDAY)
    sweep(at=chicago(TUESDAY))
    event = Event.objects.get(kind="breach", says__clock="response")
    assert (event.happened_at, event.recorded_at) == (chicago(DUE), chicago(TUESDAY))
    assert find_break(cast.harbour.pk) is None


def test_a_ticket_that_cannot_be_judged_stops_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = mail_is_down(cast, FRIDAY), mail_is_down(cast, FRIDAY)
    real = judging.judge_fact

    def judge_fact(fact: TicketFact, history: History, *, at: int) -> list[judging.Judged]:
        if fact.id == f"#{broken.number}":
            raise ZeroDivisionError
        return real(fact, history, at=at)

    monkeypatch.setattr(judging, "judge_fact", judge_fact)
    sweep(at=chicago(DUE) + 1)
    assert ("response", "breached") in announced(sound)
    monkeypatch.undo()
    assert sweep(at=chicago(DUE) + 299) == 0
    sweep(at=chicago(DUE) + 302)
    assert announced(broken)["response", "breached"] == chicago(DUE)


def test_a_clock_on_the_wall_that_was_set_back_announces_nothing_twice(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    sweep(at=chicago(DUE) + 1)
    before = announced(ticket)
    for at in range(chicago(DUE) - 3600, chicago(DUE) + 1, 600):
        sweep(at=at)
    assert announced(ticket) == before


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_announce_once(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    together = Barrier(2)

    def work() -> None:
        with wall.seeing(wall.ALL):
            together.wait()
            sweep(at=chicago(TUESDAY))
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = Event.objects.filter(kind__in=("warning", "breach")).count()
    assert events == Announcement.objects.count() == sum(map(len, by_the_library(ticket, chicago(TUESDAY)).values()))
    assert find_break(cast.harbour.pk) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("point", ["told", "announced"])
def test_a_worker_killed_while_it_announces_leaves_nothing_half_done(cast: Cast, point: str) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    process = child("dies", "sweep", point, str(chicago(TUESDAY)))
    _, said = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, said.decode()
    assert announced(ticket) == {}
    sweep(at=chicago(TUESDAY))
    assert moments(ticket) == by_the_library(ticket, chicago(TUESDAY))
    assert find_break(cast.harbour.pk) is None
