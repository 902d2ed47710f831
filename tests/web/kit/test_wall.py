"""The second wall between customers, and that nothing of a scope stays behind on a connection."""

from __future__ import annotations

import threading

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from tests.web.conftest import Cast
from tests.web.logging import logged

from asagreed_web.chronicle.models import ChainHead, Event, PersonalData
from asagreed_web.clocks.models import TicketClock
from asagreed_web.customers.models import Customer
from asagreed_web.kit import row_security, wall
from asagreed_web.people.models import ApiToken, Person
from asagreed_web.people.wall import wall_for_the_person
from asagreed_web.tickets.models import Message, RunningTimer, Ticket, TicketLink

postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has this wall")
WALLED = [model for model in apps.get_models() if row_security.is_walled(model)]
OF_CUSTOMERS = {"customer", "chain", "ticket"}


@pytest.fixture
def tickets(cast: Cast) -> tuple[Ticket, Ticket]:
    """Return a ticket of each customer, with clocks, events and messages."""
    return logged(cast.harbour, cast.viewer), logged(cast.other, cast.stranger)


def _names(model: type[Model]) -> set[str]:
    return {field.name.removesuffix("_id") for field in model._meta.get_fields() if isinstance(field, Field)}


@pytest.mark.parametrize(
    "model", [each for each in apps.get_models() if _names(each) & OF_CUSTOMERS], ids=lambda each: each.__name__
)
def test_every_table_with_rows_of_customers_has_a_policy(model: type[Model]) -> None:
    assert model in WALLED


@pytest.mark.usefixtures("db")
def test_policies_and_force_stand_on_every_such_table() -> None:
    assert row_security.unwalled(connection) == []


@postgresql_only
@pytest.mark.usefixtures("tickets")
@pytest.mark.parametrize("model", WALLED, ids=lambda each: each.__name__)
def test_nobody_sees_a_row_of_any_table(model: type[Model]) -> None:
    with wall.seeing(wall.NOBODY):
        assert model._default_manager.count() == 0


@postgresql_only
@pytest.mark.usefixtures("tickets")
@pytest.mark.parametrize("model", [Ticket, Message, Event, PersonalData, TicketClock, ChainHead])
def test_a_customer_sees_its_own_rows_and_no_others(model: type[Model], cast: Cast) -> None:
    own = "chain" if "chain" in _names(model) else "customer_id"
    with wall.seeing(str(cast.harbour.pk)):
        assert set(model._default_manager.values_list(own, flat=True)) == {cast.harbour.pk}


@postgresql_only
@pytest.mark.usefixtures("tickets")
def test_at_the_door_people_and_keys_are_found_and_nothing_else() -> None:
    with wall.seeing(wall.DOOR):
        assert (Person.objects.count(), ApiToken.objects.count()) == (7, 0)
        assert (Ticket.objects.count(), Customer.objects.count(), Event.objects.count()) == (0, 0, 0)


@postgresql_only
def test_a_customer_sees_its_own_people_and_the_providers(cast: Cast) -> None:
    with wall.seeing(str(cast.harbour.pk)):
        seen = set(Person.objects.values_list("name", flat=True))
    assert seen == {"Owner", "Dispatcher", "Technician", "Bookkeeper", "Approver", "Viewer"}


@postgresql_only
def test_a_customer_changes_none_of_the_providers_people(cast: Cast) -> None:
    with wall.seeing(str(cast.harbour.pk)):
        assert Person.objects.filter(pk=cast.owner.pk).update(name="Somebody else") == 0
        assert Person.objects.filter(pk=cast.viewer.pk).update(name="Viewer by another name") == 1


@postgresql_only
@pytest.mark.usefixtures("tickets")
def test_a_blind_update_touches_no_row_of_another_customer(cast: Cast) -> None:
    with wall.seeing(str(cast.harbour.pk)):
        assert Ticket.objects.update(subject="Mine") == 1
    assert set(Ticket.objects.values_list("subject", flat=True)) == {"Mine", "E-mail is down"}


@postgresql_only
@pytest.mark.usefixtures("tickets")
def test_a_blind_delete_touches_no_row_of_another_customer(cast: Cast) -> None:
    with wall.seeing(str(cast.other.pk)), connection.cursor() as cursor:
        cursor.execute("DELETE FROM clocks_ticketclock")
    assert set(TicketClock.objects.values_list("customer_id", flat=True)) == {cast.harbour.pk}


@postgresql_only
@pytest.mark.usefixtures("tickets")
def test_a_row_for_another_customer_is_refused(cast: Cast) -> None:
    refused = pytest.raises(DatabaseError, match="row-level security")
    with wall.seeing(str(cast.harbour.pk)), refused, transaction.atomic():
        ChainHead.objects.create(chain=cast.other.pk + 1000)


