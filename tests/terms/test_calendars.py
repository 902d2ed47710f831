"""What calendars of an agreement mean in open time."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.terms.agreed import HEAD, at, history_of, terms_of

BERLIN = ZoneInfo("Europe/Berlin")
HOLIDAYS = """holidays:
  illinois: {public: US-IL, without: [Columbus Day], with: {2026-12-24: Christmas Eve}}
  own: {2026-03-02: Founders' day}
  wide: {with: {2026-05-01: Labor Day}, closes: {from: 21:00 the evening before, until: 08:00 the morning after}}
"""
CALENDARS = """calendars:
  support:
    hours: {mon-thu: "08:00-12:00 13:00-17:00", fri: "08:00-15:00"}
    closed: [illinois]
    open: {2026-10-03: "09:00-12:00"}
  always: {hours: {every day: "00:00-24:00"}}
"""


def amended(begins: str, settings: str, *, number: int = 1) -> str:
    return f"amendment: {number}\nin force from: {begins}\nset: {{{settings}}}\n"


def hours_open(folder: Path, text: str, name: str, start: str, end: str, zone: ZoneInfo | None = None) -> float:
    calendar = terms_of(folder, text).calendar(name)
    moments = (at(start, zone), at(end, zone)) if zone else (at(start), at(end))
    return calendar.seconds_between(*moments) / 3600


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-01-12", "2026-01-13", 8),
        ("2026-01-16", "2026-01-17", 7),
        ("2026-10-12", "2026-10-13", 8),
        ("2026-12-24", "2026-12-26", 0),
        ("2026-10-03", "2026-10-04", 3),
        ("2026-10-10", "2026-10-12", 0),
    ],
)
def test_support_hours_of_the_sample(start: str, end: str, hours: float, tmp_path: Path) -> None:
    assert hours_open(tmp_path, HOLIDAYS + CALENDARS, "support", start, end) == hours


def test_always_is_open_although_nobody_wrote_it(tmp_path: Path) -> None:
    assert hours_open(tmp_path, "", "always", "2026-03-08", "2026-03-09") == 23
    assert hours_open(tmp_path, "calendars: {night: {hours: always}}", "night", "2026-03-09", "2026-03-10") == 24


def test_a_calendar_may_have_a_zone_of_its_own(tmp_path: Path) -> None:
    text = "calendars: {berlin: {zone: Europe/Berlin, hours: {weekdays: 09:00-17:00}}}"

    assert hours_open(tmp_path, text, "berlin", "2026-01-12 09:00", "2026-01-12 17:00", BERLIN) == 8


def test_holidays_and_the_day_before_them_may_have_hours_of_their_own(tmp_path: Path) -> None:
    text = HOLIDAYS + (
        "calendars: {short: {hours: {weekdays: 08:00-17:00, on own: 10:00-12:00, day before own: 08:00-10:00,"
        " sun: closed}}}"
    )

    assert hours_open(tmp_path, text, "short", "2026-03-02", "2026-03-03") == 2
    assert hours_open(tmp_path, text, "short", "2026-03-01", "2026-03-02") == 2


def test_a_holiday_may_close_from_the_evening_before(tmp_path: Path) -> None:
    text = HOLIDAYS + "calendars: {round: {hours: always, closed: wide}}"

    assert hours_open(tmp_path, text, "round", "2026-04-30", "2026-05-03") == 21 + 16


def test_one_off_closures_take_hours_or_days(tmp_path: Path) -> None:
    text = "calendars: {support: {hours: {weekdays: 08:00-17:00}, closed: [2026-03-03, 2026-03-04 12:00-17:00]}}"

    assert hours_open(tmp_path, text, "support", "2026-03-02", "2026-03-06") == 9 + 0 + 4 + 9


def test_a_calendar_changes_from_a_date_and_keeps_what_is_not_named(tmp_path: Path) -> None:
    text = HOLIDAYS + (
        "calendars:\n  support:\n    hours: {mon-thu: 08:00-17:00, fri: 08:00-15:00, on own: closed}\n"
        "    closed: [2026-06-30, 2026-07-02]\n"
        "    changes:\n      2026-07-01: {hours: {fri: 08:00-12:00, on own: 10:00-11:00}, closed: [2026-07-06]}\n"
    )

    assert hours_open(tmp_path, text, "support", "2026-06-29", "2026-07-01") == 9
    assert hours_open(tmp_path, text, "support", "2026-07-01", "2026-07-04") == 9 + 9 + 4
    assert hours_open(tmp_path, text, "support", "2026-07-06", "2026-07-07") == 0
    assert hours_open(tmp_path, text, "support", "2026-06-26", "2026-06-27") == 7


def test_calendars_are_combined(tmp_path: Path) -> None:
    text = (
        "calendars:\n  day: {hours: {weekdays: 08:00-17:00}}\n  evening: {hours: {weekdays: 16:00-20:00}}\n"
        "  lunch: {hours: {weekdays: 12:00-13:00}}\n  long: {any of: [day, evening], except: lunch}\n"
        "  both: {all of: [day, evening]}\n  served: {hours: {mon: 08:00-17:00}, except: [lunch]}\n"
    )

    assert hours_open(tmp_path, text, "long", "2026-03-02", "2026-03-03") == 11
    assert hours_open(tmp_path, text, "both", "2026-03-02", "2026-03-03") == 1
    assert hours_open(tmp_path, text, "served", "2026-03-02", "2026-03-03") == 8


def test_nobody_may_enter_a_site_on_the_days_that_it_names(tmp_path: Path) -> None:
    sites = (
        "sites:\n  clinic: {}\n  annex:\n    zone: America/New_York\n"
        "    no access: [sun, sat 12:00-24:00, own, 2026-03-04 to 2026-03-05, 2026-03-06 22:00 to 2026-03-07 01:00]\n"
    )
    terms = terms_of(tmp_path, HOLIDAYS + sites)
    closed = terms.no_access("annex")
    new_york = ZoneInfo("America/New_York")

    assert closed is not None
    assert [
        closed.calendar.seconds_between(at(f"2026-03-{day:02}", new_york), at(f"2026-03-{day + 1:02}", new_york)) / 3600
        for day in range(1, 9)
    ] == [24, 24, 0, 24, 24, 2, 13, 23]
    assert str(closed.clause).startswith("sites.annex.no access (")
    assert terms.no_access("clinic") is None


def test_an_amended_calendar_counts_for_every_version_from_its_date(tmp_path: Path) -> None:
    history = history_of(
        tmp_path,
        agreement=HEAD + "calendars: {support: {hours: {weekdays: 08:00-17:00}, closed: [2026-06-30, 2026-07-02]}}",
        amendments__1=amended("2026-07-01 12:00", "calendars.support.hours.weekdays: 08:00-12:00"),
    )
    first, second = (version.terms.calendar("support") for version in history.versions)

    assert first == second
    assert first.seconds_between(at("2026-07-01"), at("2026-07-02")) == 9 * 3600
    assert first.seconds_between(at("2026-07-02"), at("2026-07-03")) == 0
    assert first.seconds_between(at("2026-07-03"), at("2026-07-04")) == 4 * 3600


def test_a_calendar_that_moves_to_another_zone_is_joined_at_the_date(tmp_path: Path) -> None:
    history = history_of(
        tmp_path,
        agreement=HEAD + "calendars: {support: {hours: {weekdays: 08:00-17:00}}}",
        amendments__1=amended("2026-07-01", "calendars.support.zone: Europe/Berlin"),
        amendments__2=amended("2026-08-01", "title: The same, calendars.night: {hours: always}", number=2),
    )
    support = history.versions[0].terms.calendar("support")

    assert support.seconds_between(at("2026-06-30 08:00"), at("2026-06-30 17:00")) == 9 * 3600
    assert support.seconds_between(at("2026-07-02 08:00", BERLIN), at("2026-07-02 17:00", BERLIN)) == 9 * 3600
    assert history.versions[0].terms.calendar("night").is_open_at(at("2026-01-20"))


def test_changes_of_a_calendar_before_and_after_an_amendment_both_count(tmp_path: Path) -> None:
    calendar = (
        "calendars:\n  support:\n    hours: {weekdays: 08:00-17:00}\n    changes:\n"
        "      2026-03-01: {hours: {weekdays: 08:00-16:00}}\n      2026-09-01: {hours: {weekdays: 08:00-09:00}}\n"
    )
    history = history_of(
        tmp_path,
        agreement=HEAD + calendar,
        amendments__1=amended("2026-07-01", "calendars.support.changes.2026-03-01.hours.weekdays: 08:00-10:00"),
    )
    support = history.versions[1].terms.calendar("support")

    assert [
        support.seconds_between(at(f"2026-{month:02}-03"), at(f"2026-{month:02}-04")) / 3600 for month in (2, 4, 7, 9)
    ] == [9, 8, 2, 1]
