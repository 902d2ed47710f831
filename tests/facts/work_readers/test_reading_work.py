"""An export of work becomes entries, and every row is accounted for."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from asagreed.errors import UnknownZone, UnreadableWork
from asagreed.facts.work import Appointment, WorkEntry
from asagreed.facts.work_readers import WorkLog, read_work

ZONE = "America/Chicago"
HEAD = "id,start,end,duration,person,ticket\n"
EVERYTHING = """\
id,start,end,person,role,work type,service,kind,system,site,delivery,cause,asked as,ticket,incident,job,quote,\
appointment accepted,appointment start,appointment end,moved by,km,travel,recorded,corrects,note,colour
W-1,2026-05-15 16:30,2026-05-15 18:00,technician 1,engineer,on-site work,repair,failure,mail,clinic,Onsite,fire,P1,\
HD-1,mail in May,visit 7,Q-1,2026-05-14 09:00,2026-05-15 16:00,2026-05-15 18:00,customer,12.5,30 min,2026-05-16 08:00,\
W-0,changed the disk,blue
W-2,2026-05-16 16:30,2026-05-16 18:00,-,,,,,,,,,,,,,,,,,,,,,,-,
"""


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp())


def read(folder: Path, text: str) -> WorkLog:
    path = folder / "work.csv"
    path.write_text(text, "utf-8")
    log = read_work(path, zone=ZONE)
    assert log.rows_read == len(log.entries) + log.rows_refused + log.duplicates
    assert log.rows_refused == len(log.refused)
    return log


def refusals(folder: Path, text: str) -> list[str]:
    return [str(each) for each in read(folder, text).refused]


def test_everything_that_an_entry_can_say_is_read(tmp_path: Path) -> None:
    log = read(tmp_path, EVERYTHING)

    assert log.entries == (
        WorkEntry(
            id="W-1",
            seconds=5400,
            start=at("2026-05-15 16:30"),
            end=at("2026-05-15 18:00"),
            person="technician 1",
            role="engineer",
            work_type="on-site work",
            service="repair",
            kind="failure",
            system="mail",
            site="clinic",
            delivery="on-site",
            cause="fire",
            asked_as="P1",
            ticket="HD-1",
            incident="mail in May",
            job="visit 7",
            quote="Q-1",
            appointment=Appointment(at("2026-05-14 09:00"), at("2026-05-15 16:00"), at("2026-05-15 18:00"), "customer"),
            km=Fraction(25, 2),
            travel_seconds=1800,
            recorded_at=at("2026-05-16 08:00"),
            corrects="W-0",
            note="changed the disk",
            place="work.csv:2",
        ),
        WorkEntry(
            id="W-2",
            seconds=5400,
            start=at("2026-05-16 16:30"),
            end=at("2026-05-16 18:00"),
            place="work.csv:3",
        ),
    )
    assert log.unread_columns == ("colour",)
    assert log.notes == (
        (
            "These moments name no offset and are read as local time of America/Chicago: «start», «end», «recorded», "
            "«appointment accepted», «appointment start», «appointment end»."
        ),
    )


def test_a_start_and_a_duration_give_the_end(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, HEAD + "W-1,2026-05-15 16:30,,1 h 30 min,,\n").entries

    assert (entry.start, entry.end, entry.seconds) == (at("2026-05-15 16:30"), at("2026-05-15 18:00"), 5400)


def test_an_end_and_a_duration_give_the_start(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, HEAD + "W-1,,2026-05-15 18:00,1:30,,\n").entries

    assert (entry.start, entry.end, entry.seconds) == (at("2026-05-15 16:30"), at("2026-05-15 18:00"), 5400)


def test_start_and_end_count_more_than_a_rounded_duration(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, HEAD + "W-1,2026-05-15 16:30,2026-05-15 16:50,0.33,,\n").entries

    assert entry.seconds == 1200


def test_a_day_and_a_duration_make_an_entry_without_times(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "date,hours\n2026-05-15,1.5\n").entries

    assert entry == WorkEntry(id="row 2", seconds=5400, done_on=at("2026-05-15"), place="work.csv:2")


def test_clock_times_are_put_on_their_day(tmp_path: Path) -> None:
    log = read(tmp_path, "date,from,to,end date\n15.05.2026,16:30,18:00,15.05.2026\n16.05.2026,23:00,1:00,17.05.2026\n")

    assert [(each.start, each.end) for each in log.entries] == [
        (at("2026-05-15 16:30"), at("2026-05-15 18:00")),
        (at("2026-05-16 23:00"), at("2026-05-17 01:00")),
    ]


def test_a_row_over_midnight_without_the_next_date_is_refused(tmp_path: Path) -> None:
    assert refusals(tmp_path, "date,from,to\n2026-05-15,23:00,01:00\n") == [
        (
            "line 2: it ends (2026-05-15 01:00) before it starts (2026-05-15 23:00). "
            "Correct the one that is wrong; work over midnight ends on the next date."
        )
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("W-1,2026-05-15 16:30,,,,", "it has no end and no duration, so nobody can say how long it lasted"),
        ("W-1,,2026-05-15 16:30,,,", "it has no start and no duration, so nobody can say how long it lasted"),
        ("W-1,,,,,", "it says neither when nor how long"),
        ("W-1,,,1:30,,", "it says how long and not when, so it belongs to no period"),
        ("W-1,yesterday,,1:30,,", "«start» is «yesterday», which is not ISO 8601"),
        ("W-1,0001-01-01 00:00,,1:30,,", "«start» is «0001-01-01 00:00», outside the years 1900 to 2999"),
        ("W-1,2026-05-15 16:30,,a while,,", "«duration» is «a while», which is not a length of time"),
        ("W-1,2026-05-15 16:30,,-0:30,,", "its duration of -30 min is below zero"),
        ("W-1,2026-05-15 16:30,,200 h,,", "nobody works for 200 h at a stretch"),
        ("W-1,2026-05-15 16:30,2026-06-15 16:30,,,", "nobody works for 744 h at a stretch"),
        (
            "W-1,2026-05-15 16:30,2026-05-15 18:00,2 h 30 min,,",
            "start and end are 1 h 30 min apart, and its duration is 2 h 30 min",
        ),
        ("W-1,2026-05-15 16:30", "the row has 2 fields, the head has 6"),
    ],
)
def test_a_row_that_cannot_be_work_is_refused_with_the_reason(tmp_path: Path, row: str, reason: str) -> None:
    good = "W-9,2026-05-15 16:30,2026-05-15 18:00,,,\n"

    log = read(tmp_path, f"{HEAD}{good}{row}\n")

    assert [(each.line, each.reason) for each in log.refused] == [(3, reason)]
    assert [entry.id for entry in log.entries] == ["W-9"]


def test_a_refused_row_keeps_what_it_says(tmp_path: Path) -> None:
    (refused,) = read(tmp_path, HEAD + "W-1,yesterday,,1:30,,HD-1\n").refused

    assert refused.fields == {"id": "W-1", "start": "yesterday", "duration": "1:30", "ticket": "HD-1"}


def test_an_id_with_other_content_is_refused_and_a_repeated_row_counted(tmp_path: Path) -> None:
    row = "W-1,2026-05-15 16:30,2026-05-15 18:00,,,{ticket}\n"
    other = "W-2,2026-05-15 16:30,2026-05-15 18:00,,,HD-1\n"

    log = read(
        tmp_path, HEAD + row.format(ticket="HD-1") + other + row.format(ticket="HD-1") + row.format(ticket="HD-2")
    )

    assert [entry.id for entry in log.entries] == ["W-1", "W-2"]
    assert log.duplicates == 1
    assert [(each.line, each.reason) for each in log.refused] == [
        (5, "the id «W-1» stands in line 2 too, with other content")
    ]


def test_entries_without_an_id_are_called_by_their_rows_and_never_repeated(tmp_path: Path) -> None:
    row = "-,2026-05-15 16:30,2026-05-15 18:00,,,HD-1\n"

    assert [entry.id for entry in read(tmp_path, HEAD + row + row).entries] == ["row 2", "row 3"]


def test_local_times_where_the_clocks_change_are_taken_and_told(tmp_path: Path) -> None:
    log = read(tmp_path, HEAD + "W-1,2026-11-01 01:30,,30 min,,\nW-2,2026-03-08 02:30,,30 min,,\n")

    assert [(each.line, each.column, each.comes, each.taken_as) for each in log.uncertain] == [
        (2, "start", "twice", at("2026-11-01 01:30")),
        (3, "start", "never", at("2026-03-08 03:30")),
    ]


def test_a_moment_with_an_offset_is_not_local(tmp_path: Path) -> None:
    log = read(tmp_path, HEAD + "W-1,2026-05-15T16:30:00+02:00,2026-05-15T15:00:00Z,,,\n")

    assert [(each.start, each.seconds) for each in log.entries] == [(1_778_855_400, 1800)]
    assert log.notes == ()


def test_moments_with_and_without_offsets_may_stand_together(tmp_path: Path) -> None:
    log = read(tmp_path, HEAD + "W-1,2026-05-15T16:30:00+02:00,,1:00,,\nW-2,2026-05-15 16:30,,1:00,,\n")

    assert [each.start for each in log.entries] == [1_778_855_400, at("2026-05-15 16:30")]


def test_american_moments_are_told_by_a_day_above_twelve(tmp_path: Path) -> None:
    log = read(tmp_path, HEAD + "W-1,5/4/2026 4:30 PM,,1:00,,\nW-2,5/15/2026 4:30 PM,,1:00,,\n")

    assert [each.start for each in log.entries] == [at("2026-05-04 16:30"), at("2026-05-15 16:30")]


def test_day_and_month_that_fit_either_way_round_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWork, match="fits both D/M/YYYY HH:MM and M/D/YYYY HH:MM"):
        read(tmp_path, HEAD + "W-1,5/4/2026 16:30,,1:00,,\n")


def test_a_column_of_moments_without_a_moment_refuses_its_rows(tmp_path: Path) -> None:
    assert len(refusals(tmp_path, HEAD + "W-1,soon,later,,,\n")) == 1


@pytest.mark.parametrize(("number", "unit"), [("1.5", "hours"), ("90", "minutes"), ("5400", "seconds")])
def test_numbers_without_a_unit_count_in_the_unit_that_agrees(tmp_path: Path, number: str, unit: str) -> None:
    log = read(tmp_path, HEAD + f"W-1,2026-05-15T16:30Z,2026-05-15T18:00Z,{number},,\n")

    assert [each.seconds for each in log.entries] == [5400]
    assert log.notes == (f"Numbers without a unit in «duration» are read as {unit}, which agrees with start and end.",)


def test_numbers_without_a_unit_are_hours_when_nothing_tells(tmp_path: Path) -> None:
    log = read(tmp_path, HEAD + "W-1,2026-05-15T16:30Z,,1.5,,\nW-1b,2026-05-15T16:30Z,,,,\n")

    assert [each.seconds for each in log.entries] == [5400]
    assert log.notes == ("Numbers without a unit in «duration» are read as hours.",)


def test_a_row_takes_its_length_from_the_first_column_that_has_one(tmp_path: Path) -> None:
    log = read(tmp_path, "date,hours,minutes\n2026-05-15,2,\n2026-05-15,,30\n2026-05-15,2,45\n")

    assert [each.seconds for each in log.entries] == [7200, 1800, 2700]


def test_an_appointment_in_part_is_refused(tmp_path: Path) -> None:
    head = "start,end,accepted at,appointment start,appointment end\n2026-05-15 16:30,2026-05-15 18:00,"

    assert refusals(tmp_path, head + "2026-05-14 09:00,2026-05-15 16:00,\n") == [
        (
            "line 2: its appointment has only «appointment accepted» and «appointment start». "
            "Write when it was accepted, when it starts and when it ends; or none of them."
        )
    ]
    assert refusals(tmp_path, head + "2026-05-14 09:00,2026-05-15 16:00,2026-05-15 15:00\n") == [
        (
            "line 2: its appointment ends (2026-05-15 15:00) before it has started (2026-05-15 16:00). "
            "Correct the one that is wrong."
        )
    ]
    (entry,) = read(tmp_path, head + ",,\n").entries
    assert entry.appointment is None


def test_appointments_without_all_their_columns_are_not_read(tmp_path: Path) -> None:
    log = read(tmp_path, "start,end,accepted at\n2026-05-15T16:30Z,2026-05-15T18:00Z,2026-05-14T09:00Z\n")

    assert log.entries[0].appointment is None
    assert log.notes == (
        (
            "Appointments are not read: besides «accepted at» an appointment needs the moments at which it was "
            "accepted, starts and ends."
        ),
    )


def test_travel_and_kilometers_that_are_none_are_refused(tmp_path: Path) -> None:
    head = "start,end,travel,km\n"
    times = "2026-05-15 16:30,2026-05-15 18:00"

    assert refusals(tmp_path, f"{head}{times},45,\n{times},,far\n{times},-0:30,\n{times},0:30,12 km\n") == [
        (
            "line 2: «travel» is «45», which is not a length of travel. "
            "Write a length such as 30 min or 0:30, or name the column travel minutes."
        ),
        "line 3: «km» is «far», which is not a distance in kilometers. Write a number such as 12.5.",
        (
            "line 4: «travel» is «-0:30», which is not a length of travel. "
            "Write a length such as 30 min or 0:30, or name the column travel minutes."
        ),
    ]


def test_a_column_that_names_its_unit_may_hold_bare_numbers(tmp_path: Path) -> None:
    log = read(tmp_path, "start,end,travel minutes\n2026-05-15 16:30,2026-05-15 18:00,45\n")

    assert [each.travel_seconds for each in log.entries] == [2700]


def test_a_file_that_is_not_about_work_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWork, match="do not say when somebody worked and for how long"):
        read(tmp_path, "colour,size\nblue,2\n")


def test_a_file_that_is_not_there_is_refused_in_words_of_work(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWork, match="cannot be read as entries of work"):
        read_work(tmp_path / "work.csv", zone=ZONE)


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownZone):
        read_work(tmp_path / "work.csv", zone="Mars/Olympus")
