"""Words as codes, while columns are being filled."""

from __future__ import annotations

from asagreed.facts.event_table import NOTHING, Vocabulary


class WordCodes:
    """Gives each word a code, in order of first use."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, word: str | None) -> int:
        """Return the code of a word; no word is NOTHING."""
        return NOTHING if word is None else self._codes.setdefault(word, len(self._codes))

    def vocabulary(self) -> Vocabulary:
        """Return the words behind the codes given so far."""
        return Vocabulary(tuple(self._codes))
