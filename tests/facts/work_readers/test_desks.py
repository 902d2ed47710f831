"""The exports of known desks and time trackers, by their own names of columns, in every kind of file."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from asagreed.facts.work import WorkEntry
from asagreed.facts.work_readers import read_work

START = 1_778_862_600
"""2026-05-15 16:30 in UTC."""
ROWS = {
    "ConnectWise": {
        "id": 7,
        "chargeToId": 201,
        "member": {"identifier": "tech1"},
        "timeStart": "2026-05-15T16:30:00Z",
        "timeEnd": "2026-05-15T18:00:00Z",
        "actualHours": 1.5,
        "workType": {"name": "Remote"},
        "workRole": {"name": "Engineer"},
    },
    "Autotask": {
        "id": 7,
        "ticketID": 201,
        "resourceID": "tech1",
        "startDateTime": "2026-05-15T16:30:00Z",
        "endDateTime": "2026-05-15T18:00:00Z",
        "hoursWorked": 1.5,
        "billingCodeID": "Remote",
        "roleID": "Engineer",
        "dateWorked": "2026-05-15T00:00:00Z",
    },
    "Kimai": {
        "id": 7,
        "begin": "2026-05-15T16:30:00+0000",
        "end": "2026-05-15T18:00:00+0000",
        "duration": 5400,
        "user": "tech1",
        "activity": "Remote",
        "role": "Engineer",
        "ticket": 201,
    },
}


@pytest.mark.parametrize("desk", ROWS)
def test_the_columns_of_a_desk_are_known(tmp_path: Path, desk: str) -> None:
    path = tmp_path / "work.json"
    path.write_text(json.dumps(ROWS[desk]) + "\n", "utf-8")

    log = read_work(path, zone="America/Chicago")

    assert log.entries == (
        WorkEntry(
            id="7",
            seconds=5400,
            start=START,
            end=START + 5400,
            person="tech1",
            role="Engineer",
            work_type="Remote",
            ticket="201",
            place="work.json:1",
        ),
    )


def test_toggl_keeps_days_and_clock_times_apart(tmp_path: Path) -> None:
    path = tmp_path / "toggl.csv"
    path.write_text(
        "User,Description,Start date,Start time,End date,End time,Duration\n"
        "tech1,disk,2026-05-15,16:30:00,2026-05-15,18:00:00,01:30:00\n",
        "utf-8",
    )

    (entry,) = read_work(path, zone="UTC").entries

    assert (entry.person, entry.start, entry.end, entry.note) == ("tech1", START, START + 5400, "disk")


def test_a_workbook_is_read_with_its_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Start", "End", "Person"])
    sheet.append([datetime(2026, 5, 15, 16, 30), datetime(2026, 5, 15, 18), "tech1"])  # noqa: DTZ001 -- as Excel has it
    sheet.append([datetime(2026, 5, 15, 16, 30), None, "tech1"])  # noqa: DTZ001
    book.save(tmp_path / "work.xlsx")

    log = read_work(tmp_path / "work.xlsx", zone="UTC")

    assert [(each.id, each.place) for each in log.entries] == [("row 2", "work.xlsx:2")]
    assert [(each.line, each.unit) for each in log.refused] == [(3, "row")]


def test_archives_are_unpacked(tmp_path: Path) -> None:
    text = "start,end\n2026-05-15 16:30,2026-05-15 18:00\n"
    (tmp_path / "work.csv.gz").write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        archive.writestr("work.csv", text)

    for name in ("work.csv.gz", "work.zip"):
        assert [each.start for each in read_work(tmp_path / name, zone="UTC").entries] == [START]


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("timestamps", "timestamp '2026-05-15 16:30' as start, timestamp '2026-05-15 18:00' as \"end\""),
        ("moments", "timestamptz '2026-05-15 16:30Z' as start, timestamptz '2026-05-15 18:00Z' as \"end\""),
        ("seconds", f'{START}::bigint as start, {START + 5400}::bigint as "end"'),
        ("milliseconds", f'{START}000::bigint as start, {START + 5400}000::bigint as "end"'),
        ("times", "date '2026-05-15' as date, time '16:30' as start, time '18:00' as \"end\""),
        ("texts", "'2026-05-15T16:30:00Z' as start, '2026-05-15T18:00:00Z' as \"end\""),
    ],
)
def test_parquet_is_read_whatever_its_types(tmp_path: Path, kind: str, columns: str) -> None:
    path = tmp_path / f"{kind}.parquet"
    duckdb.sql(f"set timezone = 'UTC'; copy (select {columns}, 'tech1' as person) to '{path}'")

    log = read_work(path, zone="UTC")

    assert [(each.start, each.seconds, each.place) for each in log.entries] == [(START, 5400, f"{kind}.parquet:1")]
