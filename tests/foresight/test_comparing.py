"""Two agreements on the same tickets."""

from __future__ import annotations

from tests.foresight.replayed import history, judged

from asagreed.facts import table_from_tickets
from asagreed.foresight import Changed, Shift, compare_logs, judge_log

CHANGED = (
    Changed("B", "response", "breached", "met"),
    Changed("C", "response", "met", "breached"),
    Changed("E", "response", "open", "breached"),
    Changed("F", "response", "not judged", "open"),
    Changed("G", "response", "no verdict", "breached"),
    Changed("C", "next reply", "breached", "not promised"),
    Changed("H", "next reply", "not judged", "not promised"),
    Changed("F", "resolution", "not judged", "not promised"),
    Changed("H", "arrival", "not judged", "not promised"),
)


def test_what_changes_is_told_ticket_by_ticket() -> None:
    comparison = compare_logs(judged(), judged("draft"))

    assert (comparison.agreement, comparison.against) == ("replayed", "draft")
    assert comparison.changed == CHANGED
    assert comparison.number_changed == len(CHANGED)


def test_shifts_count_every_ticket_once_a_clock() -> None:
    shifts = compare_logs(judged(), judged("draft")).shifts

    assert {shift.clock: 0 for shift in shifts}.keys() == {"response", "next reply", "resolution", "arrival"}
    assert [sum(one.tickets for one in shifts if one.clock == clock) for clock in ("response", "next reply")] == [8, 8]
    assert [one for one in shifts if one.clock == "response" and one.before == "met"] == [
        Shift("response", "met", "breached", 1),
        Shift("response", "met", "met", 1),
    ]


def test_all_that_changed_is_counted_when_only_some_is_listed() -> None:
    comparison = compare_logs(judged(), judged("draft"), most=2)

    assert (comparison.changed, comparison.number_changed) == (CHANGED[:2], len(CHANGED))


def test_an_agreement_compared_with_itself_changes_nothing() -> None:
    comparison = compare_logs(judged(), judged())

    assert (comparison.changed, comparison.number_changed) == ((), 0)


def test_two_replays_of_no_tickets_differ_in_nothing() -> None:
    nothing = judge_log(table_from_tickets([]), history())

    assert compare_logs(nothing, nothing).shifts == ()


def test_two_agreements_of_one_name_can_be_called_by_their_files() -> None:
    comparison = compare_logs(judged(), judged(), names=("signed", "draft"))

    assert (comparison.agreement, comparison.against) == ("signed", "draft")
