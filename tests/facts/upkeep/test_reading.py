"""Tables of recurring work: what is read, and what is refused with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.written_agreements import at

from asagreed.facts.upkeep import RefusedRecord, UpkeepRead, UpkeepRecord, read_upkeep

HEAD = "task,due,says,at,by,because,evidence,worked,restored in,everything came back,recorded at\n"


def read(folder: Path, text: str | bytes) -> UpkeepRead:
    """Read a table."""
    file = folder / "upkeep.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_upkeep(file, zone="America/Chicago")


def test_a_line_is_a_record_with_local_times(tmp_path: Path) -> None:
    line = 'restore,2026-05-15,done,2026-05-15 16:40,Ann,,"report 7, page 2",2 h,4 h 47 min,yes,2026-05-16T08:00:00Z\n'

    assert read(tmp_path, HEAD + line) == UpkeepRead(
        (
            UpkeepRecord(
                task="restore",
                due_on=date(2026, 5, 15),
                says="done",
                at=at("2026-05-15 16:40"),
                by="Ann",
                evidence="report 7, page 2",
                worked=7200,
                restored_in=17_220,
                succeeded=True,
                recorded_at=at("2026-05-16 08:00", "UTC"),
                place="upkeep.csv:2",
            ),
        ),
        (),
    )


def test_a_record_without_a_moment_was_made_at_the_end_of_its_day(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "task,due,says\npatches,2026-05-12,done\n").records

    assert (record.at, record.recorded_at) == (at("2026-05-12 23:59:59"), None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",2026-05-12,done", "the task is missing; write its name as in the agreement"),
        ("patches,12 May,done", "«12 May» is not a date such as 2026-05-31"),
        ("patches,2026-05-12,dun", "«dun» is not one of: done, skipped, proposed, agreed, deferred"),
        ("patches,2026-05-12,skipped", "skipped work needs its reason, under «because»"),
        ("patches,2026-05-12,done,noon", "«noon» is not a moment such as 2026-05-31 16:40"),
        ("patches,2026-05-12,done,,,,,long", "«long» is not a length of time such as 45 min or 1 h 30 min"),
        ("patches,2026-05-12,done,,,,,,,perhaps", "«perhaps» is neither yes nor no"),
        ("patches,2026-05-12,done,,,,,,,,,,", "the line has more values than the table has columns"),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_the_others_are_read(line: str, reason: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD}patches,2026-06-09,done\n{line}\n")

    assert [each.due_on for each in found.records] == [date(2026, 6, 9)]
    assert found.refused == (RefusedRecord(3, reason),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "task,when,says\n",
            "the column «due» is missing; the column «when» is not known. Columns are: task, due, says",
        ),
        ("", "the column «task» is missing; the column «due» is missing; the column «says» is missing. Columns are:"),
        (b"task,due,says\n\xff\xfe", "the file is not UTF-8 text; export it as CSV in UTF-8"),
        ("task,due,says\n" + "x" * 140_000, "this is not CSV: field larger than field limit (131072)"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_whole(text: str | bytes, reason: str, tmp_path: Path) -> None:
    found = read(tmp_path, text)

    assert found.records == ()
    assert len(found.refused) == 1
    assert found.refused[0].reason.startswith(reason)
