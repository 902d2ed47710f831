"""The index of words is whole after each migration, and shows nobody what its rows alone would show."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.web.conftest import Cast
from tests.web.logging import logged

from asagreed_web.tickets import search_index, searching
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.searching import search


def ask(statement: str, *given: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def drop(trigger: str) -> None:
    place = " ON tickets_message" if connection.vendor == "postgresql" else ""
    ask(f'DROP TRIGGER "{trigger}"{place}')


@pytest.fixture
def trigger() -> str:
    """Return the trigger that sees to changed messages."""
    return search_index.trigger_names(connection.vendor)["message_changed"]


@pytest.mark.usefixtures("db")
def test_every_trigger_stands_after_the_migrations() -> None:
    assert search_index.missing(connection) == []


@pytest.mark.usefixtures("db")
def test_a_trigger_that_is_missing_is_told_of(trigger: str) -> None:
    drop(trigger)
    assert search_index.missing(connection) == [trigger]


def test_an_index_that_lacked_a_trigger_is_made_again_with_what_it_missed(cast: Cast, trigger: str) -> None:
    logged(cast.harbour, cast.viewer)
    drop(trigger)
    Message.objects.update(text="The zebra ate it.")
    assert search(cast.viewer, "zebra") == []
    search_index.set_index(using="default")
    assert search_index.missing(connection) == []
    assert len(search(cast.viewer, "zebra")) == 1


def test_an_index_that_stands_whole_is_left_alone(cast: Cast) -> None:
    logged(cast.harbour, cast.viewer)
    key = "message_id" if connection.vendor == "postgresql" else "rowid"
    ask(f"DELETE FROM tickets_search WHERE {key} > 0")  # noqa: S608
    search_index.set_index(using="default")
    assert search(cast.viewer, "mail") == []


def test_a_row_of_the_index_that_says_too_much_shows_nothing(cast: Cast) -> None:
    theirs = logged(cast.other, cast.stranger, subject="Toner is low")
    pk = Message.objects.get(ticket=theirs).pk
    if connection.vendor == "postgresql":
        ask("UPDATE tickets_search SET customer_id = %s WHERE message_id = %s", cast.harbour.pk, pk)
    else:
        ask("INSERT INTO tickets_search(rowid, scope, words) VALUES (%s, %s, 'toner')", pk, f"c{cast.harbour.pk}")
    assert (len(search(cast.technician, "toner")), search(cast.viewer, "toner")) == (1, [])


def test_what_stands_not_among_the_newest_is_found_by_the_index(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "LOOKED_THROUGH", 1)
    for customer, person in ((cast.harbour, cast.viewer), (cast.other, cast.stranger), (cast.harbour, cast.viewer)):
        logged(customer, person, subject="Toner is low")
    numbers = list(Ticket.objects.filter(customer=cast.harbour).order_by("-pk").values_list("number", flat=True))
    assert [each.number for each in search(cast.viewer, "toner")] == numbers
    assert len(search(cast.technician, "toner")) == 3
