"""One more piece of work comes to what it would come to if everything were settled anew."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.billing.agreed import HEAD, H, at, history, usd

from asagreed.billing.work import standing
from asagreed.billing.work.settling import Issued, settle
from asagreed.billing.work.standing import Standing
from asagreed.facts.books import AcceptedQuote, BlockBought, Books, Incident, Payment
from asagreed.facts.work import WorkEntry

TEXT = (
    HEAD
    + """calendars: {support: {hours: {weekdays: "08:00-18:00"}}}
systems: {mail: {title: Mail}}
services:
  hours: support
  included: {help: {delivery: remote}, care: {delivery: remote, limit: 2 h a month}, changes: {draws: hours}}
  excluded: {repair: what breaks}
  by arrangement: {audit: the owner}
  otherwise: excluded
emergency: {definitions: {mail down: {outage of: mail, lasting: 1 h}}, cover: charged}
allowance: {hours: 3 h a month, unused: rolls over for 2 months, at most: 4 h}
monthly draws: {monitoring: 30 min}
block: {size: 10 h, price: 1000.00 USD, usable: when paid, expires: 3 months after first use, notice below: [5 h]}
retainer: {floor: 0.00 USD, below the floor: bill the rest}
order of use: [allowance, block, retainer, rate]
rates:
  remote: 120.00 USD per h
  monitoring: 60.00 USD per h
  outside: {of: support, times: 1.5, draws: 90 min, minimum: 1 h}
  emergency: 250.00 USD per h
  billed in: 15 min
"""
)
BOOKS = Books(
    blocks=(BlockBought(name="B-1", size=10 * H, bought_at=at("2026-02-10 09:00"), paid_at=at("2026-02-12 09:00")),),
    payments=(Payment(id="P-1", at=at("2026-03-10 09:00"), amount=usd("300.00"), for_="retainer"),),
    incidents={"I-1": Incident(id="I-1", reported_at=at("2026-02-20 09:00"), outage_of=("mail",))},
    quotes={
        "Q-1": AcceptedQuote(id="Q-1", accepted_at=at("2026-01-05 09:00"), per_hour=usd("90.00"), at_most_seconds=4 * H)
    },
)
FIRST = at("2026-01-10 00:00")
SERVICES = ("help", "care", "changes", "repair", "audit")


@st.composite
def entries(draw: st.DrawFn, name: str = "") -> WorkEntry:
    start = FIRST + draw(st.integers(0, 100 * 96)) * 900
    seconds = draw(st.integers(1, 20)) * 900
    return WorkEntry(
        id=name or f"W-{draw(st.integers(0, 10**6))}",
        start=start,
        end=start + seconds,
        seconds=seconds,
        delivery="remote",
        service=draw(st.sampled_from(SERVICES)),
        incident=draw(st.sampled_from(("", "", "I-1"))),
        quote=draw(st.sampled_from(("", "", "", "Q-1"))),
        km=Fraction(0),
    )


several = st.lists(entries(), max_size=30, unique_by=lambda entry: entry.id)


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the state of the purses often, so that short lists of work have some."""
    monkeypatch.setattr(standing, "EVERY", 4)


@given(done=several, one=entries("X"))
@settings(max_examples=150, deadline=None)
def test_a_further_entry_comes_to_what_full_settling_says(done: list[WorkEntry], one: WorkEntry) -> None:
    agreed = history(TEXT)
    added = Standing(done, agreed, BOOKS).added(one)
    full = settle((*done, one), agreed, BOOKS)
    assert added.parts == [part for part in full.parts if part.entry == "X"]
    assert [lot.left for lot in added.purses.blocks] == [lot.left for lot in full.purses.blocks]
    assert added.purses.retainer_used == full.purses.retainer_used


@given(done=several, more=several)
@settings(max_examples=60, deadline=None)
def test_a_standing_that_goes_on_is_the_one_made_anew(done: list[WorkEntry], more: list[WorkEntry]) -> None:
    agreed = history(TEXT)
    now = {entry.id: entry for entry in (*done[::2], *more)}.values()
    grown = Standing(now, agreed, BOOKS, before=Standing(done, agreed, BOOKS)).settlement()
    full = settle(now, agreed, BOOKS)
    assert (grown.parts, grown.entries) == (full.parts, full.entries)
    assert [lot.left for lot in grown.purses.allowances] == [lot.left for lot in full.purses.allowances]


