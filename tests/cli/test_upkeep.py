"""`asagreed upkeep`, as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy
from tests.upkeep.agreed import TASKS
from tests.written_agreements import HEAD

RECORDS = """\
task,due,says,at,by,because,evidence,worked,restored in,everything came back
patches,2026-05-12,done,2026-05-13 16:40,Ann,,KB 5 on 3 servers,1 h 30 min,,
backup logs,2026-05-05,skipped,2026-05-05 09:30,Ann,Office moved,,,,
test restore,2026-05-15,done,2026-05-15 21:00,Ben,,report 7,2 h,4 h 47 min,no
patches,2026-05-13,done,,,,,,,
patches,2026-05-13,dun,,,,,,,
"""


@pytest.fixture
def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Run commands beside an agreement and its records."""
    (tmp_path / "agreement.yaml").write_text(HEAD + TASKS, encoding="utf-8")
    (tmp_path / "records.csv").write_text(RECORDS, encoding="utf-8")
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def of_may(asked: Asked, *words: str) -> tuple[object, ...]:
    """Return the words of a command about May."""
    files = (asked.examples / "agreement.yaml", asked.examples / "records.csv")
    return ("upkeep", *files, "--month", "2026-05", "--at", "2026-06-01 12:00", *words)


def test_a_month_is_a_table_with_its_counts(asked: Asked) -> None:
    answer = asked(*of_may(asked))
    lines = [" ".join(line.split()) for line in answer.out.splitlines()]

    assert answer.code == 0
    assert "written, upkeep of 2026-05, as known 2026-06-01 12:00" in lines
    assert "2026-05-12 patches done, late 1 h 30 min KB 5 on 3 servers" in lines
    assert "2026-05-05 10:00 Review of backup logs skipped Office moved" in lines
    assert (
        "2026-05-15 test restore done files, mail 2 h report 7; restored in 4 h 47 min; not everything came back"
    ) in " ".join(answer.out.split())
    assert lines[-2:] == [
        "17 due: 2 done, 1 skipped, 14 missed, 0 deferred, 0 open",
        "3 h 30 min of work, 1 h 30 min of it from included hours",
    ]


def test_what_counts_for_nothing_is_told(asked: Asked) -> None:
    assert asked(*of_may(asked)).said == (
        "records.csv:6: refused: «dun» is not one of: done, skipped, proposed, agreed, deferred. "
        "records.csv:5: «patches» did not fall due on 2026-05-13 by the version in force; the record counts for "
        "nothing. Correct its task or its date."
    )


def test_every_state_has_its_reason_and_its_clause(asked: Asked) -> None:
    lines = [" ".join(line.split()) for line in asked(*of_may(asked, "--why")).out.splitlines()]

    assert any(
        line.startswith("2026-05-12 patches done, late done on 2026-05-13 16:40 by") and "proactive.patches" in line
        for line in lines
    )


def test_a_program_reads_the_same_with_reasons(asked: Asked) -> None:
    data = json.loads(asked(*of_may(asked, "--json")).out)
    patches = next(item for item in data["items"] if item["task"] == "patches")

    assert data["counts"] == {"fell_due": 17, "done": 2, "skipped": 1, "missed": 14, "deferred": 0, "open": 0,
                              "worked": 12_600, "drawn": 5400}  # fmt: skip
    assert (patches["state"], patches["late"], patches["worked_seconds"]) == ("done", True, 5400)
    assert patches["why"]["clauses"][0]["address"] == "proactive.patches"
    assert [each["place"] for each in data["unmatched"]] == ["records.csv:5"]


def test_a_calendar_is_written(asked: Asked) -> None:
    asked(*of_may(asked, "--ics", str(asked.examples / "may.ics")))

    assert (asked.examples / "may.ics").read_bytes().count(b"BEGIN:VEVENT") == 17


def test_this_month_is_shown_where_none_is_named_and_nothing_was_recorded(asked: Asked) -> None:
    answer = asked("upkeep", asked.examples / "agreement.yaml", "--at", "2026-07-10")

    assert "upkeep of 2026-07" in answer.out
    assert "patches" in answer.out


def test_an_agreement_without_recurring_work_says_so(asked: Asked) -> None:
    answer = asked("upkeep", asked.agreement("corner-florist"), "--month", "2026-05")

    assert answer.out.splitlines()[1] == "No recurring work falls due in this month."


def test_a_file_that_is_no_table_of_records_ends_the_command(asked: Asked) -> None:
    answer = asked("upkeep", asked.examples / "agreement.yaml", asked.examples / "agreement.yaml")

    assert answer.code == 1
    assert answer.said.startswith("agreement.yaml:1: refused: the column «task» is missing")
