"""A request under an idempotency key happens once, however often and however at once it is sent."""

from __future__ import annotations

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection
from tests.web.access.things import a_ticket
from tests.web.conftest import LATER, made_cast
from tests.web.doors.api.conftest import Programs, program_of

from asagreed_web.kit import wall
from asagreed_web.kit.keyed_answers import KeptAnswer, KeyReused, StillRunning, answer_once
from asagreed_web.kit.models import KeyedAnswer
from asagreed_web.tickets.models import Message, Ticket

NOTE = {"text": "Seen."}


def notes() -> int:
    """Return how many notes there are."""
    return Message.objects.filter(kind=Message.Kind.NOTE).count()


def test_the_same_request_under_a_key_happens_once_and_is_answered_alike(ticket: Ticket, programs: Programs) -> None:
    program, path = programs("technician"), f"/tickets/{ticket.number}/notes"
    first, second = program.answer(path, NOTE, key="one"), program.answer(path, NOTE, key="one")
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert ("Idempotent-Replayed" in first, second["Idempotent-Replayed"], notes()) == (False, "true", 1)


def test_another_request_under_a_key_is_refused(ticket: Ticket, programs: Programs) -> None:
    program, path = programs("technician"), f"/tickets/{ticket.number}/notes"
    program.post(path, NOTE, key="one")
    status, problem = program.post(path, {"text": "Another."}, key="one")
    assert (status, problem["type"], notes()) == (422, "urn:asagreed:problem:key-reused", 1)


def test_keys_of_two_tokens_are_two(ticket: Ticket, programs: Programs) -> None:
    path = f"/tickets/{ticket.number}/notes"
    answers = [programs(name).post(path, NOTE, key="one")[0] for name in ("technician", "owner")]
    assert (answers, notes()) == ([201, 201], 2)


def test_a_refusal_is_kept_too(ticket: Ticket, programs: Programs) -> None:
    program, path = programs("technician"), f"/tickets/{ticket.number}"
    assert program.post(f"{path}/resume", key="one")[0] == 422
    assert program.post(f"{path}/hold", {"reason": "waiting for parts"})[0] == 200
    assert program.post(f"{path}/resume", key="one")[0] == 422
    assert program.post(f"{path}/resume", key="two")[0] == 200


def test_a_request_that_was_not_understood_uses_no_key_up(ticket: Ticket, programs: Programs) -> None:
    program, path = programs("technician"), f"/tickets/{ticket.number}/notes"
    assert program.post(path, {"texts": "Seen."}, key="one")[0] == 422
    assert program.post(path, NOTE, key="one")[0] == 201


@pytest.mark.parametrize("key", ["a b", "é", "x" * 201])
def test_a_key_that_is_none_is_refused(ticket: Ticket, programs: Programs, key: str) -> None:
    assert programs("technician").post(f"/tickets/{ticket.number}/notes", NOTE, key=key)[0] == 422


def test_the_address_of_a_monitoring_key_is_told_once(programs: Programs) -> None:
    program, said = programs("owner"), {"customer": "harbour-dental", "name": "Kuma"}
    answers = [program.post("/monitoring-keys", said, key="one")[1]["address"] is None for _ in range(2)]
    assert answers == [False, True]
    assert "asm_" not in KeyedAnswer.objects.get(key="one").body


@pytest.mark.django_db
def test_a_claim_that_lives_is_waited_for_and_a_dead_one_taken_over() -> None:
    claim = {"actor": "token 1", "key": "one", "request_hash": "h"}
    KeyedAnswer.objects.create(**claim, asked_at=LATER)

    def perform() -> KeptAnswer:
        return KeptAnswer(201, "{}")

    with pytest.raises(StillRunning):
        answer_once(**claim, at=LATER + 59, perform=perform)
    assert answer_once(**claim, at=LATER + 60, perform=perform) == KeptAnswer(201, "{}")
    assert answer_once(**claim, at=LATER + 61, perform=perform).is_repeated
    with pytest.raises(KeyReused):
        answer_once(**{**claim, "request_hash": "other"}, at=LATER + 62, perform=perform)
    assert not answer_once(**claim, at=LATER + 61 + 49 * 3600, perform=perform).is_repeated


@pytest.mark.django_db
def test_who_was_slower_than_a_lease_undoes_what_it_did() -> None:
    claim = {"actor": "token 1", "key": "one", "request_hash": "h"}

    def slow() -> KeptAnswer:
        Ticket.objects.all().count()
        KeyedAnswer.objects.create(actor="effect", key="mine", request_hash="", asked_at=LATER)
        KeyedAnswer.objects.filter(key="one").update(asked_at=LATER + 60)
        return KeptAnswer(201, "{}")

    with pytest.raises(StillRunning):
        answer_once(**claim, at=LATER, perform=slow)
    assert not KeyedAnswer.objects.filter(actor="effect").exists()


@pytest.mark.usefixtures("transactional_db")
def test_ten_at_once_under_one_key_happen_once() -> None:
    with wall.seeing(wall.ALL):
        cast = made_cast()
        ticket, program = a_ticket(cast), program_of(cast, "technician")
    begin, answers = Barrier(10), Counter[int]()

    def send() -> None:
        begin.wait(timeout=30)
        answers[program.post(f"/tickets/{ticket.number}/notes", NOTE, key="one")[0]] += 1
        connection.close()

    threads = [Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    with wall.seeing(wall.ALL):
        assert (notes(), set(answers) <= {201, 409}, sum(answers.values())) == (1, True, 10)
    assert program.post(f"/tickets/{ticket.number}/notes", NOTE, key="one")[0] == 201
