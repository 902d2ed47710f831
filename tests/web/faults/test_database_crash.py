"""PostgreSQL is stopped hard under load and comes back: the installation goes on by itself."""

from __future__ import annotations

import time
from threading import Event

import pytest
from django.db import connection
from tests.web import postgres
from tests.web.faults.installation import Installation
from tests.web.faults.writers import Writers

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server to stop")
RECOVERS_IN = 10


def crash(server: postgres.Server, installation: Installation) -> float:
    """Stop the server as a power cut does, start it again, and return the seconds until a page is answered."""
    server.stop("immediate")
    server.start()
    began = time.monotonic()
    installation.wait_for_answer()
    return time.monotonic() - began


def survives(installation: Installation, *, crashes: int) -> list[float]:
    """Crash the database so many times while eight clients write, and hold them against it."""
    assert installation.server is not None
    writers, between = Writers(installation, f"{crashes} crashes"), Event()
    took = []
    with writers.writing():
        for _ in range(crashes):
            between.wait(0.5)
            took.append(crash(installation.server, installation))
        between.wait(0.5)
    assert all(process.poll() is None for process in installation.running.values())
    found = installation.found()
    assert writers.kept(found["texts"]) == sorted(writers.confirmed)
    assert found["broken"] == []
    return took


def test_after_two_crashes_of_the_database_nothing_is_lost(installation: Installation) -> None:
    assert max(survives(installation, crashes=2)) < RECOVERS_IN


@pytest.mark.proof
def test_after_fifty_crashes_of_the_database_nothing_is_lost(installation: Installation) -> None:
    took = survives(installation, crashes=50)
    assert max(took) < RECOVERS_IN
