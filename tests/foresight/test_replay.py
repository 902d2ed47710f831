"""What an agreement would have made of past tickets, counted by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.foresight.replayed import at, history, judged

from asagreed.facts import table_from_tickets
from asagreed.facts.readers import read_tickets
from asagreed.foresight import Line, Replay, judge_log, summarise
from asagreed.measures import Attainment
from asagreed.versions import read_agreement

EXAMPLES = Path(__file__).parents[2] / "examples"


def shown(lines: Iterable[Line], clock: str) -> dict[str, Attainment]:
    return {line.name: line.attainment for line in lines if line.clock == clock}


@pytest.fixture(name="replay", scope="module")
def fixture_replay() -> Replay:
    return summarise(judged())


def test_a_clock_belongs_to_the_month_in_which_it_first_stopped_or_breached_where_the_customer_lives(
    replay: Replay,
) -> None:
    # Ticket A was answered on the first of April in Berlin, which was still the last of March in UTC.
    assert shown(replay.by("month"), "response") == {
        "2026-03": Attainment(met=1, breached=1, without_verdict=1),
        "2026-04": Attainment(met=1),
    }


def test_a_clock_that_was_never_decided_belongs_to_no_month_and_is_counted_by_priority(replay: Replay) -> None:
    assert shown(replay.by("priority"), "response") == {
        "P1": Attainment(met=1, breached=1),
        "P2": Attainment(met=1, undecided=1, without_verdict=1),
        "P3": Attainment(without_verdict=1),
    }


def test_a_reopening_that_changes_the_verdict_restates_the_month(replay: Replay) -> None:
    # Ticket C was resolved in time in March, and is late since its reopening in April: March is restated.
    assert shown(replay.by("month"), "resolution") == {
        "2026-03": Attainment(met=1, breached=1),
        "2026-04": Attainment(met=1),
    }
    assert replay.restated == 1


def test_a_repeating_clock_counts_by_cycle(replay: Replay) -> None:
    assert shown(replay.by("priority"), "next reply") == {"P2": Attainment(met=1, breached=1)}


def test_kinds_and_sites_are_told_apart_and_those_with_most_breaches_come_first(replay: Replay) -> None:
    assert [(line.name, line.attainment) for line in replay.by("site") if line.clock == "resolution"] == [
        ("clinic", Attainment(breached=1, undecided=1)),
        ("(none)", Attainment(met=2, without_verdict=1)),
    ]
    assert shown(replay.by("kind"), "response") == {
        "(none)": Attainment(met=1, breached=1, undecided=1, without_verdict=2),
        "printer": Attainment(met=1),
    }


def test_each_target_has_a_line_with_its_clause(replay: Replay) -> None:
    assert shown(replay.by("target"), "response") == {
        "targets.P1.response": Attainment(met=1, breached=1),
        "targets.P2.response": Attainment(met=1, undecided=1, without_verdict=1),
        "targets.P3.response": Attainment(without_verdict=1),
    }
    assert [line.target.within for line in replay.by("target") if line.target and line.clock == "response"] == [
        3600,
        14400,
        28800,
    ]


def test_a_line_shows_the_share_that_was_promised_for_all_of_it(replay: Replay) -> None:
    promised = {line.name: line.promised for line in replay.by("priority") if line.clock == "response"}
    months = {line.promised for line in replay.by("month") if line.clock == "response"}

    assert [(name, share.clause.address) for name, share in promised.items() if share] == [
        ("P1", "targets.P1.kept in.response"),
        ("P2", "targets.kept in.response"),
        ("P3", "targets.kept in.response"),
    ]
    # March has tickets under both shares: no one share was promised for it.
    assert None in months


def test_a_promise_is_kept_or_not_in_each_of_its_periods(replay: Replay) -> None:
    assert [(one.clause.clause.address, one.period, one.attainment, one.is_kept) for one in replay.promises] == [
        ("targets.P1.kept in.response", "2026-Q1", Attainment(breached=1), False),
        ("targets.P1.kept in.response", "2026-Q2", Attainment(met=1), True),
        ("targets.kept in.resolution", "2026-03", Attainment(met=1, breached=1), None),
        ("targets.kept in.resolution", "2026-04", Attainment(met=1), None),
        ("targets.kept in.response", "2026-03", Attainment(met=1, without_verdict=1), True),
    ]


def test_the_worst_misses_come_first(replay: Replay) -> None:
    assert [(miss.ticket, miss.clock, miss.over, miss.breached_at) for miss in replay.misses] == [
        ("C", "resolution", 3 * 3600, at("Fri 2026-04-03 07:00")),
        ("B", "response", 3600, at("Tue 2026-03-10 11:00")),
        ("C", "next reply", 1800, at("Tue 2026-03-10 12:30")),
    ]


def test_the_time_on_hold_is_told_by_clock_and_reason(replay: Replay) -> None:
    assert replay.paused == (("resolution", "waiting for customer", 5400),)


def test_what_was_not_judged_is_listed_with_the_reason(replay: Replay) -> None:
    unknown, too_early = "The agreement knows no priority «P9»", "The agreement «replayed» was not in force"

    assert [(one.clock, one.why.split(":")[0].split(",")[0], one.tickets, one.some) for one in replay.unjudged] == [
        ("response", unknown, 1, ("F",)),
        ("response", too_early, 1, ("H",)),
        ("next reply", too_early, 1, ("H",)),
        ("resolution", unknown, 1, ("F",)),
        ("resolution", too_early, 1, ("H",)),
        ("arrival", too_early, 1, ("H",)),
    ]


def test_a_replay_of_some_weeks_has_only_the_tickets_reported_in_them() -> None:
    april = summarise(judged(start=at("Wed 2026-04-01 00:00"), end=at("Wed 2026-04-29 10:00")))

    assert (april.tickets, shown(april.by("priority"), "response")) == (1, {"P2": Attainment(without_verdict=1)})
    assert (april.misses, april.unjudged, april.restated) == ((), (), 0)


def test_a_replay_of_no_tickets_has_no_figures() -> None:
    nothing = summarise(judge_log(table_from_tickets([]), history()))

    assert (nothing.tickets, nothing.lines, nothing.promises, nothing.misses) == (0, (), (), ())
    assert nothing.as_of == 0


def test_a_replay_without_a_ticket_that_was_judged_has_no_lines() -> None:
    unjudged = summarise(judged(start=at("Wed 2026-04-29 10:00"), end=at("Wed 2026-04-29 10:00")))

    assert (unjudged.tickets, unjudged.lines) == (0, ())


def test_a_target_with_travel_tells_the_shortest_and_the_longest_time() -> None:
    found, problems = read_agreement(EXAMPLES / "harbour-dental")
    assert found is not None, problems
    log = read_tickets(EXAMPLES / "tickets" / "harbour-dental.csv")

    lines = summarise(judge_log(log.table, found)).by("target")
    assert {line.name: line.lengths for line in lines if line.clock == "arrival"} == {
        "targets.P1.arrival": (9_000, 12_600),
        "targets.P2.arrival": (16_200, 19_800),
        "targets.P3.arrival": (30_600, 34_200),
    }
