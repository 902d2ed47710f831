"""From events to the turns of a clock, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.clocks.simple_promises import SimplePromises

from asagreed.clocks import ClockState, ServiceTarget, Step, courses_of, judge_ticket
from asagreed.errors import NeverLogged, NoWorkingTime
from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.open_time import always, weekly_calendar

BEGIN = 1_772_438_400  # Monday 2 March 2026, 08:00 UTC
PROMISES = SimplePromises({("response", "P1"): ServiceTarget(3600, always())})


def ticket(*events: TicketEvent) -> Ticket:
    return Ticket("T-7", BEGIN, BEGIN, events, "P1")


def test_a_ticket_that_was_never_logged_is_refused() -> None:
    with pytest.raises(NeverLogged, match="T-7"):
        judge_ticket(ticket(TicketEvent(EventKind.REPLY, BEGIN)), PROMISES, counts_from=BEGIN, as_of=BEGIN)


def test_turns_say_what_happened_and_by_which_event() -> None:
    events = (
        TicketEvent(EventKind.CREATED, BEGIN, 0, "1"),
        TicketEvent(EventKind.PRIORITY, BEGIN + 60, 1, "2", "P1"),
        TicketEvent(EventKind.HAPPENED, BEGIN + 90, 2, "3", "plan sent"),
        TicketEvent(EventKind.HAPPENED, BEGIN + 100, 3, "4"),
        TicketEvent(EventKind.AGREEMENT, BEGIN + 120, 4, "5"),
        TicketEvent(EventKind.CALENDAR, BEGIN + 150, 5, "6", "corrected"),
        TicketEvent(EventKind.CHANGED, BEGIN + 180, 6, "7", "annex", "site"),
        TicketEvent(EventKind.REPLY, BEGIN + 200, 7, "8"),
    )
    response = courses_of(ticket(*events), PROMISES, counts_from=BEGIN, as_of=BEGIN + 999)[0]

    assert [(turn.at - BEGIN, turn.because, turn.event, turn.state) for turn in response.turns] == [
        (0, "logged", "1", ClockState.RUNNING),
        (60, "priority changed: P1", "2", ClockState.RUNNING),
        (90, "plan sent", "3", ClockState.RUNNING),
        (100, "happened", "4", ClockState.RUNNING),
        (120, "moved to another agreement", "5", ClockState.RUNNING),
        (150, "calendar corrected", "6", ClockState.RUNNING),
        (180, "changed: annex", "7", ClockState.RUNNING),
        (200, "answered by a person", "8", ClockState.STOPPED),
    ]


def test_a_target_on_a_calendar_that_never_opens_is_refused() -> None:
    never = weekly_calendar(name="never", zone="UTC", weekly=((),) * 7)
    promises = SimplePromises({("response", "P1"): ServiceTarget(3600, never)})

    with pytest.raises(NoWorkingTime, match="«never»"):
        judge_ticket(ticket(TicketEvent(EventKind.CREATED, BEGIN)), promises, counts_from=BEGIN, as_of=BEGIN)


@pytest.mark.parametrize(
    ("step", "within", "threshold"),
    [
        (Step(percent=Fraction(75)), 3600, 2700),
        (Step(percent=Fraction(75)), 3601, 2701),  # never before three quarters are used
        (Step(percent=Fraction(1, 3)), 1000, 4),
        (Step(before=600), 3600, 3000),
        (Step(after=600), 3600, 4200),
        (Step(), 3600, 3600),
    ],
)
def test_a_step_is_due_when_so_much_is_used(step: Step, within: int, threshold: int) -> None:
    assert step.threshold(within) == threshold


def test_a_step_before_the_clock_begins_does_not_warn_until_it_has_begun() -> None:
    step = Step(before=7200)
    promises = SimplePromises({("response", "P1"): ServiceTarget(3600, always(), steps=(step,))})
    raised = ticket(TicketEvent(EventKind.CREATED, BEGIN))

    (asleep,) = judge_ticket(raised, promises, counts_from=BEGIN + 600, as_of=BEGIN + 599)
    (begun,) = judge_ticket(raised, promises, counts_from=BEGIN + 600, as_of=BEGIN + 600)

    assert asleep.fired == ()
    assert [(one.step, one.at) for one in begun.fired] == [(step, BEGIN + 600)]


def test_a_clock_is_decided_when_it_first_stopped_or_breached() -> None:
    raised, answered = TicketEvent(EventKind.CREATED, BEGIN), TicketEvent(EventKind.REPLY, BEGIN + 4000)

    (running,) = judge_ticket(ticket(raised), PROMISES, counts_from=BEGIN, as_of=BEGIN + 60)
    (late,) = judge_ticket(ticket(raised, answered), PROMISES, counts_from=BEGIN, as_of=BEGIN + 5000)

    assert (running.decided_at, late.decided_at) == (None, BEGIN + 3600)
