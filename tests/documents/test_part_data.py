"""Parts of work as plain data."""

from __future__ import annotations

import json

from tests.billing.agreed import WORK, H, at, history, issued, worked

from asagreed.billing.statements.statement import state_month
from asagreed.billing.work.settling import WorkPart, settle
from asagreed.documents.part_data import SOURCES, moment_data, optional_clause, part_data, stretch_data
from asagreed.facts.books import Books, Incident
from asagreed.facts.work import WorkEntry
from asagreed.figures import Clause

TEXT = WORK + (
    "allowance: {hours: 1 h a month, unused: expires}\n"
    "emergency: {definitions: {many idle: {people unable to work: more than 5}}, cover: charged}\n"
)
ZONE = "America/Chicago"


def parts(*entries: WorkEntry, books: Books | None = None, text: str = TEXT) -> list[WorkPart]:
    return settle(entries, history(text), books or Books()).parts


def test_billed_work_has_its_amount_and_its_clause() -> None:
    part = parts(worked("W1", "2026-05-12 09:00", "10:30"))[1]
    data = part_data(part, zone=ZONE, currency="USD")

    assert {key: data[key] for key in ("entry", "from", "to", "billed", "in_words", "outcome", "amount", "taken")} == {
        "entry": "W1",
        "from": "2026-05-12T10:00:00-05:00",
        "to": "2026-05-12T10:30:00-05:00",
        "billed": 30 * 60,
        "in_words": "30 min",
        "outcome": "billed",
        "amount": "60.00 USD",
        "taken": 0,
    }
    assert data["clause"]["address"] == "rates.remote.rate"
    assert data["emergency"] is None
    assert json.loads(json.dumps(data)) == data


def test_drawn_work_says_what_it_took() -> None:
    data = part_data(parts(worked("W1", "2026-05-12 09:00", "10:00"))[0], zone=ZONE, currency="USD")

    assert (data["purse"], data["taken"], data["taken_in_words"]) == ("allowance 2026-05", H, "1 h")
    assert data["outcome"] == "taken from the allowance"


def test_undecided_work_has_no_amount_and_says_whom_to_ask() -> None:
    data = part_data(parts(worked("W1", "2026-05-12 09:00", "10:00", service="audit"))[0], zone=ZONE, currency="USD")

    assert (data["amount"], data["ask"], data["outcome"]) == (None, "the owner", "to be settled")


def test_without_a_currency_there_is_no_amount() -> None:
    assert part_data(parts(worked("W1", "2026-05-12 09:00", "10:00"))[0], zone=ZONE, currency="")["amount"] is None


def test_work_without_times_has_no_moments() -> None:
    data = part_data(parts(WorkEntry(id="W1", seconds=H, service="repair"))[0], zone=ZONE, currency="USD")

    assert (data["from"], data["to"]) == (None, None)
    assert moment_data(at("2026-05-12"), ZONE) == "2026-05-12T00:00:00-05:00"


def test_what_is_taken_back_is_below_zero_in_words() -> None:
    known, first = history(TEXT), worked("W1", "2026-05-12 09:00", "10:00")
    may = issued(5, "2026-06-01", state_month([first], known, Books(), month=(2026, 5)))
    later = worked("W2", "2026-05-12 09:00", "09:30", corrects="W1", recorded_at=at("2026-06-05"))
    taken_back = next(part for part in settle([first, later], known, Books(), issued=[may]).parts if part.billed < 0)
    data = part_data(taken_back, zone=ZONE, currency="USD")

    assert (data["in_words"], data["taken"], data["taken_in_words"]) == ("−1 h", -H, "")


def test_an_emergency_is_told_with_its_incident() -> None:
    incident = Incident(id="I1", reported_at=at("2026-05-12 08:50"), people_unable_to_work=8)
    entry = worked("W1", "2026-05-12 09:00", "10:00", incident="I1")
    data = part_data(parts(entry, books=Books(incidents={"I1": incident}))[0], zone=ZONE, currency="USD")

    assert (data["emergency"]["answer"], data["emergency"]["incident"]) == ("yes", "I1")
    assert data["emergency"]["clause"]["address"] == "emergency.definitions.many idle"


def test_a_stretch_is_judged_before_anything_is_drawn() -> None:
    (stretch,) = settle([], history(TEXT), Books()).judge.judge(worked("W1", "2026-05-12 09:00", "10:00"))
    data = stretch_data(stretch, zone=ZONE)

    assert (data["seconds"], data["verdict"], data["clause"]["address"]) == (H, "billable", "services.excluded.repair")
    assert data["figure"]["value"] == "billable"


def test_every_source_of_a_part_has_its_words() -> None:
    assert set(SOURCES) == {"free", "rate", "retainer", "allowance", "block", "quote", "excluded", "undecided"}


def test_a_clause_that_is_not_there_is_nothing() -> None:
    assert optional_clause(None) is None
    assert optional_clause(Clause("a")) == {"address": "a", "file": "", "line": 0, "version": ""}
