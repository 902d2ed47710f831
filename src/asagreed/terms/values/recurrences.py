"""When recurring work comes again: `every working day`, `monthly on the first tue`, `RRULE:FREQ=…`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import islice, takewhile
from typing import Annotated, cast

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrule, rrulestr
from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from asagreed.terms.refusals import from_text, refuse
from asagreed.terms.values.days import parse_days

AS_NEEDED = "as needed"
LONGEST_WAIT = relativedelta(years=9)
"""A day of February 29 waits eight years around a century; what waits longer never comes."""
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "MONTHLY"}
_ADVERBS = {
    "daily": "every day",
    "weekly": "every week",
    "monthly": "every month",
    "quarterly": "every 3 months",
    "half-yearly": "every 6 months",
    "twice a year": "every 6 months",
    "yearly": "every year",
    "annually": "every year",
}
_EVERY = re.compile(r"every (?:(\d{1,3}) )?(day|week|month|year)s?(?: on (.+))?", re.IGNORECASE)
_DAY_OF_MONTH = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of the month)?", re.IGNORECASE)
_IN_MONTH = re.compile(r"(?:the )?(first|second|third|fourth|last) (\w+)(?: of the month)?", re.IGNORECASE)
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(r"(\w+)=([\w,+-]+)")
_ALLOWED = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS",
     "WKST")
)  # fmt: skip
_FREQUENCIES = frozenset(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
_WORKING_DAYS = frozenset(("every working day", "each working day", "working days"))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The local dates on which something falls due, by a rule of RFC 5545 without its beginning; empty is as needed.

    Words such as `every 6 months` count stretches from the month in which the work begins, and work is due at the end
    of each: `lead_months` and `lead_days` lie between the beginning and the last month, week or day of the first one.
    """

    rule: str
    text: str = field(default="", compare=False)
    """As it was written."""
    lead_months: int = 0
    lead_days: int = 0
    on_working_days: bool = False

    def dates(self, *, began_on: date, until: date) -> Iterator[date]:
        """Yield the dates from the beginning until a last one that is left out, in order."""
        if not self.rule:
            return iter(())
        return takewhile(lambda day: day < until, (moment.date() for moment in self._from(began_on, until)))

    def _from(self, began_on: date, until: date) -> rrule:
        begins = began_on + relativedelta(months=self.lead_months, days=self.lead_days)
        if self.rule.startswith("FREQ=MONTHLY") and self.lead_months + self.lead_days:
            begins = begins.replace(day=1)
        rule = _rule(self.rule, begins)
        # A rule without an end of its own gets one: one that never comes would be followed through all years.
        ends = "UNTIL=" in self.rule or "COUNT=" in self.rule
        return rule if ends else rule.replace(until=datetime.combine(until, time()))


def _rule(text: str, begins: date) -> rrule:
    # One line of text is one rule, never a set of rules.
    return cast("rrule", rrulestr(text, dtstart=datetime.combine(begins, time())))


def parse_recurrence(text: str) -> Recurrence:
    """Return when work comes again. Raises PydanticCustomError with a code."""
    words = " ".join(text.split())
    return replace(_parsed(words, words.lower(), text), text=words)


def _parsed(words: str, lower: str, text: str) -> Recurrence:
    if lower in (AS_NEEDED, "on request"):
        return Recurrence("")
    if lower in _WORKING_DAYS:
        return Recurrence("FREQ=DAILY", on_working_days=True)
    if words.upper().startswith("RRULE:"):
        return _comes(_written(words[len("RRULE:") :].upper(), text), text)
    for adverb, meant in _ADVERBS.items():
        if lower == adverb or lower.startswith(f"{adverb} on "):
            lower = meant + lower[len(adverb) :]
            break
    every = _EVERY.fullmatch(lower)
    if every:
        return _comes(_spoken(int(every[1] or 1), every[2], every[3] or "", text), text)
    if lower.startswith("every "):
        return Recurrence(f"FREQ=WEEKLY;BYDAY={_weekdays(lower[len('every ') :], text)}")
    raise _unreadable(text)


