"""Exports of known desks, read without a mapping."""
# ruff: noqa: E501 -- tables of cases read better with one a line

from pathlib import Path

import duckdb
import pytest
from tests.facts.readers.desks import told, write_csv

from asagreed.errors import UnreadableExport
from asagreed.facts.readers import RowShape, mapping_as_yaml, read_mapping, read_tickets
from asagreed.facts.readers.presets import preset_for, same_name
from asagreed.facts.readers.word_guesses import guessed_events, guessed_priorities, guessed_statuses

DESKS = [
    (
        "ServiceNow audit log",
        {
            "number": "INC1", "incident_state": "Awaiting User Info", "sys_updated_at": "29/2/2016 01:23",
            "sys_mod_count": "0", "opened_at": "29/2/2016 01:16", "priority": "3 - Moderate", "assigned_to": "?",
        },
        ["02-29T01:16 created", "02-29T01:23 status waiting for customer"],
    ),
    (
        "Zendesk",
        {
            "Id": "17", "Subject": "Mail", "Status": "Solved", "Priority": "High", "Via": "Mail",
            "Created at": "2016-02-29 01:16:00 +0100", "Solved at": "2016-02-29 02:16:00 +0100",
            "Initially assigned at": "2016-02-29 01:20:00 +0100", "Kind [list]": "x", "First reply time in minutes": "9",
        },
        ["02-29T00:16 created", "02-29T00:20 assigned", "02-29T01:16 resolved"],
    ),
    (
        "Freshdesk",
        {
            "Ticket ID": "17", "Created time": "2016-02-29 01:16:00", "Initial response time": "2016-02-29 01:20:00",
            "Resolved time": "2016-02-29 02:00:00", "Closed time": "", "Status": "Resolved", "Priority": "Medium",
            "First response time (in hrs)": "00:04:00",
        },
        ["02-29T01:16 created", "02-29T01:20 reply", "02-29T02:00 resolved"],
    ),
    (
        "Jira",
        {
            "Summary": "Mail", "Issue key": "D-7", "Issue id": "1", "Status": "Done", "Priority": "Highest",
            "Created": "29/Feb/16 01:16", "Updated": "30/Mar/16 01:16", "Resolved": "30/Mar/16 01:16",
        },
        ["02-29T01:16 created", "03-30T01:16 resolved"],
    ),
    (
        "osTicket",
        {
            "Ticket Number": "17", "Date Created": "2016-02-29 01:16:00", "Current Status": "Closed",
            "Closed Date": "2016-02-29 02:16:00", "Priority": "Emergency", "Source": "Phone",
        },
        ["02-29T01:16 created", "02-29T02:16 closed"],
    ),
    (
        "ConnectWise",
        {
            "id": "17", "dateEntered": "2016-02-29T01:16:00Z", "dateResponded": "2016-02-29T01:26:00Z",
            "dateResolved": "2016-02-29T02:16:00Z", "respondMinutes": "10", "priority.name": "Priority 2 - High",
        },
        ["02-29T01:16 created", "02-29T01:26 reply", "02-29T02:16 resolved"],
    ),
    (
        "Autotask",
        {
            "ticketNumber": "T17", "createDate": "2016-02-29T01:16:00Z", "firstResponseDateTime": "2016-02-29T01:26:00Z",
            "resolvedDateTime": "", "completedDate": "2016-02-29T02:16:00Z", "status": "Complete", "priority": "1",
        },
        ["02-29T01:16 created", "02-29T01:26 reply", "02-29T02:16 closed"],
    ),
    (
        "Zammad",
        {
            "number": "17", "title": "Mail", "created_at": "2016-02-29T01:16:00.000Z", "state": "closed",
            "first_response_at": "2016-02-29T01:26:00.000Z", "close_at": "2016-02-29T02:16:00.000Z", "priority": "2 normal",
        },
        ["02-29T01:16 created", "02-29T01:26 reply", "02-29T02:16 closed"],
    ),
    (
        "a list of tickets",
        {"number": "17", "opened": "1456708560", "resolved": "", "priority": "low"},
        ["02-29T01:16 created"],
    ),
    (
        "canonical events",
        {"ticket": "17", "moment": "2016-02-29T01:16:00Z", "event": "Raised", "status": "", "priority": "p2"},
        ["02-29T01:16 created"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "row", "events"), DESKS, ids=[desk[0] for desk in DESKS])
def test_a_known_desk_is_recognized_by_its_columns(
    tmp_path: Path, source: str, row: dict[str, str], events: list[str]
) -> None:
    log = read_tickets(write_csv(tmp_path / "export.csv", [list(row), list(row.values())]))

    assert log.mapping.source == source
    assert log.notes[0] == f"No mapping was given: the columns look like {source}."
    assert told(log.find(log.table.ids_of(log.table.first[:1])[0])) == events
    again, problems = read_mapping(mapping_as_yaml(log.mapping))
    assert (again, problems) == (log.mapping, ())


def test_days_and_months_that_could_be_either_are_not_guessed(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "export.csv", [["ticket", "created"], ["1", "2/3/2016 01:23"], ["2", "4/5/2016 01:23"]])

    with pytest.raises(UnreadableExport) as caught:
        read_tickets(path)

    assert "every moment of «created» fits both D/M/YYYY HH:MM and M/D/YYYY HH:MM" in str(caught.value)
    assert "moments: {format: D/M/YYYY HH:MM}" in str(caught.value)


def test_one_late_moment_decides_between_day_and_month(tmp_path: Path) -> None:
    rows = [[str(number), "2/3/2016 01:23"] for number in range(3_000)]
    path = write_csv(tmp_path / "export.csv", [["ticket", "created"], *rows, ["x", "2/13/2016 01:23"]])

    log = read_tickets(path)

    assert log.mapping.moments.formats == ("M/D/YYYY HH:MM",)
    assert log.rows_refused == 0


def test_columns_may_be_written_in_different_ways(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "export.csv",
        [
            ["ticket", "created", "resolved", "closed"],
            ["1", "2016-02-29T01:16Z", "29.2.2016 01:23", "2016-03-01T00:00Z"],
        ],
    )

    log = read_tickets(path)

    assert log.mapping.moments.formats == ("ISO 8601",)
    assert log.mapping.moments_of["resolved"].formats == ("D.M.YYYY HH:MM",)
    assert log.rows_in == 1


def test_a_column_without_any_moment_refuses_its_rows(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "export.csv", [["ticket", "created"], ["1", "soon"], ["2", ""]])

    log = read_tickets(path)

    assert [row.reason for row in log.refused] == ["«created» is «soon», which is not ISO 8601", "«created» is empty"]


def test_parquet_with_moments_needs_no_guess(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    duckdb.execute(
        f"copy (select 1 as ticket, timestamp '2026-03-02 08:00:00' as moment, 'status' as event, 'Pending' as status) to '{path}'"
    )

    log = read_tickets(path)

    assert told(log.find("1")) == ["03-02T08:00 status waiting for customer"]
    assert log.mapping.shape is RowShape.EVENT


def test_columns_of_nobody_are_no_preset() -> None:
    assert preset_for(["a", "b"]) is None


def test_names_of_columns_are_compared_without_their_dress() -> None:
    assert same_name("sys_updated_at") == same_name("SysUpdatedAt") == same_name("Sys updated at [date]")
    assert same_name("Ticket #") == "ticket#"


def test_words_are_guessed_by_what_desks_usually_mean() -> None:
    assert guessed_statuses(["Solved", "Waiting on vendor X", "Lunch", "On-Hold", "canceled"]) == {
        "Solved": "resolved", "Waiting on vendor X": "waiting for vendor x", "Lunch": "lunch", "On-Hold": "on hold",
        "canceled": "cancelled",
    }  # fmt: skip
    assert guessed_priorities(["3 - Moderate", "P1", "Priority 2 – High", "Normal", "soon"]) == {
        "3 - Moderate": "P3", "P1": "P1", "Priority 2 – High": "P2", "Normal": "P3",
    }  # fmt: skip
    assert guessed_events(["agent_reply", "Created", "Status-Change", "jumped"]) == {
        "agent_reply": "reply", "Created": "created", "Status-Change": "status",
    }  # fmt: skip
