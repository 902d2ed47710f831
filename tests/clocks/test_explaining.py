"""Why a clock says what it says: stretches, figure, words."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cases.runner import agreement_named, moment_of, ticket_of
from tests.clocks.agreed_tickets import BEGIN, END, agreed, agreed_tickets
from tests.clocks.simple_promises import SimplePromises

from asagreed.clocks import Clock, ServiceTarget, judge_ticket
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.clocks.explaining import figure_of, rows_of, verdict_in_words
from asagreed.clocks.reporting import origin_of
from asagreed.errors import AsagreedError
from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.figures import Figure
from asagreed.open_time import Calendar, always, in_zone, parse_shifts, weekly_calendar

BERLIN = "Europe/Berlin"


def clocks(about: str, *lines: str, agreement: str = "office", as_of: str | None = None) -> dict[str, Clock]:
    history = agreement_named(agreement)
    ticket = ticket_of({"ticket": about, "events": list(lines)}, BERLIN)
    moment = moment_of(as_of, BERLIN) if as_of else max(event.at for event in ticket.events)
    counts_from = origin_of(ticket, history).counts_from
    judged = judge_ticket(ticket, AgreementPromises(history), counts_from=counts_from, as_of=moment)
    return {clock.name: clock for clock in judged}


def told(clock: Clock) -> list[str]:
    """Return the stretches as lines: from, to, whether they count, and why."""
    rows = rows_of(clock, zone=BERLIN)
    return [f"{_face(row.start)} – {_face(row.end)} {'+' if row.counts else '·'} {row.why}" for row in rows]


def _face(moment: int) -> str:
    return f"{in_zone(moment, BERLIN):%a %H:%M}"


def test_a_weekend_and_a_pause_are_told_stretch_by_stretch() -> None:
    resolution = clocks(
        "P2",
        "Fri 2026-03-06 16:00  raised",
        "Mon 2026-03-09 09:00  on hold, waiting for the customer",
        "Mon 2026-03-09 10:00  resumed",
        "Mon 2026-03-09 11:00  resolved",
    )["resolution"]
    rows = rows_of(resolution, zone=BERLIN)

    assert told(resolution) == [
        "Fri 16:00 – Fri 17:00 + within support",
        "Fri 17:00 – Mon 08:00 · outside support",
        "Mon 08:00 – Mon 09:00 + within support",
        "Mon 09:00 – Mon 10:00 · paused: waiting for customer",
        "Mon 10:00 – Mon 11:00 + within support",
    ]
    assert [row.total for row in rows] == [3600, 3600, 7200, 7200, 10800]
    assert [row.seconds for row in rows] == [3600, 63 * 3600, 3600, 3600, 3600]
    assert [row.clause.address if row.clause else row.event for row in rows] == [
        "line 1",
        "line 1",
        "line 1",
        "pauses.resolution",
        "line 3",
    ]


def test_a_holiday_is_named() -> None:
    response = clocks("P2", "Thu 2026-04-02 16:30  raised", "Tue 2026-04-07 08:10  answered")["response"]

    assert told(response) == [
        "Thu 16:30 – Thu 17:00 + within support",
        "Thu 17:00 – Fri 00:00 · outside support",
        "Fri 00:00 – Sat 00:00 · holiday: Good Friday",
        "Sat 00:00 – Mon 00:00 · outside support",
        "Mon 00:00 – Tue 00:00 · holiday: Easter Monday",
        "Tue 00:00 – Tue 08:00 · outside support",
        "Tue 08:00 – Tue 08:10 + within support",
    ]


def test_an_event_that_changes_nothing_does_not_part_a_stretch() -> None:
    resolution = clocks(
        "P2", "Mon 2026-03-02 08:00  raised", "Mon 2026-03-02 09:00  priority P2", "Mon 2026-03-02 10:00  resolved"
    )["resolution"]

    assert told(resolution) == ["Mon 08:00 – Mon 10:00 + within support"]


def test_what_lies_before_a_fresh_clock_is_told_and_not_counted() -> None:
    response = clocks(
        "P3",
        "Mon 2026-03-02 08:00  raised",
        "Mon 2026-03-02 11:00  priority P2",
        "Mon 2026-03-02 11:30  answered",
        agreement="from-the-change",
    )["response"]

    assert told(response) == [
        "Mon 08:00 – Mon 11:00 · before the clock counted anew",
        "Mon 11:00 – Mon 11:30 + within support",
    ]


def test_the_time_in_which_a_ticket_was_resolved_is_told_and_not_counted() -> None:
    resolution = clocks(
        "P6",
        "Mon 2026-03-02 08:00  raised",
        "Mon 2026-03-02 09:00  resolved",
        "Mon 2026-03-02 11:00  reopened",
        as_of="Mon 2026-03-02 12:00",
    )["resolution"]

    assert told(resolution)[1] == "Mon 09:00 – Mon 11:00 · resolved"


def test_what_happened_before_the_report_counts_is_no_part_of_the_clock() -> None:
    lines = (
        "Mon 2026-03-02 19:00  raised",
        "Mon 2026-03-02 19:30  on hold, waiting for the customer",
        "Mon 2026-03-02 20:00  resumed",
    )
    resolution = clocks("P2, by e-mail", *lines, agreement="field", as_of="Tue 2026-03-03 09:00")["resolution"]
    not_begun = clocks("P2, by e-mail", *lines, agreement="field")["resolution"]

    assert told(resolution) == ["Tue 08:00 – Tue 09:00 + within support"]
    assert told(not_begun) == []


def test_an_amendment_that_re_rates_is_told_by_the_clause_that_now_decides() -> None:
    resolution = clocks(
        "P2",
        "Wed 2026-03-18 11:00  raised",
        "Wed 2026-03-18 11:30  on hold, waiting for the customer",
        "Wed 2026-03-18 13:00  resumed",
        agreement="amended",
    )["resolution"]
    running = clocks("P2", "Wed 2026-03-18 11:00  raised", agreement="amended", as_of="Wed 2026-03-18 13:00")
    amended = [turn for turn in resolution.turns if not turn.event]
    re_rated = [turn for turn in running["resolution"].turns if not turn.event]

    assert [(turn.because, str(turn.clause)) for turn in amended] == [
        ("another version of the agreement came into force", "pauses.resolution (amended/amendments/1.yaml:9)")
    ]
    assert [str(turn.clause) for turn in re_rated] == ["targets.P2.resolution (amended/amendments/2.yaml:6)"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Mon 2026-03-02 08:00  raised", "Mon 2026-03-02 08:40  answered"], "met: 40 min of 1 h used"),
        (
            ["Mon 2026-03-02 08:00  raised", "Mon 2026-03-02 09:20  answered"],
            "breached by 20 min: 1 h 20 min used of 1 h",
        ),
        (
            ["Mon 2026-03-02 08:00  raised", "Mon 2026-03-02 08:10  private note"],
            "running: 10 min of 1 h used, 50 min left",
        ),
        (
            ["Mon 2026-03-02 08:00  raised", "Mon 2026-03-02 08:10  merged"],
            "ended without a verdict: the ticket was cancelled or merged after 10 min",
        ),
    ],
)
def test_a_verdict_is_a_sentence(lines: list[str], words: str) -> None:
    assert verdict_in_words(clocks("P2", *lines)["response"]) == words


def test_a_guide_is_called_a_guide() -> None:
    resolution = clocks("P5", "Mon 2026-03-02 08:00  raised", "Mon 2026-03-02 10:00  resolved")["resolution"]

    assert verdict_in_words(resolution) == "a guide, not a promise: 2 h used, 24 h aimed at"


def test_a_figure_begins_with_what_was_promised() -> None:
    response = clocks("P2", "Mon 2026-03-02 08:00  raised", "Mon 2026-03-02 08:40  answered")["response"]
    figure = figure_of(response, zone=BERLIN)
    clauses = response.target.clauses

    assert (figure.value, figure.unit, figure.because) == (2400, "s of open time", "met: 40 min of 1 h used")
    assert (figure.clauses, figure.events) == (clauses, ("line 1", "line 2"))
    assert figure.parts == (
        Figure(3600, "s of open time", "promised on the calendar «support»", clauses),
        Figure(
            2400,
            "s of open time",
            "within support, 2026-03-02T08:00:00+01:00 to 2026-03-02T08:40:00+01:00",
            (),
            ("line 1",),
        ),
    )


def test_the_limit_that_was_exceeded_is_the_one_that_is_told() -> None:
    # Accepted at 16:30: one hour of support, to the next morning; the first limit, day and night, runs out at 18:00.
    support = weekly_calendar(name="support", zone="UTC", weekly=(parse_shifts("08:00-17:00"),) * 7)
    clock = _with_two_limits(support, within=30 * 60)

    assert (clock.target.hours.name, clock.remaining) == ("always", -60)
    assert clock.breached_at == _utc("2026-03-02T18:00")
    assert sum(row.seconds for row in rows_of(clock, zone="UTC") if row.counts) == clock.elapsed


def _utc(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}:00+00:00").timestamp())


def _with_two_limits(support: Calendar, *, within: int) -> Clock:
    begin = _utc("2026-03-02T14:00")
    ticket = Ticket("T", begin, begin, (TicketEvent(EventKind.CREATED, begin, id="1"),), "P1")
    promises = SimplePromises(
        {("response", "P1"): ServiceTarget(4 * 3600, always())},
        second=(ServiceTarget(within, support), _utc("2026-03-02T16:30")),
        points=(_utc("2026-03-02T16:30"),),
    )
    (clock,) = judge_ticket(ticket, promises, counts_from=begin, as_of=_utc("2026-03-02T18:01"))
    return clock


@settings(max_examples=150)
@given(
    name=st.sampled_from(("everything", "fresh")), ticket=agreed_tickets(), as_of=st.integers(BEGIN, END + 20 * 86_400)
)
def test_stretches_add_up_without_a_gap_and_every_part_has_its_reason(name: str, ticket: Ticket, as_of: int) -> None:
    history = agreed(name)
    try:
        counts_from = origin_of(ticket, history).counts_from
        judged = judge_ticket(ticket, AgreementPromises(history), counts_from=counts_from, as_of=as_of)
    except AsagreedError:
        return
    for clock in judged:
        _assert_it_adds_up(clock, as_of)
        figure = figure_of(clock, zone=history.zone)
        assert figure.value == clock.elapsed
        assert all(part.clauses or part.events for part in (figure, *figure.parts))


def _assert_it_adds_up(clock: Clock, as_of: int) -> None:
    rows = rows_of(clock, zone=BERLIN)
    end = as_of if clock.stopped_at is None else clock.stopped_at
    borders = [clock.started_at, *(row.end for row in rows)]

    assert [row.start for row in rows] == borders[:-1]
    assert borders[-1] == max(end, clock.started_at)
    assert [row.total for row in rows] == [
        sum(row.seconds for row in rows[: number + 1] if row.counts) for number in range(len(rows))
    ]
    assert (rows[-1].total if rows else 0) == clock.elapsed
