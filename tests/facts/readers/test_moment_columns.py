"""Moments as exports write them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.facts.readers.desks import EVENTS, write_csv

from asagreed.facts.readers import MomentRule, TicketLog, WhenTwice, read_tickets
from asagreed.facts.readers.moment_formats import is_known_format, strptime_of
from asagreed.facts.readers.preview import moment_in_words

HEAD = ["ticket", "at", "event", "value"]


def read_moments(tmp_path: Path, texts: list[str], **rule: Any) -> TicketLog:
    rows = [[f"T{number}", text, "created", ""] for number, text in enumerate(texts)]
    path = write_csv(tmp_path / "events.csv", [HEAD, *rows])
    return read_tickets(path, mapping=replace(EVENTS, moments=MomentRule(**rule)))


@pytest.mark.parametrize(
    ("words", "text", "utc"),
    [
        ("ISO 8601", "2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z"),
        ("ISO 8601", "2026-03-02T08:00:00.999Z", "2026-03-02T08:00:00Z"),
        ("ISO 8601", "2026-03-02 08:00:00,5 +02:00", "2026-03-02T06:00:00Z"),
        ("ISO 8601", "2026-03-02T08:00-0530", "2026-03-02T13:30:00Z"),
        ("ISO 8601", "2026-03-02T08:00+02", "2026-03-02T06:00:00Z"),
        ("ISO 8601", "2026-03-02 08:00:00 UTC", "2026-03-02T08:00:00Z"),
        ("ISO 8601", "2026-3-2 8:00", "2026-03-02T08:00:00Z"),
        ("ISO 8601", "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"),
        ("D/M/YYYY HH:MM", "2/3/2026 08:05", "2026-03-02T08:05:00Z"),
        ("D/M/YYYY HH:MM", "02/03/2026 8:05", "2026-03-02T08:05:00Z"),
        ("M/D/YYYY hh:MM AM", "3/2/2026 1:05 PM", "2026-03-02T13:05:00Z"),
        ("D.M.YYYY HH:MM:SS", "2.3.2026 08:05:09", "2026-03-02T08:05:09Z"),
        ("D/Mon/YY HH:MM", "30/Jul/18 23:33", "2018-07-30T23:33:00Z"),
        ("D Month YYYY HH:mm", "2 March 2026 08:05", "2026-03-02T08:05:00Z"),
        ("YYYY-MM-DD", "2026-03-02", "2026-03-02T00:00:00Z"),
        ("YYYY-MM-DD HH:MM:SS.fff Z", "2026-03-02 08:00:00.250 +02:00", "2026-03-02T06:00:00Z"),
        ("epoch seconds", "1772438400", "2026-03-02T08:00:00Z"),
        ("epoch seconds", "1772438400.9", "2026-03-02T08:00:00Z"),
        ("epoch milliseconds", "1772438400123", "2026-03-02T08:00:00Z"),
    ],
)
def test_a_moment_is_read_as_its_format_says(tmp_path: Path, words: str, text: str, utc: str) -> None:
    log = read_moments(tmp_path, [text], formats=(words,))

    assert [moment_in_words(second) for second in log.table.at.tolist()] == [utc]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("ISO 8601", "2026-03-02T08"),
        ("ISO 8601", "infinity"),
        ("ISO 8601", "epoch"),
        ("ISO 8601", "2026-03-02T08:00:00 Mars/Phobos"),
        ("ISO 8601", "2026-13-02T08:00:00Z"),
        ("D/M/YYYY HH:MM", "31/2/2026 08:00"),
        ("D/M/YYYY HH:MM", "2/3/2026 08:00 o'clock"),
        ("epoch seconds", "1e300"),
        ("epoch seconds", "nan"),
        ("epoch milliseconds", "soon"),
    ],
)
def test_what_is_no_moment_is_refused(tmp_path: Path, words: str, text: str) -> None:
    log = read_moments(tmp_path, [text, "?"], formats=(words,))

    assert [row.reason for row in log.refused] == [f"«at» is «{text}», which is not {words}", "«at» is empty"]


def test_several_formats_and_offsets_may_be_mixed_in_one_column(tmp_path: Path) -> None:
    texts = ["2026-07-01T08:00:00Z", "2026-07-01T08:00:00", "1/7/2026 08:00", "2026-07-01T08:00:00-05:00", "never"]

    log = read_moments(tmp_path, texts, formats=("ISO 8601", "D/M/YYYY HH:MM"), zone="Europe/Berlin")

    assert [moment_in_words(second)[11:16] for second in log.table.at.tolist()] == ["08:00", "06:00", "06:00", "13:00"]
    assert log.rows_refused == 1


def test_formats_of_which_some_name_offsets_may_be_mixed(tmp_path: Path) -> None:
    texts = ["1782892800", "1/7/2026 08:00", "?"]

    log = read_moments(tmp_path, texts, formats=("epoch seconds", "D/M/YYYY HH:MM"), zone="Europe/Berlin")

    assert [moment_in_words(second)[11:16] for second in log.table.at.tolist()] == ["08:00", "06:00"]


@pytest.mark.parametrize(
    ("ambiguous", "taken"), [(WhenTwice.FIRST, "2026-10-25T00:30:00Z"), (WhenTwice.SECOND, "2026-10-25T01:30:00Z")]
)
def test_a_local_time_that_comes_twice_is_taken_as_the_mapping_says_and_listed(
    tmp_path: Path, ambiguous: WhenTwice, taken: str
) -> None:
    log = read_moments(tmp_path, ["2026-10-25T02:30:00"], zone="Europe/Berlin", ambiguous=ambiguous)

    assert [moment_in_words(second) for second in log.table.at.tolist()] == [taken]
    assert [(one.line, one.column, one.text, one.comes) for one in log.uncertain] == [
        (2, "at", "2026-10-25T02:30:00", "twice")
    ]
    assert (log.uncertain_count, moment_in_words(log.uncertain[0].taken_as)) == (1, taken)


def test_a_local_time_that_never_comes_is_counted_on_from_before_the_change_and_listed(tmp_path: Path) -> None:
    log = read_moments(tmp_path, ["2026-03-29T02:30:00"], zone="Europe/Berlin")

    assert [moment_in_words(second) for second in log.table.at.tolist()] == ["2026-03-29T01:30:00Z"]
    assert [one.comes for one in log.uncertain] == ["never"]


def test_uncertain_times_are_refused_where_the_mapping_says_so(tmp_path: Path) -> None:
    texts = ["2026-03-29T02:30:00", "2026-10-25T02:30:00", "2026-10-25T02:30:00+01:00"]

    log = read_moments(tmp_path, texts, zone="Europe/Berlin", ambiguous=WhenTwice.REFUSE)

    assert [row.reason for row in log.refused] == [
        "«at» is «2026-03-29T02:30:00», a local time that comes never in Europe/Berlin where the clocks change",
        "«at» is «2026-10-25T02:30:00», a local time that comes twice in Europe/Berlin where the clocks change",
    ]
    assert (log.rows_in, log.uncertain_count) == (1, 0)


def test_one_column_may_have_a_zone_of_its_own(tmp_path: Path) -> None:
    mapping = replace(
        EVENTS,
        columns={**EVENTS.columns, "reported": "reported"},
        moments_of={"reported": MomentRule(zone="America/Chicago")},
    )
    path = write_csv(
        tmp_path / "events.csv", [[*HEAD, "reported"], ["A", "2026-07-01T13:00", "created", "", "2026-07-01T07:00"]]
    )

    log = read_tickets(path, mapping=mapping)

    assert moment_in_words(int(log.table.reported_at[0])) == "2026-07-01T12:00:00Z"


@pytest.mark.parametrize(
    ("sql", "zone", "utc"),
    [
        ("timestamp '2026-07-01 08:00:00'", "Europe/Berlin", "2026-07-01T06:00:00Z"),
        ("timestamp_s '2026-07-01 08:00:00'", "UTC", "2026-07-01T08:00:00Z"),
        ("timestamp_ns '2026-07-01 08:00:00.9'", "UTC", "2026-07-01T08:00:00Z"),
        ("timestamptz '2026-07-01 08:00:00+02:00'", "Europe/Berlin", "2026-07-01T06:00:00Z"),
        ("'2026-07-01T08:00:00Z'", "Europe/Berlin", "2026-07-01T08:00:00Z"),
    ],
)
def test_parquet_may_hold_moments_as_moments(tmp_path: Path, sql: str, zone: str, utc: str) -> None:
    path = tmp_path / "events.parquet"
    duckdb.execute(f"copy (select 'A' as ticket, {sql} as at, 'created' as event, '' as value) to '{path}'")

    log = read_tickets(path, mapping=replace(EVENTS, moments=MomentRule(zone=zone)))

    assert [moment_in_words(second) for second in log.table.at.tolist()] == [utc]


def test_in_parquet_missing_and_impossible_moments_are_refused_with_the_number_of_their_row(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    duckdb.execute(
        "copy (select 'A' as ticket, unnest([timestamp '2026-07-01 08:00:00', null, 'infinity', '0001-01-01']) as at, "
        f"'created' as event, '' as value) to '{path}'"
    )

    log = read_tickets(path, mapping=EVENTS)

    assert [str(row).split(". ")[0] for row in log.refused] == [
        "row 2: «at» is empty",
        "row 3: «at» is «infinity», which is not ISO 8601",
        "row 4: «at» is «0001-01-01 00:00:00», outside the years 1900 to 2999",
    ]


@pytest.mark.parametrize("words", ["", "foo", "YYYY-MM", "D/D/M/YYYY", "YYYY-MM-DD %H", "HH:MM", "YYYY-MM-DDX"])
def test_a_format_that_names_no_day_is_unknown(words: str) -> None:
    assert not is_known_format(words)


def test_m_is_the_month_before_the_hour_and_the_minute_after_it() -> None:
    assert strptime_of("D/M/YYYY HH:MM") == "%d/%m/%Y %H:%M"
    assert strptime_of("YYYY-MM-DDTHH:MM:SS") == "%Y-%m-%dT%H:%M:%S"
    assert datetime.strptime("7 May 2026", strptime_of("D Mon YYYY") or "").replace(tzinfo=UTC).month == 5
