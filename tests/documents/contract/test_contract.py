"""The printed contract: all that is agreed, nothing that is typed as markup, the same bytes each time."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.checks.test_rules import agreement
from tests.documents.printed import (
    CUSTOMERS,
    EXAMPLES,
    LANGUAGES,
    ODD,
    SVG,
    history_of,
    is_in,
    of_plan,
    pages_of,
    plain,
    text_of,
)

from asagreed.documents.contract import Block, Contract, Look, contract_of, print_contract
from asagreed.documents.contract.sections.rest import OF_THE_PROVIDER
from asagreed.documents.language import Language, language_named
from asagreed.documents.language.recurrences import recurrence_in_words
from asagreed.errors import UnknownLanguage
from asagreed.foresight.compare.said import text_at, values_of
from asagreed.terms.values.recurrences import parse_recurrence
from asagreed.versions import Version

FULL = Path(__file__).with_name("full.yaml")
BECOME_SENTENCES = (
    "services.otherwise", "emergency.cover", "emergency.anything else", "reopening.clock", "after a change",
    "uptime.counts from", "uptime.unknown", "uptime.maintenance", "uptime.minimum outage.longer", "term.renews",
    "maintenance.unannounced", "proposals.emergency", "reports.every", "holidays", "rates.scheduled.pay",
)  # fmt: skip
"""Of these the word chooses the sentence; the sentences themselves are tested one by one."""


def full(folder: Path) -> Version:
    """Return the agreement that says everything that can be said."""
    shutil.copy(FULL, folder / "agreement.yaml")
    return history_of(folder).versions[-1]


def harbour() -> Version:
    """Return the last version of the dental practice."""
    return history_of(EXAMPLES / "harbour-dental").versions[-1]


def promised_texts(version: Version) -> list[tuple[str, str]]:
    """Return everything that an agreement says to the customer, by address; a list item by item."""
    tree = version.draft.layered.tree
    found = []
    for path in values_of(version.agreement):
        address = ".".join(path)
        if OF_THE_PROVIDER & set(path) or path[0] in ("legal review", "agreement", "currency", "parties", "title"):
            continue
        if address.startswith(BECOME_SENTENCES) or path[-1] in ("draws", "offered", "counts", "only if"):
            continue
        found += [(address, part) for part in text_at(tree, path).split(", ") if part]
    return found


def ways_to_say(address: str, written: str, version: Version, spoken: Language) -> list[str]:
    """Return how a value may stand in a document: in the words of the language, or by the title of what it names."""
    said = version.agreement
    titled = (said.calendars, said.systems, said.sites, said.fees)
    ways = [getattr(parts.get(written), "title", None) or "" for parts in titled]
    if address.startswith("proactive.") and address.endswith(".when"):
        ways.append(recurrence_in_words(parse_recurrence(written), spoken))
    if address.startswith("billing.payment"):
        ways.append(spoken.count(int(re.sub(r"\D", "", written)), "day"))
    if written == "nothing":
        ways.append(spoken.say("pauses nothing", clock="").split("«")[0].split("„")[0])
    if "calendars" in address or "hours" in address:
        ways.append(spoken.hours(written))
    numbers = [spoken.decimal(written)] if address.endswith(".times") else []
    return [way for way in (spoken.value(written), *numbers, *ways) if way]


def assert_complete(version: Version, language: str, folder: Path) -> None:
    """Fail with what an agreement says and its contract does not."""
    text, spoken = text_of(print_contract(contract_of(version, language=language)), folder), language_named(language)
    missing = [
        (address, written)
        for address, written in promised_texts(version)
        if not any(plain(way) in text for way in ways_to_say(address, written, version, spoken))
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customer", CUSTOMERS)
def test_everything_that_is_agreed_is_printed(customer: str, language: str, tmp_path: Path) -> None:
    assert_complete(history_of(EXAMPLES / customer).versions[-1], language, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agreement_that_says_everything_is_printed_whole(language: str, tmp_path: Path) -> None:
    assert_complete(full(tmp_path), language, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", ["silver", "gold", "platinum"])
def test_everything_of_a_shipped_plan_is_printed(plan: str, language: str, tmp_path: Path) -> None:
    assert_complete(of_plan(plan, tmp_path).versions[-1], language, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_agreement_gives_the_same_bytes(language: str) -> None:
    contract, look = contract_of(harbour(), language=language), Look(colour="#7a1f1f", logo=SVG)
    assert print_contract(contract, look=look) == print_contract(contract, look=look) != print_contract(contract)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_sound_and_archival(language: str, tmp_path: Path) -> None:
    assert pages_of(print_contract(contract_of(harbour(), language=language), look=Look(logo=SVG)), tmp_path) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_printing_takes_no_longer_than_a_moment(language: str) -> None:
    version = harbour()
    print_contract(contract_of(version, language=language))  # the compiler of this thread is made once
    spent = []
    for turn in range(3):
        begun = time.perf_counter()
        print_contract(in_other_words(contract_of(version, language=language), turn))
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.3


def in_other_words(contract: Contract, turn: int) -> Contract:
    """Return a contract in which every text is new: the compiler remembers what it has set before."""
    sections = [
        replace(
            section,
            blocks=tuple(
                replace(
                    block,
                    text=f"{block.text} ({turn})",
                    rows=tuple(tuple(f"{cell} {turn}" for cell in row) for row in block.rows),
                )
                for block in section.blocks
            ),
        )
        for section in contract.sections
    ]
    return replace(contract, title=f"{contract.title} {turn}", sections=tuple(sections))


def test_clauses_are_numbered_in_order_and_found_by_their_address() -> None:
    contract = contract_of(harbour())
    for place, section in enumerate(contract.sections, start=1):
        assert section.number == str(place)
        assert [block.number for block in section.blocks] == [f"{place}.{n + 1}" for n in range(len(section.blocks))]
    assert contract.numbers["targets"] in {block.number for section in contract.sections for block in section.blocks}


def test_what_looks_like_markup_is_printed_as_it_is_typed(tmp_path: Path) -> None:
    typed = " ".join(ODD)
    quoted = typed.replace("'", "''")
    version = agreement(tmp_path, f"responsibilities: {{contact: {{must: '{quoted}'}}}}")
    assert version.agreement.responsibilities["contact"].must == typed
    printed = text_of(print_contract(contract_of(version)), tmp_path)
    assert is_in(typed, printed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reviewed", [False, True])
def test_every_page_says_whether_somebody_has_reviewed_the_text(reviewed: bool, language: str, tmp_path: Path) -> None:
    review = "legal review: {by: Counsel & Partners, on: 2026-01-05}" if reviewed else "legal review:"
    contract = contract_of(agreement(tmp_path, review), language=language)
    text, spoken = text_of(print_contract(contract), tmp_path), language_named(language)
    said = "reviewed" if reviewed else "not reviewed"
    told = spoken.say(said, by="Counsel & Partners", day=spoken.day(date(2026, 1, 5)))
    pages = len(re.findall(rf"{spoken.say('page')}\d{spoken.say('of')}\d", text))
    assert (text.count(plain(told)), pages > 1) == (pages, True)


def test_a_language_that_there_is_none_of_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="en, de"):
        contract_of(harbour(), language="tlh")


def test_no_word_of_ours_in_a_german_contract_is_english() -> None:
    """Every sentence goes through the language: where a sentence has no values, it is one of the German ones."""
    english, german = (contract_of(harbour(), language=language) for language in LANGUAGES)
    alike = {block.text for block in texts(english)} & {block.text for block in texts(german)}
    heads = {cell for block in texts(english) for cell in block.head} & {
        cell for block in texts(german) for cell in block.head
    }
    assert (alike, heads) == (set(), {"", "System"})


def texts(contract: Contract) -> list[Block]:
    """Return all clauses of a contract."""
    return [block for section in contract.sections for block in section.blocks]


def sentences(contract: Contract) -> dict[str, str]:
    """Return the sentences of a contract by address."""
    return {block.address: block.text for block in texts(contract)}


@pytest.mark.parametrize(
    ("said", "address", "text"),
    [
        ("term: {from: 2026-01-12}", "term.from", "It begins on 12 January 2026."),
        ("term: {from: 2026-01-12, for: 1 year, renews: monthly}", "term.renews",
         "After that it renews for 1 month at a time."),
        ("term: {from: 2026-01-12, for: 1 year, renews: yearly, notice: 60 days}", "term.renews",
         "After that it renews for 1 year at a time, unless one side gives notice 60 days before the end."),
        ("term: {from: 2026-01-12, for: 1 year, renews: for 6 months, notice: 60 days}", "term.renews",
         "After that it renews for 6 months at a time, unless one side gives notice 60 days before the end."),
        ("term: {from: 2026-01-12, ends: 2026-12-31, renews: never}", "term.renews",
         "It ends with its term, without notice."),
        ("term: {from: 2026-01-12, ends: 2026-12-31}", "term.ends", "It ends on 31 December 2026."),
        ("pauses: {resolution: []}", "pauses.resolution", "Nothing stops the clock of «Fix» before its end."),
        ("uptime: {systems: {mail: 99.9%}, unknown: up}", "uptime.unknown",
         "Time in which nobody watched counts as time in service."),
        ("uptime: {systems: {mail: 99.9%}, unknown: down, known at least: 90%}", "uptime.unknown",
         "Time in which nobody watched counts as downtime; at least 90% must have been watched."),
        ("uptime: {systems: {mail: 99.9%}, counts from: occurred}", "uptime.counts from",
         "An outage counts from when it occurred."),
        ("uptime: {systems: {mail: 99.9%}, minimum outage: 2 min}", "uptime.minimum outage",
         "Outages shorter than 2 min do not count."),
        ("uptime: {systems: {mail: 99.9%}, minimum outage: {length: 2 min, longer: counts in full}}",
         "uptime.minimum outage", "Outages shorter than 2 min do not count; a longer one counts in full."),
        ("uptime: {systems: {mail: 99.9%}, minimum outage: {length: 2 min, longer: counts without the first minutes}}",
         "uptime.minimum outage",
         "Outages shorter than 2 min do not count; a longer one counts without its first 2 min."),
        ("uptime: {systems: {mail: 99.9%}, maintenance: counts}", "uptime.maintenance",
         "Maintenance counts as downtime."),
        ("maintenance: {unannounced: is left out}", "maintenance.unannounced",
         "Maintenance that was not announced is left out."),
        ("emergency: {definitions: {fire: {event: fire}}, anything else: is no emergency}", "emergency.anything else",
         "Nothing else is an emergency."),
        ("emergency: {definitions: {fire: {event: fire}}, anything else: both parties agree}",
         "emergency.anything else", "For anything else that may be an emergency, this holds: both parties agree."),
        ("emergency: {definitions: {fire: {event: fire}}, cover: included}", "emergency.cover",
         "Emergency work is included at any time."),
        ("emergency: {definitions: {fire: {event: fire}}, cover: {otherwise: included}}", "emergency.cover",
         "Emergency work is included at any time."),
        ("emergency: {definitions: {fire: {event: fire}}, cover: charged}", "emergency.cover",
         "Emergency work is charged."),
        ("emergency: {definitions: {fire: {event: fire}}, cover: {included in: support}}", "emergency.cover",
         "Emergency work is included within «support», and otherwise charged."),
        ("recovery: {mail: {data loss: 24 h}}", "recovery", "After a failure, this is promised."),
        ("recovery: {mail: {restore: 8 h, backup: {every: 12 h}}}", "recovery", "After a failure, this is promised."),
        ("allowance: {hours: 10 h a month}", "allowance.hours", "10 h a month of work are included."),
        ("allowance: {hours: 10 h a month, unused: rolls over once, at most: 12 h}", "allowance.at most",
         "No more than 12 h are kept."),
        ("allowance: {hours: 10 h a month, not for: [on-site]}", "allowance.not for",
         "They may not be used for this: on-site."),
        ("monthly draws: {monitoring: 1 h}", "monthly draws",
         "Every month, these hours are taken from them: 1 h for monitoring."),
        ("block: {size: 20 h, free: 2 h, price: 2400.00 USD, expires: never}", "block.price",
         "Hours may be bought ahead: 20 h cost 2400.00 USD."),
        ("block: {size: 20 h, price: 2400.00 USD, expires: never}", "block.expires", "They do not expire."),
        ("block: {size: 20 h, price: 2400.00 USD, expires: 6 months}", "block.expires",
         "They are lost after 6 months."),
        ("retainer: {floor: 500.00 USD, below the floor: bill the rest}", "retainer.below the floor",
         "Where it would fall below that, the rest is billed."),
        ("retainer: {notice below: 800.00 USD}", "retainer.notice below",
         "The customer is told when less than 800.00 USD are left."),
        ("reopening: {clock: stays stopped, within: 3 days}", "reopening",
         "Where a fix does not hold and that is reported within 3 days, the clock stays stopped."),
        ("reopening: {clock: starts again, within: 3 days}", "reopening",
         "Where a fix does not hold and that is reported within 3 days, the clock starts again."),
        ("closing: {after failed contacts: 1}", "closing.after failed contacts",
         "A ticket may be closed after 1 contact without an answer."),
        ("after a change: count from the start", "after a change",
         "After a change of priority, times count from the start."),
        ("proposals: {list: on the first}", "proposals.list",
         "Due work that needs the customer's yes is proposed: on the first."),
        ("proposals: {if deferred: billable, emergency: no}", "proposals.if deferred",
         "What fails because proposed work was deferred is this: not included."),
        ("proposals: {if deferred: billable, emergency: no}", "proposals.emergency",
         "What fails because proposed work was deferred is no emergency."),
        ("proposals: {emergency: yes}", "proposals.emergency",
         "What fails because proposed work was deferred can still be an emergency."),
        ("services: {otherwise: included}", "services.otherwise", "Whatever is not named is included."),
        ("services: {otherwise: by arrangement with Ann}", "services.otherwise",
         "Whatever is not named is agreed upon each time, with Ann."),
        ("reports: {every: quarter}", "reports.every", "The provider reports every quarter."),
        ("holidays: {days off: {2026-12-24: Christmas Eve}}", "holidays.days off.public",
         "«days off» are Christmas Eve (24 December 2026)."),
        ("holidays: {days off: {public: US-IL, with: {2026-12-24: Christmas Eve}}}", "holidays.days off.public",
         "«days off» are the public holidays of US-IL, with Christmas Eve (24 December 2026)."),
        ("calendars: {support: {hours: always, closed: [2026-07-03, days]}}\nholidays: {days: {2026-12-24: Eve}}",
         "calendars.support.closed", "«support» are closed: 3 July 2026 and on «days»."),
    ],
)  # fmt: skip
def test_sentences_say_what_is_written(said: str, address: str, text: str, tmp_path: Path) -> None:
    assert sentences(contract_of(agreement(tmp_path, said)))[address] == text


def rows(contract: Contract, address: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table by its address."""
    return next(block.rows for block in texts(contract) if block.address == address)


