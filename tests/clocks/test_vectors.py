"""The test vectors of the format, through the command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

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
