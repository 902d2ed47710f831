"""The calendars that everything else names, and the holidays that close them."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.documents.contract.outline import Outline
from asagreed.terms.sections.calendars import HolidayList


def add(outline: Outline) -> None:
    """Add calendars and holidays."""
    outline.begin("hours")
    for name in outline.agreement.calendars:
        add_calendar(outline, name)
    for name in outline.agreement.holidays:
        add_holidays(outline, name)


def add_calendar(outline: Outline, name: str) -> None:
    """Add the hours of a calendar, what closes it, and when it is open besides."""
    calendar = outline.agreement.calendars[name]
    path, say, title = ("calendars", name), outline.language.say, outline.hours(name)
    outline.said.add((*path, "title"))
    if calendar.hours:
        rows = [
            (outline.language.days(key.text), outline.language.hours(_shifts(outline, name, key.text)))
            for key in calendar.hours
        ]
        outline.table((*path, "hours"), "calendar", ("day", "open"), rows, name=title)
    combined = (("any of", calendar.any_of), ("all of", calendar.all_of), ("except", calendar.except_))
    how = [say(word, names=_named(outline, names)) for word, names in combined if names]
    if how:
        outline.said.update((*path, word) for word, _ in combined)
        outline.clause((*path, "any of"), "calendar combined", name=title, how=", ".join(how))
    if calendar.closed:
        names = outline.listed(_closing(outline, text) for text in outline.raw_items(*path, "closed"))
        outline.clause((*path, "closed"), "calendar closed", name=title, names=names)
    if calendar.open:
        days = (outline.language.value(f"{day} {outline.raw(*path, 'open', str(day))}") for day in calendar.open)
        outline.clause((*path, "open"), "calendar opened", name=title, days=outline.listed(days))


def _closing(outline: Outline, text: str) -> str:
    """Return a stretch of dates, or the holidays of a list by its name."""
    said = outline.language.value(text)
    return said if said != text else outline.language.say("on holidays", name=text)


def _shifts(outline: Outline, name: str, days: str) -> str:
    """Return the hours of some days as they are written; `always` stands for all of them."""
    return outline.raw("calendars", name, "hours", days) or "00:00-24:00"


def _named(outline: Outline, names: tuple[str, ...]) -> str:
    return outline.listed(outline.language.say("named", name=outline.hours(each)) for each in names)


def add_holidays(outline: Outline, name: str) -> None:
    """Add which days the holidays of a list are."""
    holidays = outline.agreement.holidays[name]
    path, say = ("holidays", name), outline.language.say
    outline.said.update((*path, key) for key in ("without", "with", "public"))
    more = list(_more_holidays(outline, holidays))
    if holidays.public:
        what = say("public holidays", region=str(holidays.public))
        if more:
            what = say("public and more", public=what, more=outline.listed(more))
    else:
        what = outline.listed(_own_holidays(outline, holidays))
    outline.clause((*path, "public"), "holidays", name=name, what=what)


def _more_holidays(outline: Outline, holidays: HolidayList) -> Iterator[str]:
    say = outline.language.say
    if holidays.without:
        yield say("without", names=outline.listed(holidays.without))
    if holidays.with_:
        yield say("with", names=outline.listed(_own_holidays(outline, holidays)))


def _own_holidays(outline: Outline, holidays: HolidayList) -> Iterator[str]:
    for day, title in holidays.with_.items():
        yield outline.language.say("dated", title=title, day=outline.language.day(day))
