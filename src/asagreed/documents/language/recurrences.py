"""When recurring work comes again, as it is said in a language."""

from __future__ import annotations

import re

from asagreed.documents.language.language import Language
from asagreed.terms.values.days import DAY_NAMES
from asagreed.terms.values.recurrences import Recurrence

_PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}
_CODES = {name[:2].upper(): name for name in DAY_NAMES}
_DAY = re.compile(r"(-?\d)?(\w\w)")
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month"}


def recurrence_in_words(recurrence: Recurrence, language: Language) -> str:
    """Return when work comes again, in a language; a rule of RFC 5545 stands as it was written."""
    if not recurrence.rule:
        return language.say("as needed")
    if recurrence.on_working_days:
        return language.say("every working day")
    if recurrence.text.upper().startswith("RRULE:"):
        return recurrence.text
    parts = dict(part.split("=") for part in recurrence.rule.split(";"))
    number, unit = parts.get("INTERVAL", "1"), _UNITS[parts["FREQ"]]
    day = _day_in_words(parts, language)
    if unit == "week" and number == "1" and day:
        return language.say("each weekday", days=day)
    every = language.say(f"every one {unit}") if number == "1" else language.say(f"every {unit}s", count=number)
    return language.say("every on", every=every, day=day) if day else every


def _day_in_words(parts: dict[str, str], language: Language) -> str:
    if "BYMONTHDAY" in parts:
        day = parts["BYMONTHDAY"]
        return language.say("by the last day") if day == "-1" else language.say("on day", day=day)
    if "BYDAY" not in parts or (parts["FREQ"] == "WEEKLY" and parts["BYDAY"] == "SU"):
        return ""
    found = [_DAY.fullmatch(code) for code in parts["BYDAY"].split(",")]
    named = [(match[1], language.days(_CODES[match[2]])) for match in found if match]
    return language.listed(
        language.say(f"{_PLACES[place]} in month", day=day) if place else day for place, day in named
    )
