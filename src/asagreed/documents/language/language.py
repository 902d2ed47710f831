"""A language: its sentences, how values are written in it, and how things are listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from asagreed.documents.language import english
from asagreed.errors import UnknownLanguage


@dataclass(frozen=True)
class Language:
    """Sentences by name, with places for values in braces; months and dates; how things are listed."""

    code: str
    sentences: Mapping[str, str]
    months: tuple[str, ...]
    day_form: str
    and_word: str

    def say(self, name: str, /, **values: object) -> str:
        """Return a sentence with its values. Raises KeyError for one that the language does not have."""
        return self.sentences[name].format(**values)

    def listed(self, items: Iterable[str]) -> str:
        """Return items with commas, and a word before the last."""
        *before, last = tuple(items) or ("–",)
        return f"{', '.join(before)} {self.and_word} {last}" if before else last

    def day(self, day: date) -> str:
        """Return a date in words: 12 January 2026."""
        return self.day_form.format(day=day.day, month=self.months[day.month - 1], year=day.year)


ENGLISH = Language("en", english.SENTENCES, english.MONTHS, "{day} {month} {year}", "and")
_LANGUAGES = {language.code: language for language in (ENGLISH,)}


def language_named(code: str) -> Language:
    """Return a language by its code, such as en. Raises UnknownLanguage."""
    if code not in _LANGUAGES:
        raise UnknownLanguage(code=code, known=tuple(_LANGUAGES))
    return _LANGUAGES[code]
