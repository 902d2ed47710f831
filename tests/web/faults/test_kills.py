"""Web server and worker are killed while clients write: nothing confirmed is lost, and nothing happens twice."""

from __future__ import annotations

import random
from threading import Event

import pytest
from tests.web.faults.installation import Installation
from tests.web.faults.writers import Writers


def survives(installation: Installation, *, kills: int, seed: int, least: int) -> None:
    """Kill everything so many times at random moments while eight clients write, and hold them against the database.

    They write until `least` replies are confirmed, however slow the machine is to start after each kill.
    """
    chance, writers, between = random.Random(seed), Writers(installation, f"{kills} kills"), Event()
    with writers.writing():
        for _ in range(kills):
            between.wait(chance.uniform(0.2, 1.2))
            installation.kill()
            installation.start()
        for _ in range(600):
            if len(writers.confirmed) >= least:
                break
            between.wait(0.5)
    installation.kill()
    found = installation.found()
    assert writers.kept(found["texts"]) == sorted(writers.confirmed)
    assert found["events"] == found["personal"] == len(found["texts"])
    assert found["broken"] == []
    assert len(writers.confirmed) >= least


def test_three_kills_lose_and_double_nothing(installation: Installation) -> None:
    survives(installation, kills=3, seed=1, least=100)
    assert installation.command("verify", "log").returncode == 0


@pytest.mark.proof
def test_fifty_kills_lose_and_double_nothing(installation: Installation) -> None:
    survives(installation, kills=50, seed=2, least=1000)
