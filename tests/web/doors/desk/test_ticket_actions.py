"""What is done by the forms of a ticket: done once, said in words, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down

from asagreed_web.kit import clock
from asagreed_web.tickets.models import CannedReply, Message, Status, Ticket, TicketLink

NOON = chicago("2026-05-18 12:00")


@pytest.fixture
def ticket(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Ticket:
    """Return a ticket of Harbour Dental, on the day on which it is worked on."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return mail_is_down(cast, "2026-05-18 11:55")


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    """Return the browser of a technician."""
    client.force_login(cast.technician)
    return client


def send(desk: Client, ticket: Ticket, action: str, **said: object) -> HttpResponse:
    """Send a form of a ticket."""
    response = desk.post(f"/desk/tickets/{ticket.number}/{action}/", said)
    ticket.refresh_from_db()
    assert isinstance(response, HttpResponse)
    return response


def test_a_reply_is_sent_and_leads_back_to_the_ticket(desk: Client, ticket: Ticket) -> None:
    response = send(desk, ticket, "reply", text="We are on it.")
    assert (response.status_code, response["Location"]) == (303, f"/desk/tickets/{ticket.number}/")
    assert ticket.clocks.get(name="response").verdict == "met"


def test_a_form_that_is_sent_twice_happens_once(desk: Client, ticket: Ticket) -> None:
    first, second = (send(desk, ticket, "reply", text="We are on it.", form_key="k1") for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Message.objects.filter(ticket=ticket, kind=Message.Kind.REPLY).count() == 1


def test_another_text_under_the_same_key_is_another_reply(desk: Client, ticket: Ticket) -> None:
    for text in ("We are on it.", "It works again."):
        send(desk, ticket, "reply", text=text, form_key="k1")
    assert Message.objects.filter(ticket=ticket, kind=Message.Kind.REPLY).count() == 2


def test_a_form_that_failed_may_be_sent_again_with_its_key(desk: Client, ticket: Ticket) -> None:
    assert send(desk, ticket, "resume", form_key="k1").status_code == 422
    send(desk, ticket, "hold", reason="waiting for parts")
    assert send(desk, ticket, "resume", form_key="k1").status_code == 303


def test_a_file_that_is_refused_brings_the_text_back(desk: Client, ticket: Ticket) -> None:
    files = [SimpleUploadedFile("run.exe", b"MZ")]
    response = send(desk, ticket, "reply", text="See the attached program.", files=files)
    assert response.status_code == 422
    assert "«run.exe» was not taken in." in response.content.decode()
    assert "See the attached program.</textarea>" in response.content.decode()


def test_a_file_of_a_reply_can_be_fetched(desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, "reply", text="See.", files=[SimpleUploadedFile("steps.txt", b"one, two")])
    attachment = ticket.attachments.get()
    response = desk.get(f"/desk/attachments/{attachment.pk}/")
    assert (response["Content-Disposition"], response.getvalue()) == ('attachment; filename="steps.txt"', b"one, two")


def test_without_scripts_a_canned_reply_is_put_under_what_was_typed(desk: Client, ticket: Ticket) -> None:
    canned = CannedReply.objects.create(title="Restart", text="Please restart it.")
    response = send(desk, ticket, "canned", text="Good morning,", canned=canned.pk)
    assert "Good morning,\n\nPlease restart it.</textarea>" in response.content.decode()
    assert not Message.objects.filter(ticket=ticket, kind=Message.Kind.REPLY).exists()


@pytest.mark.parametrize(
    ("action", "said", "column", "value"),
    [
        ("hold", {"reason": "waiting for vendor"}, "hold_reason", "waiting for vendor"),
        (
            "hold",
            {"reason": "scheduled", "other-reason": "the move is on Friday"},
            "hold_reason",
            "the move is on Friday",
        ),
        ("priority", {"priority": "P2", "priority-why": "one room works"}, "priority", "P2"),
        ("resolve", {"how": "restarted it"}, "status", Status.RESOLVED),
        ("cancel", {"cancel-why": "sent twice"}, "status", Status.CANCELLED),
        ("change", {"site": "annex", "kind": "mail"}, "site", "annex"),
        ("reply", {"text": "Which error?", "then": "hold"}, "hold_reason", "waiting for customer"),
    ],
)
def test_an_action_is_done(
    desk: Client, ticket: Ticket, action: str, said: dict[str, str], column: str, value: str
) -> None:
    assert send(desk, ticket, action, **said).status_code == 303
    assert getattr(ticket, column) == value


@pytest.mark.parametrize(
    ("action", "said", "because"),
    [
        ("priority", {"priority": "P2"}, "A priority is changed for a reason."),
        ("priority", {"priority": "P9", "priority-why": "x"}, "The agreement has no word «P9»."),
        ("change", {"site": "moon"}, "The agreement has no word «moon»."),
        ("resume", {}, "is not on hold"),
        ("close", {}, "only what is resolved can be closed"),
        ("cancel", {}, "Say why."),
        ("happen", {"what": "a party"}, "The agreement has no word «a party»."),
        ("assign", {"to": "999"}, "Nobody at the desk is known by that."),
        ("link", {"link-number": "12x"}, "There is no ticket «12x»."),
        ("merge", {"merge-number": "999999"}, "There is no ticket «999999»."),
        ("note", {"note": " "}, "the text is empty"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(
    desk: Client, ticket: Ticket, action: str, said: dict[str, str], because: str
) -> None:
    response = send(desk, ticket, action, **said)
    assert response.status_code == 422
    assert because in response.content.decode()


def test_a_ticket_is_resolved_closed_and_reopened(desk: Client, ticket: Ticket) -> None:
    states = []
    for action, said in (("resolve", {}), ("close", {}), ("reopen", {"reopen-why": "it is back"})):
        send(desk, ticket, action, **said)
        states.append(ticket.status)
    assert states == [Status.RESOLVED, Status.CLOSED, Status.OPEN]


def test_a_ticket_is_taken_and_given_back(cast: Cast, desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, "assign", to=cast.technician.pk)
    assert ticket.assignee == cast.technician
    send(desk, ticket, "assign", to="")
    assert ticket.assignee is None


def test_arrivals_and_what_the_agreement_names_are_on_record(desk: Client, ticket: Ticket) -> None:
    send(desk, ticket, "arrive")
    send(desk, ticket, "happen", what="accepted: premium response")
    shown = desk.get(f"/desk/tickets/{ticket.number}/").content.decode()
    assert "A technician is on site" in shown
    assert "Accepted: premium response" in shown


def test_a_merged_ticket_is_read_on_the_one_that_stays(cast: Cast, desk: Client, ticket: Ticket) -> None:
    stays = mail_is_down(cast, "2026-05-18 11:56")
    send(desk, ticket, "link", **{"link-number": f"#{stays.number}"})
    send(desk, ticket, "merge", **{"merge-number": stays.number})
    assert (ticket.status, ticket.merged_into) == (Status.MERGED, stays)
    assert TicketLink.objects.count() == 1
    shown = desk.get(f"/desk/tickets/{stays.number}/").content.decode()
    assert shown.count("Nobody can send or receive.") == 2


def test_a_bookkeeper_may_not_act(cast: Cast, client: Client, ticket: Ticket) -> None:
    client.force_login(cast.bookkeeper)
    assert send(client, ticket, "reply", text="Hello").status_code == 403
