"""A whole log, judged part by part."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from tests.cases.runner import agreement_named, ticket_of
from tests.foresight.replayed import BERLIN, at, history, judged, table

from asagreed.clocks.in_bulk import ClockColumns
from asagreed.facts import table_from_tickets
from asagreed.foresight import JudgedLog, judge_log, judged_log, summarise
from asagreed.measures import Attainment


def contents(log: JudgedLog) -> list[list[object]]:
    return [[_content(columns, field.name) for field in fields(ClockColumns)] for columns in log.clocks]


def _content(columns: ClockColumns, name: str) -> object:
    value = getattr(columns, name)
    if name == "target":
        return [None if code < 0 else columns.targets[code] for code in value]
    if name == "targets":
        return len(value)
    return value.tolist() if isinstance(value, np.ndarray) else value


@pytest.mark.parametrize("at_a_time", [1, 3, 7])
def test_parts_make_the_same_log_as_the_whole(at_a_time: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = contents(judged())
    monkeypatch.setattr(judged_log, "TICKETS_AT_A_TIME", at_a_time)

    assert contents(judged()) == whole
    assert judged().counts_from.tolist() == table().reported_at.tolist()


def test_a_log_is_judged_as_of_its_last_event_unless_another_moment_is_asked_for() -> None:
    assert judge_log(table(), history()).as_of == at("Wed 2026-04-29 10:30")


def test_progress_counts_every_ticket_once_a_clock() -> None:
    done: list[int] = []
    judge_log(table(), history(), progress=done.append)

    assert sum(done) == 4 * 8


def test_versions_with_other_rules_for_one_clock_still_make_one_clock() -> None:
    # The first ticket may be reopened for seven days, the second for thirty (amendment 2 of «amended»).
    tickets = [
        ticket_of({"ticket": "P2", "events": [f"{day} 12:00  raised", f"{day} 13:00  resolved"]}, BERLIN)
        for day in ("2026-03-16", "2026-03-19")
    ]
    log = judge_log(table_from_tickets(tickets), agreement_named("amended"))
    lines = summarise(log).by("target")

    assert [columns.name for columns in log.clocks] == ["response", "update", "resolution"]
    assert {(line.name, line.target.within if line.target else 0): line.attainment for line in lines} == {
        ("targets.P2.resolution", 21600): Attainment(met=1),
        ("targets.P2.resolution", 7200): Attainment(met=1),
        ("targets.P2.response", 1800): Attainment(breached=2),
    }
