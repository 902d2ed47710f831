"""Many tickets at once: what can be done is done, and the rest is named with its reason."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast, chicago
from tests.web.doors.desk.test_queue import NOW, logged, signed_in

from asagreed_web.kit import clock
from asagreed_web.tickets.models import Status, Ticket
from asagreed_web.tickets.operations import Author, resolve


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come on a Friday at ten."""
    monkeypatch.setattr(clock, "now", lambda: chicago(NOW))


def done(cast: Cast, do: str, tickets: list[Ticket], **typed: object) -> str:
    sent = {"do": do, "ticket": [ticket.number for ticket in tickets], **typed}
    return signed_in(cast.dispatcher).post("/desk/bulk/", sent).content.decode()


def test_the_page_asks_what_the_change_needs(cast: Cast) -> None:
    ticket = logged(cast, "The first")
    page = signed_in(cast.dispatcher).get(f"/desk/bulk/?do=priority&ticket={ticket.number}").content.decode()
    assert 'name="priority"' in page
    assert 'name="why"' in page


def test_tickets_are_given_to_somebody(cast: Cast) -> None:
    tickets = [logged(cast, "One"), logged(cast, "Two")]
    assert "2 done" in done(cast, "assign", tickets, to=cast.technician.pk)
    assert set(Ticket.objects.values_list("assignee", flat=True)) == {cast.technician.pk}


def test_what_cannot_be_done_is_named_with_its_reason(cast: Cast) -> None:
    tickets = [logged(cast, "One"), logged(cast, "Two")]
    resolve(ticket_id=tickets[1].pk, by=Author.of(cast.technician), at=chicago(NOW))
    page = done(cast, "resolve", tickets)
    assert "1 done, 1 not" in page
    assert f"#{tickets[1].number} is resolved, so it cannot be resolved. Reopen it first." in page


def test_merged_tickets_are_read_on_the_one_that_stays(cast: Cast) -> None:
    tickets = [logged(cast, "One"), logged(cast, "Two"), logged(cast, "Three")]
    done(cast, "merge", tickets, into=tickets[0].number)
    assert list(Ticket.objects.order_by("pk").values_list("status", flat=True)) == ["open", "merged", "merged"]


@pytest.mark.parametrize(
    ("do", "typed", "says"),
    [
        ("priority", {"priority": "P4", "why": " "}, "Say why"),
        ("priority", {"priority": "P9", "why": "so"}, "Choose one of the list"),
        ("hold", {"reason": "no mood"}, "no reason of these agreements"),
        ("assign", {"to": "999999"}, "nobody of this number"),
        ("merge", {"into": "7"}, "no such ticket"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(cast: Cast, do: str, typed: dict[str, str], says: str) -> None:
    page = done(cast, do, [logged(cast, "One")], **typed)
    assert says in page
    assert Ticket.objects.get().status == Status.OPEN


def test_a_priority_is_changed_with_who_and_why(cast: Cast) -> None:
    done(cast, "priority", [logged(cast, "One")], priority="P3", why="One person only")
    assert Ticket.objects.get().priority == "P3"


def test_tickets_wait_for_a_reason_of_their_agreement(cast: Cast) -> None:
    done(cast, "hold", [logged(cast, "One")], reason="waiting for parts")
    assert Ticket.objects.get().hold_reason == "waiting for parts"


def test_technicians_do_not_change_many_at_once(cast: Cast) -> None:
    ticket = logged(cast, "One")
    sent = {"do": "resolve", "ticket": ticket.number}
    assert signed_in(cast.technician).post("/desk/bulk/", sent).status_code == 403
