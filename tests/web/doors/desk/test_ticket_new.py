"""A call is logged in the words of the customer's agreement, and what would hold is seen before."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.web.conftest import Cast, chicago

from asagreed_web.kit import clock
from asagreed_web.tickets.models import Ticket

SATURDAY = chicago("2026-05-16 11:00")
NEW = "/desk/tickets/new/"


@pytest.fixture
def desk(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return the browser of a technician on a Saturday."""
    monkeypatch.setattr(clock, "now", lambda: SATURDAY)
    client.force_login(cast.technician)
    return client


def call(cast: Cast, **more: str) -> dict[str, str]:
    """Return what is typed while somebody of Harbour Dental is on the phone."""
    said = {
        "customer": "harbour-dental",
        "caller": str(cast.viewer.pk),
        "channel": "phone",
        "ring": "12",
        "subject": "E-mail is down",
        "impact": "company",
        "urgency": "now",
        "people": "8",
        "system": "mail",
        "is_outage": "yes",
    }
    return {**said, **more}


def sent(desk: Client, said: dict[str, str]) -> HttpResponse:
    """Send the form."""
    response = desk.post(NEW, said)
    assert isinstance(response, HttpResponse)
    return response


def test_the_form_asks_in_the_words_of_the_agreement(desk: Client) -> None:
    shown = desk.get(NEW, {"customer": "harbour-dental"}).content.decode()
    for words in ("How many people cannot work?", "no patient can be treated", "patients are waiting", "X-ray archive"):
        assert words in shown


def test_a_call_becomes_a_ticket_with_everything_that_was_said(cast: Cast, desk: Client) -> None:
    response = sent(desk, call(cast))
    ticket = Ticket.objects.get()
    assert response["Location"] == f"/desk/tickets/{ticket.number}/"
    assert (ticket.priority, ticket.channel, ticket.ring_seconds, ticket.requester) == ("P1", "phone", 12, cast.viewer)


def test_what_holds_is_shown_before_and_nothing_is_saved(cast: Cast, desk: Client) -> None:
    shown = sent(desk, call(cast, channel="portal", step="preview")).content.decode()
    assert "Outside support hours until Mon 09:00." in shown
    assert "priorities.matrix.company.now" in shown
    assert "many idle: 8 people unable to work" in shown
    assert not Ticket.objects.exists()


def test_htmx_shows_what_holds_while_half_of_it_is_typed(cast: Cast, desk: Client) -> None:
    shown = desk.post(f"{NEW}what-holds/", call(cast, subject="", caller="")).content.decode()
    assert "<html" not in shown
    assert "Most urgent" in shown


def test_what_holds_is_shown_before_it_is_known_who_calls_and_about_what(cast: Cast, desk: Client) -> None:
    response = sent(desk, call(cast, subject=" ", caller="", step="preview"))
    shown = response.content.decode()
    assert (response.status_code, Ticket.objects.count()) == (200, 0)
    assert "Most urgent" in shown
    assert 'name="name" value=""' in shown


def test_what_cannot_be_used_for_what_holds_is_said_beside_its_field(cast: Cast, desk: Client) -> None:
    response = sent(desk, call(cast, caller="", ring="long", step="preview"))
    assert response.status_code == 422
    assert "Write a whole number, such as 5." in response.content.decode()


def test_the_name_of_a_caller_is_not_called_optional(desk: Client) -> None:
    shown = desk.get(NEW, {"customer": "harbour-dental"}).content.decode()
    assert '<label for="field-name">Name</label>' in shown


def test_a_voicemail_counts_from_when_it_was_left(cast: Cast, desk: Client) -> None:
    sent(desk, call(cast, reported="2026-05-16T09:30", occurred="2026-05-16T08:00"))
    ticket = Ticket.objects.get()
    assert (ticket.reported_at, ticket.counts_from) == (chicago("2026-05-16 09:30"), chicago("2026-05-16 09:30"))
    assert (ticket.occurred_at, ticket.recorded_at) == (chicago("2026-05-16 08:00"), SATURDAY)


def test_a_call_in_person_is_no_agreed_way_and_says_so(cast: Cast, desk: Client) -> None:
    sent(desk, call(cast, channel="walk-up"))
    assert "walk-up is no agreed method" in Ticket.objects.get().counts_because


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"subject": " "}, "Say in a few words what it is about."),
        ({"caller": ""}, "Choose who called, or type the name."),
        ({"ring": "long"}, "Write a whole number, such as 5."),
        ({"impact": "moon"}, "The agreement has no such word."),
        ({"channel": "pigeon"}, "Choose one from the list."),
        ({"reported": "2026-06-01T10:00"}, "That has not come yet."),
        ({"occurred": "2026-05-16T10:59", "reported": "2026-05-16T10:00"}, "It cannot have occurred after"),
        ({"occurred": "yesterday"}, "«yesterday» is no day and time."),
        ({"occurred": "2026-03-08T02:30"}, "the clocks went forward then"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(
    cast: Cast, desk: Client, more: dict[str, str], because: str
) -> None:
    response = sent(desk, call(cast, text="Nobody can send.", **more))
    assert response.status_code == 422
    assert because in response.content.decode()
    assert "Nobody can send.</textarea>" in response.content.decode()
    assert not Ticket.objects.exists()


def test_a_call_that_is_sent_twice_is_logged_once(cast: Cast, desk: Client) -> None:
    first, second = (sent(desk, call(cast, form_key="k1")) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Ticket.objects.count() == 1


def test_a_customer_and_a_bookkeeper_log_no_calls(cast: Cast, client: Client) -> None:
    for person in (cast.approver, cast.bookkeeper):
        client.force_login(person)
        assert client.get(NEW).status_code == 403
