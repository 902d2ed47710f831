"""Both languages say the same things: the same sentences with the same places, and every value of an agreement."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import pytest

from asagreed.documents.language import language_named
from asagreed.documents.language.english import SENTENCES as ENGLISH
from asagreed.documents.language.german import KEYS, WORDS
from asagreed.documents.language.german import SENTENCES as GERMAN
from asagreed.reading.json_schema import schema_of

EN, DE = language_named("en"), language_named("de")


def places(sentence: str) -> set[str]:
    """Return the places for values in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(ENGLISH) == set(GERMAN)


@pytest.mark.parametrize("name", ENGLISH)
def test_a_sentence_has_the_same_places_in_both_languages(name: str) -> None:
    assert places(ENGLISH[name]) == places(GERMAN[name])


def keys_of(schema: Mapping[str, Any], node: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Yield every key that a schema knows."""
    node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    if depth < 6:
        for key, inner in node.get("properties", {}).items():
            yield key
            yield from keys_of(schema, inner, depth + 1)
        for option in node.get("anyOf", ()):
            yield from keys_of(schema, option, depth)
        if isinstance(node.get("additionalProperties"), dict):
            yield from keys_of(schema, node["additionalProperties"], depth + 1)


def words_of(node: object) -> Iterator[str]:
    """Yield every fixed word that a schema knows."""
    if isinstance(node, dict):
        yield from (word for word in node.get("enum", ()) if isinstance(word, str))
        for inner in node.values():
            yield from words_of(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from words_of(inner)


def test_every_key_of_an_agreement_is_said_in_german() -> None:
    schema = schema_of("agreement")
    assert set(keys_of(schema, schema)) - set(KEYS) == set()


def test_every_fixed_word_of_an_agreement_is_said_in_german() -> None:
    assert set(words_of(schema_of("agreement"))) - set(WORDS) == set()


@pytest.mark.parametrize(
    ("written", "english", "german"),
    [
        ("4 h", "4 h", "4 h"),
        ("1 h 30 min", "1 h 30 min", "1 h 30 min"),
        ("1.5 h", "1.5 h", "1,5 h"),
        ("1 working day", "1 working day", "1 Arbeitstag"),
        ("2 working days", "2 working days", "2 Arbeitstage"),
        ("3 elapsed days", "3 elapsed days", "3 Tage rund um die Uhr"),
        ("14 days", "14 days", "14 Tage"),
        ("1 year", "1 year", "1 Jahr"),
        ("for 6 months", "for 6 months", "6 Monate"),
        ("Net 10", "Net 10", "10 Tage"),
        ("4 h plus travel", "4 h plus travel", "4 h zuzüglich Anfahrt"),
        ("40 h as a guide", "40 h as a guide", "40 h als Richtwert"),
        ("none", "none", "keine Zusage"),
        ("95% of tickets a month", "95% of tickets a month", "95 % der Tickets je Monat"),
        ("99.95%", "99.95%", "99,95 %"),
        ("120.00 USD per h", "120.00 USD per h", "120,00 USD je Stunde"),
        ("1,200.00 EUR a month", "1,200.00 EUR a month", "1.200,00 EUR je Monat"),
        ("2400 USD", "2400 USD", "2.400 USD"),
        ("10 h a month", "10 h a month", "10 h je Monat"),
        ("2 h a case", "2 h a case", "2 h je Fall"),
        ("rolls over for 1 month", "rolls over for 1 month", "sie bleiben 1 Monat länger gültig"),
        ("rolls over for 2 months", "rolls over for 2 months", "sie bleiben 2 Monate länger gültig"),
        ("rolls over once", "they roll over once", "sie gehen einmal in den nächsten Monat über"),
        ("rolls over without end", "rolls over without end", "sie bleiben ohne Ende gültig"),
        ("12 months after purchase", "12 months after purchase", "12 Monate nach dem Kauf"),
        ("more than 5", "more than 5", "mehr als 5"),
        ("6 or more", "6 or more", "6 oder mehr"),
        ("at least 2 of 3", "at least 2 of 3", "mindestens 2 von 3"),
        ("at least 2", "at least 2", "mindestens 2"),
        ("21:00 the evening before", "21:00 the evening before", "21:00 Uhr am Vorabend"),
        ("08:00 the morning after", "08:00 the morning after", "08:00 Uhr am Tag danach"),
        ("standard 19%", "standard 19%", "Regelsatz 19 %"),
        ("exempt, medical services", "exempt, medical services", "steuerfrei, medical services"),
        ("2026-07-03", "3 July 2026", "3. Juli 2026"),
        ("2026-07-03 12:00-17:00", "3 July 2026, 12:00–17:00", "3. Juli 2026, 12:00–17:00 Uhr"),
        ("2026-12-24 to 2027-01-01", "24 December 2026 to 1 January 2027", "24. Dezember 2026 bis 1. Januar 2027"),
        ("mon-thu", "Monday to Thursday", "Montag bis Donnerstag"),
        ("mon, tue", "Monday and Tuesday", "Montag und Dienstag"),
        ("mon, wed-fri", "Monday and Wednesday to Friday", "Montag und Mittwoch bis Freitag"),
        ("weekdays", "Monday to Friday", "Montag bis Freitag"),
        ("every day 20:00-07:00", "every day 20:00–07:00", "jeden Tag 20:00–07:00"),
        ("last sun of the month", "last Sunday of the month", "letzter Sonntag im Monat"),
        ("both parties agree", "both parties agree", "beide Seiten stimmen zu"),
    ],
)
def test_values_are_said_in_both_languages(written: str, english: str, german: str) -> None:
    assert (EN.value(written), DE.value(written)) == (english, german)


@pytest.mark.parametrize(
    "own",
    ["the next time the phone is staffed", "once a month", "5 boxes", "2 of these a month", "on Mondays as agreed",
     "on illinois", "Meyer", "last one of the month"],
)  # fmt: skip
def test_words_of_the_parties_stand_as_they_were_written(own: str) -> None:
    assert (EN.value(own), DE.value(own)) == (own, own)


@pytest.mark.parametrize(
    ("days", "english", "german"),
    [
        ("on illinois", "on «illinois»", "an Tagen von „illinois“"),
        ("day before illinois", "on the day before «illinois»", "am Tag vor „illinois“"),
    ],
)
def test_days_of_holidays_name_their_list(days: str, english: str, german: str) -> None:
    assert (EN.days(days), DE.days(days)) == (english, german)


def test_dates_moments_lists_and_counts() -> None:
    assert (EN.day(date(2026, 1, 12)), DE.day(date(2026, 1, 12))) == ("12 January 2026", "12. Januar 2026")
    at = datetime(2026, 3, 1, 8, 5)  # noqa: DTZ001 -- local, as a document says it
    assert (EN.moment(at), DE.moment(at)) == ("1 March 2026, 08:05", "1. März 2026, 08:05 Uhr")
    assert (EN.listed(["a", "b", "c"]), DE.listed(["a", "b", "c"]), DE.listed([])) == ("a, b and c", "a, b und c", "–")
    assert (EN.count(1, "day"), DE.count(1, "day"), DE.count(14, "day")) == ("1 day", "1 Tag", "14 Tage")
    assert (EN.decimal("1.5"), DE.decimal("1.5")) == ("1.5", "1,5")
