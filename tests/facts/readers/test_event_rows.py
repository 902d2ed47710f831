"""Exports with one row an event."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.facts.readers.desks import EVENTS, accounted, told, write_csv

from asagreed.facts.readers import read_tickets
from asagreed.facts.readers.mapping import ExportMapping

HEAD = ["ticket", "at", "event", "value"]


def test_every_kind_of_event_has_its_word(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "events.csv",
        [
            HEAD,
            ["A", "2026-03-02T08:00:00Z", "created", ""],
            ["A", "2026-03-02T08:10:00Z", "reply", ""],
            ["A", "2026-03-02T08:20:00Z", "status", "waiting for customer"],
            ["A", "2026-03-02T08:30:00Z", "customer_reply", ""],
            ["A", "2026-03-02T08:30:00Z", "Status", "working"],
            ["A", "2026-03-02T08:40:00Z", "happened", "plan sent"],
            ["A", "2026-03-02T08:50:00Z", "resolved", ""],
            ["A", "2026-03-02T09:00:00Z", "reopened", "working"],
            ["A", "2026-03-02T09:10:00Z", "closed", ""],
        ],
    )

    log = read_tickets(path, mapping=EVENTS)

    assert told(log.find("A")) == [
        "03-02T08:00 created",
        "03-02T08:10 reply",
        "03-02T08:20 status waiting for customer",
        "03-02T08:30 customer_reply",
        "03-02T08:30 status working",
        "03-02T08:40 happened plan sent",
        "03-02T08:50 resolved",
        "03-02T09:00 reopened working",
        "03-02T09:10 closed",
    ]
    assert (log.rows_read, log.rows_in, log.rows_refused) == (9, 9, 0)


def test_words_of_a_desk_are_translated_by_the_mapping(tmp_path: Path) -> None:
    mapping = replace(
        EVENTS,
        events={
            "comment": "reply",
            "hold": "status waiting for customer",
            "plan": "happened plan sent",
            "spam": "refuse",
        },
        statuses={"Solved": "resolved", "Nonsense": "refuse"},
        priorities={"High": "P2"},
    )
    path = write_csv(
        tmp_path / "events.csv",
        [
            HEAD,
            ["A", "2026-03-02T08:00:00Z", "created", ""],
            ["A", "2026-03-02T08:10:00Z", "COMMENT ", ""],
            ["A", "2026-03-02T08:20:00Z", "hold", "ignored"],
            ["A", "2026-03-02T08:30:00Z", "plan", ""],
            ["A", "2026-03-02T08:40:00Z", "spam", ""],
            ["A", "2026-03-02T08:50:00Z", "status", "Nonsense"],
            ["A", "2026-03-02T08:55:00Z", "priority", "high"],
            ["A", "2026-03-02T09:00:00Z", "status", "solved"],
        ],
    )

    log = read_tickets(path, mapping=mapping)

    assert told(log.find("A")) == [
        "03-02T08:00 created",
        "03-02T08:10 reply",
        "03-02T08:20 status waiting for customer",
        "03-02T08:30 happened plan sent",
        "03-02T08:55 priority P2",
        "03-02T09:00 resolved",
    ]
    assert [str(row) for row in log.refused] == [
        "line 6: the mapping refuses the event «spam». Nothing, if that is meant.",
        (
            "line 7: the mapping refuses the status «Nonsense». Nothing, if that is meant; else give it a meaning "
            "under statuses."
        ),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", "2026-03-02T08:00:00Z", "reply", ""], "«ticket» is empty"),
        (["?", "2026-03-02T08:00:00Z", "reply", ""], "«ticket» is empty"),
        (["ticket", "at", "event", "value"], "the row repeats the head"),
        (["A", "", "reply", ""], "«at» is empty"),
        (["A", "?", "reply", ""], "«at» is empty"),
        (["A", "yesterday", "reply", ""], "«at» is «yesterday», which is not ISO 8601"),
        (["A", "2026-03-02", "reply", ""], "«at» is «2026-03-02», which is not ISO 8601"),
        (["A", "2026-02-30T08:00:00Z", "reply", ""], "«at» is «2026-02-30T08:00:00Z», which is not ISO 8601"),
        (["A", "0001-01-01T00:00:00Z", "reply", ""], "«at» is «0001-01-01T00:00:00Z», outside the years 1900 to 2999"),
        (["A", "9999-12-31T23:59:59Z", "reply", ""], "«at» is «9999-12-31T23:59:59Z», outside the years 1900 to 2999"),
        (["A", "2026-03-02T08:00:00Z", "", ""], "«event» is empty"),
        (["A", "2026-03-02T08:00:00Z", "jumped", ""], "«event» names no kind of event: «jumped»"),
        (["A", "2026-03-02T08:00:00Z", "status", ""], "no value is given for the event «status»"),
        (["A", "2026-03-02T08:00:00Z", "status", "?"], "no value is given for the event «status»"),
        (["A", "2026-03-02T08:00:00Z", "changed", "x"], "the row does not say which attribute changed"),
        (["A", "2026-03-02T08:00:00Z"], "the row has 2 fields, the head has 4"),
        (["A", "2026-03-02T08:00:00Z", "reply", "", "x"], "the row has 5 fields, the head has 4"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(tmp_path: Path, row: list[str], reason: str) -> None:
    path = write_csv(tmp_path / "events.csv", [HEAD, ["A", "2026-03-02T08:00:00Z", "created", ""], row])

    log = read_tickets(path, mapping=EVENTS)

    assert [(one.line, one.reason) for one in log.refused] == [(3, reason)]
    assert (log.rows_read, log.rows_in, log.rows_refused) == (2, 1, 1)
    assert told(log.find("A")) == ["03-02T08:00 created"]


def test_changes_name_their_attribute(tmp_path: Path) -> None:
    mapping = ExportMapping(
        EVENTS.shape,
        {**EVENTS.columns, "attribute": "what", "site": "site"},
        values={"site": {"HQ": "clinic", "Branch": "annex"}},
        priorities={"2": "P2"},
    )
    path = write_csv(
        tmp_path / "events.csv",
        [
            [*HEAD, "what", "site"],
            ["A", "2026-03-02T08:00:00Z", "created", "", "", "hq"],
            ["A", "2026-03-02T08:10:00Z", "changed", "Branch", "site", ""],
            ["A", "2026-03-02T08:20:00Z", "changed", "x-ray", "System", ""],
            ["A", "2026-03-02T08:30:00Z", "changed", "2", "priority", ""],
            ["A", "2026-03-02T08:40:00Z", "changed", "", "site", ""],
        ],
    )

    log = read_tickets(path, mapping=mapping)
    ticket = log.find("A")

    assert told(ticket) == [
        "03-02T08:00 created",
        "03-02T08:10 changed site annex",
        "03-02T08:20 changed system x-ray",
        "03-02T08:30 priority P2",
    ]
    assert ticket is not None
    assert ticket.attributes == {"site": "clinic"}
    assert [one.reason for one in log.refused] == ["no value is given for the event «changed»"]


def test_the_priority_of_an_event_may_stand_in_its_own_column(tmp_path: Path) -> None:
    mapping = ExportMapping(
        EVENTS.shape, {"ticket": "ticket", "at": "at", "event": "event", "priority": "priority"}, missing=("-",)
    )
    path = write_csv(
        tmp_path / "events.csv",
        [
            ["ticket", "at", "event", "priority"],
            ["A", "2026-03-02T08:00:00Z", "created", "-"],
            ["A", "2026-03-02T08:05:00Z", "reply", "P3"],
            ["A", "2026-03-02T08:10:00Z", "priority", "P1"],
            ["B", "2026-03-02T08:10:00Z", "created", ""],
            ["B", "2026-03-02T08:20:00Z", "status", ""],
        ],
    )

    log = read_tickets(path, mapping=mapping)

    found = log.find("A"), log.find("B")
    assert [ticket and ticket.priority for ticket in found] == ["P3", None]
    assert told(found[0])[-1] == "03-02T08:10 priority P1"
    assert [one.line for one in log.refused] == [6]


def test_events_are_put_in_order_and_those_with_one_id_are_one(tmp_path: Path) -> None:
    mapping = replace(EVENTS, columns={**EVENTS.columns, "id": "id", "sequence": "no"})
    path = write_csv(
        tmp_path / "events.csv",
        [
            [*HEAD, "id", "no"],
            ["A", "2026-03-02T08:30:00Z", "resolved", "", "e3", "3"],
            ["B", "2026-03-02T07:00:00Z", "created", "", "e1", "1"],
            ["A", "2026-03-02T08:10:00Z", "reply", "", "e2", "2"],
            ["A", "2026-03-02T08:10:00Z", "created", "", "e1", "1"],
            ["A", "2026-03-02T08:40:00Z", "reply", "", "e2", "4"],
            ["A", "2026-03-02T08:50:00Z", "reply", "", "?", "5"],
            ["A", "2026-03-02T08:55:00Z", "reply", "", "?", "6"],
        ],
    )

    log = read_tickets(path, mapping=mapping)

    assert told(log.find("A")) == [
        "03-02T08:10 created",
        "03-02T08:10 reply",
        "03-02T08:30 resolved",
        "03-02T08:50 reply",
        "03-02T08:55 reply",
    ]
    assert told(log.find("B")) == ["03-02T07:00 created"]
    assert (log.duplicates, log.rows_in, log.rows_refused) == (1, 7, 0)
    ticket = log.find("A")
    assert ticket is not None
    assert [event.id for event in ticket.events][:4] == ["e1", "e2", "e3", "events.csv:7 reply"]


def test_without_repeated_ids_all_events_stay(tmp_path: Path) -> None:
    mapping = replace(EVENTS, columns={**EVENTS.columns, "id": "id"})
    path = write_csv(
        tmp_path / "events.csv",
        [
            [*HEAD, "id"],
            ["A", "2026-03-02T08:30:00Z", "created", "", "1"],
            ["A", "2026-03-02T08:31:00Z", "reply", "", "2"],
        ],
    )

    assert read_tickets(path, mapping=mapping).duplicates == 0


def test_the_three_moments_of_a_ticket_are_kept_apart(tmp_path: Path) -> None:
    mapping = replace(
        EVENTS, columns={**EVENTS.columns, "reported": "reported", "recorded": "recorded", "occurred": "occurred"}
    )
    path = write_csv(
        tmp_path / "events.csv",
        [
            [*HEAD, "occurred", "reported", "recorded"],
            ["A", "2026-03-02T08:02:00Z", "created", "", "", "", ""],
            [
                "A",
                "2026-03-02T08:10:00Z",
                "reply",
                "",
                "2026-03-02T07:00:00Z",
                "2026-03-02T08:00:00Z",
                "2026-03-02T08:01:00Z",
            ],
            ["B", "2026-03-02T08:10:00Z", "reply", "", "", "", ""],
            ["B", "2026-03-02T08:20:00Z", "created", "", "", "", ""],
        ],
    )

    log = read_tickets(path, mapping=mapping)
    first, second = log.find("A"), log.find("B")

    assert first is not None
    assert second is not None
    assert first.reported_at - (first.occurred_at or 0) == 3600
    assert first.recorded_at - first.reported_at == 60
    assert second.occurred_at is None
    assert second.reported_at == second.recorded_at == second.events[1].at
    assert "1 tickets have events before they were created." in log.notes


def test_a_ticket_without_created_counts_from_its_first_event_and_that_is_said(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "events.csv", [HEAD, ["A", "2026-03-02T08:02:00Z", "reply", ""]])

    log = read_tickets(path, mapping=EVENTS)

    assert log.table.reported_at.tolist() == [1772438520]
    assert any("no event «created»" in note for note in log.notes)


def test_a_file_whose_rows_are_all_refused_is_an_empty_table(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "events.csv", [HEAD, ["A", "never", "reply", ""], ["B", "never", "reply", ""]])

    log = read_tickets(path, mapping=replace(EVENTS, columns={**EVENTS.columns, "sequence": "value"}))

    assert log.table.number_of_tickets == 0
    assert log.find("A") is None
    assert accounted(log)


def test_a_head_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    log = read_tickets(write_csv(tmp_path / "events.csv", [HEAD]), mapping=EVENTS)

    assert (log.rows_read, log.table.number_of_tickets, log.table.first.tolist()) == (0, 0, [0])
