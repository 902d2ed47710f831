"""Rows are grouped by ticket as a plain dictionary would group them, also when hashes collide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.facts.readers.runs import carried, disorder, first_said, first_where, tickets_of
from asagreed.facts.readers.ticket_order import CHUNK, in_ticket_order

# Two hashes of few tickets; some first hashes differ in their lowest bits only, and then the second hashes differ.
HASHES = st.builds(
    lambda high, other: (high << 40 | other % 4, other), st.sampled_from([0, 1, (1 << 24) - 1]), st.integers(0, 5)
)


def grouped(pairs: list[tuple[int, int]]) -> list[list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    for row, pair in enumerate(pairs):
        found.setdefault(pair, []).append(row)
    return list(found.values())


def in_groups(pairs: list[tuple[int, int]]) -> list[list[int]]:
    one = np.array([pair[0] for pair in pairs], dtype=np.uint64)
    other = np.array([pair[1] for pair in pairs], dtype=np.uint64)
    order = in_ticket_order(one, other)
    rows = np.arange(len(pairs)) if order.rows is None else order.rows
    return [rows[begin:end].tolist() for begin, end in zip(order.first[:-1], order.first[1:], strict=True)]


@given(st.lists(HASHES, max_size=40))
def test_rows_of_a_ticket_come_together_in_order_of_their_first_rows(pairs: list[tuple[int, int]]) -> None:
    assert in_groups(pairs) == grouped(pairs)


@given(
    st.lists(st.tuples(st.integers(0, (1 << 64) - 1), st.integers(1, 5)), max_size=9, unique_by=lambda pair: pair[0])
)
def test_rows_that_already_stand_together_are_left_alone(runs: list[tuple[int, int]]) -> None:
    pairs = [(ticket, ticket) for ticket, length in runs for _ in range(length)]

    assert in_groups(pairs) == grouped(pairs)


def test_tickets_whose_first_hashes_share_their_upper_bits_are_parted_by_the_second() -> None:
    size = 3 * CHUNK
    pairs = [(row % 3, row % 3) for row in range(size)]

    assert in_groups(pairs) == grouped(pairs)


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK, CHUNK + 1])
def test_pieces_meet_without_a_gap(size: int) -> None:
    pairs = [(row // 2 * 2654435761 * 4096 % (1 << 64), row // 2) for row in range(size)]
    pairs = pairs[::2] + pairs[1::2]

    assert in_groups(pairs) == grouped(pairs)


@given(st.lists(HASHES, max_size=30), st.sets(st.integers(0, 29)))
def test_rows_that_are_not_taken_leave_the_order_and_empty_tickets_with_them(
    pairs: list[tuple[int, int]], gone: set[int]
) -> None:
    one = np.array([pair[0] for pair in pairs], dtype=np.uint64)
    other = np.array([pair[1] for pair in pairs], dtype=np.uint64)
    taken = [row for row in range(len(pairs)) if row not in gone]

    order = in_ticket_order(one, other).only(np.array(taken, dtype=np.int64))

    assert order.rows is not None
    groups = [[row for row in group if row not in gone] for group in grouped(pairs)]
    found = [order.rows[begin:end].tolist() for begin, end in zip(order.first[:-1], order.first[1:], strict=True)]
    assert found == [group for group in groups if group]


CODES = st.lists(st.lists(st.integers(-1, 3), min_size=1, max_size=6), max_size=6)


@given(CODES)
def test_what_a_ticket_said_is_carried_on_within_the_ticket_only(tickets: list[list[int]]) -> None:
    codes = np.array([code for ticket in tickets for code in ticket], dtype=np.int32)
    first = np.cumsum([0, *map(len, tickets)])

    now, before = carried(codes, first)

    expected_now: list[int] = []
    expected_before: list[int] = []
    for ticket in tickets:
        last = -1
        for code in ticket:
            expected_before.append(last)
            last = code if code >= 0 else last
            expected_now.append(last)
    assert (now.tolist(), before.tolist()) == (expected_now, expected_before)
    said = [next((code for code in ticket if code >= 0), -1) for ticket in tickets]
    assert first_said(codes, first).tolist() == said
    assert (first_where(codes == 3, first) >= 0).tolist() == [3 in ticket for ticket in tickets]


KEYS = st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=6), max_size=6)


@given(KEYS)
def test_only_tickets_out_of_order_are_sorted(tickets: list[list[tuple[int, int]]]) -> None:
    rows = [row for ticket in tickets for row in ticket]
    at = np.array([row[0] for row in rows], dtype=np.int64)
    number = np.array([row[1] for row in rows], dtype=np.int64)
    first = np.cumsum([0, *map(len, tickets)])

    change = disorder(first, at, number)

    places = np.arange(len(rows))
    if change is not None:
        places[change[0]] = places[change[1]]
        wrong = {number for number, ticket in enumerate(tickets) if ticket != sorted(ticket)}
        assert set(tickets_of(first)[change[0]].tolist()) == wrong
    expected = [
        place + begin
        for begin, ticket in zip(first.tolist(), tickets, strict=False)
        for place in sorted(range(len(ticket)), key=ticket.__getitem__)
    ]
    assert places.tolist() == expected
