"""A printed quote: the work, its ways with their prices, the clauses behind them, and how long it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.checks.test_rules import agreement
from tests.documents.printed import EXAMPLES, LANGUAGES, ODD, SVG, history_of, is_in, pages_of, plain, text_of

from asagreed.billing.quoting import PlannedWork, Quote, quote_work
from asagreed.documents.quote import print_quote, quote_sheet
from asagreed.documents.sheet import Sheet
from asagreed.documents.typesetting import Look
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry
from asagreed.versions import History, Version

TUESDAY = 1778610600  # 12 May 2026, 13:30 in Chicago
HOUR = 3600


def planned(title: str, least: int, most: int, **said: str) -> PlannedWork:
    """Return a piece of work of so many hours."""
    entry = replace(WorkEntry(id="planned", seconds=0), service=title, **said)  # type: ignore[arg-type]
    return PlannedWork(title=title, least=least * HOUR, most=most * HOUR, entry=entry)


def quoted(*work: PlannedWork, customer: str = "harbour-dental", at: int = TUESDAY) -> tuple[Quote, Version]:
    """Return a quote under an example, and the version that it rests on."""
    return quoted_under(history_of(EXAMPLES / customer), *work, at=at)


def quoted_under(history: History, *work: PlannedWork, at: int = TUESDAY) -> tuple[Quote, Version]:
    """Return a quote under an agreement, and the version that it rests on."""
    return quote_work(work, history, Books(), at=at), history.version_in_force(at=at)


WORK = (
    planned("restore of data", 3, 5, delivery="remote", system="files"),
    planned("hardware repair", 1, 2, delivery="on-site", site="clinic"),
    planned("new printer", 1, 1, delivery="on-site"),
)
SAID = {
    "en": ("Quote", "Made on 12 May 2026, 13:30", "restore of data", "3 h to 5 h", "hardware repair", "at once",
           "after closing time", "in support hours, from the next opening", "covered by the agreement",
           "paid by the hour", "300.00 USD", "35.00 USD", "Travel", "The prices hold until 30 June 2026",
           "Prices are without tax", "We order the work", "version"),
    "de": ("Angebot", "Erstellt am 12. Mai 2026, 13:30 Uhr", "3 h bis 5 h", "sofort", "nach Feierabend", "Anfahrt",
           "durch die Vereinbarung gedeckt", "nach Stunden bezahlt", "300,00 USD", "35,00 USD",
           "Die Preise gelten bis 30. Juni 2026", "Wir bestellen die Arbeit"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote_says_work_ways_prices_and_reasons_and_is_sound(language: str, tmp_path: Path) -> None:
    quote, version = quoted(*WORK)
    sheet = quote_sheet(quote, version, valid_until=date(2026, 6, 30), language=language)
    look = Look(colour="#5b2a86", logo=SVG)
    pdf = print_quote(sheet, look=look)
    text = text_of(pdf, tmp_path)
    assert [said for said in SAID[language] if plain(said) not in text] == []
    assert pages_of(pdf, tmp_path) <= 3
    assert pdf == print_quote(sheet, look=look)


def rows(sheet: Sheet, address: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table of a sheet."""
    blocks = (block for section in sheet.sections for block in section.blocks)
    return next(block.rows for block in blocks if block.address == address)


def test_prices_are_those_of_the_quote_and_have_the_clauses_of_the_contract() -> None:
    quote, version = quoted(*WORK)
    sheet = quote_sheet(quote, version)
    ways = rows(sheet, "ways")
    sums = [f"{choice.least.net} to {choice.most.net}" for choice in quote.choices]
    assert [cell.removesuffix("; to be settled") for cell in ways[-1]] == ["Price", *sums]
    reasons = rows(sheet, "ways.from the next opening")
    assert reasons[0] == ("restore of data", "5 h", "–", "covered by the agreement", "2.1")
    assert reasons[1] == ("hardware repair", "2 h", "300.00 USD", "paid by the hour", "2.2, 8.2")
    assert ("Travel", "–", "35.00 USD", "paid by the hour", "8.6") in reasons


