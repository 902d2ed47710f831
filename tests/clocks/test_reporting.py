"""From when a report counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases.runner import agreement_named, moment_of, ticket_of
from tests.clocks.agreed_tickets import agreed, agreed_tickets

from asagreed.clocks.reporting import origin_of, origins_of
from asagreed.errors import NotInForce
from asagreed.facts import Ticket, table_from_tickets
from asagreed.versions import History

BERLIN = "Europe/Berlin"
LOGGED = ["Mon 2026-03-02 19:00  raised", "Mon 2026-03-02 19:05  logged"]


@pytest.mark.parametrize(
    ("agreement", "about", "counts_from", "because", "clause"),
    [
        ("field", "P2", "19:00", "counts from the report: the export names no method of reporting", None),
        ("office", "P2, by fax", "19:00", "counts from the report: the agreement names no methods of reporting", None),
        ("field", "P2, by fax", "19:05", "counts from when it was logged: fax is no agreed method of reporting", None),
        (
            "field",
            "P2, by chat",
            "19:05",
            "counts from when it was logged: a report by chat does not count",
            "reporting.chat",
        ),
        ("field", "P2, by phone", "19:00", "reported by phone while it was open", "reporting.phone"),
    ],
)
def test_how_a_problem_was_reported_decides_from_when_it_counts(
    agreement: str, about: str, counts_from: str, because: str, clause: str | None
) -> None:
    ticket = ticket_of({"ticket": about, "events": LOGGED}, BERLIN)

    origin = origin_of(ticket, agreement_named(agreement))

    assert origin.counts_from == moment_of(f"Mon 2026-03-02 {counts_from}", BERLIN)
    assert (origin.because, origin.clause.address if origin.clause else None) == (because, clause)


def test_a_method_without_hours_is_open_at_all_times() -> None:
    ticket = ticket_of({"ticket": "P1, by portal", "events": LOGGED}, BERLIN)
    history = agreed("fresh")

    origin = origin_of(ticket, history)

    assert origin.because == "reported by portal, an agreed method"
    assert origins_of(table_from_tickets([ticket]), history).tolist() == [origin.counts_from] == [ticket.reported_at]


@given(st.sampled_from(("everything", "fresh")), st.lists(agreed_tickets(), min_size=1, max_size=20))
def test_reports_count_in_bulk_from_when_they_count_alone(name: str, tickets: list[Ticket]) -> None:
    history = agreed(name)

    together = origins_of(table_from_tickets(tickets), history).tolist()

    assert together == [_alone(ticket, history) for ticket in tickets]


def _alone(ticket: Ticket, history: History) -> int:
    try:
        return origin_of(ticket, history).counts_from
    except NotInForce:
        return ticket.reported_at
