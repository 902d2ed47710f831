"""One ticket, with all that its clocks are explained by."""

from __future__ import annotations

from pathlib import Path

import pytest

from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.foresight import ExplainedTicket, explain_ticket
from asagreed.open_time.zones import year_start
from asagreed.versions import History, read_agreement

AGREEMENT = Path(__file__).parents[2] / "examples" / "harbour-dental"
AT = year_start(2026) + 60 * 86_400 + 15 * 3600


@pytest.fixture(name="history", scope="module")
def fixture_history() -> History:
    found, problems = read_agreement(AGREEMENT)
    assert found is not None, problems
    return found


def explained(history: History, **attributes: str) -> ExplainedTicket:
    ticket = Ticket("T", AT, AT, (TicketEvent(EventKind.CREATED, AT),), None, attributes)
    return explain_ticket(ticket, history, as_of=AT + 3600)


def test_a_ticket_without_a_priority_has_that_of_its_impact_and_urgency(history: History) -> None:
    found = explained(history, impact="company", urgency="now", channel="phone")

    assert found.cell is not None
    assert (found.ticket.priority, found.cell.clause.address) == ("P1", "priorities.matrix.company.now")
    assert [clock.name for clock in found.clocks] == ["response", "resolution"]
    assert (found.version.number, found.refused) == (1, ())


def test_a_clock_that_cannot_be_judged_does_not_hide_the_others(history: History) -> None:
    found = explained(history, impact="company", urgency="now", channel="phone", delivery="on-site")

    ((clock, why),) = found.refused
    assert [one.name for one in found.clocks] == ["response", "resolution"]
    assert (clock, why.split(":")[0].split(",")[0]) == ("arrival", "targets.P1.arrival adds travel")