def test_at_night_hours_are_taken_from_what_was_agreed_ahead() -> None:
    quote, version = quoted(planned("restore of data", 1, 2, delivery="remote", system="files"))
    ways = rows(quote_sheet(quote, version), "ways")
    assert ways[4][2] == "1 h 30 min (the allowance) to 3 h (the allowance)"
    assert ("restore of data", "2 h", "–", "taken from the allowance", "2.4, 8.8") in rows(
        quote_sheet(quote, version), "ways.tonight"
    )


def test_what_may_be_nothing_is_told_by_its_end() -> None:
    quote, version = quoted(planned("restore of data", 1, 6, delivery="remote", system="files"), at=TUESDAY + HOUR)
    assert rows(quote_sheet(quote, version), "ways")[4][1].startswith("up to ")


def test_what_somebody_decides_first_is_no_price() -> None:
    quote, version = quoted(planned("something nobody named", 1, 1, delivery="remote"), customer="lindner-joinery")
    sheet = quote_sheet(quote, version)
    told = [row for choice in quote.choices for row in rows(sheet, f"ways.{choice.choice}")]
    assert any("to be settled" in row[3] for row in told)


def test_where_nobody_is_named_to_decide_nobody_is_asked(tmp_path: Path) -> None:
    agreement(tmp_path, "services: {included: {mail repair: remote}}\nrates: {remote: 100.00 USD per h}")
    quote, version = quoted_under(history_of(tmp_path), planned("something else", 1, 1, delivery="remote"))
    assert rows(quote_sheet(quote, version), "ways.now")[0][3] == "to be settled first"


def test_a_quote_without_a_last_day_holds_for_its_own() -> None:
    quote, version = quoted(WORK[0])
    said = [block.text for section in quote_sheet(quote, version).sections for block in section.blocks]
    assert "The prices hold for work that is ordered today." in said


def test_the_way_to_a_site_by_arrangement_is_to_be_settled(tmp_path: Path) -> None:
    agreement(
        tmp_path,
        "sites: {shop: {distance: far}}\n"
        "rates: {on-site: 100.00 USD per h, travel: {far: {by arrangement with: the owner}}}\n"
        "services: {excluded: {repair: broken}, otherwise: excluded}",
    )
    work = planned("repair", 1, 1, delivery="on-site", site="shop")
    quote, version = quoted_under(history_of(tmp_path), work)
    assert rows(quote_sheet(quote, version), "ways.now")[-1] == (
        "Travel", "–", "–", "to be settled first, To be settled with the owner", "–"
    )  # fmt: skip
    assert rows(quote_sheet(quote, version), "ways")[-1][1] == "100.00 USD; to be settled"


def test_an_agreement_without_money_is_quoted_in_hours_alone(tmp_path: Path) -> None:
    agreement(tmp_path, "currency:")
    quote, version = quoted_under(history_of(tmp_path), planned("mail repair", 1, 1, delivery="remote"))
    assert rows(quote_sheet(quote, version), "ways")[-1] == ("Price", "–", "–", "–")


def test_a_sum_is_shown_with_the_fraction_rounded_once() -> None:
    quote, version = quoted(planned("hardware repair", 1, 2, delivery="on-site"))
    parts = quote.choices[2].most.parts
    assert sum((part.amount for part in parts), Fraction()) == 300
    assert rows(quote_sheet(quote, version), "ways.from the next opening")[0][2] == "300.00 USD"


def test_what_is_typed_is_printed_as_it_is_typed(tmp_path: Path) -> None:
    typed = " ".join(ODD)
    quote, version = quoted(planned(typed, 1, 1, delivery="remote"))
    assert is_in(typed, text_of(print_quote(quote_sheet(quote, version)), tmp_path))
