"""A later paper wins for each day whose hours it names, and leaves the others as they were agreed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from tests.terms.agreed import HEAD, at, history_of, written

from asagreed.reading.nodes import Table, follow
from asagreed.versions import History, read_agreement

PLAN = "plan: gold\nversion: 1\n"
OWN = "holidays: {own: {2026-03-02: Founders' day}}\n"
WEEK = [at(f"2026-03-{day:02}") for day in range(2, 10)]
"""The midnights of a week that begins on Monday, 2 March 2026, which is a holiday of one's own."""


def calendar(hours: str) -> str:
    return f"calendars: {{support: {{hours: {hours}}}}}\n"


def amended(number: int, settings: str) -> str:
    return f"amendment: {number}\nin force from: 2026-02-0{number}\n{settings}\n"


def week_of(history: History) -> list[float]:
    support = history.versions[-1].terms.calendar("support")
    return [support.seconds_between(*day) / 3600 for day in pairwise(WEEK)]


@pytest.mark.parametrize(
    ("plan", "agreement", "hours"),
    [
        ("{weekdays: 08:00-17:00}", "{mon-thu: 08:00-18:00, fri: 08:00-12:00}", [10, 10, 10, 10, 4, 0, 0]),
        ("{weekdays: 08:00-17:00}", "{fri: 08:00-12:00}", [9, 9, 9, 9, 4, 0, 0]),
        ("{weekdays: 08:00-17:00}", "{wed: closed}", [9, 9, 0, 9, 9, 0, 0]),
        ("{mon-wed: 08:00-17:00, thu-fri: 08:00-16:00}", "{tue-thu: 10:00-12:00}", [9, 2, 2, 2, 8, 0, 0]),
        ("always", "{sun: closed}", [24, 24, 24, 24, 24, 24, 0]),
        ("{weekdays: 08:00-17:00}", "always", [24, 24, 24, 24, 24, 24, 23]),
        ("{weekdays: 08:00-17:00, on own: 10:00-12:00}", "{mon: 08:00-09:00}", [2, 9, 9, 9, 9, 0, 0]),
        ("{weekdays: 08:00-17:00, on own: 10:00-12:00}", "{on own: closed}", [0, 9, 9, 9, 9, 0, 0]),
        ("{day before own: 08:00-12:00, mon: 08:00-09:00}", "{the day before own: closed}", [1, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_the_agreement_wins_over_its_plan_day_by_day(
    plan: str, agreement: str, hours: list[float], tmp_path: Path
) -> None:
    history = history_of(
        tmp_path, agreement=HEAD + OWN + "plan: gold@1\n" + calendar(agreement), plans__gold=PLAN + calendar(plan)
    )

    assert week_of(history) == hours


@pytest.mark.parametrize(
    ("settings", "hours"),
    [
        ('set: {calendars.support.hours: {fri: "08:00-12:00"}}', [9, 9, 9, 9, 4, 0, 0]),
        ("set: {calendars.support.hours.fri: 08:00-12:00}", [9, 9, 9, 9, 4, 0, 0]),
        ("remove: [calendars.support.hours.wed]", [9, 9, 0, 9, 9, 0, 0]),
        (
            "remove: [calendars.support.hours.weekdays]\nset: {calendars.support.hours.sat: 08:00-09:00}",
            [0] * 5 + [1, 0],
        ),
    ],
)
def test_an_amendment_wins_for_the_days_that_it_names(settings: str, hours: list[float], tmp_path: Path) -> None:
    history = history_of(
        tmp_path, agreement=HEAD + calendar("{weekdays: 08:00-17:00}"), amendments__1=amended(1, settings)
    )

    assert week_of(history) == hours


def test_a_key_of_hours_can_be_removed_after_a_paper_has_taken_days_out_of_it(tmp_path: Path) -> None:
    history = history_of(
        tmp_path,
        agreement=HEAD + calendar("{weekdays: 08:00-17:00, sat: 08:00-10:00}"),
        amendments__1=amended(1, "set: {calendars.support.hours.fri: 08:00-12:00}"),
        amendments__2=amended(2, "remove: [calendars.support.hours.weekdays]"),
    )

    assert week_of(history) == [0, 0, 0, 0, 0, 2, 0]


def test_a_day_of_hours_that_are_always_there_can_be_removed(tmp_path: Path) -> None:
    history = history_of(
        tmp_path, agreement=HEAD + calendar("always"), amendments__1=amended(1, "remove: [calendars.support.hours.sun]")
    )

    assert week_of(history) == [24] * 6 + [0]


def test_changes_from_a_date_are_laid_over_each_other_day_by_day_too(tmp_path: Path) -> None:
    changes = "calendars: {{support: {{hours: always, changes: {{2026-02-15: {{hours: {{{}}}}}}}}}}}\n"
    history = history_of(
        tmp_path,
        agreement=HEAD + "plan: gold@1\n" + changes.format("fri: 08:00-12:00"),
        plans__gold=PLAN + changes.format("weekdays: 08:00-17:00"),
    )

    assert week_of(history)[:5] == [9, 9, 9, 9, 4]


def test_a_rider_wins_over_what_its_offer_says(tmp_path: Path) -> None:
    offer = "riders: {premium: {calendars: {support: {hours: {weekdays: 07:00-19:00}}}}}\n"
    history = history_of(
        tmp_path,
        agreement=HEAD + calendar("{weekdays: 08:00-17:00, sat: 08:00-09:00}") + offer,
        riders__1="rider: premium\nin force from: 2026-02-01\n" + calendar("{fri: 07:00-08:00}"),
    )

    assert week_of(history) == [12, 12, 12, 12, 1, 1, 0]


def test_of_two_holidays_on_one_date_the_later_paper_decides(tmp_path: Path) -> None:
    lists = "holidays: {own: {2026-03-02: Founders' day}, theirs: {2026-03-02: Open day}}\n"
    history = history_of(
        tmp_path,
        agreement=HEAD + lists + "plan: gold@1\n" + calendar("{on theirs: 08:00-11:00}"),
        plans__gold=PLAN + calendar("{weekdays: 08:00-17:00, on own: 08:00-09:00}"),
    )

    assert week_of(history)[0] == 3


def test_the_hours_of_each_day_keep_the_place_where_they_were_written(tmp_path: Path) -> None:
    history = history_of(
        tmp_path / "harbour-dental",
        agreement=HEAD + "plan: gold@1\n" + calendar("{fri: 08:00-12:00}"),
        plans__gold=PLAN + calendar("{weekdays: 08:00-17:00}"),
        amendments__1=amended(1, "set:\n  calendars.support.hours: {wed: 08:00-10:00}"),
    )
    hours = follow(history.versions[1].draft.layered.tree, ("calendars", "support", "hours"))[1]

    assert isinstance(hours, Table)
    assert {
        key: (entry.key.place.source.cited, entry.key.place.line, entry.value.layer)
        for key, entry in hours.entries.items()
    } == {
        "wed": ("harbour-dental/amendments/1.yaml", 4, 2),
        "fri": ("harbour-dental/agreement.yaml", 5, 1),
        "mon-tue, thu": ("plans/gold.yaml", 3, 0),
    }


@pytest.mark.parametrize(
    "settings",
    [
        "set: {calendars.support.hours: {weekdays: 08:00-16:00, fri: 08:00-12:00}}",
        "set: {calendars.support.hours.weekdays: 08:00-16:00, calendars.support.hours.fri: 08:00-12:00}",
        "set: {calendars.support.hours.fri: 08:00-12:00, calendars.support.hours.weekdays: 08:00-16:00}",
    ],
)
def test_one_paper_must_not_give_hours_to_a_day_twice(settings: str, tmp_path: Path) -> None:
    _, problems = read_agreement(
        written(
            tmp_path,
            agreement=HEAD + calendar("{mon-thu: 08:00-17:00, fri: 08:00-15:00}"),
            amendments__1=amended(1, settings),
        )
    )

    assert [(each.code, Path(each.file).name, each.line) for each in problems] == [("YML311", "1.yaml", 3)]


def test_wrong_hours_of_an_earlier_paper_are_told_once_and_where_they_stand(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        agreement=HEAD + "plan: gold@1\n" + calendar("{fri: 08:00-12:00, frday: closed}"),
        plans__gold=PLAN + calendar("{weekdays: 08:00-25:00}"),
        amendments__1=amended(1, "remove: [calendars.support.hours.sun, calendars.night.hours.sun]"),
    )
    _, problems = read_agreement(folder)

    assert [(each.code, Path(each.file).name, each.address) for each in problems] == [
        ("YML310", "agreement.yaml", "calendars.support.hours.frday"),
        ("YML510", "1.yaml", ""),
        ("YML510", "1.yaml", ""),
        ("YML308", "gold.yaml", "calendars.support.hours.weekdays"),
    ]
