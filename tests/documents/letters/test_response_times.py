"""The letter about response times: every promised time, its hours, how to report, and what is measured."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.checks.test_rules import agreement
from tests.documents.printed import EXAMPLES, LANGUAGES, ODD, SVG, history_of, is_in, of_plan, pages_of, plain, text_of

from asagreed.documents.letters import print_letter, response_times_letter
from asagreed.documents.refusals import NothingToPrint
from asagreed.documents.typesetting import Look

DAY = date(2026, 6, 15)
SAID = {
    "en": ("Your response times from 1 July 2026", "15 June 2026", "Harbour Dental", "45 min", "16 h as a guide",
           "8 h plus travel", "Monday to Thursday", "09:00–13:00, 14:00–18:00", "the public holidays of US-IL",
           "no patient can be treated", "patients are waiting", "+1 555 0199", "help@northwind.example",
           "waiting for customer", "95% of tickets a month", "98% of tickets a quarter", "With kind regards"),
    "de": ("Ihre Antwortzeiten ab 1. Juli 2026", "15. Juni 2026", "45 min", "16 h als Richtwert",
           "8 h zuzüglich Anfahrt", "Montag bis Donnerstag", "Warten auf den Kunden", "95 % der Tickets je Monat",
           "Mit freundlichen Grüßen"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_says_all_that_is_promised_and_is_sound(language: str, tmp_path: Path) -> None:
    version = history_of(EXAMPLES / "harbour-dental").versions[-1]
    look = Look(colour="#5b2a86", logo=SVG)
    pdf = print_letter(response_times_letter(version, day=DAY, language=language), look=look)
    text = text_of(pdf, tmp_path)
    assert [said for said in SAID[language] if plain(said) not in text] == []
    assert pages_of(pdf, tmp_path) <= 3
    assert pdf == print_letter(response_times_letter(version, day=DAY, language=language), look=look)
    assert "reviewed" not in text


def test_a_letter_says_that_there_are_reports_where_there_are(tmp_path: Path) -> None:
    letter = response_times_letter(of_plan("silver", tmp_path).versions[-1], day=DAY)
    said = [block.text for section in letter.sections for block in section.blocks]
    assert "The provider reports every month." in said


def test_a_letter_without_priorities_or_holidays_leaves_them_out() -> None:
    letter = response_times_letter(history_of(EXAMPLES / "mill-lane-school").versions[-1], day=DAY)
    assert [section.title for section in letter.sections] == [
        "How fast we answer", "When the clock runs", "How to report a problem"
    ]  # fmt: skip


def test_a_calendar_that_is_closed_on_single_days_names_them(tmp_path: Path) -> None:
    version = agreement(
        tmp_path, "calendars: {support: {hours: {mon-fri: '08:00-17:00'}, closed: [2026-07-03, days off]}}"
    )
    said = [block.text for section in response_times_letter(version, day=DAY).sections for block in section.blocks]
    assert "«support» are closed: 3 July 2026 and on «days off»." in said


def test_where_no_time_is_promised_there_is_nothing_to_tell() -> None:
    with pytest.raises(NothingToPrint, match="no promised time"):
        response_times_letter(history_of(EXAMPLES / "corner-florist").versions[-1], day=DAY)


def test_what_is_typed_is_printed_as_it_is_typed(tmp_path: Path) -> None:
    typed = " ".join(ODD)
    quoted = typed.replace("'", "''")
    version = agreement(tmp_path, f"priorities: {{impact: {{many: '{quoted}'}}}}")
    assert is_in(typed, text_of(print_letter(response_times_letter(version, day=DAY)), tmp_path))
