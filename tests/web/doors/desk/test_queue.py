"""The queue page: sections, filters, pages, and what it costs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast, chicago

from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.kit import clock
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import SavedQueue, Ticket
from asagreed_web.tickets.operations import Author, assign, put_on_hold, reply, resolve

NOW = "2026-05-15 10:00"


@pytest.fixture(autouse=True)
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request come on a Friday at ten."""
    monkeypatch.setattr(clock, "now", lambda: chicago(NOW))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def logged(cast: Cast, subject: str, *, at: str = "2026-05-15 09:30", impact: str = "company") -> Ticket:
    report = Report(
        channel="portal",
        subject=subject,
        text="…",
        by=Author.of(cast.viewer),
        reported_at=chicago(at),
        impact=impact,
        urgency="now",
    )
    return log_ticket(customer=cast.harbour, report=report, at=chicago(at))


def page_of(person: Person, address: str = "/desk/") -> str:
    response = signed_in(person).get(address)
    assert response.status_code == 200, response
    return response.content.decode()


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_page_costs_at_most_ten_queries_with_one_row_and_with_sixty(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    logged(cast, "The first")
    client.get("/desk/")
    one = queries_of(client, "/desk/")
    for number in range(59):
        logged(cast, f"Ticket {number}")
    client.get("/desk/")
    assert queries_of(client, "/desk/") == one <= 10


def test_tickets_stand_by_the_next_promise_to_break_whenever_they_came(cast: Cast) -> None:
    logged(cast, "It can wait", impact="person", at="2026-05-15 09:00")
    logged(cast, "Nobody can work", at="2026-05-15 09:45")
    page = page_of(cast.technician)
    assert page.index("Nobody can work") < page.index("It can wait")


def test_a_missed_promise_stands_in_its_section_and_says_by_how_much(cast: Cast) -> None:
    logged(cast, "Forgotten", at="2026-05-15 09:00")
    page = page_of(cast.technician)
    assert '<span>Missed</span> <span class="count">1</span>' in page
    assert "Missed by 45 min" in page


def test_the_time_left_is_counted_in_support_hours(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(cast, "On Friday evening", at="2026-05-15 16:55")
    monkeypatch.setattr(clock, "now", lambda: chicago("2026-05-17 12:00"))
    page = page_of(cast.technician)
    assert "10 min left" in page
    assert f'data-counts-until="{chicago("2026-05-17 12:00")}"' in page


def test_a_ticket_on_hold_stands_under_paused_with_its_reason(cast: Cast) -> None:
    ticket = logged(cast, "Waits for a part", at="2026-05-15 09:59", impact="person")
    by = Author.of(cast.technician)
    reply(ticket_id=ticket.pk, by=by, text="We ordered it.", at=chicago("2026-05-15 09:59"))
    put_on_hold(ticket_id=ticket.pk, by=by, reason="waiting for parts", at=chicago("2026-05-15 09:59"))
    assert "Paused: waiting for parts" in page_of(cast.technician)


@pytest.mark.parametrize(
    ("address", "seen", "unseen"),
    [
        ("/desk/?assignee=mine", "Given away", "Nobody’s yet"),
        ("/desk/?assignee=none", "Nobody’s yet", "Given away"),
        ("/desk/?priority=P1&text=given", "Given away", "Nobody’s yet"),
        ("/desk/?status=resolved", "Done long ago", "Given away"),
        ("/desk/?assignee=%00&customer='+OR+1=1", "No ticket fits", "Given away"),
        ("/desk/?assignee=99999999999999999999", "No ticket fits", "Given away"),
    ],
)
def test_the_address_says_what_is_asked_for(cast: Cast, address: str, seen: str, unseen: str) -> None:
    given, done = logged(cast, "Given away"), logged(cast, "Done long ago")
    logged(cast, "Nobody’s yet")
    by = Author.of(cast.technician)
    assign(ticket_id=given.pk, by=by, to=cast.technician, at=chicago(NOW))
    resolve(ticket_id=done.pk, by=by, at=chicago(NOW))
    page = page_of(cast.technician, address)
    assert f">{seen}<" in page
    assert f">{unseen}<" not in page


def test_the_second_page_begins_where_the_first_one_ended(cast: Cast) -> None:
    for number in range(53):
        logged(cast, f"Ticket {number}.")
    client = signed_in(cast.technician)
    first = client.get("/desk/").content.decode()
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(onward).content.decode()
    shown = [sum(f">Ticket {number}.<" in page for page in (first, second)) for number in range(53)]
    assert (shown, second.count("row-link")) == ([1] * 53, 3)


@pytest.mark.parametrize("after", ["x", "1.2", "1.2.3.4", "0.99999999999999999999.1", "٣.1.1"])
def test_a_position_that_is_none_shows_the_first_page(cast: Cast, after: str) -> None:
    logged(cast, "The first")
    assert "The first" in page_of(cast.technician, f"/desk/?after={after}")


def test_the_rows_answer_304_until_something_is_put_on_record(cast: Cast) -> None:
    logged(cast, "The first")
    client = signed_in(cast.technician)
    tag = client.get("/desk/rows/")["ETag"]
    assert client.get("/desk/rows/", headers={"If-None-Match": tag}).status_code == 304
    logged(cast, "The second")
    assert client.get("/desk/rows/", headers={"If-None-Match": tag}).status_code == 200


def test_a_subject_is_shown_as_it_was_typed(cast: Cast) -> None:
    logged(cast, "<script>alert(1)</script> {{ 7*7 }}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page_of(cast.technician)


def test_only_those_who_arrange_the_desk_can_select_many(cast: Cast) -> None:
    logged(cast, "The first")
    assert 'name="ticket"' in page_of(cast.dispatcher)
    assert 'name="ticket"' not in page_of(cast.technician)


def test_a_queue_is_saved_and_stands_at_the_side_with_its_count(cast: Cast) -> None:
    logged(cast, "The first")
    client = signed_in(cast.dispatcher)
    client.post("/desk/queues/save/", {"name": "Urgent ones", "priority": "P1", "for_everybody": "yes"})
    assert SavedQueue.objects.get().person is None
    assert 'Urgent ones</span><span class="count">1</span>' in page_of(cast.technician)


def test_a_technician_saves_queues_for_nobody_else_and_drops_no_others(cast: Cast) -> None:
    client = signed_in(cast.technician)
    client.post("/desk/queues/save/", {"name": "Mine", "priority": "P1", "for_everybody": "yes"})
    assert not SavedQueue.objects.exists()
    kept = SavedQueue.objects.create(name="Of the dispatcher", person=cast.dispatcher)
    assert client.post(f"/desk/queues/{kept.pk}/delete/").status_code == 404


def test_customers_and_strangers_do_not_see_the_desk(cast: Cast) -> None:
    assert signed_in(cast.approver).get("/desk/").status_code == 403
    assert Client().get("/desk/").status_code == 302


def test_what_was_asked_for_is_still_chosen_in_the_filters(cast: Cast) -> None:
    logged(cast, "The first")
    page = page_of(cast.technician, "/desk/?priority=P1&customer=harbour-dental&assignee=mine")
    for word in ("P1", "harbour-dental", "mine"):
        assert f'<option value="{word}" selected>' in page
