"""A worker lets effects leave, watches promises, lives visibly, survives its duties and ends in order."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from threading import Event, Thread
from time import monotonic

import pytest
from pytest_django import Settings
from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down
from tests.web.kit.peers import HookPeer, MailPeer, child, free_port

from asagreed_web.clocks.models import Announcement
from asagreed_web.config import work_loop
from asagreed_web.config.work_loop import WorkLoop
from asagreed_web.config.worker import run_worker
from asagreed_web.kit import clock, wall, worker_duties
from asagreed_web.kit.models import OutboxEntry, WorkerBeat
from asagreed_web.kit.outbox import put_mail
from asagreed_web.kit.web_hooks import add_web_hook, put_web_hooks

pytestmark = pytest.mark.django_db(transaction=True)
REPLY = {"number": 1017, "subject": "E-mail is down", "text": "We are on it.", "author": "Tess", "has_portal": False}


@pytest.fixture(autouse=True)
def seeing_all(settings: Settings) -> Iterator[None]:
    """Work as a worker does, with hooks on loopback."""
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]
    with wall.seeing(wall.ALL):
        yield


def until(is_so: Callable[[], bool], *, seconds: float = 20) -> None:
    """Wait until something is so; fail when it takes too long."""
    ends, pause = monotonic() + seconds, Event()
    while not is_so():
        assert monotonic() < ends, "it did not come to be"
        pause.wait(0.05)


def is_sent() -> bool:
    """Whether every effect has left."""
    return not OutboxEntry.objects.exclude(state="sent").exists()


def test_a_worker_delivers_watches_beats_and_ends_at_sigterm(cast: Cast) -> None:
    mail_is_down(cast, "2026-05-15 16:50")
    put_mail(key="m", template="reply", to="v@harbour.example", says=REPLY, customer_id=None, at=1000, ticket=1017)
    peer, port = MailPeer(), free_port()
    with peer.listening(port):
        process = child("worker", mail_port=port)
        until(lambda: Announcement.objects.filter(step="breached").exists() and is_sent())
        assert [beat.pid for beat in worker_duties.living_workers(at=clock.now())] == [process.pid]
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, WorkerBeat.objects.count()) == (0, 0), said.decode()
    assert len(peer.ids) == OutboxEntry.objects.filter(kind="mail").count()


def test_two_workers_at_once_send_and_announce_once(cast: Cast) -> None:
    mail_is_down(cast, "2026-05-15 16:50")
    for number in range(30):
        put_mail(key=f"m {number}", template="reply", to="v@harbour.example", says=REPLY, customer_id=None, at=1000,
                 ticket=2000 + number)  # fmt: skip
    peer, port = MailPeer(), free_port()
    with peer.listening(port):
        workers = [child("worker", mail_port=port) for _ in range(2)]
        until(lambda: Announcement.objects.filter(step="breached").exists() and is_sent(), seconds=40)
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(timeout=30) for worker in workers] == [0, 0]
        for worker in workers:
            worker.communicate()
    assert len(peer.ids) == len(set(peer.ids)) == OutboxEntry.objects.filter(kind="mail").count()


def test_others_do_not_wait_until_a_receiver_that_hangs_is_given_up() -> None:
    hanging, good, stop = HookPeer(*["hang"] * 9), HookPeer(), Event()
    with hanging.listening() as slow, good.listening() as url:
        for each in (slow, url):
            add_web_hook(url=each, kinds=["ticket.logged"], at=1000)
        worker = Thread(target=run_worker, kwargs={"every": 0.1, "stop": stop})
        worker.start()
        for number in range(5):
            put_web_hooks(kind="ticket.logged", key=f"{number}", data={}, customer_id=None, at=clock.now())
        began = monotonic()
        until(lambda: len(good.calls) == 5)
        took = monotonic() - began
        stop.set()
        hanging.is_over.set()
        worker.join()
    # A call is given up after 15 seconds; the others were there long before the first one was.
    assert took < 10


def test_a_duty_that_fails_is_told_and_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_duties, "_registered", {})
    monkeypatch.setattr(work_loop, "BEAT_SECONDS", 0.05)
    done: list[int] = []
    worker_duties.register("fetch mail", lambda *, at: at // 0, every=0)
    worker_duties.register("look around", lambda *, at: done.append(at), every=0)
    loop = WorkLoop(every=0.05, stop=Event())
    worker = Thread(target=loop.run)
    worker.start()
    until(lambda: WorkerBeat.objects.filter(troubles__has_key="fetch mail").exists() and len(done) > 3)
    loop.stop.set()
    worker.join()
    assert loop.troubles["fetch mail"].startswith("ZeroDivisionError")


def test_what_was_trouble_is_forgotten_when_it_goes_well_again() -> None:
    loop = WorkLoop(every=1, stop=Event())
    answers = iter([ZeroDivisionError, None])

    def sometimes() -> None:
        error = next(answers)
        if error:
            raise error

    assert not loop.turn("duty", sometimes)
    assert loop.troubles
    assert loop.turn("duty", sometimes)
    assert not loop.troubles


def test_a_promise_is_announced_at_the_moment_at_which_it_became_true(cast: Cast) -> None:
    mail_is_down(cast, "2026-05-15 16:50")
    stop = Event()
    worker = Thread(target=run_worker, kwargs={"every": 0.1, "stop": stop})
    worker.start()
    until(lambda: Announcement.objects.filter(step="breached", clock="response").exists())
    stop.set()
    worker.join()
    assert Announcement.objects.get(step="breached", clock="response").true_at == chicago("2026-05-18 09:05")
