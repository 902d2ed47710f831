"""Whatever a file holds: every row is in or refused, or the file is refused in words."""
# ruff: noqa: E501 -- tables of cases read better with one a line

import csv
import io
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.readers.desks import EVENTS, TICKETS, UPDATES, accounted, write_csv

from asagreed.errors import UnreadableExport
from asagreed.facts.readers import ExportMapping, MomentRule, TicketLog, landing, read_tickets
from asagreed.facts.readers.detecting import export_file

HEADS = {
    "event": b"ticket,at,event,value\n",
    "update": b"number,updated,state,priority\n",
    "ticket": b"id,created,answered,resolved,closed,status\n",
}
MAPPINGS = {"event": EVENTS, "update": UPDATES, "ticket": TICKETS}
PIECES = st.sampled_from(
    [
        b"A", b"B", b",", b",", b",", b",", b";", b"\t", b'"', b'""', b"\n", b"\n", b"\r\n", b"\r", b"\0", b"\xff", b" ",
        "ä".encode(), b"2026-03-02T08:00:00Z", b"2026-10-25T02:30:00", b"2026-03-29T02:30", b"0001-01-01T00:00:00Z",
        b"created", b"status", b"reply", b"Resolved", b"New", b"-100", b"?", b"ticket", b"P1", b"x" * 300, b"\xef\xbb\xbf",
        b"A,2026-03-02T08:00:00Z,created,\n", b"A,2026-03-02T08:10:00Z,New,P1\n", b"7,2026-03-02T08:10:00Z,,,,\n",
    ]
)  # fmt: skip


def read(content: bytes, mapping: ExportMapping | None) -> TicketLog | None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "export.csv")
        path.write_bytes(content)
        try:
            return read_tickets(path, mapping=mapping)
        except UnreadableExport:
            return None


@settings(max_examples=100)
@given(st.sampled_from(sorted(HEADS)), st.lists(PIECES, max_size=60), st.sampled_from(["UTC", "Europe/Berlin"]))
def test_every_row_is_in_or_refused(shape: str, pieces: list[bytes], zone: str) -> None:
    mapping = replace(MAPPINGS[shape], moments=MomentRule(zone=zone))

    log = read(HEADS[shape] + b"".join(pieces), mapping)

    if log is not None:
        assert accounted(log)
        assert log.table.first[-1] == len(log.table.at)
        for position in range(min(2, log.table.number_of_tickets)):
            ticket = log.table.ticket_at(position)
            assert log.find(ticket.id) == ticket
            assert [event.at for event in ticket.events] == sorted(event.at for event in ticket.events)


@settings(max_examples=60)
@given(st.binary(max_size=300) | st.lists(PIECES, max_size=40).map(b"".join))
def test_any_bytes_end_in_tickets_or_in_words(content: bytes) -> None:
    log = read(content, None)

    assert log is None or accounted(log)


FIELDS = st.text(st.sampled_from('ab",;\n \tä'), max_size=6) | st.sampled_from(
    ["A", "B", "2026-03-02T08:00:00Z", "created", "reply", "status", "working", ""]
)


