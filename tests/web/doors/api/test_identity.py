"""A token opens what its role may see, and nothing else opens anything."""

from __future__ import annotations

import hmac

import pytest
from django.test import Client
from tests.web.conftest import LATER, Cast
from tests.web.doors.api.conftest import Programs

from asagreed_web.doors.api.api import PACE
from asagreed_web.people.models import ApiToken
from asagreed_web.people.operations import end_token
from asagreed_web.tickets.models import Ticket

TICKETS = "/api/v1/tickets"


def status_with(header: str | None) -> int:
    """Return what is answered to a request with this header."""
    headers = {} if header is None else {"Authorization": header}
    return Client(raise_request_exception=False).get(TICKETS, headers=headers).status_code


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer  ", "Basic YTpi", "Bearer asg_", "Bearer asg_guess", "Bearer é",
     "Bearer " + "a" * 5000, "asg_guess", "Bearer \x7f", "bearer None"],
)  # fmt: skip
def test_whoever_brings_no_token_of_ours_is_asked_for_one(header: str | None) -> None:
    assert status_with(header) == 401


def test_a_token_that_expired_or_ended_opens_nothing(cast: Cast, programs: Programs) -> None:
    program = programs("owner")
    assert program.get("/tickets")[0] == 200
    ApiToken.objects.filter(pk=program.token.pk).update(expires_at=LATER)
    assert program.get("/tickets")[0] == 401
    ApiToken.objects.filter(pk=program.token.pk).update(expires_at=None)
    end_token(token_id=program.token.pk, by=cast.owner, at=LATER)
    assert program.get("/tickets")[0] == 401


def test_every_letter_of_a_token_counts(programs: Programs) -> None:
    secret = programs("owner").secret
    changed = [secret[:at] + ("A" if secret[at] != "A" else "B") + secret[at + 1 :] for at in range(len(secret))]
    assert {status_with(f"Bearer {each}") for each in [*changed, secret[:-1], secret + "A"]} == {401}


def test_tokens_are_compared_in_constant_time(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counting(one: str, other: str) -> bool:
        compared.append(1)
        return real(one, other)

    real = hmac.compare_digest
    monkeypatch.setattr("hmac.compare_digest", counting)
    assert programs("owner").get("/tickets")[0] == 200
    assert compared


def test_a_session_opens_nothing(cast: Cast) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(cast.owner)
    assert browser.get(TICKETS).status_code == 401


def test_a_refusal_says_what_why_and_what_to_do() -> None:
    response = Client().get("/api/nothing")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["request"] == response["X-Request-Id"]


def test_what_is_another_customers_looks_as_if_it_were_not_there(ticket: Ticket, programs: Programs) -> None:
    number = ticket.number
    for path in (f"/tickets/{number}", f"/tickets/{number}/events", "/customers/harbour-dental",
                 "/customers/harbour-dental/agreement/papers"):  # fmt: skip
        assert programs("viewer").get(path)[0] == 200
        assert programs("stranger").get(path)[0] == 404
    assert programs("stranger").get("/tickets")[1]["items"] == []


def test_what_a_role_may_not_do_is_refused(ticket: Ticket, programs: Programs) -> None:
    note = f"/tickets/{ticket.number}/notes"
    assert [programs(name).post(note, {"text": "Seen."})[0] for name in ("viewer", "bookkeeper")] == [403, 403]
    assert programs("technician").post(note, {"text": "Seen."})[0] == 201
    assert programs("technician").get("/monitoring-keys")[0] == 403


def test_a_customers_token_sees_no_internal_notes(ticket: Ticket, programs: Programs) -> None:
    path = f"/tickets/{ticket.number}"
    programs("technician").post(f"{path}/notes", {"text": "Between us."})
    assert [each["kind"] for each in programs("viewer").get(f"{path}/messages")[1]["items"]] == ["customer reply"]
    assert [each["kind"] for each in programs("viewer").get(f"{path}/events")[1]["items"]] == ["created"]
    assert "note" in [each["kind"] for each in programs("owner").get(f"{path}/messages")[1]["items"]]


def test_what_a_token_does_is_told_under_its_number(ticket: Ticket, programs: Programs) -> None:
    program = programs("technician")
    program.post(f"/tickets/{ticket.number}/hold", {"reason": "waiting for customer"})
    events = program.get(f"/tickets/{ticket.number}/events")[1]["items"]
    assert f"token {program.token.pk}" in {each["actor"] for each in events}


def test_a_token_that_asks_too_often_is_told_to_wait(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PACE, "per_minute", 2)
    monkeypatch.setattr("asagreed_web.kit.clock.now", lambda: LATER)
    program = programs("owner")
    answers = [program.get("/tickets")[0] for _ in range(3)]
    response = Client(headers={"Authorization": f"Bearer {program.secret}"}).get(TICKETS)
    assert (answers, response.status_code, response["Retry-After"]) == ([200, 200, 429], 429, "60")


NASTY = [b"", b"{", b"null", b"[]", b'"a"', b"\xff\xfe",
         b'{"text": "a\\u0000b"}', b'{"text": "\\ud800"}', b"[" * 100_000,
         b'{"text": ' + b"9" * 5000 + b"}", b'{"text": NaN}', b'{"text": 1e999}', b'{"\\ud800": 1}',
         b'{"text": "' + b"a" * 60_000 + b'"}', b'{"text":"a","text":1}', b"{" + b'"a":{' * 5000]  # fmt: skip


@pytest.mark.parametrize("body", NASTY, ids=range(len(NASTY)))
def test_a_body_that_cannot_be_is_refused_with_the_reason(ticket: Ticket, programs: Programs, body: bytes) -> None:
    program = programs("technician")
    response = Client(headers={"Authorization": f"Bearer {program.secret}"}, raise_request_exception=False).post(
        f"{TICKETS}/{ticket.number}/notes", body, content_type="application/json"
    )
    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "body", "kind", "status"),
    [("post", b"{}", "text/plain", 415), ("post", b"a=1", "application/x-www-form-urlencoded", 415),
     ("post", b" " * (1024 * 1024 + 1), "application/json", 413), ("put", b"{}", "application/json", 405)],
)  # fmt: skip
def test_what_never_comes_to_an_operation_is_told_in_the_same_words(
    programs: Programs, method: str, body: bytes, kind: str, status: int
) -> None:
    client = Client(headers={"Authorization": f"Bearer {programs('owner').secret}"})
    response = getattr(client, method)(TICKETS, body, content_type=kind)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
