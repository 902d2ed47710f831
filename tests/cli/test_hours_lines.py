"""`asagreed hours` as a pipe: lines of JSON in, lines of JSON out."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from asagreed.cli.hours import hours_app

COMMAND = [str(Path(sys.executable).with_name("asagreed")), "hours"]
VECTORS = Path(__file__).parents[1] / "vectors" / "worktime.jsonl"
WEEKDAYS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
FRIDAY_TO_MONDAY: dict[str, Any] = {
    "id": "friday-to-monday",
    "kind": "elapsed",
    "tz": "Europe/Berlin",
    "hours": WEEKDAYS,
    "start": "2026-11-20T16:55",
    "end": "2026-11-23T09:05",
}


def run(*lines: str | dict[str, Any]) -> tuple[list[dict[str, Any]], list[str], int]:
    """Return the answers, the complaints and the exit code."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    result = CliRunner().invoke(hours_app, [], input=text)
    return [json.loads(line) for line in result.stdout.splitlines()], result.stderr.splitlines(), result.exit_code


def test_every_test_vector_is_answered_as_expected() -> None:
    lines = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]

    done = subprocess.run(COMMAND, input=VECTORS.read_bytes(), capture_output=True, check=True)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert (len(answers), done.stderr) == (120, b"")
    assert [comparable(answer) for answer in answers] == [comparable(expected(line)) for line in lines]


def expected(line: dict[str, Any]) -> dict[str, Any]:
    key = "seconds" if line["kind"] == "elapsed" else "error" if "error" in line else "deadline"
    return {"id": line["id"], key: line[key]}


def comparable(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: datetime.fromisoformat(value) if key == "deadline" else value for key, value in answer.items()}


def test_a_ticket_of_friday_1655_answered_on_monday_0905_took_ten_minutes() -> None:
    assert run(FRIDAY_TO_MONDAY) == ([{"id": "friday-to-monday", "seconds": 600}], [], 0)


def test_a_calendar_without_hours_has_no_working_time() -> None:
    line = {"id": 7, "kind": "deadline", "tz": "UTC", "hours": {}, "start": "2026-01-01", "seconds": 60}

    assert run(line) == ([{"id": 7, "error": "no_working_time"}], [], 0)


def test_blank_lines_are_skipped() -> None:
    assert run("", FRIDAY_TO_MONDAY, "   ") == ([{"id": "friday-to-monday", "seconds": 600}], [], 0)


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered() -> None:
    answers, complaints, code = run(FRIDAY_TO_MONDAY, "{", FRIDAY_TO_MONDAY)

    assert [answer["seconds"] for answer in answers] == [600, 600]
    assert complaints[0].startswith("line 2: this is not JSON: ")
    assert complaints[1:] == ["1 line(s) could not be answered."]
    assert code == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"tz": "CEST"}, "«CEST» is not an IANA time zone."),
        ({"hours": {"mon": [["08:00", "25:00"]]}}, "The hours «25:00» cannot be: clock times run from 00:00 to 24:00."),
        ({"hours": {"monday": []}}, "the line cannot be read: «hours» has no day «monday»"),
        ({"hours": {"mon": "08:00-17:00"}}, "the line cannot be read: "),
        ({"hours": {"mon": 8}}, "the line cannot be read: "),
        ({"hours": 8}, "the line cannot be read: "),
        ({"start": "yesterday"}, "the line cannot be read: Invalid isoformat string: 'yesterday'."),
        ({"start": 5}, "the line cannot be read: "),
        ({"start": "0001-01-01"}, "The moment -62135600008 s after 1970 lies outside the years 1900 to 2999"),
        ({"closures": [["0001-01-01", "2026-01-01"]]}, "the line cannot be read: "),
        ({"closures": [["2026-01-01"]]}, "the line cannot be read: "),
        ({"kind": "due"}, "the line cannot be read: the kind «due» is neither «elapsed» nor «deadline»."),
        ({"kind": "deadline"}, "the key 'seconds' is missing"),
        ({"kind": "deadline", "seconds": 1.5}, "the line cannot be read: «seconds» is a whole number, not 1.5."),
        ({"kind": "deadline", "seconds": "1"}, "the line cannot be read: «seconds» is a whole number, not '1'."),
    ],
    ids=str,
)
def test_a_line_that_cannot_be_answered_says_why(change: dict[str, Any], why: str) -> None:
    answers, complaints, code = run(FRIDAY_TO_MONDAY | change)

    assert (answers, code) == ([], 1)
    assert complaints[0].startswith(f"line 1: {why}")
    assert len(complaints) == 2


@pytest.mark.parametrize("line", ["[]", "1", "null", '"text"', "[" * 100_000, "{}", '{"id": 1e999}'])
def test_other_json_than_a_question_is_refused(line: str) -> None:
    answers, complaints, code = run(line)

    assert (answers, len(complaints), code) == ([], 2, 1)


def test_each_answer_is_written_before_the_next_question_is_read() -> None:
    command = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with command:
        assert command.stdin is not None
        assert command.stdout is not None
        for _ in range(2):
            command.stdin.write(json.dumps(FRIDAY_TO_MONDAY).encode() + b"\n")
            command.stdin.flush()
            assert json.loads(command.stdout.readline())["seconds"] == 600
        command.stdin.close()

    assert command.returncode == 0
