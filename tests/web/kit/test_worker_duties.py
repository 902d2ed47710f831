"""Each turn of a duty is done once, however many workers there are."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from asagreed_web.kit import wall, worker_duties
from asagreed_web.kit.models import KeyedAnswer, WorkerBeat
from asagreed_web.kit.worker_duties import (
    Duty,
    beat,
    end_beat,
    living_workers,
    prune_keyed_answers,
    register,
    registered,
    take_turn,
)


@pytest.mark.usefixtures("sees_all")
def test_a_duty_is_done_when_it_is_due_and_not_before() -> None:
    done: list[int] = []
    duty = Duty("fetch", lambda *, at: done.append(at), every=60)
    assert [take_turn(duty, at=at) for at in (1000, 1001, 1059, 1060, 1061)] == [True, False, False, True, False]
    assert done == [1000, 1060]


def test_a_duty_without_a_beat_is_done_in_every_round() -> None:
    done: list[int] = []
    duty = Duty("watch", lambda *, at: done.append(at), every=0)
    assert [take_turn(duty, at=at) for at in (1000, 1000)] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_each_turn_once() -> None:
    done: list[int] = []
    duty, together = Duty("fetch", lambda *, at: done.append(at), every=1), Barrier(2)

    def work() -> None:
        with wall.seeing(wall.ALL):
            for at in range(1000, 1100):
                together.wait()
                take_turn(duty, at=at)
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == list(range(1000, 1100))


def test_a_room_registers_what_it_wants_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_duties, "_registered", {})
    register("test duty", lambda *, at: at, every=30)
    register("test duty", lambda *, at: at, every=60)
    assert [(duty.name, duty.every) for duty in registered()] == [("test duty", 60)]


@pytest.mark.usefixtures("sees_all")
def test_a_worker_lives_while_it_says_so() -> None:
    beat("desk 1", started_at=900, troubles={}, at=1000)
    beat("desk 2", started_at=900, troubles={"fetch mail": "refused"}, at=1030)
    assert [worker.name for worker in living_workers(at=1060)] == ["desk 1", "desk 2"]
    assert [worker.name for worker in living_workers(at=1061)] == ["desk 2"]
    end_beat("desk 2")
    beat("desk 3", started_at=0, troubles={}, at=1000 + 86401)
    assert list(WorkerBeat.objects.values_list("name", flat=True)) == ["desk 3"]


@pytest.mark.usefixtures("sees_all")
def test_answers_to_keyed_requests_are_forgotten_after_two_days() -> None:
    KeyedAnswer.objects.create(actor="person 1", key="k", request_hash="", asked_at=1000)
    assert prune_keyed_answers(at=1000 + 48 * 3600) == 0
    assert prune_keyed_answers(at=1001 + 48 * 3600) == 1