@pytest.mark.parametrize(
    ("said", "address", "row"),
    [
        ("reporting: {phone: {hours: support, note: ask for Ann}}", "reporting", ("phone", "support", "ask for Ann")),
        ("targets: {hours: support, P1: {response: {guide: 1 h}}}", "targets", ("P1", "1 h as a guide", "support")),
        ("targets: {hours: support, P1: {response: {within: 1 h, note: by phone only}}}", "targets",
         ("P1", "1 h; by phone only", "support")),
        ("targets: {hours: support, within support: {response: 1 h}, otherwise: {response: 2 h}}", "targets",
         ("within support", "1 h", "support")),
        ("services: {included: {repair: {whatever the cause: yes}}}", "services.included",
         ("repair", "–", "whatever the cause")),
        ("calendars: {support: {hours: always}}", "calendars.support.hours", ("every day", "day and night")),
        ("rates: {remote: {rate: 100.00 USD per h, billed in: 15 min, note: by video}}", "rates",
         ("remote", "100.00 USD per h; in steps of 15 min; by video", "–")),
        ("proactive: {patches: monthly}", "proactive",
         ("patches", "every month, by the last day", "–", "missed when it falls due again")),
        ("proactive: {logs: {when: every working day, hours: support, at: '10:00', draws: hours}}", "proactive",
         ("logs", "every working day", "–",
          ("by 10:00; working days are those of «support»; missed when it falls due again; taken from hours that were "
          "agreed ahead"))),
        ("proactive: {tax: {when: as needed, delivery: remote, approval: customer, risk: fines, note: n}}", "proactive",
         ("tax", "as needed", "–",
          "remote; proposed first; the customer agrees or defers; if it is left out: fines; n")),
        ("proactive: {t: {when: every 6 months on the first tue, from: 2026-01-01, within: 2 weeks, restores: mail}}",
         "proactive",
         ("t", "every 6 months, first Tuesday of the month", "E-mail",
          ("counted from 1 January 2026; missed 2 weeks after it was due; it is tried out that these come back: "
          "E-mail"))),
        ("proactive: {t: {when: weekly on mon, on: mail}}", "proactive",
         ("t", "every Monday", "E-mail", "missed when it falls due again")),
        ("proactive: {t: weekly}", "proactive",
         ("t", "every week, by its Sunday", "–", "missed when it falls due again")),
        ("proactive: {t: every 2 weeks on mon}", "proactive",
         ("t", "every 2 weeks, Monday", "–", "missed when it falls due again")),
        ("proactive: {t: monthly on the 15}", "proactive",
         ("t", "every month, on day 15", "–", "missed when it falls due again")),
        ("proactive: {t: daily}", "proactive", ("t", "every day", "–", "missed when it falls due again")),
        ("proactive: {t: every 3 days}", "proactive", ("t", "every 3 days", "–", "missed when it falls due again")),
        ("proactive: {t: 'RRULE:FREQ=DAILY'}", "proactive",
         ("t", "RRULE:FREQ=DAILY", "–", "missed when it falls due again")),
        ("rates: {remote: {by role: {senior: 150.00 USD per h}}}", "rates",
         ("remote", "150.00 USD per h (senior)", "–")),
        ("rates: {remote: 100.00 USD per h, bands: {late: {on: weekend, times: 1.5, draws: 2 h, note: as agreed}}}",
         "rates.bands",
         ("late", "Saturday and Sunday",
          "1.5 times the rate; an hour takes 2 h from hours that were agreed ahead; as agreed")),
        ("rates: {remote: 100.00 USD per h, bands: {new: {for: remote, rate: 90.00 USD per h}}}", "rates.bands",
         ("new", "for remote", "90.00 USD per h")),
    ],
)  # fmt: skip
def test_rows_say_what_is_written(said: str, address: str, row: tuple[str, ...], tmp_path: Path) -> None:
    assert row in rows(contract_of(agreement(tmp_path, said)), address)