def _spoken(number: int, unit: str, on: str, text: str) -> Recurrence:
    if not number or (on and unit == "day"):
        raise _unreadable(text)
    interval = number * (12 if unit == "year" else 1)
    rule = f"FREQ={_UNITS[unit]};INTERVAL={interval}"
    if unit == "day":
        return Recurrence(rule, lead_days=number - 1)
    if unit == "week":
        return Recurrence(f"{rule};BYDAY={_weekdays(on, text) if on else 'SU'}", lead_days=7 * (number - 1))
    return Recurrence(f"{rule};{_in_month(on, text)}", lead_months=interval - 1)


def _in_month(on: str, text: str) -> str:
    """Return the part of a rule that picks the day of the month; without one it is the last."""
    if on in ("", "the last day", "the last day of the month"):
        return "BYMONTHDAY=-1"
    day, place = _DAY_OF_MONTH.fullmatch(on), _IN_MONTH.fullmatch(on)
    if day and 1 <= int(day[1]) <= 28:
        return f"BYMONTHDAY={int(day[1])}"
    if day and 29 <= int(day[1]) <= 31:
        raise refuse(
            "YML362",
            f"Not every month has a day {int(day[1])}, so that work would be left out in some.",
            remedy="Write the last day, or a day from 1 to 28.",
            text=text,
        )
    codes = _weekdays(place[2], text) if place else ""
    if not place or "," in codes:
        raise _unreadable(text)
    return f"BYDAY={_PLACES[place[1]]}{codes}"


def _weekdays(words: str, text: str) -> str:
    try:
        key = parse_days(words)
    except PydanticCustomError:
        raise _unreadable(text) from None
    if key.when != "week":
        raise _unreadable(text)
    return ",".join(_CODES[day] for day in sorted(key.days))


def _written(rule: str, text: str) -> Recurrence:
    parts = rule.strip(";").split(";")
    found = [_PART.fullmatch(part) for part in parts]
    known = {match[1]: match[2] for match in found if match}
    if None in found or len(known) < len(parts) or not set(known) <= _ALLOWED or "FREQ" not in known:
        raise _unreadable(text)
    if known["FREQ"] not in _FREQUENCIES or {"COUNT", "UNTIL"} <= set(known):
        raise _unreadable(text)
    return Recurrence(";".join(parts))


def _comes(found: Recurrence, text: str) -> Recurrence:
    """Return a recurrence that comes at least once within the longest wait; another one is refused."""
    begins = date(2096, 3, 1)  # the longest wait for a day in the calendar begins here: 2100 is no leap year
    try:
        rule = _rule(found.rule, begins)
    except (ValueError, TypeError, KeyError):
        raise _unreadable(text) from None
    bounded = rule.replace(count=None, until=datetime.combine(begins + LONGEST_WAIT, time()))
    if "UNTIL=" not in found.rule and not any(islice(bounded, 1)):
        raise refuse(
            "YML362",
            f"«{text}» never comes: there is no such day in the calendar.",
            remedy="Write a day that every month or year has, such as RRULE:FREQ=MONTHLY;BYMONTHDAY=-1.",
            text=text,
        )
    return found


def _unreadable(text: str) -> PydanticCustomError:
    return refuse(
        "YML361",
        f"«{text}» does not say on which days the work falls due.",
        remedy="Write daily, every working day, weekly on mon, monthly on the first tue, every 6 months, as needed, or "
        "a rule of RFC 5545 by days, such as RRULE:FREQ=MONTHLY;BYDAY=-1FR.",
        text=text,
    )


RecurrenceText = Annotated[
    Recurrence,
    PlainValidator(from_text(parse_recurrence)),
    WithJsonSchema(
        {
            "type": "string",
            "examples": [
                "daily",
                "every working day",
                "weekly on mon",
                "monthly on the first tue",
                "every 6 months",
                "as needed",
                "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
            ],
        }
    ),
]
