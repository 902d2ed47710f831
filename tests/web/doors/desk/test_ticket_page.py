"""The page of a ticket: promises with their reasons, the story, the facts; the same queries for any length."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down

from asagreed_web.kit import clock
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import Author, change_priority, note, put_on_hold, reply

NOON = chicago("2026-05-18 12:00")


@pytest.fixture
def ticket(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Ticket:
    """Return a ticket of Harbour Dental, on the day on which it is looked at."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return mail_is_down(cast, "2026-05-18 11:55")


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    """Return the browser of a technician."""
    client.force_login(cast.technician)
    return client


def page(desk: Client, ticket: Ticket, more: str = "") -> str:
    """Return the page of a ticket."""
    response = desk.get(f"/desk/tickets/{ticket.number}/{more}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_head_says_number_way_customer_and_both_promises(desk: Client, ticket: Ticket) -> None:
    shown = page(desk, ticket)
    for words in (
        f"#{ticket.number}",
        "via portal",
        "Harbour Dental",
        "Respond by",
        "12:10",
        "10 min left",
        "Resolve by",
    ):
        assert words in shown


def test_the_zone_of_the_customer_is_named(desk: Client, ticket: Ticket) -> None:
    assert "Times of this page are those of Harbour Dental: America/Chicago." in page(desk, ticket)


def test_a_paused_promise_says_what_is_left_and_for_whom_it_waits(cast: Cast, desk: Client, ticket: Ticket) -> None:
    put_on_hold(ticket_id=ticket.pk, by=Author.of(cast.technician), reason="waiting for customer", at=NOON - 60)
    shown = page(desk, ticket)
    assert "Paused: waiting for customer" in shown
    assert "1 h 56 min left" in shown


def test_what_happened_stands_between_what_was_said(cast: Cast, desk: Client, ticket: Ticket) -> None:
    by = Author.of(cast.dispatcher)
    change_priority(ticket_id=ticket.pk, by=by, priority="P2", why="one room still works", at=NOON - 120)
    reply(ticket_id=ticket.pk, by=by, text="We are on it.", at=NOON - 60)
    shown = page(desk, ticket)
    said, happened, answered = map(shown.index, ("Nobody can send", "one room still works", "We are on it."))
    assert said < happened < answered


def test_an_internal_note_is_labelled(cast: Cast, desk: Client, ticket: Ticket) -> None:
    note(ticket_id=ticket.pk, by=Author.of(cast.technician), text="Look at the cable.", at=NOON)
    shown = page(desk, ticket)
    assert "message-internal" in shown
    assert "The customer does not see this." in shown


def test_what_somebody_typed_is_text_and_no_markup(cast: Cast, desk: Client, ticket: Ticket) -> None:
    reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text="<script>alert(1)</script>", at=NOON)
    shown = page(desk, ticket)
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_why_tells_every_stretch_with_the_line_of_its_clause(desk: Client, ticket: Ticket) -> None:
    shown = page(desk, ticket, "why/response/")
    assert "within support" in shown
    paper, line = "/desk/customers/harbour-dental/agreement/plans/gold@2026-01.yaml", "L56"
    assert f'href="{paper}#{line}"' in shown
    assert f'id="{line}"' in desk.get(paper).content.decode()
    assert "rider premium response" in shown


def test_htmx_gets_the_reasons_alone(desk: Client, ticket: Ticket) -> None:
    response = desk.get(f"/desk/tickets/{ticket.number}/why/response/", headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"What the clock counted" in response.content


@pytest.mark.parametrize("clock_name", ["arrival/", "nonsense/", "update/?cycle=9"])
def test_a_clock_that_does_not_run_has_no_reasons(desk: Client, ticket: Ticket, clock_name: str) -> None:
    assert desk.get(f"/desk/tickets/{ticket.number}/why/{clock_name}").status_code == 404


def test_there_is_no_page_for_a_number_that_nobody_gave(desk: Client) -> None:
    assert desk.get("/desk/tickets/999999/").status_code == 404


def test_a_customer_is_refused_at_the_desk(cast: Cast, client: Client, ticket: Ticket) -> None:
    client.force_login(cast.approver)
    assert client.get(f"/desk/tickets/{ticket.number}/").status_code == 403


def test_a_bookkeeper_reads_and_finds_no_forms(cast: Cast, client: Client, ticket: Ticket) -> None:
    client.force_login(cast.bookkeeper)
    shown = page(client, ticket)
    assert "Nobody can send" in shown
    assert "Reply to the customer" not in shown


def test_formatted_mail_is_shown_in_a_frame_that_may_do_nothing(desk: Client, ticket: Ticket) -> None:
    message = ticket.messages.get()
    Message.objects.filter(pk=message.pk).update(html="<b>Down</b><img src='https://tracker.example/x.png'>")
    assert f'src="/desk/messages/{message.pk}/original/"' in page(desk, ticket)
    framed = desk.get(f"/desk/messages/{message.pk}/original/")
    assert framed["Content-Security-Policy"].endswith("; sandbox")
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert b"tracker" not in framed.content


def write_many(cast: Cast, ticket: Ticket, count: int) -> None:
    """Let both sides write one after the other."""
    for number in range(count):
        by = Author.of(cast.technician)
        reply(ticket_id=ticket.pk, by=by, text=f"Step {number} is done.", at=NOON - 200 + number)


@pytest.mark.parametrize("count", [1, 200])
def test_the_page_costs_the_same_queries_for_one_message_and_for_two_hundred(
    cast: Cast, desk: Client, ticket: Ticket, count: int
) -> None:
    write_many(cast, ticket, count)
    page(desk, ticket)
    with CaptureQueriesContext(connection) as queries:
        page(desk, ticket)
    # On PostgreSQL the wall around a request is set by statements of its own, always as many.
    asked = [query["sql"][:120] for query in queries.captured_queries if "set_config" not in query["sql"]]
    assert len(asked) <= 16, asked
