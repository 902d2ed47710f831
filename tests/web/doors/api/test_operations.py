"""What programs do through the API is done as at the desk and in the portal."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.access.things import a_ticket
from tests.web.conftest import Cast
from tests.web.doors.api.conftest import Programs

from asagreed_web.billing.models import Quote
from asagreed_web.chronicle.queries import find_break
from asagreed_web.tickets.models import Ticket, TicketLink, TimeEntry

REPORT = {"subject": "E-mail is down", "text": "Nobody can send.", "system": "mail", "impact": "company",
          "urgency": "now", "people_unable_to_work": 8, "is_outage": True}  # fmt: skip


def work(ticket: Ticket, cast: Cast, **more: Any) -> dict[str, Any]:
    """Return an hour of work on a ticket."""
    return {"ticket": ticket.number, "person": cast.technician.pk, "start_at": "2026-05-15T16:30:00-05:00",
            "end_at": "2026-05-15T17:30:00-05:00", **more}  # fmt: skip


def test_a_ticket_is_logged_with_its_promises(cast: Cast, programs: Programs) -> None:
    status, logged = programs("viewer").post("/tickets", REPORT)
    assert (status, logged["priority"], logged["channel"], logged["customer"]) == (201, "P1", "api", cast.harbour.slug)
    assert [each["name"] for each in logged["promises"]][:1] == ["response"]
    assert logged["promises"][0]["due_at"].endswith("Z")
    assert find_break(cast.harbour.pk) is None


def test_what_would_hold_is_said_and_nothing_logged(programs: Programs) -> None:
    status, said = programs("viewer").post("/tickets/preview", REPORT)
    assert (status, said["priority"], Ticket.objects.count()) == (200, "P1", 0)


def test_the_desk_names_who_reported(cast: Cast, programs: Programs) -> None:
    said = {**REPORT, "customer": "harbour-dental", "requester": {"email": cast.viewer.email}}
    assert programs("technician").post("/tickets", said)[1]["requester_name"] == "Viewer"
    said["requester"] = {"name": "Somebody Else", "email": "else@harbour-dental.example", "phone": "+1 555 0100"}
    assert programs("technician").post("/tickets", said)[1]["requester_phone"] == "+1 555 0100"


WRONG = [({"impact": "galaxy"}, "body.impact"), ({"priority": "P1"}, "body"), ({"occurred_at": "2199-01-01T00:00:00Z"},
         "body.occurred_at"), ({"occurred_at": "2026-05-15T10:00:00"}, "body.occurred_at"), ({"subject": " "},
         "body.subject"), ({"requester": {"email": "other@example.com"}}, "body.requester.email"),
         ({"people_unable_to_work": "8"}, "body.people_unable_to_work"),
         ({"surprise": 1}, "body.surprise")]  # fmt: skip


@pytest.mark.parametrize(("more", "place"), WRONG, ids=[place for _, place in WRONG])
def test_what_does_not_fit_is_named_with_its_place(programs: Programs, more: dict[str, Any], place: str) -> None:
    status, problem = programs("viewer").post("/tickets", {**REPORT, **more})
    assert (status, [each["place"] for each in problem["errors"]]) == (422, [place])
    assert Ticket.objects.count() == 0


def test_the_provider_says_for_which_customer(programs: Programs) -> None:
    assert programs("owner").post("/tickets", REPORT)[0] == 422
    assert programs("viewer").post("/tickets", {**REPORT, "customer": "riverbend-vets"})[0] == 404


def test_a_ticket_goes_through_its_life(ticket: Ticket, cast: Cast, programs: Programs) -> None:
    desk, path = programs("technician"), f"/tickets/{ticket.number}"
    steps: list[tuple[str, Any]] = [
        ("assign", {"to": cast.technician.pk}),
        ("assign", {"to": None}),
        ("priority", {"priority": "P2", "why": "One person only."}),
        ("hold", {"reason": "waiting for customer"}),
        ("resume", None),
        ("resolve", {"how": "Restarted."}),
        ("reopen", {"why": "It is down again."}),
        ("resolve", {}),
        ("close", None),
    ]
    answers = [desk.post(f"{path}/{step}", said) for step, said in steps]
    assert {status for status, _ in answers} == {200}
    assert [shown["status"] for _, shown in answers[3:]] == [
        "on hold",
        "open",
        "resolved",
        "open",
        "resolved",
        "closed",
    ]
    kinds = [each["kind"] for each in desk.get(f"{path}/events")[1]["items"]]
    assert kinds[-1] == "closed"


def test_words_that_describe_a_ticket_are_changed_in_the_words_of_the_agreement(
    ticket: Ticket, programs: Programs
) -> None:
    desk, path = programs("technician"), f"/tickets/{ticket.number}/words"
    status, shown = desk.post(path, {"system": "files", "impact": "", "why": "The files, in fact."})
    assert (status, shown["system"], shown["impact"], shown["urgency"]) == (200, "files", "", "now")
    status, problem = desk.post(path, {"system": "galaxy"})
    assert (status, [each["place"] for each in problem["errors"]]) == (422, ["body.system"])


def test_tickets_are_linked_and_merged_within_their_customer(ticket: Ticket, cast: Cast, programs: Programs) -> None:
    desk, path, other = programs("technician"), f"/tickets/{ticket.number}", a_ticket(cast)
    assert desk.post(f"{path}/links", {"to": other.number})[0] == 200
    assert TicketLink.objects.filter(first=ticket, second=other).exists()
    status, merged = desk.post(f"{path}/merge", {"into": other.number})
    assert (status, merged["status"], merged["merged_into"]) == (200, "merged", other.number)
    status, problem = desk.post(f"{path}/merge", {"into": ticket.number + 1000})
    assert (status, [each["place"] for each in problem["errors"]]) == (422, ["body.into"])


def test_a_ticket_is_given_to_people_at_the_desk_only(ticket: Ticket, cast: Cast, programs: Programs) -> None:
    for person in (cast.viewer, cast.bookkeeper):
        assert programs("owner").post(f"/tickets/{ticket.number}/assign", {"to": person.pk})[0] == 422


def test_a_reply_of_the_desk_may_hold_the_ticket_and_one_of_the_customer_resumes_it(
    ticket: Ticket, programs: Programs
) -> None:
    path = f"/tickets/{ticket.number}"
    assert programs("technician").post(f"{path}/replies", {"text": "Which one?", "then": "hold"})[1]["kind"] == "reply"
    assert programs("viewer").get(path)[1]["status"] == "on hold"
    assert programs("viewer").post(f"{path}/replies", {"text": "All.", "then": "hold"})[0] == 422
    assert programs("viewer").post(f"{path}/replies", {"text": "All."})[1]["kind"] == "customer reply"
    assert programs("viewer").get(path)[1]["status"] == "open"


def test_pages_hold_each_ticket_once(ticket: Ticket, programs: Programs) -> None:
    desk = programs("owner")
    for _ in range(4):
        assert desk.post("/tickets", {**REPORT, "customer": "harbour-dental"})[0] == 201
    numbers: list[int] = []
    after: dict[str, str] = {}
    while True:
        page = desk.get("/tickets", limit=2, customer="harbour-dental", **after)[1]
        numbers += [each["number"] for each in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert sorted(numbers) == list(range(ticket.number, ticket.number + 5))


@pytest.mark.parametrize("words", [{"limit": 0}, {"limit": 201}, {"after": "x"}, {"after": "0.1.2.3"},
                                   {"status": "new"},
                                   {"assignee": "0"}, {"surprise": 1}], ids=str)  # fmt: skip
def test_a_list_is_asked_for_in_its_own_words(programs: Programs, words: dict[str, str | int]) -> None:
    assert programs("owner").get("/tickets", **words)[0] == 422


def test_messages_and_events_come_in_pages(ticket: Ticket, programs: Programs) -> None:
    desk = programs("technician")
    for number in range(3):
        desk.post(f"/tickets/{ticket.number}/notes", {"text": f"Note {number}"})
    for what in ("messages", "events"):
        path = f"/tickets/{ticket.number}/{what}"
        whole, first = desk.get(path)[1]["items"], desk.get(path, limit=2)[1]
        rest = desk.get(path, after=first["next"])[1]
        assert (first["items"] + rest["items"], len(first["items"]), rest["next"]) == (whole, 2, None)


def test_a_clock_says_why_down_to_the_clause(ticket: Ticket, programs: Programs) -> None:
    clocks = programs("viewer").get(f"/tickets/{ticket.number}/clocks")[1]["items"]
    response = next(each for each in clocks if each["name"] == "response")
    assert response["deciding"][0]["clause"]["line"] > 0
    assert sum(each["counts"] for each in response["stretches"]) >= 1


def test_work_is_recorded_with_the_verdict_that_was_shown(ticket: Ticket, cast: Cast, programs: Programs) -> None:
    desk, said = programs("technician"), work(ticket, cast)
    shown = desk.post("/verdicts", said)[1]
    status, entry = desk.post("/time-entries", {**said, "shown_hash": shown["hash"], "note": "Looked."})
    assert (status, entry["parts"], entry["seconds"]) == (201, shown["parts"], 3600)
    assert desk.post("/time-entries", {**said, "shown_hash": "0" * 64})[0] == 409
    assert desk.get("/time-entries", ticket=ticket.number)[1]["items"] == [entry]
    assert desk.get(f"/time-entries/{entry['id']}")[1] == entry


def test_an_entry_is_corrected_by_another_one(ticket: Ticket, cast: Cast, programs: Programs) -> None:
    desk, said = programs("technician"), work(ticket, cast)
    first = desk.post("/time-entries", {**said, "shown_hash": desk.post("/verdicts", said)[1]["hash"]})[1]["id"]
    again = work(ticket, cast, end_at="2026-05-15T17:00:00-05:00")
    shown_hash = desk.post("/verdicts", {**again, "corrects": first})[1]["hash"]
    status, entry = desk.post(f"/time-entries/{first}/corrections", {**again, "shown_hash": shown_hash})
    assert (status, entry["corrects"], entry["seconds"]) == (201, first, 1800)
    assert desk.get(f"/time-entries/{first}")[1]["corrected_by"] == entry["id"]


def test_work_that_cannot_be_is_refused(ticket: Ticket, cast: Cast, programs: Programs) -> None:
    desk = programs("technician")
    for more in ({"person": cast.viewer.pk}, {"start_at": "1990-01-01T00:00:00Z"}, {"end_at": "2190-01-01T00:00:00Z"},
                 {"service": "gardening"}):  # fmt: skip
        assert desk.post("/verdicts", work(ticket, cast, **more))[0] == 422
    assert "ends before" in desk.post("/verdicts", work(ticket, cast, end_at="2026-05-15T16:00:00Z"))[1]["refused"]
    assert TimeEntry.objects.count() == 0


def offer(ticket: Ticket) -> dict[str, Any]:
    """Return a quote that the agreement does not price."""
    planned = {"title": "Move the mail store", "least_seconds": 3600, "most_seconds": 7200}
    return {"ticket": ticket.number, "work": [planned], "title": "New disks", "choice": "now",
            "expires_at": "2199-01-01T00:00:00Z", "price": {"amount": "450.00", "currency": "USD"}}  # fmt: skip


def test_a_quote_is_priced_offered_and_accepted_by_an_approvers_token(ticket: Ticket, programs: Programs) -> None:
    desk, approver, said = programs("technician"), programs("approver"), offer(ticket)
    ways = desk.post("/quotes/price", {"ticket": said["ticket"], "work": said["work"]})[1]["ways"]
    assert "now" in [each["choice"] for each in ways]
    status, quote = desk.post("/quotes", said)
    assert (status, quote["amount"], quote["is_open"]) == (201, {"amount": "450.00", "currency": "USD"}, True)
    assert approver.post(f"/quotes/{quote['id']}/answer", {"accept": True})[1]["state"] == "accepted"
    assert approver.post(f"/quotes/{quote['id']}/answer", {"accept": False})[0] == 422
    kept = Quote.objects.get()
    assert (kept.answered_by, kept.answered_name, kept.answered_through) == (None, "approver", "program")


def test_only_the_customers_approver_answers_a_quote(ticket: Ticket, programs: Programs) -> None:
    quote = programs("technician").post("/quotes", offer(ticket))[1]["id"]
    names = ("owner", "viewer", "stranger")
    assert [programs(name).post(f"/quotes/{quote}/answer", {"accept": True})[0] for name in names] == [403, 403, 404]
    assert [len(programs(name).get("/quotes", state="offered")[1]["items"]) for name in names] == [1, 1, 0]
    assert programs("technician").post(f"/quotes/{quote}/withdraw", {"why": "Too dear."})[1]["state"] == "withdrawn"


def test_an_agreement_is_read_as_of_a_moment(programs: Programs) -> None:
    path = "/customers/harbour-dental/agreement"
    viewer = programs("viewer")
    versions = viewer.get(f"{path}/versions")[1]["versions"]
    assert [each["is_in_force"] for each in versions] == [True, *[False] * (len(versions) - 1)]
    assert viewer.get(f"{path}/in-force", at="2026-05-15T12:00:00Z")[1]["version"] < versions[0]["number"]
    assert viewer.get(f"{path}/in-force", at="1999-01-01T00:00:00Z")[0] == 404
    assert viewer.get(f"{path}/papers")[1]["papers"][0]["path"] == "agreement.yaml"


def test_a_draft_is_checked_and_its_problems_say_where(programs: Programs) -> None:
    path = "/customers/harbour-dental/agreement/check"
    status, said = programs("owner").post(path, {"papers": {"amendments/9.yaml": "amendment: [\n"}})
    assert (status, said["problems"][0]["path"], said["problems"][0]["severity"]) == (200, "amendments/9.yaml", "error")
    for place in ("../secret.yaml", "plans/gold@2026-01.yaml", "amendments/../../a.yaml"):
        assert programs("owner").post(path, {"papers": {place: "a"}})[0] == 422


def test_what_is_left_is_said_with_its_unit(programs: Programs) -> None:
    status, said = programs("bookkeeper").get("/customers/harbour-dental/balances")
    assert status == 200
    assert {each["unit"] for each in said["items"]} <= {"seconds", "money"}
    assert programs("viewer").get("/customers/harbour-dental/balances")[0] == 403


def test_a_monitoring_key_is_made_listed_and_ended(programs: Programs) -> None:
    owner = programs("owner")
    made = owner.post("/monitoring-keys", {"customer": "harbour-dental", "name": "Kuma"})[1]
    assert "/hooks/monitoring/asm_" in made["address"]
    assert owner.get("/monitoring-keys")[1]["items"] == [{**made, "address": None}]
    assert owner.post(f"/monitoring-keys/{made['id']}/end")[1]["ended_at"] is not None
