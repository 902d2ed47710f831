"""Time is recorded after its verdict was seen, split where the agreement splits it; quotes are priced side by side."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.web.conftest import Cast, chicago

from asagreed_web.billing.models import Quote
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.kit import clock
from asagreed_web.tickets.models import RunningTimer, Ticket, TimeEntry
from asagreed_web.tickets.operations import Author

EVENING = chicago("2026-05-18 19:00")
WORK = {"start": "2026-05-18T17:00", "end": "2026-05-18T18:30", "delivery": "remote", "service": "help for users"}


@pytest.fixture
def ticket(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Ticket:
    """Return a ticket of Harbour Dental, on the evening on which it is worked on."""
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    report = Report(
        channel="portal",
        subject="The calendar is slow",
        text="It takes a minute to open.",
        by=Author.of(cast.viewer),
        reported_at=chicago("2026-05-18 11:55"),
        system="mail",
        kind="mail",
        impact="person",
        urgency="today",
        people_unable_to_work=0,
    )
    return log_ticket(customer=cast.harbour, report=report, at=chicago("2026-05-18 11:55"))


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    """Return the browser of a technician."""
    client.force_login(cast.technician)
    return client


def send(desk: Client, ticket: Ticket, where: str, **said: str) -> HttpResponse:
    """Send a form of a ticket."""
    response = desk.post(f"/desk/tickets/{ticket.number}/{where}/", said)
    assert isinstance(response, HttpResponse)
    return response


def seen(desk: Client, ticket: Ticket, **said: str) -> dict[str, str]:
    """Look at what work comes to, and return the form as it is to be saved."""
    shown = send(desk, ticket, "time", step="preview", **said).content.decode()
    found = re.search(r'name="shown_hash" value="([^"]+)"', shown)
    assert found
    return {**said, "shown_hash": found[1], "step": "save"}


def test_work_over_closing_time_is_shown_in_two_parts_before_it_is_saved(desk: Client, ticket: Ticket) -> None:
    shown = send(desk, ticket, "time", step="preview", **WORK).content.decode()
    assert "17:00</time>–<time" in shown
    assert "18:00</time></span>" in shown
    assert "18:30</time></span>" in shown
    assert not TimeEntry.objects.exists()


def test_what_was_seen_is_saved_with_its_verdict(desk: Client, ticket: Ticket) -> None:
    assert send(desk, ticket, "time", **seen(desk, ticket, **WORK)).status_code == 303
    assert TimeEntry.objects.get().verdict
    assert "1:30" in desk.get(f"/desk/tickets/{ticket.number}/").content.decode()


def test_what_was_not_seen_is_shown_first(desk: Client, ticket: Ticket) -> None:
    response = send(desk, ticket, "time", step="save", shown_hash="another", **WORK)
    assert response.status_code == 422
    assert "What it comes to" in response.content.decode()
    assert not TimeEntry.objects.exists()


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"end": "2026-05-18T16:00"}, "It ends before it begins."),
        ({"start": ""}, "Say the day and the time."),
        ({"service": "magic"}, "The agreement has no such word."),
        ({"travel": "far"}, "Write a whole number, such as 15."),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(
    desk: Client, ticket: Ticket, more: dict[str, str], because: str
) -> None:
    response = send(desk, ticket, "time", note_text="Read the log", **{**WORK, **more})
    assert response.status_code == 422
    assert because in response.content.decode()
    assert "Read the log</textarea>" in response.content.decode()


def test_htmx_shows_what_it_comes_to_while_it_is_typed(desk: Client, ticket: Ticket) -> None:
    shown = send(desk, ticket, "time/what-it-comes-to", **WORK).content.decode()
    assert "<html" not in shown
    assert "Save the time" in shown


def test_why_of_an_entry_unfolds_down_to_the_clause(desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, "time", **seen(desk, ticket, **WORK))
    shown = desk.get(f"/desk/tickets/{ticket.number}/time/{TimeEntry.objects.get().pk}/why/").content.decode()
    assert "services.included.help for users" in shown


def test_a_correction_begins_with_what_was_and_replaces_it(desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, "time", **seen(desk, ticket, **WORK))
    old = TimeEntry.objects.get()
    form = desk.get(f"/desk/tickets/{ticket.number}/time/", {"corrects": old.pk}).content.decode()
    assert 'value="2026-05-18T18:30"' in form
    send(desk, ticket, "time", **seen(desk, ticket, **{**WORK, "end": "2026-05-18T18:00", "corrects": str(old.pk)}))
    assert TimeEntry.objects.get(corrects=old).end_at == chicago("2026-05-18 18:00")


def test_a_dispatcher_records_the_work_of_somebody_else(cast: Cast, client: Client, ticket: Ticket) -> None:
    client.force_login(cast.dispatcher)
    assert "Whose work it was" in client.get(f"/desk/tickets/{ticket.number}/time/").content.decode()
    said = seen(client, ticket, worker=str(cast.technician.pk), **WORK)
    assert send(client, ticket, "time", **said).status_code == 303
    assert TimeEntry.objects.get().person == cast.technician
    assert "Technician" in client.get(f"/desk/tickets/{ticket.number}/").content.decode()


def test_a_technician_records_only_what_is_their_own(cast: Cast, desk: Client, ticket: Ticket) -> None:
    assert "Whose work it was" not in desk.get(f"/desk/tickets/{ticket.number}/time/").content.decode()
    response = send(desk, ticket, "time", step="save", worker=str(cast.owner.pk), **WORK)
    assert response.status_code == 422
    assert "You cannot record the work of this person." in response.content.decode()


def test_nobody_records_the_work_of_a_customer_or_a_bookkeeper(cast: Cast, client: Client, ticket: Ticket) -> None:
    client.force_login(cast.owner)
    for person in (cast.approver, cast.bookkeeper):
        response = send(client, ticket, "time", step="save", worker=str(person.pk), **WORK)
        assert response.status_code == 422


def test_a_correction_by_somebody_else_stays_the_work_of_who_did_it(cast: Cast, desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, "time", **seen(desk, ticket, **WORK))
    old = TimeEntry.objects.get()
    desk.force_login(cast.dispatcher)
    send(desk, ticket, "time", **seen(desk, ticket, **{**WORK, "corrects": str(old.pk)}))
    assert TimeEntry.objects.get(corrects=old).person == cast.technician


def test_a_timer_measures_and_leads_to_the_form(
    cast: Cast, desk: Client, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(desk, ticket, "start-timer")
    monkeypatch.setattr(clock, "now", lambda: EVENING + 1805)
    response = send(desk, ticket, "stop-timer")
    assert response["Location"].endswith("?start=2026-05-18T19%3A00&end=2026-05-18T19%3A30%3A05")
    send(desk, ticket, "drop-timer")
    assert not RunningTimer.objects.filter(person=cast.technician).exists()


def test_what_is_left_is_there_as_a_page_and_as_a_part(desk: Client, ticket: Ticket) -> None:
    address = f"/desk/tickets/{ticket.number}/what-is-left/"
    assert "Allowance 2026-05" in desk.get(address).content.decode()
    assert b"<html" not in desk.get(address, headers={"HX-Request": "true"}).content


QUOTE = {"title": "Restore the mail server", "least": "1", "most": "2,5", "days": "3", "delivery": "on-site"}


def test_three_ways_stand_side_by_side_before_one_is_offered(desk: Client, ticket: Ticket) -> None:
    shown = send(desk, ticket, "quotes/new", step="price", **QUOTE).content.decode()
    for way in ('value="now"', 'value="tonight"', 'value="from the next opening"', "Goes to Approver"):
        assert way in shown
    assert not Quote.objects.exists()


def test_a_quote_is_offered_shown_and_withdrawn(desk: Client, ticket: Ticket) -> None:
    assert send(desk, ticket, "quotes/new", step="offer", choice="tonight", price="450", **QUOTE).status_code == 303
    quote = Quote.objects.get()
    assert "Waiting for an answer" in desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
    send(desk, ticket, f"quotes/{quote.pk}/withdraw", why="it was not needed")
    quote.refresh_from_db()
    assert quote.state == Quote.State.WITHDRAWN


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"title": ""}, "Say what will be done"),
        ({"least": "few"}, "Write hours, such as 1.5."),
        ({"least": "3"}, "The most cannot be less than the least."),
        ({"days": "0"}, "Write a number of days from 1 to 90."),
        ({"price": "much", "choice": "now", "step": "offer"}, "«much» is no price."),
    ],
)
def test_a_quote_that_cannot_be_made_says_why(desk: Client, ticket: Ticket, more: dict[str, str], because: str) -> None:
    response = send(desk, ticket, "quotes/new", **{**QUOTE, **more})
    assert response.status_code == 422
    assert because in response.content.decode()


def test_an_entry_of_another_ticket_has_no_reasons_here(desk: Client, ticket: Ticket) -> None:
    assert desk.get(f"/desk/tickets/{ticket.number}/time/999/why/").status_code == 404
