"""Exports with one row a ticket."""

from dataclasses import replace
from pathlib import Path

from tests.facts.readers.desks import TICKETS, accounted, told, write_csv

from asagreed.facts.readers import read_tickets
from asagreed.facts.readers.coding import FEW_WORDS
from asagreed.facts.readers.ticket_rows import NO_HISTORY

HEAD = ["id", "created", "answered", "resolved", "closed", "status", "minutes"]


def test_moments_in_columns_become_events(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "tickets.csv",
        [
            HEAD,
            ["1", "2026-03-02T08:00Z", "2026-03-02T08:30Z", "2026-03-02T09:00Z", "2026-03-04T09:00Z", "Shut", "30"],
            ["2", "2026-03-02T08:00Z", "", "", "", "Open", "99"],
        ],
    )

    log = read_tickets(path, mapping=TICKETS)

    assert told(log.find("1")) == [
        "03-02T08:00 created", "03-02T08:30 reply", "03-02T09:00 resolved", "03-04T09:00 closed",
    ]  # fmt: skip
    assert told(log.find("2")) == ["03-02T08:00 created"]
    assert log.unread_columns == ("minutes",)
    assert NO_HISTORY in log.notes


def test_a_cancelled_ticket_ends_at_the_best_moment_there_is(tmp_path: Path) -> None:
    mapping = replace(TICKETS, columns={**TICKETS.columns, "updated": "updated", "assigned at": "assigned"})
    path = write_csv(
        tmp_path / "tickets.csv",
        [
            [*HEAD[:-1], "updated", "assigned"],
            [
                "1",
                "2026-03-02T08:00Z",
                "",
                "2026-03-02T09:00Z",
                "",
                "Canceled",
                "2026-03-09T09:00Z",
                "2026-03-02T08:01Z",
            ],
            ["2", "2026-03-02T08:00Z", "", "", "", "merged", "2026-03-09T09:00Z", ""],
            ["3", "2026-03-02T08:00Z", "", "", "", "Canceled", "", ""],
            ["4", "2026-03-02T08:00Z", "", "", "", "Done", "2026-03-09T09:00Z", ""],
            ["5", "2026-03-02T08:00Z", "2026-03-01T08:00Z", "", "", "", "", ""],
        ],
    )

    log = read_tickets(path, mapping=mapping)

    assert told(log.find("1"))[1:] == ["03-02T08:01 assigned", "03-02T09:00 resolved", "03-02T09:00 cancelled"]
    assert told(log.find("2")) == ["03-02T08:00 created", "03-09T09:00 merged"]
    assert told(log.find("3")) == ["03-02T08:00 created"]
    assert "1 tickets are cancelled without a moment: they count as open." in log.notes
    assert "1 tickets are resolved by their status, without a moment of it." in log.notes
    assert "1 tickets have «first response» before they were reported." in log.notes


def test_the_recorded_and_occurred_moments_are_read_where_there_are_columns(tmp_path: Path) -> None:
    columns = {"ticket": "id", "reported": "created", "recorded": "logged", "occurred": "began", "status": "status"}
    path = write_csv(
        tmp_path / "tickets.csv",
        [
            ["id", "created", "logged", "began", "status"],
            ["1", "2026-03-02T08:00Z", "2026-03-02T08:05Z", "2026-03-02T07:00Z", "Shut"],
            ["2", "2026-03-02T08:00Z", "", "", "-"],
        ],
    )

    log = read_tickets(path, mapping=replace(TICKETS, columns=columns))
    first, second = log.find("1"), log.find("2")

    assert first is not None
    assert second is not None
    assert (first.recorded_at - first.reported_at, first.reported_at - (first.occurred_at or 0)) == (300, 3600)
    assert (second.recorded_at - second.reported_at, second.occurred_at) == (0, None)


def test_a_second_row_of_a_ticket_is_refused(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "tickets.csv",
        [
            ["id", "created"],
            ["1", "2026-03-02T08:00Z"],
            ["2", "2026-03-02T08:00Z"],
            ["1", "2026-03-03T08:00Z"],
            ["3", "never"],
            ["1", "2026-03-04T08:00Z"],
        ],
    )

    log = read_tickets(path, mapping=replace(TICKETS, columns={"ticket": "id", "reported": "created"}))

    assert [(row.line, row.reason) for row in log.refused] == [
        (4, "ticket «1» has a row before"),
        (5, "«created» is «never», which is not ISO 8601"),
        (6, "ticket «1» has a row before"),
    ]
    assert told(log.find("1")) == ["03-02T08:00 created"]
    assert accounted(log)


def test_a_refused_status_refuses_the_ticket(tmp_path: Path) -> None:
    mapping = replace(
        TICKETS, columns={"ticket": "id", "reported": "created", "status": "status"}, statuses={"Spam": "refuse"}
    )
    path = write_csv(tmp_path / "tickets.csv", [["id", "created", "status"], ["1", "2026-03-02T08:00Z", "spam"]])

    log = read_tickets(path, mapping=mapping)

    assert [row.reason for row in log.refused] == ["the mapping refuses the status «spam»"]
    assert log.table.number_of_tickets == 0


def test_a_column_of_many_words_is_read_as_one_of_few_is(tmp_path: Path) -> None:
    """More words than are compared one by one: they are looked up instead."""
    names = [f"Open {number:02}" for number in range(FEW_WORDS)]
    rows = [[f"{number}", "2026-03-02T08:00Z", "", "", "", name, ""] for number, name in enumerate(names)]
    path = write_csv(
        tmp_path / "tickets.csv",
        [HEAD, *rows, ["24", "2026-03-02T08:00Z", "", "", "2026-03-04T09:00Z", "Shut", ""]],
    )

    log = read_tickets(path, mapping=TICKETS)

    assert told(log.find("24")) == ["03-02T08:00 created", "03-04T09:00 closed"]
    assert [told(log.find(row[0])) for row in rows] == [["03-02T08:00 created"]] * FEW_WORDS
