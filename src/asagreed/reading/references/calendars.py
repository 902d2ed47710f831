"""Holidays that exist, calendars that can open, and combinations that do not run in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from asagreed.errors import UnknownHolidays
from asagreed.open_time import PublicHolidays
from asagreed.reading.limits import MAX_CALENDAR_PARTS
from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup, Path
from asagreed.terms.sections.calendars import CalendarEdition, CalendarPart, HolidayList
from asagreed.terms.values.closures import NamedHolidays

MAX_NAMED = 6
_COMBINED = ("any of", "all of", "except")


def check_holidays(lookup: Lookup) -> Iterator[Problem]:
    """Find public holidays of no known place, and names that these holidays do not have."""
    for name, written in lookup.agreement.holidays.items():
        if written.public is None:
            continue
        year = lookup.agreement.term.from_.year
        public = PublicHolidays(country=written.public.country, subdivision=written.public.subdivision)
        try:
            # A holiday may fall into one year and not the next, such as one that is observed on a Monday.
            known = frozenset().union(*(public.names_in(each) for each in (year, year + 1)))
        except UnknownHolidays:
            yield _unknown_place(lookup, name, written)
            continue
        yield from _unknown_names(lookup, name, written, known)


def check_calendars(lookup: Lookup) -> Iterator[Problem]:
    """Find calendars that refer to nothing, to themselves, or that never open."""
    for name, part in lookup.agreement.calendars.items():
        path = ("calendars", name)
        for key, named in zip(_COMBINED, (part.any_of, part.all_of, part.except_), strict=True):
            yield from _combined_names(lookup, (*path, key), named)
        yield from _edition(lookup, path, part)
        for first, edition in part.changes.items():
            yield from _edition(lookup, (*path, "changes", first.isoformat()), edition)
        yield from _shape(lookup, path, part)


def _unknown_place(lookup: Lookup, name: str, written: HolidayList) -> Problem:
    return lookup.problem(
        ("holidays", name, "public"),
        "YML319",
        f"No public holidays are known for «{written.public}».",
        remedy="Write an ISO 3166 code such as US-IL, DE-BY or NL, or list the days under «with».",
    )


def _unknown_names(lookup: Lookup, name: str, written: HolidayList, known: frozenset[str]) -> Iterator[Problem]:
    for number, taken_out in enumerate(written.without):
        if not any(each.startswith(taken_out) for each in known):
            yield from lookup.unknown(
                ("holidays", name, "without", str(number)),
                "YML320",
                what=f"a public holiday in {written.public}, so it cannot be taken out",
                name=taken_out,
                known=known,
                where=f"public: {written.public}",
            )


def _combined_names(lookup: Lookup, path: Path, named: tuple[str, ...]) -> Iterator[Problem]:
    for number, each in enumerate(named):
        yield from lookup.unknown(
            (*path, str(number)),
            "YML401",
            what="a calendar of this agreement",
            name=each,
            known=lookup.calendars,
            where="calendars",
        )


def _edition(lookup: Lookup, path: Path, edition: CalendarEdition) -> Iterator[Problem]:
    for number, closing in enumerate(edition.closed or ()):
        if isinstance(closing, NamedHolidays):
            yield from unknown_holidays(lookup, (*path, "closed", str(number)), closing.name)
    for key in edition.hours or {}:
        if key.holidays:
            yield from unknown_holidays(lookup, (*path, "hours", key.text), key.holidays, at_key=True)


def unknown_holidays(lookup: Lookup, path: Path, name: str, *, at_key: bool = False) -> Iterator[Problem]:
    """Yield the problem that holidays are named which the agreement does not have."""
    yield from lookup.unknown(
        path,
        "YML402",
        what="a list of holidays of this agreement",
        name=name,
        known=lookup.agreement.holidays,
        where="holidays",
        at_key=at_key,
    )


def _shape(lookup: Lookup, path: Path, part: CalendarPart) -> Iterator[Problem]:
    if bool(part.any_of) + bool(part.all_of) + (part.hours is not None) > 1:
        yield lookup.problem(
            path,
            "YML419",
            f"The calendar «{path[1]}» has more than one of «hours», «any of» and «all of», which contradict.",
            remedy="Keep one of them; give hours of its own to a calendar that the others are combined with.",
            at_key=True,
        )
    opens = any(shifts for _, edition in part.dated for shifts in (edition.hours or {}).values())
    openings = any(shifts for _, edition in part.dated for shifts in (edition.open or {}).values())
    if not (opens or openings or part.any_of or part.all_of):
        yield lookup.problem(
            path,
            "YML417",
            f"The calendar «{path[1]}» never opens, so a clock on it would never move.",
            remedy="Give it hours, such as hours: {weekdays: 08:00-17:00}.",
            at_key=True,
        )


def check_combinations(lookup: Lookup) -> Iterator[Problem]:
    """Find a calendar that is made from itself, and calendars that are made from too many."""
    named = {name: (*part.any_of, *part.all_of, *part.except_) for name, part in lookup.agreement.calendars.items()}
    try:
        order = tuple(TopologicalSorter(named).static_order())
    except CycleError as error:
        yield _circle(lookup, error.args[1])
        return
    sizes: dict[str, int] = {}
    for name in order:
        sizes[name] = 1 + sum(sizes[each] for each in named.get(name, ()))
        if sizes[name] > MAX_CALENDAR_PARTS:
            yield lookup.problem(
                ("calendars", name),
                "YML421",
                f"The calendar «{name}» is made from more than {MAX_CALENDAR_PARTS} others.",
                remedy="Give it hours of its own, or combine fewer calendars.",
                at_key=True,
            )
            return


def _circle(lookup: Lookup, circle: list[str]) -> Problem:
    # The sorter begins anywhere in the circle; the first that was written is where a reader begins.
    members = set(circle)
    first = next(name for name in lookup.agreement.calendars if name in members)
    begins = circle.index(first)
    way = [f"«{name}»" for name in (*circle[begins:], *circle[1 : begins + 1])]
    shown = way if len(way) <= MAX_NAMED else [*way[: MAX_NAMED - 2], "…", way[-1]]
    return lookup.problem(
        ("calendars", first),
        "YML412",
        f"The calendars are made from one another in a circle: {' from '.join(shown)}.",
        remedy="Let one calendar of the circle have hours of its own.",
        at_key=True,
    )
