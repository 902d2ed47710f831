"""The calendars that everything else names, and the holidays that close them."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.sections.calendars import CalendarPart, HolidayList


def add(outline: Outline) -> None:
    """Add calendars and holidays."""
    outline.begin("hours")
    for name, calendar in outline.agreement.calendars.items():
        _add_calendar(outline, name, calendar)
    for name, holidays in outline.agreement.holidays.items():
        what = outline.listed(_holidays(outline, name, holidays)) if holidays.model_fields_set else "–"
        outline.clause(("holidays", name), "holidays", name=name, what=what)


def _add_calendar(outline: Outline, name: str, calendar: CalendarPart) -> None:
    path, say = ("calendars", name), outline.language.say
    if calendar.hours:
        rows = [(key.text, outline.written(*path, "hours", key.text) or outline.written(*path, "hours"))
                for key in calendar.hours]  # fmt: skip
        outline.table((*path, "hours"), "calendar", ("day", "open"), rows, name=calendar.title or name)
    combined = (("any of", calendar.any_of), ("all of", calendar.all_of), ("except", calendar.except_))
    how = [say(word, names=outline.listed(names)) for word, names in combined if names]
    if how:
        outline.clause(path, "calendar combined", name=calendar.title or name, how=", ".join(how))
    if calendar.closed:
        outline.clause((*path, "closed"), "calendar closed", names=outline.written(*path, "closed"))
    if calendar.open:
        days = (f"{outline.language.day(day)} {outline.written(*path, 'open', str(day))}" for day in calendar.open)
        outline.clause((*path, "open"), "calendar opened", days=outline.listed(days))


def _holidays(outline: Outline, name: str, holidays: HolidayList) -> Iterator[str]:
    say = outline.language.say
    if holidays.public:
        yield say("public holidays", region=outline.written("holidays", name, "public"))
    if holidays.without:
        yield say("without", names=outline.listed(holidays.without))
    if holidays.with_:
        days = (f"{title} ({outline.language.day(day)})" for day, title in holidays.with_.items())
        yield say("with", names=outline.listed(days))
