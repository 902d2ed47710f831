"""The algebra of spans."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.open_time import Span, Spans

SECONDS = range(-5, 45)


@st.composite
def span(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 39))
    return Span(start, start + draw(st.integers(1, 40 - start)))


spans = st.lists(span(), max_size=6).map(Spans)


def seconds_of(some: Spans) -> set[int]:
    return {second for second in SECONDS if second in some}


@given(spans, spans)
def test_operations_are_those_of_sets_of_moments(a: Spans, b: Spans) -> None:
    assert seconds_of(a & b) == seconds_of(a) & seconds_of(b)
    assert seconds_of(a | b) == seconds_of(a) | seconds_of(b)
    assert seconds_of(a - b) == seconds_of(a) - seconds_of(b)


@given(spans, spans, spans)
def test_and_as_well_as_or_are_associative(a: Spans, b: Spans, c: Spans) -> None:
    assert (a & b) & c == a & (b & c)
    assert (a | b) | c == a | (b | c)


@given(spans, spans)
def test_and_as_well_as_or_are_commutative(a: Spans, b: Spans) -> None:
    assert a & b == b & a
    assert a | b == b | a


@given(spans, spans, spans)
def test_and_distributes_over_or_and_or_over_and(a: Spans, b: Spans, c: Spans) -> None:
    assert a & (b | c) == (a & b) | (a & c)
    assert a | (b & c) == (a | b) & (a | c)


@given(spans, spans, spans)
def test_minus_takes_away_one_after_another(a: Spans, b: Spans, c: Spans) -> None:
    assert (a - b) - c == a - (b | c)


@given(spans, spans)
def test_totals_add_up(a: Spans, b: Spans) -> None:
    assert a.total + b.total == (a | b).total + (a & b).total
    assert a.total == (a & b).total + (a - b).total
    assert a.total == len(seconds_of(a))


@given(spans, spans, spans)
def test_results_are_in_order_and_do_not_touch(a: Spans, b: Spans, c: Spans) -> None:
    found = list((a | b) - c)

    assert all(before.end < after.start for before, after in pairwise(found))


@given(spans)
def test_equal_sets_have_equal_hashes_however_they_were_made(a: Spans) -> None:
    again = Spans(Span(second, second + 1) for second in seconds_of(a))

    assert again == a
    assert hash(again) == hash(a)


def test_a_set_of_moments_equals_nothing_else() -> None:
    assert Spans([Span(0, 1)]) != [Span(0, 1)]


def test_touching_spans_become_one() -> None:
    assert list(Spans([Span(5, 9), Span(0, 5)])) == [Span(0, 9)]


def test_a_set_can_be_shown_and_measured() -> None:
    some = Spans([Span(0, 2), Span(4, 5)])

    assert repr(some) == "Spans([Span(start=0, end=2), Span(start=4, end=5)])"
    assert (len(some), some.total, [one.seconds for one in some]) == (2, 3, [2, 1])


def test_the_start_is_in_a_span_and_the_end_is_not() -> None:
    assert [second in Span(2, 4) for second in range(1, 6)] == [False, True, True, False, False]


@pytest.mark.parametrize("end", [7, 6])
def test_an_empty_span_is_refused(end: int) -> None:
    with pytest.raises(ValueError, match=f"cannot start at 7 and end at {end}: it would be empty"):
        Span(7, end)