@settings(max_examples=60)
@given(st.lists(st.tuples(FIELDS, FIELDS, FIELDS, FIELDS), max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_what_a_writer_wrote_is_read_with_the_lines_on_which_it_stands(
    rows: list[tuple[str, str, str, str]], ending: str
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=ending)
    writer.writerow(EVENTS.columns.values())
    lines: list[int] = []
    for row in rows:
        lines.append(len(stream.getvalue().replace("\r\n", "\n").replace("\r", "\n").split("\n")))
        writer.writerow(row)

    log = read(stream.getvalue().encode(), EVENTS)

    assert log is not None
    assert accounted(log)
    assert log.rows_read == len(rows)
    taken = [line for line in lines if line not in {row.line for row in log.refused}]
    assert log.rows_in == len(taken)
    assert sorted(log.lines_of(np.unique(log.origin))) == taken


@settings(max_examples=50)
@given(st.lists(PIECES, max_size=60))
def test_the_quick_way_and_the_careful_way_agree(pieces: list[bytes]) -> None:
    content = HEADS["event"] + b"".join(pieces)
    quick = read(content, EVENTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(landing, "_land_plain_text", lambda *_: None)
        careful = read(content, EVENTS)

    assert (quick is None) == (careful is None)
    if quick is not None and careful is not None:
        assert quick.refused == careful.refused
        assert quick.rows_in == careful.rows_in
        assert [quick.table.ticket_at(place) for place in range(quick.table.number_of_tickets)] == [
            careful.table.ticket_at(place) for place in range(careful.table.number_of_tickets)
        ]


def test_line_ends_may_fall_between_two_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(HEADS["event"].replace(b"\n", b"\r\n") + b"A,2026-03-02T08:00:00Z,created,\r\n" * 9)

    for block in range(1, 12):
        monkeypatch.setattr(landing, "BLOCK", block)
        log = read_tickets(path, mapping=EVENTS)

        assert (log.rows_in, log.lines_of(np.array([8]))) == (9, [10])


def test_many_rows_keep_their_order_in_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB reads in pieces by several threads: no column may come back in another order than the others."""
    size = 300_000
    rows = (
        [f"T{number // 3}", str(1_700_000_000 + number), "status", f"status {number % 7}"] for number in range(size)
    )
    path = write_csv(tmp_path / "events.csv", [["ticket", "at", "event", "value"], *rows])
    mapping = replace(
        EVENTS, moments=MomentRule(("epoch seconds", "ISO 8601")), missing=("?", "-", "NULL", "null", "None", "n/a")
    )

    quick = read_tickets(path, mapping=mapping)
    monkeypatch.setattr(landing, "_land_plain_text", lambda *_: None)
    careful = read_tickets(path, mapping=mapping)

    for log in (quick, careful):
        words = np.array([log.table.words.word(code) for code in range(7)])
        assert log.table.at.tolist() == list(range(1_700_000_000, 1_700_000_000 + size))
        assert words[log.table.value[:7]].tolist() == [f"status {number}" for number in range(7)]
        assert log.table.first.tolist() == list(range(0, size + 1, 3))
        assert log.table.ids_of(np.array([99_999, 0])) == ["T99999", "T0"]


def test_a_query_that_would_lose_the_order_of_rows_is_a_fault(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "events.csv", [["ticket", "at", "event", "value"], ["A", "B", "C", "D"]])
    rows = landing.landed(landing.opened(export_file(path)), EVENTS.columns)
    words = ", ".join(f"'{number}'" for number in range(50))

    with pytest.raises(landing.UnorderedPlan):
        rows.fetch(f"c_ticket in ({words}) as found")
    with pytest.raises(duckdb.Error):
        rows.fetch("c_nothing")


def test_a_line_of_a_hundred_megabytes_is_one_refused_row(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    with path.open("wb") as stream:
        stream.write(HEADS["event"] + b"A,2026-03-02T08:00:00Z,created,\n")
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
        stream.write(b"\nA,2026-03-02T08:10:00Z,reply,\n")
    start = time.monotonic()

    log = read_tickets(path, mapping=EVENTS)

    assert time.monotonic() - start < 10
    assert [(row.line, row.reason) for row in log.refused] == [(3, "the line has more than 1,048,576 characters")]
    assert (log.rows_read, log.rows_in) == (3, 2)


def test_more_than_a_thousand_refused_rows_are_counted_and_the_first_thousand_listed(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "events.csv", [["ticket", "at", "event", "value"], *[["A", "never", "x", ""]] * 1_500])

    log = read_tickets(path, mapping=EVENTS)

    assert (log.rows_refused, len(log.refused), log.refused[-1].line) == (1_500, 1_000, 1_001)


def test_more_than_a_thousand_uncertain_times_are_counted_and_the_first_thousand_listed(tmp_path: Path) -> None:
    row = ["A", "2026-10-25T02:30:00", "reply", ""]
    path = write_csv(tmp_path / "events.csv", [["ticket", "at", "event", "value"], *[row] * 1_500])

    log = read_tickets(path, mapping=replace(EVENTS, moments=MomentRule(zone="Europe/Berlin")))

    assert (log.uncertain_count, len(log.uncertain), log.uncertain[-1].line) == (1_500, 1_000, 1_001)


def test_long_and_unprintable_texts_are_shortened_in_messages(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "events.csv", [["ticket", "at", "event", "value"], ["A", "\x1b[31m" + "x" * 99, "y", ""]]
    )

    log = read_tickets(path, mapping=EVENTS)

    assert log.refused[0].reason == f"«at» is «·[31m{'x' * 55}…», which is not ISO 8601"
