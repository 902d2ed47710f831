"""Papers beside the contract: what each says of its subject, in both languages, and when there is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.documents.printed import EXAMPLES, LANGUAGES, ODD, SVG, history_of, is_in, pages_of, plain, text_of

from asagreed.documents.refusals import NothingToPrint
from asagreed.documents.sheet import Sheet
from asagreed.documents.signed import (
    amendment_of,
    criticality_of,
    declined_advice_of,
    emergencies_of,
    print_signed,
    rider_of,
)
from asagreed.documents.typesetting import Look
from asagreed.versions import History

JUNE = 1781900000  # 19 June 2026, when the disk was still missing


def harbour() -> History:
    return history_of(EXAMPLES / "harbour-dental")


def amendment(language: str) -> Sheet:
    return amendment_of(harbour(), number=1, language=language)


def rider(language: str) -> Sheet:
    return rider_of(harbour(), harbour().versions[-1], language=language)


def rider_taken_up(language: str) -> Sheet:
    return rider_of(harbour(), harbour().versions[2], name="premium response", language=language)


def emergencies(language: str) -> Sheet:
    return emergencies_of(harbour(), harbour().versions[-1], at=JUNE - 86_400, language=language)


def criticality(language: str) -> Sheet:
    return criticality_of(harbour(), harbour().versions[-1], at=JUNE, language=language)


def declined_advice(language: str) -> Sheet:
    return declined_advice_of(harbour(), language=language)


SAID: dict[Callable[[str], Sheet], dict[str, tuple[str, ...]]] = {
    amendment: {
        "en": ("Amendment 1", "Faster answers to high tickets", "With a chair standing still", "1 April 2026", "1 h",
               "45 min", "better", "keeps the times", "Recorded as signed on 20 March 2026",
               "Recorded as signed on 24 March 2026", "Everything else stays", "Version 2 of 1 April 2026"),
        "de": ("Nachtrag 1", "Faster answers to high tickets", "1. April 2026", "besser", "behält die Zeiten",
               "Unterschrift vermerkt am 20. März 2026", "Alles andere bleibt"),
    },
    rider: {
        "en": ("Premium response", "30 min", "15 min", "4 h", "2 h", "45 min", "8 h",
               "200.00 USD a month and 60.00 USD per ticket", "at any time", "a single ticket", "dropped",
               "Taken up from"),
        "de": ("200,00 USD je Monat und 60,00 USD je Ticket", "jederzeit", "ein einzelnes Ticket", "Aufgenommen ab"),
    },
    rider_taken_up: {
        "en": ("from 4 May 2026 and ends by itself on 1 June 2026", "Recorded as signed on 29 April 2026",
               "200.00 USD a month"),
        "de": ("gilt ab 4. Mai 2026 und endet von selbst am 1. Juni 2026",),
    },
    emergencies: {
        "en": ("more than 5 people unable to work", "outage of E-mail, lasting 1 h", "declared critical", "critical",
               "12 January 2026", "+1 555 0199", "included at any time", "250.00 USD per h", "both parties agree",
               "«second disk» would have prevented", "A failure of this disk is no emergency"),
        "de": ("mehr als 5 Personen", "Ausfall von E-mail", "kritisch", "250,00 USD je Stunde", "beide Seiten stimmen"),
    },
    criticality: {
        "en": ("E-mail", "File server", "Appointment book", "X-ray archive", "Network and internet", "not critical",
               "12 January 2026", "practice manager", "declaration 2026-01-12-criticality", "As of 19 June 2026"),
        "de": ("nicht kritisch", "12. Januar 2026", "Stand: 19. Juni 2026", "Erklärung 2026-01-12-criticality"),
    },
    declined_advice: {
        "en": ("a second disk in the file server, 480.00 USD", "If the only disk fails", "File server",
               "A failure of this disk is no emergency; the repair is billed.", "disk failure", "no emergency",
               "paid by the hour", "120.00 USD per h", "250.00 USD per h", "after the measure is installed",
               "accepted on 11 June 2026", "installed on 19 June 2026", "10 February 2026 by practice manager",
               "I have read this"),
        "de": ("a second disk in the file server, 480.00 USD", "ist kein Notfall", "120,00 USD je Stunde",
               "was nach der Umsetzung der Maßnahme geschieht", "Angenommen wurde sie am 11. Juni 2026",
               "Ich habe dies gelesen"),
    },
}  # fmt: skip
PAGES: dict[Callable[[str], Sheet], int] = {
    amendment: 1,
    rider: 1,
    rider_taken_up: 1,
    emergencies: 2,
    criticality: 1,
    declined_advice: 2,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", SAID, ids=lambda paper: paper.__name__)
def test_a_paper_says_all_of_its_subject_and_is_sound(
    paper: Callable[[str], Sheet], language: str, tmp_path: Path
) -> None:
    look = Look(colour="#5b2a86", logo=SVG)
    pdf = print_signed(paper(language), look=look)
    text = text_of(pdf, tmp_path)
    assert [said for said in SAID[paper][language] if plain(said) not in text] == []
    pages = pages_of(pdf, tmp_path)
    assert pages <= PAGES[paper]
    assert pdf == print_signed(paper(language), look=look)
    warning = {"en": "Not legally reviewed", "de": "Nicht rechtlich geprüft"}[language]
    assert text.count(plain(warning)) == pages


def sentences(sheet: Sheet) -> dict[str, str]:
    """Return the sentences of a sheet by address."""
    return {block.address: block.text for section in sheet.sections for block in section.blocks}


def rows(sheet: Sheet, address: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table of a sheet."""
    blocks = (block for section in sheet.sections for block in section.blocks)
    return next(block.rows for block in blocks if block.address == address)