@postgresql_only
@pytest.mark.usefixtures("tickets")
def test_a_row_cannot_be_moved_to_another_customer(cast: Cast) -> None:
    refused = pytest.raises(DatabaseError, match="row-level security")
    with wall.seeing(str(cast.harbour.pk)), refused, transaction.atomic():
        Ticket.objects.update(customer_id=cast.other.pk)


@postgresql_only
def test_a_row_without_a_customer_follows_what_it_refers_to(cast: Cast, tickets: tuple[Ticket, Ticket]) -> None:
    ours, theirs = tickets
    RunningTimer.objects.create(person=cast.technician, ticket=theirs, started_at=0)
    TicketLink.objects.create(first=ours, second=theirs)
    with wall.seeing(str(cast.harbour.pk)):
        assert (RunningTimer.objects.count(), TicketLink.objects.count()) == (0, 0)
    with wall.seeing(str(cast.other.pk)):
        assert RunningTimer.objects.count() == 1


@postgresql_only
@pytest.mark.usefixtures("db")
def test_the_role_of_the_application_is_bound_by_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


# What stays on a connection.


def told() -> str:
    """Return the scope that the connection has, by the database's own word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('asagreed.scope', true)")
        return str(cursor.fetchone()[0] or "")


@postgresql_only
@pytest.mark.usefixtures("transactional_db")
def test_a_scope_ends_with_its_block_after_an_error_too() -> None:
    with pytest.raises(AssertionError), wall.seeing("12"):
        assert told() == wall.NOBODY
    assert told() == wall.NOBODY


@postgresql_only
@pytest.mark.usefixtures("transactional_db")
def test_a_scope_does_not_stay_after_a_transaction_that_failed_inside_it() -> None:
    with pytest.raises(IntegrityError), wall.seeing(wall.ALL), transaction.atomic():
        Customer.objects.bulk_create([Customer(name="A", slug=slug, entered_at=0) for slug in ("a", "b")])
    assert told() == wall.NOBODY


@postgresql_only
@pytest.mark.usefixtures("transactional_db")
def test_a_scope_does_not_stay_after_a_transaction_that_failed_around_it() -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), wall.seeing(wall.ALL):
        Customer.objects.bulk_create([Customer(name="A", slug=slug, entered_at=0) for slug in ("a", "b")])
    assert told() == wall.NOBODY


@postgresql_only
@pytest.mark.usefixtures("transactional_db")
def test_a_broken_connection_is_closed_rather_than_left_with_its_scope() -> None:
    with wall.seeing(wall.ALL):
        told()
        assert connection.connection is not None
        connection.connection.close()
    assert connection.connection is None
    assert told() == wall.NOBODY


@postgresql_only
@pytest.mark.usefixtures("transactional_db")
def test_a_connection_that_is_made_anew_has_the_scope_of_its_thread() -> None:
    with wall.seeing("12"):
        connection.close()
        assert told() == "12"


@postgresql_only
@pytest.mark.usefixtures("transactional_db")
def test_a_new_thread_sees_nobodys_rows() -> None:
    found: list[str] = []

    def look() -> None:
        found.append(told())
        connection.close()

    with wall.seeing(wall.ALL):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert found == [wall.NOBODY]


# Requests.


def _asked(person: Person | None) -> HttpRequest:
    request = HttpRequest()
    request.user = person  # type: ignore[assignment]
    return request


def test_a_request_sees_what_its_person_may_and_nothing_stays(cast: Cast) -> None:
    seen: list[str] = []

    def answer(_: HttpRequest) -> HttpResponse:
        seen.append(wall.seen())
        return HttpResponse()

    with wall.seeing(wall.NOBODY):
        for person in (cast.technician, cast.viewer, None):
            wall_for_the_person(answer)(_asked(person))
        assert (seen, wall.seen()) == ([wall.ALL, str(cast.harbour.pk), wall.DOOR], wall.NOBODY)


def test_an_answer_that_streams_is_read_in_the_scope_of_its_request(cast: Cast) -> None:
    def lines(_: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(wall.seen() for _ in range(2))

    with wall.seeing(wall.NOBODY):
        response = wall_for_the_person(lines)(_asked(cast.viewer))  # type: ignore[arg-type]
        assert isinstance(response, StreamingHttpResponse)
        assert (b"".join(response).decode(), wall.seen()) == (str(cast.harbour.pk) * 2, wall.NOBODY)


def test_a_reader_who_goes_away_in_the_middle_leaves_no_scope_behind(cast: Cast) -> None:
    def lines(_: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(wall.seen() for _ in range(2))

    with wall.seeing(wall.NOBODY):
        response = wall_for_the_person(lines)(_asked(cast.viewer))  # type: ignore[arg-type]
        assert isinstance(response, StreamingHttpResponse)
        next(iter(response))
        response.close()
        assert wall.seen() == wall.NOBODY
