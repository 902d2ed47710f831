"""The sentences of the signature sheet: the same in every language of documents."""

from __future__ import annotations

import pytest

from asagreed.documents.signature_sheet.sentences import SENTENCES, said
from asagreed.errors import UnknownLanguage


def test_every_language_says_the_same_sentences() -> None:
    assert {frozenset(each) for each in SENTENCES.values()} == {frozenset(said("en"))}


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        said("tlh")
