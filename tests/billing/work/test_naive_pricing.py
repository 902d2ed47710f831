"""The engine prices work as the count minute by minute does, for weeks and bands that nobody would think of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.billing.work.naive_pricing import Band, Card, Shift, as_yaml, price_of

from asagreed.billing.work.settling import settle
from asagreed.facts.books import Books
from asagreed.facts.work import WorkEntry
from asagreed.versions import History, read_agreement

quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
factors = st.sampled_from((Fraction(5, 4), Fraction(3, 2), Fraction(2), Fraction(1, 2)))
amounts = st.integers(1, 300).map(Fraction)
zones = st.sampled_from(("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "UTC"))
# In spring and autumn clocks change on the 8th and 29th of March 2026 and the 25th of October and 1st of November.
days = st.one_of(
    st.dates(date(2026, 1, 2), date(2026, 12, 20)),
    st.sampled_from((date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 4), date(2026, 11, 1))),
)


@st.composite
def shifts_of_a_day(draw: st.DrawFn) -> tuple[Shift, ...]:
    start = draw(quarters)
    length = draw(st.integers(1, 56).map(lambda quarter: quarter * 15))
    return ((start, start + length),) if draw(st.booleans()) else ()


@st.composite
def weeks(draw: st.DrawFn) -> dict[int, tuple[Shift, ...]]:
    """Draw a week whose shifts do not overlap, the shift of Sunday into Monday included."""
    week = {day: draw(shifts_of_a_day()) for day in range(7)}
    if not any(week.values()):
        week[0] = ((480, 1020),)
    for day in range(7):
        until = max((end - 1440 for _, end in week[(day - 1) % 7]), default=0)
        week[day] = tuple(shift for shift in week[day] if shift[0] > until)
    return week if any(week.values()) else {0: ((480, 1020),)}


@st.composite
def changed(draw: st.DrawFn, band: Band) -> Band:
    """Draw how a band changes the price."""
    kind = draw(st.sampled_from(("times", "plus", "rate")))
    if kind == "times":
        return replace(band, times=draw(factors))
    return replace(band, plus=draw(amounts)) if kind == "plus" else replace(band, rate=draw(amounts))


@st.composite
def cards(draw: st.DrawFn) -> Card:
    named: Mapping[str, dict[int, tuple[Shift, ...]]] = {name: draw(weeks()) for name in ("support", "night")}
    weekend = frozenset(draw(st.sets(st.integers(0, 6), min_size=1, max_size=3)))
    possible = (
        Band("outside", "support", is_outside=True),
        Band("dear", "night"),
        Band("weekend", days=weekend),
    )
    bands = [draw(changed(band)) for band in possible if draw(st.booleans())]
    included_in = draw(st.sampled_from((None, "support", "night")))
    closed = frozenset(day.isoformat() for day in draw(st.sets(days, max_size=3))) | {"2026-05-25"}
    return Card(named, draw(amounts), bands, included_in, closed, draw(zones))


@st.composite
def stretches(draw: st.DrawFn) -> tuple[date, int, int]:
    """Draw a day, the minute of it at which work begins, and its length in minutes."""
    return draw(days), draw(st.integers(0, 1439)), draw(st.integers(1, 2000))


def history_of(card: Card) -> History:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agreement.yaml"
        path.write_text(as_yaml(card), encoding="utf-8")
        history, problems = read_agreement(path)
    assert history is not None, (as_yaml(card), problems)
    return history


def is_priced_as_the_naive_count_says(card: Card, told: list[tuple[date, int, int]]) -> None:
    history = history_of(card)
    epoch = date(1970, 1, 1)
    for number, (day, minute, length) in enumerate(told):
        start = (day - epoch) // timedelta(days=1) * 86_400 + minute * 60
        end = start + length * 60
        entry = WorkEntry(
            id=f"W{number}", start=start, end=end, seconds=end - start, service="repair", delivery="remote"
        )

        parts = settle([entry], history, Books()).parts

        included = sum(part.worked for part in parts if part.source == "free")
        assert (included // 60, sum((part.amount for part in parts), Fraction(0))) == price_of(card, start, end)


@settings(max_examples=100)
@given(card=cards(), told=st.lists(stretches(), min_size=1, max_size=3))
def test_work_costs_what_it_costs_minute_by_minute(card: Card, told: list[tuple[date, int, int]]) -> None:
    is_priced_as_the_naive_count_says(card, told)


@pytest.mark.proof
@settings(max_examples=3_000)
@given(card=cards(), told=st.lists(stretches(), min_size=1, max_size=8))
def test_a_great_deal_of_work_costs_what_it_costs_minute_by_minute(
    card: Card, told: list[tuple[date, int, int]]
) -> None:
    is_priced_as_the_naive_count_says(card, told)
