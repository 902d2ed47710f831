"""Tickets at hand become the columns of a table, and come back unchanged."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asagreed.facts import EventKind, Ticket, TicketEvent, events_in_order, table_from_tickets
from asagreed.facts.tickets import ATTRIBUTES


def events() -> st.SearchStrategy[TicketEvent]:
    return st.builds(
        TicketEvent,
        kind=st.sampled_from(EventKind),
        at=st.integers(0, 20),
        sequence=st.integers(0, 3),
        id=st.sampled_from(["", "a", "b", "c"]),
        value=st.sampled_from([None, "P1", "working"]),
        attribute=st.sampled_from([None, *ATTRIBUTES]),
    )


def tickets() -> st.SearchStrategy[Ticket]:
    return st.builds(
        Ticket,
        id=st.text(max_size=4),
        reported_at=st.integers(0, 9),
        recorded_at=st.integers(0, 9),
        events=st.lists(events(), max_size=8).map(tuple),
        priority=st.sampled_from([None, "P1", "P2"]),
        attributes=st.dictionaries(st.sampled_from(ATTRIBUTES), st.text(max_size=3)),
    )


@given(st.lists(tickets(), max_size=6))
def test_a_table_gives_back_the_tickets_with_their_events_in_order(given_tickets: list[Ticket]) -> None:
    table = table_from_tickets(given_tickets)

    assert table.number_of_tickets == len(given_tickets)
    assert table.ids_of(np.arange(len(given_tickets))) == [ticket.id for ticket in given_tickets]
    for position, ticket in enumerate(given_tickets):
        kept = table.ticket_at(position)
        bare = table.bare_ticket(position)
        assert kept.events == events_in_order(ticket.events)
        assert (bare.reported_at, bare.recorded_at) == (ticket.reported_at, ticket.recorded_at)
        assert (bare.priority, bare.attributes) == (ticket.priority, ticket.attributes)
        assert [(one.kind, one.at, one.value, one.attribute) for one in bare.events] == [
            (one.kind, one.at, one.value, one.attribute) for one in kept.events
        ]


def test_events_are_ordered_by_moment_then_sequence_and_equal_ones_as_given() -> None:
    late, early = TicketEvent(EventKind.REPLY, 9, 0), TicketEvent(EventKind.REPLY, 1, 5)
    second, first = TicketEvent(EventKind.RESOLVED, 9, 1), TicketEvent(EventKind.ASSIGNED, 9, 0)

    assert events_in_order([late, second, early, first]) == (early, late, first, second)


def test_an_event_that_comes_twice_with_one_id_is_one_event() -> None:
    early, late = TicketEvent(EventKind.REPLY, 1, id="m1"), TicketEvent(EventKind.REPLY, 2, id="m1")
    nameless = TicketEvent(EventKind.REPLY, 3)

    assert events_in_order([late, early, nameless, nameless]) == (early, nameless, nameless)


def test_a_part_of_a_table_is_a_table_of_those_tickets() -> None:
    made = [
        Ticket(f"T{number}", number, number, (TicketEvent(EventKind.CREATED, number),) * number, priority="P1")
        for number in range(4)
    ]

    part = table_from_tickets(made).part(1, 3)

    assert part.first.tolist() == [0, 1, 3]
    assert part.at.tolist() == [1, 2, 2]
    assert part.ticket_at(1).id == "T2"
    assert part.ids_of(np.array([0, 1])) == ["T1", "T2"]


def test_no_tickets_are_an_empty_table() -> None:
    table = table_from_tickets([])

    assert (table.number_of_tickets, table.first.tolist(), len(table.at)) == (0, [0], 0)
