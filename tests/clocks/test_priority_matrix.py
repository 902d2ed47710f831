"""Priorities by impact and urgency."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from asagreed.clocks.priority_matrix import cell_of, with_priorities, with_priority
from asagreed.facts import EventKind, Ticket, TicketEvent, table_from_tickets
from asagreed.open_time.zones import year_start
from asagreed.versions import History, read_agreement

AT = year_start(2026) + 100 * 86_400
WORDED = """
agreement: worded
zone: UTC
term: {from: 2026-01-01, for: 1 year}
priorities:
  impact: {company: nobody can work, person: one cannot work}
  urgency: {now: work has stopped, later: it can wait}
  matrix: {company: {now: P1, later: P2}, person: {now: P2, later: P3}}
targets: {hours: always, P1: {response: 1 h}, P2: {response: 2 h}, P3: {response: 4 h}}
"""
UNWORDED = """
agreement: unworded
zone: UTC
term: {from: 2026-01-01, for: 1 year}
targets: {hours: always, P1: {response: 1 h}}
"""


def history_of(text: str, folder: Path) -> History:
    path = folder / "agreement.yaml"
    path.write_text(text, encoding="utf-8")
    found, problems = read_agreement(path)
    assert found is not None, problems
    return found


@pytest.fixture
def history(tmp_path: Path) -> History:
    return history_of(WORDED, tmp_path)


def ticket(priority: str | None = None, *, at: int = AT, **attributes: str) -> Ticket:
    return Ticket("T", at, at, (TicketEvent(EventKind.CREATED, at),), priority, attributes)


def test_impact_and_urgency_give_the_priority_by_a_clause(history: History) -> None:
    cell = cell_of(ticket(impact="company", urgency="now"), history)

    assert cell is not None
    assert (cell.priority, cell.clause.address) == ("P1", "priorities.matrix.company.now")


TICKETS = {
    "named by the ticket": (ticket("P3", impact="company", urgency="now"), "P3"),
    "by the matrix": (ticket(impact="person", urgency="later"), "P3"),
    "half of it is missing": (ticket(impact="company"), None),
    "a word that the matrix lacks": (ticket(impact="galaxy", urgency="now"), None),
    "before the agreement": (ticket(impact="company", urgency="now", at=year_start(2025)), None),
}


@pytest.mark.parametrize("name", TICKETS)
def test_a_ticket_gets_the_priority_that_it_lacks(name: str, history: History) -> None:
    given, priority = TICKETS[name]

    assert with_priority(given, history) == replace(given, priority=priority)


def test_many_tickets_get_theirs_as_one_does(history: History) -> None:
    table = with_priorities(table_from_tickets([given for given, _ in TICKETS.values()]), history)

    found = [table.words.word(int(code)) for code in table.columns["priority"]]
    assert found == [priority for _, priority in TICKETS.values()]


def test_a_table_in_which_nothing_is_missing_is_left_alone(history: History) -> None:
    table = table_from_tickets([ticket("P1")])

    assert with_priorities(table, history) is table


def test_an_agreement_without_a_matrix_gives_no_priority(tmp_path: Path) -> None:
    table = table_from_tickets([ticket(impact="company", urgency="now")])

    assert with_priorities(table, history_of(UNWORDED, tmp_path)) is table
