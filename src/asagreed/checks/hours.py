"""Which hours are covered by somebody: promised hours held against those in which people work or can be called."""

from __future__ import annotations

from collections.abc import Iterable

from asagreed.checks.subject import Subject
from asagreed.checks.words import weekday_and_time
from asagreed.open_time.counting import OpenHours
from asagreed.open_time.shifts import YEAR
from asagreed.open_time.spans import Spans


def staffed_hours(subject: Subject) -> list[OpenHours]:
    """Return the calendars in which somebody works or can be called, as the agreement says; empty where it does not."""
    staffing = subject.agreement.staffing
    return [subject.terms.calendar(name) for name in (*staffing.hours, *staffing.on_call)]


def promised_hours(subject: Subject) -> list[OpenHours]:
    """Return the calendars in which clocks of tickets run."""
    names = dict.fromkeys(target.calendar for target in subject.terms.targets if not target.is_none)
    return [subject.terms.calendar(name) for name in names]


def first_uncovered(wanted: OpenHours, covers: Iterable[OpenHours], *, subject: Subject) -> str:
    """Return the first moment in a year at which `wanted` is open and nothing of `covers` is, in words, or nothing."""
    start = subject.version.from_at
    covered = Spans()
    for hours in covers:
        covered |= hours.spans(start, start + YEAR)
    left = wanted.spans(start, start + YEAR) - covered
    first = next(iter(left), None)
    return weekday_and_time(first.start, subject.terms.zone) if first else ""
