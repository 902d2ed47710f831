"""Web server and worker are killed while clients write: nothing confirmed is lost, and nothing happens twice."""

from __future__ import annotations

import random
from threading import Event

import pytest
from tests.web.faults.installation import Installation
from tests.web.faults.writers import Writers


def survives(installation: Installation, *, kills: int, seed: int) -> Writers:
    """Kill everything so many times at random moments while eight clients write, and hold them against the database."""
    chance, writers, between = random.Random(seed), Writers(installation, f"{kills} kills"), Event()
    with writers.writing():
        for _ in range(kills):
            between.wait(chance.uniform(0.2, 1.2))
            installation.kill()
            installation.start()
        between.wait(0.5)
    installation.kill()
    found = installation.found()
    assert writers.kept(found["texts"]) == sorted(writers.confirmed)
    assert found["events"] == found["personal"] == len(found["texts"])
    assert found["broken"] == []
    return writers


def test_five_kills_lose_and_double_nothing(installation: Installation) -> None:
    writers = survives(installation, kills=5, seed=1)
    assert len(writers.confirmed) >= len(installation.prepared.tickets)
    assert installation.command("verify", "log").returncode == 0


@pytest.mark.proof
def test_fifty_kills_lose_and_double_nothing(installation: Installation) -> None:
    writers = survives(installation, kills=50, seed=2)
    assert len(writers.confirmed) > 1000
