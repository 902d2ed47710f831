"""One ticket, with all that its clocks are explained by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clocks.agreed_tickets import BEGIN, END, agreed, agreed_tickets

from asagreed.clocks import Clock, judge_rules
from asagreed.clocks.agreement_promises import AgreementPromises
from asagreed.errors import AsagreedError
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


names, moments = st.sampled_from(("everything", "fresh")), st.integers(BEGIN, END + 20 * 86_400)


@cache
def kept_promises(name: str) -> AgreementPromises:
    return AgreementPromises(agreed(name))


def at_once(ticket: Ticket, name: str, as_of: int) -> ExplainedTicket | None:
    try:
        return explain_ticket(ticket, agreed(name), as_of=as_of, promises=kept_promises(name))
    except AsagreedError:
        return None


@settings(max_examples=150)
@given(name=names, ticket=agreed_tickets(), as_of=moments)
def test_clocks_explained_together_with_kept_promises_are_those_of_each_by_itself(
    name: str, ticket: Ticket, as_of: int
) -> None:
    found = at_once(ticket, name, as_of)
    if found is None:
        return
    by_itself: list[Clock] = []
    refused: list[tuple[str, str]] = []
    promises, counts_from = AgreementPromises(agreed(name)), found.origin.counts_from
    for rule in promises.rules(started_at=counts_from):
        try:
            by_itself += judge_rules(found.ticket, promises, (rule,), counts_from=counts_from, as_of=as_of)
        except AsagreedError as error:
            refused.append((rule.name, str(error)))
    assert (list(found.clocks), list(found.refused)) == (by_itself, refused)


@settings(max_examples=150)
@given(name=names, ticket=agreed_tickets(), as_of=moments)
def test_happenings_that_turn_no_clock_change_no_verdict(name: str, ticket: Ticket, as_of: int) -> None:
    turning, found = tuple(turning_events(ticket, kept_promises(name))), at_once(ticket, name, as_of)
    less = at_once(replace(ticket, events=turning), name, as_of)
    assert (found and verdicts(found)) == (less and verdicts(less))


def turning_events(ticket: Ticket, promises: AgreementPromises) -> Iterator[TicketEvent]:
    for event in ticket.events:
        if event.kind in (EventKind.INTERNAL_NOTE, EventKind.AUTOMATIC_REPLY):
            continue
        if event.kind is not EventKind.HAPPENED or event.value in promises.turning_words:
            yield event


def verdicts(explained: ExplainedTicket) -> tuple[list[Clock], object]:
    """Return the clocks without the turns that led to them."""
    return [replace(clock, turns=()) for clock in explained.clocks], explained.refused