@given(done=several)
@settings(max_examples=60, deadline=None)
def test_what_the_books_say_anew_of_an_incident_or_a_quote_counts_at_once(done: list[WorkEntry]) -> None:
    agreed = history(TEXT)
    over = {"I-1": replace(BOOKS.incidents["I-1"], ended_at=at("2026-02-25 09:00"))}
    for books in (
        replace(BOOKS, incidents=over),
        replace(BOOKS, quotes={"Q-1": replace(BOOKS.quotes["Q-1"], per_hour=usd("80.00"))}),
        replace(BOOKS, payments=()),
    ):
        again = Standing(done, agreed, books, before=Standing(done, agreed, BOOKS))
        assert again.settlement().parts == settle(done, agreed, books).parts


def test_adding_changes_nothing_that_stands() -> None:
    work = [WorkEntry(id="W-1", seconds=H, start=FIRST, end=FIRST + H, delivery="remote", service="repair")]
    stands = Standing(work, history(TEXT), BOOKS)
    before = stands.settlement().parts
    first = stands.added(replace(work[0], id="X"))
    assert stands.added(replace(work[0], id="X")).parts == first.parts
    assert stands.settlement().parts == before
    assert list(stands.entries()) == work


def issued_from(done: list[WorkEntry]) -> tuple[Issued, ...]:
    """Let January and February have been issued, each with the work of it that was known."""
    january = Issued((2026, 1), at("2026-02-01 09:00"))
    held = frozenset(entry.id for entry in done if january.holds(entry, "America/Chicago"))
    return replace(january, entries=held), Issued((2026, 2), at("2026-03-01 09:00"))


@given(done=several, late=several, one=entries("X"))
@settings(max_examples=100, deadline=None)
def test_what_was_issued_stands_and_the_rest_is_drawn_after_it(
    done: list[WorkEntry], late: list[WorkEntry], one: WorkEntry
) -> None:
    agreed, issued = history(TEXT), issued_from(done)
    names = {entry.id for entry in done}
    known_later = [replace(entry, recorded_at=at("2026-03-05 09:00")) for entry in late if entry.id not in names]
    corrected = [replace(each, id="C", corrects=each.id, recorded_at=at("2026-03-05 09:00")) for each in done[:1]]
    work = [*done, *known_later, *corrected]
    stands = Standing(work, agreed, BOOKS, issued=issued, before=Standing(done, agreed, BOOKS, issued=issued))
    assert stands.settlement().parts == settle(work, agreed, BOOKS, issued=issued).parts
    assert list(stands.entries()) == work
    one = replace(one, recorded_at=at("2026-06-01 09:00"))
    added, full = stands.added(one), settle((*work, one), agreed, BOOKS, issued=issued)
    assert added.parts == [part for part in full.parts if part.entry == "X"]
    assert added.purses.retainer_used == full.purses.retainer_used


@given(done=st.lists(entries(), min_size=1, max_size=12, unique_by=lambda entry: entry.id), one=entries("X"))
@settings(max_examples=40, deadline=None)
def test_a_correction_of_issued_work_gives_back_first(done: list[WorkEntry], one: WorkEntry) -> None:
    agreed, issued = history(TEXT), (Issued((2026, 6), at("2026-07-01 09:00"), frozenset(each.id for each in done)),)
    one = replace(one, corrects=done[0].id, recorded_at=at("2026-07-05 09:00"))
    full = settle((*done, one), agreed, BOOKS, issued=issued)
    added = Standing(done, agreed, BOOKS, issued=issued).added(one)
    assert added.parts == [part for part in full.parts if part.entry == "X"]
    assert sum(part.worked for part in full.parts if part.entry == done[0].id) == 0 or any(
        part.source == "undecided" for part in full.parts
    )


def test_a_standing_goes_on_only_from_one_with_the_same_statements_issued() -> None:
    work = [WorkEntry(id="W-1", seconds=H, start=FIRST, end=FIRST + H, delivery="remote", service="repair")]
    agreed, issued = history(TEXT), issued_from(work)
    for before in (Standing(work, agreed, BOOKS), Standing((), agreed, BOOKS, issued=issued)):
        again = Standing(work, agreed, BOOKS, issued=issued, before=before)
        assert again.settlement().parts == settle(work, agreed, BOOKS, issued=issued).parts
