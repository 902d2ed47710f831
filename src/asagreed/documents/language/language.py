"""A language: its sentences, how values of an agreement are said in it, and how things are listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asagreed.documents.language import english, german
from asagreed.documents.language.grammar import Rule, said_by_rules
from asagreed.errors import UnknownLanguage
from asagreed.terms.values.days import DayKey, find_days

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}.*)| to (\d{4}-\d{2}-\d{2}))?")
_DAYS_AND_HOURS = re.compile(r"(\D+?) (\d{1,2}:.*)")
_IN_MONTH = re.compile(r"(first|second|third|fourth|last) (\w+)(?: of the month)?", re.IGNORECASE)
_HOLIDAYS = ("on ", "day before ", "the day before ")
_GROUPS = {tuple(range(5)): "weekdays", (5, 6): "weekend", tuple(range(7)): "every day"}


@dataclass(frozen=True)
class Language:
    """Sentences by name, with places for values in braces, and how values are said.

    `words` are the fixed words of agreements, `keys` its keys; `rules` say what has numbers in it.
    """

    code: str
    sentences: Mapping[str, str]
    words: Mapping[str, str]
    keys: Mapping[str, str]
    rules: tuple[Rule, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    day_form: str

    def say(self, name: str, /, **values: object) -> str:
        """Return a sentence with its values. Raises KeyError for one that the language does not have."""
        return self.sentences[name].format(**values)

    def count(self, number: int, name: str) -> str:
        """Return a count of something: 1 day, 14 days."""
        return self.say(f"one {name}" if number == 1 else f"many {name}", count=number)

    def listed(self, items: Iterable[str]) -> str:
        """Return items with commas, and a word before the last."""
        *before, last = tuple(items) or ("–",)
        return f"{', '.join(before)} {self.say('and')} {last}" if before else last

    def day(self, day: date) -> str:
        """Return a date in words: 12 January 2026."""
        return self.day_form.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def moment(self, at: datetime) -> str:
        """Return a moment in words, to the minute: 12 January 2026, 08:00."""
        return self.say("at time", day=self.day(at.date()), time=f"{at:%H:%M}")

    def word(self, word: str) -> str:
        """Return a fixed word of agreements as it is said; any other stands as it was written."""
        return self.words.get(word, word)

    def key(self, key: str, *, within: str = "") -> str:
        """Return a key of agreements as it is said, where it stands within another one."""
        return self.keys.get(f"{within}.{key}") or self.keys.get(key, key)

    def decimal(self, number: str) -> str:
        """Return a number with the point of the language."""
        return number.replace(".", self.say("point"))

    def value(self, text: str) -> str:
        """Return a value as it is said: a length, price, share, date, days, a fixed word.

        What is none of these was written by the parties, and stands as they wrote it.
        """
        plain = " ".join(text.split())
        # What begins as the days of a holiday list do may as well be a sentence of somebody.
        days = "" if plain.startswith(_HOLIDAYS) else self.days(plain)
        said = self._dated(plain) or days or self.words.get(plain) or said_by_rules(plain, self.rules)
        return said or text

    def days(self, text: str) -> str:
        """Return days of the week, with hours if there are any; nothing where a text does not say days."""
        placed = _IN_MONTH.fullmatch(text)
        if placed and find_days(placed[2]):
            return self.say(f"{placed[1].lower()} in month", day=self.days(placed[2]))
        timed = _DAYS_AND_HOURS.fullmatch(text)
        key = find_days(timed[1] if timed else text)
        if key is None:
            return ""
        return f"{self._days(key)} {self.hours(timed[2])}" if timed else self._days(key)

    def hours(self, text: str) -> str:
        """Return the hours of a day: 09:00–13:00, 14:00–18:00."""
        shifts = re.sub(r"\s*[-–]\s*", "–", text.strip())
        return self.words.get(shifts) or ", ".join(re.split(r"[\s,]+", shifts))

    def _days(self, key: DayKey) -> str:
        if key.when != "week":
            return self.say(f"{key.when} holidays", name=key.holidays)
        days = tuple(sorted(key.days))
        if days in _GROUPS:
            return self.say(_GROUPS[days])
        return self.listed(self._run(first, last) for first, last in _runs(days))

    def _run(self, first: int, last: int) -> str:
        if first == last:
            return self.weekdays[first]
        return self.say("days from to", first=self.weekdays[first], last=self.weekdays[last])

    def _dated(self, text: str) -> str:
        found = _DATE.fullmatch(text)
        if found is None:
            return ""
        first = self.day(date.fromisoformat(found[1]))
        if found[3]:
            return self.say("dates from to", first=first, last=self.day(date.fromisoformat(found[3])))
        return self.say("at time", day=first, time=self.hours(found[2])) if found[2] else first


def _runs(days: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return days of the week as runs, each with its first and last day; two in a row are no run."""
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return [
        part for first, last in runs for part in ([(first, last)] if last - first != 1 else [(first,) * 2, (last,) * 2])
    ]


ENGLISH = Language(
    "en",
    english.SENTENCES,
    english.WORDS,
    english.KEYS,
    english.RULES,
    english.MONTHS,
    english.WEEKDAYS,
    "{day} {month} {year}",
)
GERMAN = Language(
    "de",
    german.SENTENCES,
    german.WORDS,
    german.KEYS,
    german.RULES,
    german.MONTHS,
    german.WEEKDAYS,
    "{day}. {month} {year}",
)
_LANGUAGES = {language.code: language for language in (ENGLISH, GERMAN)}


def language_named(code: str) -> Language:
    """Return a language by its code, such as en. Raises UnknownLanguage."""
    if code not in _LANGUAGES:
        raise UnknownLanguage(code=code, known=tuple(_LANGUAGES))
    return _LANGUAGES[code]
