"""Working days that no list of holidays takes out."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule
from asagreed.terms.sections.calendars import CalendarPart

WRONG = 'calendars: {support: {hours: {mon-fri: "08:00-17:00"}}}'
RIGHT = 'calendars: {support: {hours: {mon-fri: "08:00-17:00"}, closed: [days off]}}'


_DAY = 86_400


def look(subject: Subject) -> Iterator[Problem]:
    """Find calendars that close at night and name no holidays."""
    for name, calendar in subject.agreement.calendars.items():
        if not calendar.closed and _closes_at_all(calendar):
            yield subject.lookup.problem(
                ("calendars", name),
                "CAL203",
                f"«{name}» names no holidays, so its hours count on Christmas Day too.",
                remedy="Add closed with a list of holidays, or say which holidays are worked: closed: [].",
                at_key=True,
            )


def _closes_at_all(calendar: CalendarPart) -> bool:
    shifts = [shift for day in (calendar.hours or {}).values() for shift in day]
    return any(shift.closes - shift.opens < _DAY for shift in shifts)


CHECK = Check(
    Rule(
        code="CAL203",
        name="holidays-unlisted",
        severity="warning",
        finds="A calendar with closing hours that names no holidays.",
        matters="A target that counts on a public holiday is missed by people who are at home.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Name the holidays on which the desk is closed.",
    ),
    look,
)
