"""The test vectors of uptime and the worked examples of the algorithm's page, through the command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from asagreed.cli.uptime_lines import answer

COMMAND = [sys.executable, "-c", "from asagreed.cli import main; main()", "uptime"]
VECTORS = Path(__file__).parents[2] / "vectors"
TEXT = "".join((VECTORS / name).read_text("utf-8") for name in ("availability.jsonl", "availability-worked.jsonl"))
LINES = [json.loads(line) for line in TEXT.splitlines()]


@pytest.fixture(name="answers", scope="module")
def fixture_answers() -> dict[str, Any]:
    done = subprocess.run(COMMAND, input=TEXT.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    return {line["id"]: line["result"] for line in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['id']}: {line['title']}")
def test_a_vector_is_answered_as_expected(line: dict[str, Any], answers: dict[str, Any]) -> None:
    found = answers[line["id"]]

    assert {key: found.get(key, "missing") for key in line["expect"]} == line["expect"]


def test_every_vector_is_answered_in_order(answers: dict[str, Any]) -> None:
    assert list(answers) == [line["id"] for line in LINES]


APRIL = {"tz": "UTC", "period": {"from": "2026-04-01T00:00", "to": "2026-05-01T00:00"}}
OUTAGE = {"occurred": "2026-04-14T10:00", "restored": "2026-04-14T11:00"}
SPELLINGS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "a rule as an operator": (
        "composite",
        {"members": {"a": {"outages": [OUTAGE]}, "b": {}}, "rule": {"op": "all", "of": ["a", "b"]}},
        {"down_s": 3600},
    ),
    "a rule with its number in a map": (
        "composite",
        {"members": {"a": {"outages": [OUTAGE]}, "b": {}}, "rule": {"at_least": {"k": 2, "of": ["a", "b"]}}},
        {"down_s": 3600},
    ),
    "a rule with its number beside it": (
        "composite",
        {"members": [{"name": "a", "outages": [OUTAGE]}, {"name": "b"}], "rule": "at_least", "k": 2},
        {"down_s": 3600},
    ),
    "a rule in words": (
        "composite",
        {"members": {"a": {"outages": [OUTAGE]}, "b": {}}, "rule": "2 of 2"},
        {"down_s": 3600},
    ),
    "a rule as a call": (
        "composite",
        {"members": {"a": {"outages": [OUTAGE]}, "b": {}, "c": {}}, "rule": "all(any(a, b), at_least(3, a, b, c))"},
        {"down_s": 3600},
    ),
    "a member by its states": (
        "composite",
        {"members": {"a": [{**OUTAGE, "state": "unknown"}, {**OUTAGE, "state": "up"}], "b": [OUTAGE]}, "rule": "any"},
        {"down_s": 0, "unknown_s": 3600},
    ),
    "slots by their bad probes": (
        "slots",
        {"slots": 288, "probes_per_slot": 5, "bad_probes": [2, 5, 1], "rule": "majority"},
        {"any_pct": "98.958333", "all_pct": "99.652778", "pct": "99.652778"},
    ),
    "caps in a map": (
        "credit",
        {
            "monthly_fee": "2000.00",
            "tiers": [{"below": "99.9", "credit_pct": "25"}],
            "availability_pct": "99",
            "caps": {"month_pct": "15", "year_pct": "10"},
            "credits_last_12_months": ["2000.00", "250.00"],
        },
        {"credit": "150.00", "capped_by": "year"},
    ),
    "members that are only named": (
        "composite",
        {"members": ["a", "b"], "outages": [{"system": "a", **OUTAGE}], "rule": "all"},
        {"down_s": 3600},
    ),
    "a window by its length": (
        "availability",
        {"maintenance": [{"start": "2026-04-14T10:00", "duration_s": 1800}], "outages": [OUTAGE]},
        {"base_s": 2_590_200, "down_s": 1800},
    ),
    "rules of maintenance in their own map": (
        "availability",
        {
            "maintenance": {
                "windows": [{"from": "2026-04-14T10:00", "to": "2026-04-14T11:00", "notified": "2026-04-13T10:00"}],
                "min_notice_hours": 24,
                "max_minutes_per_month": 30,
            },
            "outages": [OUTAGE],
        },
        {"base_s": 2_590_200, "down_s": 1800},
    ),
    "a window that was called off": (
        "availability",
        {"windows": [["2026-04-14T10:00", "2026-04-14T11:00"], {**OUTAGE, "cancelled": True}][1:], "outages": [OUTAGE]},
        {"base_s": 2_592_000, "down_s": 3600},
    ),
    "a degraded outage": (
        "availability",
        {"degraded_weight": "0.25", "outages": [{**OUTAGE, "state": "degraded"}]},
        {"down_s": 900},
    ),
    "a month by its name": ("availability", {"period": "2026-12", "outages": []}, {"base_s": 2_678_400}),
    "weekdays as a range": (
        "availability",
        {"service_hours": {"mon-fri": [["09:00", "17:00"]]}, "outages": [OUTAGE]},
        {"base_s": 633_600, "down_s": 3600},
    ),
    "a correction of one moment": (
        "as_of",
        {
            "records": [{"id": "o", "recorded": "2026-04-14T12:00", **OUTAGE}],
            "corrections": [{"id": "o", "recorded": "2026-05-20T00:00", "restored": "2026-04-14T10:30"}],
            "as_of": {"first": "2026-05-02T00:00", "second": "2026-06-01T00:00"},
        },
        {"down_s": 1800},
    ),
    "shares as they are": ("means", {"values": ["99.0", "100"]}, {"mean_pct": "99.500000", "worst_pct": "99.000000"}),
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_other_spellings_are_understood(spelling: str) -> None:
    kind, given, expected = SPELLINGS[spelling]

    found = answer({"id": spelling, "kind": kind, "given": {**APRIL, **given}})["result"]

    assert {key: found[key] for key in expected} == expected


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an end before the start": (
        {"outages": [{"occurred": "2026-04-14T10:00", "restored": "2026-04-14T09:00"}]},
        "cannot end before that, at 2026-04-14T09:00:00+00:00; correct one of the two",
    ),
    "an unknown clock": (
        {"clock": "noticed", "outages": []},
        "«clock» is one of occurred, detected, reported, acknowledged, earliest, not «noticed»",
    ),
    "an unknown way of the minimum": (
        {"min_outage_mode": "maybe", "outages": []},
        "«min_outage_mode» is «threshold» or «deductible», not «maybe»",
    ),
    "hours in words": (
        {"service_hours": "office", "outages": []},
        "«service_hours» is «always», «never» or shifts by day of the week, not «office»",
    ),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_line_that_cannot_be_is_refused_in_words(mistake: str) -> None:
    given, words = WRONG[mistake]

    with pytest.raises(ValueError, match=re.escape(words) + "$"):
        answer({"id": mistake, "kind": "availability", "given": {**APRIL, **given}})
