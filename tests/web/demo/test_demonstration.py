"""The demonstration: the same seed writes the same script, and it is played by the operations of real use."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.web.conftest import EXAMPLES, LATER

from asagreed.billing.quoting import support_hours
from asagreed.versions import History, read_agreement
from asagreed_web.chronicle.queries import chains, find_break
from asagreed_web.customers.models import Customer
from asagreed_web.demo.cast import provider, requests
from asagreed_web.demo.errors import DemoRefused
from asagreed_web.demo.operations import make_demo
from asagreed_web.demo.writing import DAY, Scene, Step, fitting_requests, write
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import Ticket, TimeEntry


def script(seed: int) -> list[Step]:
    """Return four weeks of tickets at Harbour Dental."""
    history, _ = read_agreement(EXAMPLES / "harbour-dental")
    assert isinstance(history, History)
    terms = history.version_in_force(at=LATER).terms
    customer = provider().customers["harbour-dental"]
    scene = Scene("harbour-dental", customer, terms, support_hours(terms), fitting_requests(requests(), terms))
    return write(scene, seed=seed, start=LATER - 28 * DAY, until=LATER)


def test_the_same_seed_writes_the_same_script() -> None:
    assert script(7) == script(7)
    assert script(7) != script(8)


def test_every_ticket_begins_with_its_report_and_nothing_happens_after_the_end() -> None:
    steps = script(7)
    first = {step.story: step.does for step in reversed(steps)}
    assert set(first.values()) == {"log"}
    assert max(step.at for step in steps) <= LATER


def test_it_is_played_into_whole_chains_with_work_and_nothing_left_to_send(sees_all: None) -> None:
    made = make_demo(examples=EXAMPLES, seed=7, at=LATER, weeks=1)
    statuses = Counter(Ticket.objects.values_list("status", flat=True))
    assert made.customers == Customer.objects.count() == 8
    assert Person.objects.filter(role="technician").count() == 6
    assert statuses["resolved"] + statuses["closed"] > 0
    assert statuses["open"] > 0
    assert TimeEntry.objects.exists()
    assert not OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING, written_at__lt=LATER).exists()
    assert [found for chain in chains() if (found := find_break(chain))] == []


def test_it_refuses_to_mix_with_customers_that_are_there(sees_all: None) -> None:
    Customer.objects.create(slug="somebody", name="Somebody", entered_at=LATER)
    with pytest.raises(DemoRefused, match="has customers already"):
        make_demo(examples=EXAMPLES, seed=7, at=LATER, weeks=1)