def copy_of(customer: str, folder: Path, **papers: str) -> History:
    """Return a copy of an example with further papers in its folder, by their place: `amendments/3.yaml`."""
    shutil.copytree(EXAMPLES / "plans", folder / "plans")
    shutil.copytree(EXAMPLES / customer, folder / customer)
    for place, text in papers.items():
        file = folder / customer / place
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return history_of(folder / customer)


def third(said: str) -> str:
    """Return a third amendment, from August, that says something."""
    return f"amendment: 3\nin force from: 2026-08-01\nsigned: 2026-07-20\n{said}\n"


# Amendments.


def test_an_amendment_tells_everything_that_another_plan_changes() -> None:
    sheet = amendment_of(history_of(EXAMPLES / "granite-climbing"))
    told = rows(sheet, "set")
    assert ("P1, First answer by a person", "30 min", "15 min", "better") in told
    assert ("fees: per user", "85.00 USD a month", "140.00 USD a month", "worse") in told
    assert ("promised times: hours", "–", "at any time", "clearer") in told
    gone = (
        "P1, First answer by a person: 15 min; P1, Fix: 2 h; P2, First answer by a person: 30 min; P2, Fix: 4 h; "
        "price, per month: 200.00 USD; price, per ticket: 60.00 USD"
    )
    assert next(row for row in told if row[0] == "riders: premium response")[1:3] == (gone, "–")
    assert not {"worth", "costs"} & {word for row in told for word in row[0].replace(",", " ").split()}


def test_a_german_amendment_has_no_english_words_of_ours() -> None:
    told = rows(amendment_of(history_of(EXAMPLES / "granite-climbing"), language="de"), "set")
    assert ("Meldewege: Telefon, Rückruf", "30 min", "–", "schlechter") in told
    assert ("Kontingent: Stunden", "10 h je Monat", "20 h je Monat", "besser") in told
    assert ("Stundensätze: außerhalb", "von: support; Faktor: 1,5; mindestens: 1 h", "–", "besser") in told


