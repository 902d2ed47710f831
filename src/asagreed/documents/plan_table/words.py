"""The words of a comparison in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asagreed.documents.language import Language, language_named
from asagreed.documents.plan_table.sentences import SENTENCES
from asagreed.errors import UnknownLanguage

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by name, with places for values in braces."""

    sentences: Mapping[str, str]
    language: Language

    def say(self, name: str, /, **values: object) -> str:
        """Return a sentence with its values. Raises KeyError for one that the language does not have."""
        return self.sentences[name].format(**values)

    def known(self, kind: str, word: str) -> str:
        """Return a word of the agreements in the language where it has one, else as it is written."""
        return self.sentences.get(f"{kind} {word}", word)

    def thing(self, what: str) -> str:
        """Return what fees count: user."""
        return self.known("what", what)

    def counted(self, what: str, count: int) -> str:
        """Return a number of things: 10 users."""
        name = "one" if count == 1 else f"many {what}"
        return self.say(name if name in self.sentences else "many", count=count, what=self.thing(what))

    def hours(self, name: str) -> str:
        """Return in which hours: in support hours; nothing without a name."""
        known = self.sentences.get(f"hours {name}")
        return known or (self.say("hours", hours=name) if name else "")

    def value(self, text: str) -> str:
        """Return a price, a length or a share as it is said, on one line: 30 min."""
        return self.language.value(text).replace(" ", NO_BREAK)

    @staticmethod
    def listed(items: Iterable[str]) -> str:
        """Return items with commas."""
        return ", ".join(items)


def words_in(language: str) -> Words:
    """Return the words of a language by its code, such as en. Raises UnknownLanguage."""
    if language not in SENTENCES:
        raise UnknownLanguage(code=language, known=tuple(SENTENCES))
    return Words(SENTENCES[language], language_named(language))
