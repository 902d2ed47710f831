"""The calendar of recurring work, read back by a reader of calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar
from tests.upkeep.agreed import history, judged, record
from tests.written_agreements import at

from asagreed.facts.upkeep import UpkeepRecord
from asagreed.upkeep.feed import calendar_feed


def events(folder: Path, *records: UpkeepRecord, customer: str = "Harbour Dental") -> list[Any]:
    """Return the events of a week in May."""
    found = judged(history(folder), *records, begins="2026-05-12", ends="2026-05-16", as_of="2026-05-14 09:00")
    feed = calendar_feed([(customer, item) for item in found.items], name="Upkeep", as_of=at("2026-05-14 09:00"))
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))
    return [*Calendar.from_ical(feed).walk("VEVENT")]


def test_work_without_a_time_takes_its_day_and_other_work_stands_at_its_time(tmp_path: Path) -> None:
    by_title = {str(event["summary"]): event for event in events(tmp_path)}
    patches, logs = by_title["late: patches"], by_title["Review of backup logs"]

    assert (patches.decoded("dtstart"), patches.decoded("dtend")) == (date(2026, 5, 12), date(2026, 5, 13))
    assert logs.decoded("dtstart") == datetime(2026, 5, 14, 15, tzinfo=UTC)
    assert logs.decoded("duration") == timedelta(minutes=30)
    *said, clause = str(patches["description"]).splitlines()
    assert said == ["Harbour Dental", "due by 2026-05-12 23:59, 33 h ago, and nothing says that it was done"]
    assert clause.startswith("proactive.patches (")


def test_what_was_called_off_is_cancelled_and_not_left_out(tmp_path: Path) -> None:
    skipped = record("patches", "2026-05-12", "skipped", "2026-05-11 09:00", because="new servers")
    stands = {str(event["uid"]): str(event["status"]) for event in events(tmp_path, skipped)}

    assert stands["2026-05-12-patches-Harbour-20-Dental@upkeep.asagreed"] == "CANCELLED"
    assert sorted(stands.values()) == ["CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED", "CONFIRMED"]


def test_a_name_with_line_ends_and_commas_cannot_add_an_event(tmp_path: Path) -> None:
    found = events(tmp_path, customer="A, B\r\nBEGIN:VEVENT; Ünï")

    assert len(found) == 5
    assert len({str(event["uid"]) for event in found}) == 5