def test_an_amendment_says_what_begins_on_the_same_day_and_what_happens_to_open_tickets(tmp_path: Path) -> None:
    papers = {
        "amendments/3.yaml": third("running tickets: re-rate\nset: {working day: 8 h}"),
        "riders/2.yaml": "rider: premium response\nin force from: 2026-08-01\nsigned: 2026-07-20\n",
    }
    said = sentences(amendment_of(copy_of("harbour-dental", tmp_path, **papers), number=3))
    assert said["beside"] == "On the same day begins the rider «premium response»; the table shows both together."
    assert said["running tickets"].endswith("counted from its own beginning.")


def test_an_amendment_that_changes_no_term_says_so(tmp_path: Path) -> None:
    paper = third("set: {working day: 8 h}")
    sheet = amendment_of(copy_of("harbour-dental", tmp_path, **{"amendments/3.yaml": paper}), number=3)
    assert sentences(sheet)["set"] == "No term changes in its meaning."


def test_calendars_are_told_by_their_days(tmp_path: Path) -> None:
    paper = third("set: {calendars.support.hours: {mon-fri: '08:00-17:00'}}")
    sheet = amendment_of(copy_of("harbour-dental", tmp_path, **{"amendments/3.yaml": paper}), number=3)
    assert ("calendars: support", "Monday to Thursday 09:00–13:00, 14:00–18:00; Friday 09:00–17:00",
            "Monday to Friday 08:00–17:00", "better and worse") in rows(sheet, "set")  # fmt: skip


def test_a_review_covers_the_amendment_that_records_it_alone(tmp_path: Path) -> None:
    review = "set: {legal review: {by: Counsel & Partners, on: 2026-07-15}}"
    papers = {
        "amendments/3.yaml": third(review),
        "amendments/4.yaml": "amendment: 4\nin force from: 2026-09-01\nsigned: 2026-08-20\nset: {working day: 7 h}\n",
    }
    history = copy_of("harbour-dental", tmp_path, **papers)
    reviewed, later = (amendment_of(history, number=number) for number in (3, 4))
    assert (reviewed.remark, reviewed.warns) == ("Legally reviewed by Counsel & Partners on 15 July 2026", False)
    assert (later.remark, later.warns) == ("Not legally reviewed", True)


@pytest.mark.parametrize(("number", "said"), [(None, "no amendment that"), (7, "no amendment 7 that")])
def test_an_amendment_that_there_is_none_of_is_refused_with_those_at_hand(number: int | None, said: str) -> None:
    with pytest.raises(NothingToPrint, match=rf"{said}.*amendment 1, amendment 2"):
        amendment_of(harbour(), number=number)


# Riders.


def test_a_rider_that_was_taken_up_with_the_agreement_is_told(tmp_path: Path) -> None:
    paper = "rider: premium response\nin force from: 2026-01-12\nsigned: 2026-01-09\n"
    history = copy_of("harbour-dental", tmp_path, **{"riders/premium-response.yaml": paper})
    sheet = rider_of(history, history.versions[0])
    assert sentences(sheet)["in force from"] == "It is taken up from 12 January 2026."
    assert "riders.premium response.price" in sentences(sheet)


def test_a_rider_without_a_price_says_so(tmp_path: Path) -> None:
    paper = third("set: {riders.early: {targets: {P1: {response: 5 min}}}}")
    history = copy_of("harbour-dental", tmp_path, **{"amendments/3.yaml": paper})
    sheet = rider_of(history, history.versions[-1], name="early")
    assert sentences(sheet)["riders.early.price"] == "No price of its own is agreed for it."
    assert "per ticket" not in sentences(sheet)


def test_a_rider_has_its_own_title_and_the_price_that_was_signed(tmp_path: Path) -> None:
    papers = {
        "amendments/3.yaml": third(
            "set: {riders.early: {title: The Early Bird, price: {per ticket: 9 USD}, targets: {P1: {response: 5 min}}}}"
        ),
        "riders/2.yaml": "rider: early\nin force from: 2026-09-01\nsigned: 2026-07-20\nprice: {per ticket: 9.00 USD}\n",
    }
    history = copy_of("harbour-dental", tmp_path, **papers)
    sheet = rider_of(history, history.versions[-1], name="early")
    assert sheet.title == "The Early Bird"
    assert sentences(sheet)["riders.early.price"] == "It costs 9.00 USD per ticket."


