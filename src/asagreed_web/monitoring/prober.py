"""The looking itself: an event loop in a thread of its own, so that no other work of a worker holds it up."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Sequence

from django.conf import settings

from asagreed_web.monitoring import checking
from asagreed_web.monitoring.probing.clock_watch import ClockWatch
from asagreed_web.monitoring.probing.http import new_session
from asagreed_web.monitoring.probing.looking import Asked, Saw, look

BEAT_SECONDS = 10
MOST_AT_ONCE = 500
"""Connections that are open at the same time."""

_log = logging.getLogger(__name__)


class Looking:
    """An event loop in its thread: it is handed what to look at, and keeps what it saw until that is fetched."""

    def __init__(self) -> None:
        self._seen: queue.SimpleQueue[Saw] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="looking")
        self._thread.start()

    def begin(self, asked: Sequence[Asked]) -> None:
        """Look at all of it, some hundreds at a time; it returns at once."""
        if asked:
            asyncio.run_coroutine_threadsafe(self._look_at(asked), self._loop)

    async def _look_at(self, asked: Sequence[Asked]) -> None:
        # A lookup by name that is stuck must not keep those of others waiting: each batch has its own session.
        places = asyncio.Semaphore(MOST_AT_ONCE)
        async with new_session() as session:

            async def one(each: Asked) -> None:
                async with places:
                    self._seen.put(await look(each, session))

            await asyncio.gather(*map(one, asked))

    def seen(self) -> list[Saw]:
        """Return what was seen since the last time."""
        found = []
        while True:
            try:
                found.append(self._seen.get_nowait())
            except queue.Empty:
                return found

    def end(self) -> None:
        """Stop; what is being looked at is let go of, and was not seen."""
        asyncio.run_coroutine_threadsafe(_leave_all(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


async def _leave_all() -> None:
    mine = asyncio.current_task()
    tasks = [task for task in asyncio.all_tasks() if task is not mine]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()


class Prober:
    """What a worker does for one vantage point, round by round; a round waits for no network."""

    def __init__(self, vantage: str) -> None:
        self.vantage = vantage
        self._looking: Looking | None = None
        self._watch = ClockWatch(wall=0, steady=0.0)
        self._beat_at = 0
        self._not_kept: list[Saw] = []

    def round(self, *, at: int) -> int:
        """Keep what was seen, and begin to look at what is due; return how many looks were begun."""
        if self._looking is None:
            checking.began(vantage=self.vantage, at=at)
            self._looking, self._beat_at = Looking(), at
            self._watch = ClockWatch(wall=at, steady=time.monotonic())
        self._mind_the_clock(at)
        # Kept here until it is stored: the database may be away for a while.
        self._not_kept += self._looking.seen()
        if self._not_kept:
            checking.store_looks(self._not_kept, at=at)
            self._not_kept = []
        asked = checking.claim_due(vantage=self.vantage, at=at)
        self._looking.begin(asked)
        return len(asked)

    def _mind_the_clock(self, at: int) -> None:
        blind = self._watch.glance(wall=at, steady=time.monotonic())
        if blind is not None:
            _log.warning("From %s to %s nothing was seen: %s.", blind.start, blind.end, blind.because)
            checking.tell_blind(vantage=self.vantage, blind=blind, at=at)
        if not 0 <= at - self._beat_at < BEAT_SECONDS:
            checking.beat(vantage=self.vantage, at=at)
            self._beat_at = at

    def end(self) -> None:
        """Stop looking."""
        if self._looking is not None:
            self._looking.end()
            self._looking = None


_probers: dict[str, Prober] = {}


def probe(*, at: int) -> None:
    """Do a round of the checks that this machine makes; nothing where it has no vantage point."""
    if settings.VANTAGE:
        _probers.setdefault(settings.VANTAGE, Prober(settings.VANTAGE)).round(at=at)
