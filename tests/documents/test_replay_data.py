"""A replay as plain data."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.foresight.replayed import judged

from asagreed.documents.replay_data import replay_data
from asagreed.foresight import compare_logs, summarise

READ = {"file": "tickets.csv", "rows": 8}


@pytest.fixture(name="data", scope="module")
def fixture_data() -> dict[str, Any]:
    return replay_data(summarise(judged()), read=READ)


def one_of(rows: list[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    (found,) = (row for row in rows if wanted.items() <= row.items())
    return found


def test_it_is_json_as_it_stands(data: dict[str, Any]) -> None:
    assert json.loads(json.dumps(data)) == data


def test_the_head_says_what_was_replayed(data: dict[str, Any]) -> None:
    head = {key: data[key] for key in ("agreement", "zone", "as_of", "read", "tickets", "restated")}

    assert head == {
        "agreement": "replayed",
        "zone": "Europe/Berlin",
        "as_of": "2026-04-29T12:00:00+02:00",
        "read": READ,
        "tickets": 8,
        "restated": 1,
    }
    assert "comparison" not in data


def test_a_line_has_its_share_exactly_and_how_sure_it_is(data: dict[str, Any]) -> None:
    line = one_of(data["attainment"], clock="response", by="priority", name="P1")
    interval, promised = line.pop("interval"), line.pop("promised")

    assert line == {
        "clock": "response",
        "by": "priority",
        "name": "P1",
        "met": 1,
        "breached": 1,
        "undecided": 0,
        "without_verdict": 0,
        "share": {"exact": "1/2", "decimal": 0.5},
        "target": None,
    }
    assert (round(interval["low"], 3), round(interval["high"], 3), interval["level"]) == (0.095, 0.905, 0.95)
    assert (promised["exact"], promised["decimal"], promised["every"]) == ("9/10", 0.9, "quarter")
    assert (promised["clause"]["address"], promised["clause"]["line"]) == ("targets.P1.kept in.response", 11)


def test_where_nothing_was_decided_there_is_no_share(data: dict[str, Any]) -> None:
    line = one_of(data["attainment"], clock="response", by="target", name="targets.P3.response")

    assert (line["share"], line["interval"], line["without_verdict"]) == (None, None, 1)
    assert (line["target"]["within"], line["target"]["in_words"], line["target"]["is_guide"]) == (28800, "8 h", True)
    assert line["target"]["because"] == "on the calendar «always»"
    assert [clause["address"] for clause in line["target"]["clauses"]] == ["targets.P3.response", "targets.hours"]


def test_a_promise_says_whether_it_was_kept(data: dict[str, Any]) -> None:
    broken = one_of(data["promises"], clock="response", priority="P1", period="2026-Q1")
    nothing_promised = one_of(data["promises"], clock="resolution", period="2026-03")

    assert (broken["kept"], broken["met"], broken["breached"]) == (False, 0, 1)
    assert nothing_promised["kept"] is None
    assert (nothing_promised["promised"]["exact"], nothing_promised["promised"]["decimal"]) == (None, None)


def test_the_worst_miss_comes_first(data: dict[str, Any]) -> None:
    worst = data["worst_misses"][0]
    worst["target"] = worst["target"]["clauses"][0]["address"]

    assert worst == {
        "ticket": "C",
        "clock": "resolution",
        "elapsed": 27 * 3600,
        "over": 3 * 3600,
        "over_in_words": "3 h",
        "breached_at": "2026-04-03T07:00:00+02:00",
        "target": "targets.P2.resolution",
    }


def test_pauses_and_doubts_are_listed(data: dict[str, Any]) -> None:
    assert data["paused"] == [
        {"clock": "resolution", "reason": "waiting for customer", "seconds": 5400, "in_words": "1 h 30 min"}
    ]
    doubt = one_of(data["not_judged"], clock="response", some=["F"])
    assert (doubt["tickets"], doubt["why"].split(",")[0]) == (1, "The agreement knows no priority «P9»")


def test_a_comparison_is_told_when_there_is_one() -> None:
    comparison = compare_logs(judged(), judged("draft"), most=1)
    told = replay_data(summarise(judged()), read=READ, comparison=comparison)["comparison"]

    assert (told["agreement"], told["against"], told["changed"]) == ("replayed", "draft", 9)
    assert told["listed"] == [{"ticket": "B", "clock": "response", "before": "breached", "after": "met"}]
    assert told["shifts"][0] == {"clock": "arrival", "before": "not judged", "after": "not promised", "tickets": 1}


def test_a_clause_says_where_it_was_written(data: dict[str, Any]) -> None:
    line = one_of(data["attainment"], clock="response", by="target", name="targets.P1.response")
    clause = line["target"]["clauses"][0]

    assert (clause["address"], clause["file"], clause["line"]) == ("targets.P1.response", "replayed.yaml", 11)
    assert len(clause["version"]) == 64


def test_a_target_with_travel_is_told_from_the_shortest_to_the_longest() -> None:
    replay = summarise(judged())
    (line, *_) = replay.by("target")
    near_and_far = replace(line, lengths=(9_000, 12_600))

    data = replay_data(replace(replay, lines=(near_and_far,)), read=READ)
    assert data["attainment"][0]["target"]["in_words"] == "2 h 30 min to 3 h 30 min"
