"""The test vectors of the format, through the command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from asagreed.cli.clock_lines import answer
from asagreed.errors import NeverLogged

COMMAND = [sys.executable, "-c", "from asagreed.cli import main; main()", "clocks"]
VECTORS = Path(__file__).parents[1] / "vectors" / "clocks.jsonl"
LINES = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(name="answers", scope="module")
def fixture_answers() -> dict[str, Any]:
    done = subprocess.run(COMMAND, input=VECTORS.read_bytes(), capture_output=True, check=True)
    assert done.stderr == b""
    return {line["id"]: line["clocks"] for line in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['id']}: {line['title']}")
def test_a_vector_is_answered_as_expected(line: dict[str, Any], answers: dict[str, Any]) -> None:
    assert answers[line["id"]] == line["expect"]


def test_every_vector_is_answered_in_order(answers: dict[str, Any]) -> None:
    assert list(answers) == [line["id"] for line in LINES]


OFFICE = {"tz": "UTC", "hours": {"mon": [["09:00", "17:00"]]}, "targets": {"response": 3600}}


def test_events_count_by_moment_and_each_id_once() -> None:
    reply = {"id": "r", "at": "2026-01-05T09:30Z", "type": "agent_reply"}
    created = {"id": "c", "at": "2026-01-05T09:00Z", "type": "created"}
    line = {"id": "x", "agreement": OFFICE, "events": [reply, created, reply], "as_of": "2026-01-05T12:00Z"}

    assert answer(line)["clocks"]["response"]["elapsed"] == 1800


def test_a_ticket_that_was_never_created_is_refused() -> None:
    line = {"id": "x", "agreement": OFFICE, "events": [], "as_of": "2026-01-05T12:00Z"}

    with pytest.raises(NeverLogged):
        answer(line)
