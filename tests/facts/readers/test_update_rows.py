"""Exports with one row an update."""

from dataclasses import replace
from pathlib import Path

from tests.facts.readers.desks import UPDATES, accounted, told, write_csv

from asagreed.facts.readers import ExportMapping, RowShape, read_tickets

HEAD = ["number", "updated", "state", "priority"]


def test_what_happened_is_the_difference_to_the_row_before(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "log.csv",
        [
            HEAD,
            ["A", "2026-03-02T08:00:00Z", "New", "P3"],
            ["A", "2026-03-02T08:10:00Z", "Active", "P3"],
            ["A", "2026-03-02T08:20:00Z", "Waiting", "P2"],
            ["A", "2026-03-02T08:30:00Z", "?", "?"],
            ["A", "2026-03-02T08:40:00Z", "Active", "P2"],
            ["A", "2026-03-02T08:50:00Z", "Resolved", "P1"],
            ["A", "2026-03-02T09:00:00Z", "Waiting", "P1"],
            ["A", "2026-03-02T09:10:00Z", "Resolved", "P1"],
            ["A", "2026-03-02T09:20:00Z", "Closed", "P1"],
            ["A", "2026-03-02T09:30:00Z", "Reopened", "P1"],
            ["A", "2026-03-02T09:40:00Z", "Cancelled", "P1"],
        ],
    )

    log = read_tickets(path, mapping=UPDATES)
    ticket = log.find("A")

    assert told(ticket) == [
        "03-02T08:00 created",
        "03-02T08:00 status working",
        "03-02T08:20 priority P2",
        "03-02T08:20 status waiting for customer",
        "03-02T08:40 status working",
        "03-02T08:50 priority P1",
        "03-02T08:50 resolved",
        "03-02T09:00 reopened",
        "03-02T09:00 status waiting for customer",
        "03-02T09:10 resolved",
        "03-02T09:20 closed",
        "03-02T09:30 reopened",
        "03-02T09:40 cancelled",
    ]
    assert ticket is not None
    assert ticket.priority == "P3"


def test_updates_of_many_tickets_may_be_mixed_and_out_of_order(tmp_path: Path) -> None:
    mapping = replace(UPDATES, columns={**UPDATES.columns, "sequence": "no"})
    path = write_csv(
        tmp_path / "log.csv",
        [
            [*HEAD, "no"],
            ["B", "2026-03-02T08:00:00Z", "New", "P3", "0"],
            ["A", "2026-03-02T08:40:00Z", "Resolved", "P3", "3"],
            ["B", "2026-03-02T08:10:00Z", "Merged", "P3", "1"],
            ["A", "2026-03-02T08:00:00Z", "New", "P3", "1"],
            ["A", "2026-03-02T08:00:00Z", "Waiting", "P3", "0"],
            ["A", "2026-03-02T08:50:00Z", "Closed", "P3", "2"],
        ],
    )

    log = read_tickets(path, mapping=mapping)

    assert told(log.find("A")) == [
        "03-02T08:00 created",
        "03-02T08:00 status waiting for customer",
        "03-02T08:00 status working",
        "03-02T08:40 resolved",
        "03-02T08:50 closed",
    ]
    assert told(log.find("B")) == ["03-02T08:00 created", "03-02T08:00 status working", "03-02T08:10 merged"]
    assert log.table.ids_of(log.table.first[:2] * 0) == ["B", "B"]
    assert [note for note in log.notes if "contradict" in note] == [
        "1 tickets have updates whose moments contradict their order: they are sorted by the moments."
    ]


def test_assignments_and_attributes_are_told_when_they_change(tmp_path: Path) -> None:
    mapping = ExportMapping(
        RowShape.UPDATE,
        {
            "ticket": "number", "at": "updated", "assigned": "who", "site": "place", "reported": "opened",
            "recorded": "created", "title": "title", "by": "by",
        },
        missing=("?",),
    )  # fmt: skip
    path = write_csv(
        tmp_path / "log.csv",
        [
            ["number", "updated", "who", "place", "opened", "created", "title", "by"],
            ["A", "2026-03-02T08:00", "?", "HQ", "2026-03-02T07:50", "2026-03-02T07:55", "No mail", "Ann"],
            ["A", "2026-03-02T08:10", "Ann", "HQ", "2026-03-02T07:50", "2026-03-02T07:55", "No mail", "Ann"],
            ["A", "2026-03-02T08:20", "Bob", "Annex", "2026-03-02T07:50", "2026-03-02T07:55", "No mail", "?"],
            ["B", "2026-03-02T08:20", "Bob", "Annex", "2026-03-02T08:30", "?", "?", "Bob"],
        ],
    )

    log = read_tickets(path, mapping=mapping)
    ticket = log.find("A")

    assert told(ticket) == [
        "03-02T07:50 created",
        "03-02T08:10 assigned Ann",
        "03-02T08:20 changed site Annex",
        "03-02T08:20 assigned Bob",
    ]
    assert ticket is not None
    assert ticket.attributes == {"site": "HQ", "title": "No mail"}
    assert ticket.recorded_at - ticket.reported_at == 300
    assert [event.by for event in ticket.events] == ["Ann", "Ann", None, None]
    assert ticket.source == "log.csv:2"
    assert [event.id for event in ticket.events] == [
        "log.csv:2 created", "log.csv:3 assigned", "log.csv:4 changed site", "log.csv:4 assigned",
    ]  # fmt: skip
    assert told(log.find("B")) == ["03-02T08:20 assigned Bob", "03-02T08:30 created"]
    assert log.notes == (
        "1 tickets do not say when they were recorded: the moment of the report counts.",
        "1 tickets have events before they were reported.",
        (
            "These moments name no offset and are read as local time of the zone in the mapping: «updated» (UTC), "
            "«opened» (UTC), «created» (UTC)."
        ),
    )


def test_a_refused_status_refuses_the_row_and_no_ticket_is_lost(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "log.csv",
        [
            HEAD,
            ["A", "2026-03-02T08:00:00Z", "New", "P3"],
            ["A", "2026-03-02T08:10:00Z", "-100", "P1"],
            ["A", "2026-03-02T08:20:00Z", "Waiting", "P3"],
        ],
    )

    log = read_tickets(path, mapping=UPDATES)

    assert told(log.find("A"))[1:] == ["03-02T08:00 status working", "03-02T08:20 status waiting for customer"]
    assert [(row.line, row.reason) for row in log.refused] == [(3, "the mapping refuses the status «-100»")]
    assert accounted(log)


def test_statuses_that_the_mapping_does_not_name_stand_as_they_are_and_that_is_said(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "log.csv", [HEAD, ["A", "2026-03-02T08:00:00Z", "Lunch", "P3"]])

    log = read_tickets(path, mapping=UPDATES)

    assert told(log.find("A"))[-1] == "03-02T08:00 status Lunch"
    assert log.notes[-1] == ("The mapping does not name these words of «status», so they stand as they are: «Lunch».")
