"""The portal: report, follow, answer, approve; one's own organisation only."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast, chicago

from asagreed_web.kit import clock
from asagreed_web.people.models import Person
from asagreed_web.tickets.attachments import Upload, store_all
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import Author, note, put_on_hold, reply, resolve

FRIDAY = chicago("2026-05-15 16:55")
REPORT = {
    "subject": "E-mail is down",
    "text": "Nobody gets mail.",
    "impact": "company",
    "urgency": "now",
    "system": "mail",
}


@pytest.fixture(autouse=True)
def on_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be Friday, five minutes before five, in Chicago."""
    monkeypatch.setattr(clock, "now", lambda: FRIDAY)


def signed_in(person: Person) -> Client:
    """Return the browser of somebody who signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def reported(cast: Cast, **more: str) -> Ticket:
    """Report in the portal that nobody has e-mail."""
    response = signed_in(cast.viewer).post("/portal/report/", {**REPORT, **more})
    assert response.status_code == 303, response.content.decode()
    return Ticket.objects.get()


def test_guided_words_choose_the_priority_and_the_promise_is_shown(cast: Cast) -> None:
    ticket = reported(cast)
    assert (ticket.priority, ticket.channel, ticket.requester) == ("P1", "portal", cast.viewer)
    page = signed_in(cast.viewer).get(f"/portal/tickets/{ticket.number}/").content.decode()
    assert "Answer by Mon 09:10" in page


def test_what_is_promised_is_shown_before_the_report_is_sent(cast: Cast) -> None:
    response = signed_in(cast.viewer).post("/portal/report/", {**REPORT, "step": "preview"})
    assert "P1" in response.content.decode()
    assert not Ticket.objects.exists()


def test_a_form_that_is_sent_twice_reports_once(cast: Cast) -> None:
    client = signed_in(cast.viewer)
    first, second = (client.post("/portal/report/", {**REPORT, "form_key": "the same"}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Ticket.objects.count() == 1


def test_a_report_without_a_subject_comes_back_with_everything_typed(cast: Cast) -> None:
    response = signed_in(cast.viewer).post("/portal/report/", {**REPORT, "subject": ""})
    assert response.status_code == 422
    assert "Nobody gets mail." in response.content.decode()


def test_a_word_that_the_agreement_does_not_have_is_refused(cast: Cast) -> None:
    response = signed_in(cast.viewer).post("/portal/report/", {**REPORT, "impact": "galaxy"})
    assert response.status_code == 422
    assert not Ticket.objects.exists()


def test_a_customer_never_sees_an_internal_note(cast: Cast) -> None:
    ticket = reported(cast)
    note(ticket_id=ticket.pk, by=Author.of(cast.technician), text="They pay late.", at=FRIDAY)
    reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text="We look into it.", at=FRIDAY)
    page = signed_in(cast.viewer).get(f"/portal/tickets/{ticket.number}/").content.decode()
    assert "We look into it." in page
    assert "They pay late." not in page


@pytest.mark.parametrize("path", ["", "reply/", "solved/", "why/response/"])
def test_a_ticket_of_another_customer_does_not_exist(cast: Cast, path: str) -> None:
    ticket = reported(cast)
    client, address = signed_in(cast.stranger), f"/portal/tickets/{ticket.number}/{path}"
    response = client.post(address, {"text": "Hello"}) if path in ("reply/", "solved/") else client.get(address)
    assert response.status_code == 404


def test_the_providers_people_have_no_business_in_the_portal(cast: Cast) -> None:
    assert signed_in(cast.owner).get("/portal/").status_code == 403


def test_whoever_has_not_signed_in_is_asked_to(cast: Cast) -> None:
    response = Client().get("/portal/tickets/")
    assert response.headers["Location"] == "/account/login/?next=/portal/tickets/"


def test_an_answer_of_the_customer_stands_in_the_conversation(cast: Cast) -> None:
    ticket = reported(cast)
    response = signed_in(cast.approver).post(f"/portal/tickets/{ticket.number}/reply/", {"text": "It is back."})
    assert response.status_code == 303
    assert Message.objects.filter(ticket=ticket, kind="customer reply", author=cast.approver).exists()


def test_an_empty_answer_is_refused_in_words(cast: Cast) -> None:
    ticket = reported(cast)
    response = signed_in(cast.viewer).post(f"/portal/tickets/{ticket.number}/reply/", {"text": "  "})
    assert response.status_code == 422
    assert "the text is empty" in response.content.decode()


@pytest.mark.parametrize(("says", "status"), [("solved", "closed"), ("open", "open")])
def test_the_customer_says_whether_it_is_solved(cast: Cast, says: str, status: str) -> None:
    ticket = reported(cast)
    resolve(ticket_id=ticket.pk, by=Author.of(cast.technician), at=FRIDAY)
    signed_in(cast.viewer).post(f"/portal/tickets/{ticket.number}/solved/", {"is": says})
    ticket.refresh_from_db()
    assert ticket.status == status


def test_the_ledger_of_a_promise_names_clause_file_and_line(cast: Cast) -> None:
    ticket = reported(cast)
    page = signed_in(cast.viewer).get(f"/portal/tickets/{ticket.number}/why/response/").content.decode()
    assert "targets.P1.response" in page
    assert "plans/gold@2026-01.yaml" in page


def test_what_is_promised_lists_targets_and_what_was_declared_critical(cast: Cast) -> None:
    page = signed_in(cast.viewer).get("/portal/promises/").content.decode()
    assert "targets.P1.response" in page
    assert "E-mail" in page


def test_search_finds_ones_own_ticket_and_nobody_elses(cast: Cast) -> None:
    ticket = reported(cast)
    own = signed_in(cast.viewer).get("/portal/tickets/?q=nobody").content.decode()
    foreign = signed_in(cast.stranger).get("/portal/tickets/?q=nobody").content.decode()
    assert f"#{ticket.number}" in own
    assert f"#{ticket.number}" not in foreign


def test_the_overview_costs_the_same_with_one_ticket_and_with_ten(cast: Cast) -> None:
    client = signed_in(cast.viewer)
    counts = []
    for many in (1, 9):
        for _ in range(many):
            client.post("/portal/report/", REPORT)
        client.get("/portal/")
        with CaptureQueriesContext(connection) as queries:
            assert "Answer by Mon 09:10" in client.get("/portal/").content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/portal/", "/portal/tickets/", "/portal/tickets/?q=nobody"])
def test_a_row_says_state_promise_reporter_and_priority(cast: Cast, path: str) -> None:
    ticket = reported(cast)
    page = signed_in(cast.viewer).get(path).content.decode()
    for said in ("Answer by Mon 09:10", f"#{ticket.number}, Viewer", "Open", "P1"):
        assert said in page


def test_a_paused_promise_says_why_and_an_ended_ticket_promises_nothing(cast: Cast) -> None:
    ticket = reported(cast)
    by = Author.of(cast.technician)
    reply(ticket_id=ticket.pk, by=by, text="Which computer is it?", at=FRIDAY)
    put_on_hold(ticket_id=ticket.pk, by=by, reason="waiting for customer", at=FRIDAY)
    assert "Paused: waiting for customer" in signed_in(cast.viewer).get("/portal/").content.decode()
    resolve(ticket_id=ticket.pk, by=by, at=FRIDAY)
    assert "Paused" not in signed_in(cast.viewer).get("/portal/").content.decode()


def test_older_tickets_stand_on_the_next_page(cast: Cast) -> None:
    client = signed_in(cast.viewer)
    for _ in range(26):
        client.post("/portal/report/", REPORT)
    numbers = list(Ticket.objects.order_by("number").values_list("number", flat=True))
    assert f"before={numbers[1]}" in client.get("/portal/tickets/").content.decode()
    older = client.get(f"/portal/tickets/?before={numbers[1]}").content.decode()
    assert f"#{numbers[0]}" in older
    assert f"#{numbers[1]}," not in older


def test_a_file_that_is_not_handed_out_is_not_found(cast: Cast) -> None:
    message = reported(cast).messages.earliest("pk")
    upload = Upload(name="tool.exe", size=3, content=io.BytesIO(b"MZ\0"))
    (kept,) = store_all(message=message, uploads=[upload])
    assert signed_in(cast.viewer).get(f"/portal/attachments/{kept.pk}/").status_code == 404
