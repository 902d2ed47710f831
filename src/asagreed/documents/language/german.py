"""German: the sentences of all documents, and how the values of agreements are said.

Sentences are built so that a value fits as it is, without an ending of its own: behind a colon, or after a word that
leaves it in its basic form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from asagreed.documents.language import german_contract, german_papers, german_reports, german_words
from asagreed.documents.language.grammar import Rule, rule

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")

_UNITS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), ("s", "s")),
    **dict.fromkeys(("min", "minute", "minutes"), ("min", "min")),
    **dict.fromkeys(("h", "hour", "hours"), ("h", "h")),
    **dict.fromkeys(("working day", "working days", "business day", "business days"), ("Arbeitstag", "Arbeitstage")),
    **dict.fromkeys(("elapsed h", "elapsed hour", "elapsed hours"), ("h rund um die Uhr", "h rund um die Uhr")),
    **dict.fromkeys(("elapsed day", "elapsed days"), ("Tag rund um die Uhr", "Tage rund um die Uhr")),
    **dict.fromkeys(("day", "days"), ("Tag", "Tage")),
    **dict.fromkeys(("week", "weeks"), ("Woche", "Wochen")),
    **dict.fromkeys(("month", "months"), ("Monat", "Monate")),
    **dict.fromkeys(("year", "years"), ("Jahr", "Jahre")),
    **dict.fromkeys(("ring", "rings"), ("Klingelton", "Klingeltöne")),
}
_EACH: Mapping[str, str] = {
    **dict.fromkeys(("h", "hour"), "Stunde"),
    **dict.fromkeys(("month", "mo"), "Monat"),
    "quarter": "Quartal",
    "year": "Jahr",
    "case": "Fall",
    "ticket": "Ticket",
    **dict.fromkeys(("visit", "trip"), "Besuch"),
    **dict.fromkeys(("km", "kilometre", "kilometer"), "km"),
}
_NUMBER = r"\d+(?:\.\d+)?"
_LENGTH = re.compile(rf"({_NUMBER})\s*((?:(?:working|business|elapsed)\s+)?[a-z]+)\s*", re.IGNORECASE)
_MONEY = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


def _number(text: str) -> str:
    """Return a number with points between thousands and a comma: 2.400,00."""
    whole, point, rest = text.replace(",", "").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if point else grouped


def _length(found: re.Match[str]) -> str:
    parts = []
    for part in _LENGTH.finditer(found[0]):
        unit = _UNITS.get(" ".join(part[2].lower().split()))
        if unit is None:
            return ""
        parts.append(f"{_number(part[1])} {unit[part[1] != '1']}")
    return " ".join(parts)


def _money(found: re.Match[str]) -> str:
    return f"{_number(found[1])} {found[2]}"


def _percentage(found: re.Match[str]) -> str:
    return f"{_number(found[1])} %"


def _rolls_over(found: re.Match[str]) -> str:
    months = "1 Monat" if found[1] == "1" else f"{found[1]} Monate"
    return f"sie bleiben {months} länger gültig"


def _each(found: re.Match[str]) -> str:
    return _EACH[found[0].lower()]


RULES: tuple[Rule, ...] = (
    rule(rf"({_MONEY}) ?([A-Z]{{3}})", _money),
    rule(rf"({_NUMBER}) ?%", _percentage),
    rule(r"Net (\d+)", lambda found: f"{found[1]} Tage"),
    rule(rf"(?:{_LENGTH.pattern})+", _length),
    rule(rf"{'|'.join(_EACH)}", _each),
    rule(r"(.+) as a guide", "{} als Richtwert"),
    rule(r"(.+) plus travel", "{} zuzüglich Anfahrt"),
    rule(rf"({_NUMBER} ?%) of (?:tickets|calls) (?:a|per|each|every) (month|quarter|year)", "{} der Tickets je {}"),
    rule(rf"(.+) (?:a|an|per|each|every) ({'|'.join(_EACH)})", "{} je {}"),
    rule(r"for (\d+ \w+)", "{}"),
    rule(r"more than (\d+)", lambda found: f"mehr als {found[1]}"),
    rule(r"(\d+) or more", lambda found: f"{found[1]} oder mehr"),
    rule(r"at least (\d+) of (\d+)", lambda found: f"mindestens {found[1]} von {found[2]}"),
    rule(r"at least (\d+)", lambda found: f"mindestens {found[1]}"),
    rule(r"rolls? over once", "sie gehen einmal in den nächsten Monat über"),
    rule(r"rolls? over for (\d{1,2}) months?", _rolls_over),
    rule(r"rolls? over without end", "sie bleiben ohne Ende gültig"),
    rule(r"(.+) after purchase", "{} nach dem Kauf"),
    rule(r"(.+) after payment", "{} nach der Zahlung"),
    rule(r"(.+) after first use", "{} nach der ersten Nutzung"),
    rule(r"(\d{1,2}:\d{2}) the (?:evening|day) before", lambda found: f"{found[1]} Uhr am Vorabend"),
    rule(r"(\d{1,2}:\d{2}) the (?:morning|day) after", lambda found: f"{found[1]} Uhr am Tag danach"),
    rule(r"standard (.+)", "Regelsatz {}"),
    rule(r"reduced (.+)", "ermäßigter Satz {}"),
    rule(r"exempt, (.+)", lambda found: f"steuerfrei, {found[1]}"),
)

WORDS, KEYS = german_words.WORDS, german_words.KEYS
SENTENCES: Mapping[str, str] = {
    **german_contract.SENTENCES,
    **german_papers.SENTENCES,
    **german_reports.SENTENCES,
}
