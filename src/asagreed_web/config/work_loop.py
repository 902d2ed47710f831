"""The rounds of a worker: each duty and each way out has a thread, so that none waits for another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.db import close_old_connections, connections

from asagreed_web.clocks.operations import sweep
from asagreed_web.kit import clock, wall
from asagreed_web.kit.mail_carrier import carry_mail
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox import prune_sent
from asagreed_web.kit.outbox_delivery import Carrier, deliver_next
from asagreed_web.kit.web_hooks import carry_web_hook
from asagreed_web.kit.worker_duties import (
    BEAT_SECONDS,
    Duty,
    beat,
    end_beat,
    prune_keyed_answers,
    registered,
    take_turn,
    worker_name,
)

CARRIERS: dict[str, Carrier] = {OutboxEntry.Kind.MAIL: carry_mail, OutboxEntry.Kind.WEB_HOOK: carry_web_hook}
THREADS: dict[str, int] = {OutboxEntry.Kind.MAIL: 2, OutboxEntry.Kind.WEB_HOOK: 6}
"""One receiver that does not answer holds one of them."""
OWN_DUTIES = (
    Duty("announce promises", sweep, every=0),
    Duty("forget keyed answers", prune_keyed_answers, every=3600),
    Duty("forget sent effects", prune_sent, every=3600),
)
AFTER_TROUBLE = 5.0
"""Seconds until a round that failed is tried again: the database may be starting."""
GRACE = 50.0
"""Seconds that work which was begun may take to end; after that its lease brings it back elsewhere."""

_log = logging.getLogger(__name__)


class WorkLoop:
    """A worker in this process, until `stop` is set."""

    def __init__(self, *, every: float, stop: Event) -> None:
        self.every, self.stop = every, stop
        self.troubles: dict[str, str] = {}
        self.name, self.started_at = worker_name(), clock.now()

    def run(self) -> None:
        """Start the threads, beat until the end, and let them finish what they began."""
        threads = [Thread(target=self._rounds, args=each, daemon=True, name=each[0]) for each in self._work()]
        for thread in threads:
            thread.start()
        while not self.stop.is_set():
            self.turn("beat", self._beat)
            self.stop.wait(BEAT_SECONDS)
        ends = clock.now() + GRACE
        for thread in threads:
            thread.join(max(0.0, ends - clock.now()))
        self.turn("beat", lambda: end_beat(self.name))
        connections.close_all()

    def turn(self, name: str, work: Callable[[], object]) -> bool:
        """Do one piece of work; an error is logged with its name, and is the trouble that the next beat tells of."""
        close_old_connections()
        try:
            with wall.seeing(wall.ALL):
                work()
        except Exception as error:  # noqa: BLE001 – a worker goes on whatever fails
            _log.exception("%s failed; it goes on.", name)
            self.troubles[name] = f"{type(error).__name__}: {error}"[:500]
            return False
        self.troubles.pop(name, None)
        return True

    def _work(self) -> list[tuple[str, Callable[[], object]]]:
        duties = [(duty.name, self._turn_of(duty)) for duty in (*OWN_DUTIES, *registered())]
        ways = [(f"{kind} {number}", self._way_out(kind)) for kind, n in THREADS.items() for number in range(1, n + 1)]
        return [*duties, *ways]

    def _rounds(self, name: str, work: Callable[[], object]) -> None:
        try:
            while not self.stop.is_set():
                went_well = self.turn(name, work)
                self.stop.wait(self.every if went_well else max(self.every, AFTER_TROUBLE))
        finally:
            connections.close_all()

    def _turn_of(self, duty: Duty) -> Callable[[], object]:
        return lambda: take_turn(duty, at=clock.now())

    def _way_out(self, kind: str) -> Callable[[], object]:
        def leave() -> None:
            while not self.stop.is_set() and deliver_next(CARRIERS, kind=kind, at=clock.now()):
                pass

        return leave

    def _beat(self) -> None:
        beat(self.name, started_at=self.started_at, troubles=dict(self.troubles), at=clock.now())