def test_an_automatic_reply_is_no_answer_where_only_a_person_can_answer(tmp_path: Path) -> None:
    said = sentences(contract_of(agreement(tmp_path)))
    assert said["targets.automatic replies"] == (
        "An automatic reply is no answer: «First answer by a person» is not kept by it."
    )


@pytest.mark.parametrize(
    "otherwise",
    ["clocks: {response: {stops: [automatic mail, resolved]}}", "targets: {hours: support, P1: {resolution: 8 h}}"],
)
def test_nothing_is_said_of_automatic_replies_where_that_would_not_hold(otherwise: str, tmp_path: Path) -> None:
    assert "targets.automatic replies" not in sentences(contract_of(agreement(tmp_path, otherwise)))


def test_a_title_stands_wherever_its_name_is_meant(tmp_path: Path) -> None:
    contract = contract_of(full(tmp_path))
    assert sentences(contract)["services.hours"] == "Included services are included within «Desk hours»."
    assert ("both", "99.4%", "all time", "month", "E-mail and File server: all needed") in rows(contract, "uptime")


def test_a_contract_has_no_sentence_about_what_nobody_wrote() -> None:
    said = sentences(contract_of(history_of(EXAMPLES / "corner-florist").versions[-1]))
    assert {address.partition(".")[0] for address in said} == {
        "parties",
        "term",
        "zone",
        "services",
        "rates",
        "billing",
    }