@pytest.mark.parametrize(("customer", "name"), [("corner-florist", None), ("harbour-dental", "gold")])
def test_a_rider_that_there_is_none_of_is_refused(customer: str, name: str | None) -> None:
    history = history_of(EXAMPLES / customer)
    with pytest.raises(NothingToPrint, match="rider"):
        rider_of(history, history.versions[-1], name=name)


# Emergencies and criticality.


def test_a_customer_without_a_definition_of_an_emergency_is_told_so() -> None:
    history = history_of(EXAMPLES / "corner-florist")
    with pytest.raises(NothingToPrint, match="no definition of an emergency"):
        emergencies_of(history, history.versions[-1], at=JUNE)


def test_a_system_of_which_nothing_was_declared_is_listed_all_the_same() -> None:
    history = history_of(EXAMPLES / "mill-lane-school")
    told = rows(criticality_of(history, history.versions[-1], at=JUNE), "systems")
    assert told == (("Server of the school office", "not declared", "–", "–"),)


def test_an_emergency_on_a_system_of_which_nothing_was_declared_says_so() -> None:
    before = harbour().versions[0].from_at - 1
    told = rows(emergencies_of(harbour(), harbour().versions[0], at=before), "systems")
    assert told == (("E-mail", "not declared", "–"),)


def test_declined_advice_of_which_an_emergency_may_follow_is_not_in_its_definition(tmp_path: Path) -> None:
    paper = "declares: advice declined\nsigned: 2026-03-01\nabout: router\nthen: billable\n"
    history = copy_of("harbour-dental", tmp_path, **{"declarations/router.yaml": paper})
    said = sentences(emergencies_of(history, history.versions[-1], at=JUNE - 86_400))
    assert "declarations.router" not in said
    assert "declarations.second disk" in said


def test_an_agreement_without_systems_has_no_schedule() -> None:
    history = history_of(EXAMPLES / "corner-florist")
    with pytest.raises(NothingToPrint, match="no system"):
        criticality_of(history, history.versions[-1], at=JUNE)


# Declined advice.


def test_advice_that_stands_declined_may_be_accepted_at_any_time(tmp_path: Path) -> None:
    paper = "declares: advice declined\nsigned: 2026-06-01\nabout: new router\nthen: by arrangement\n"
    history = copy_of("harbour-dental", tmp_path, **{"declarations/router.yaml": paper})
    said = sentences(declined_advice_of(history, about="new router"))
    assert said["declarations.new router.advice"] == "The measure: new router"
    assert said["declarations.new router.then.by arrangement"].startswith("Work that follows from it is agreed upon")
    assert said["declarations.new router.mind"].startswith("You may accept the measure at any time")
    assert said["declarations.new router.ends"].startswith("All this ends for what happens after you have accepted")
    with pytest.raises(NothingToPrint, match=r"second disk, new router"):
        declined_advice_of(history)


def test_where_nothing_was_declined_nothing_is_printed() -> None:
    with pytest.raises(NothingToPrint, match="declined advice about «a roof»"):
        declined_advice_of(history_of(EXAMPLES / "corner-florist"), about="a roof")


def test_what_is_typed_is_printed_as_it_is_typed(tmp_path: Path) -> None:
    typed = " ".join(ODD)
    quoted = typed.replace("'", "''")
    paper = f"declares: advice declined\nsigned: 2026-06-01\nabout: it\nrisk: '{quoted}'\nthen: billable\n"
    history = copy_of("harbour-dental", tmp_path, **{"declarations/it.yaml": paper})
    assert is_in(typed, text_of(print_signed(declined_advice_of(history, about="it")), tmp_path))
