"""The commands of an installation, run as an operator runs them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Ran = subprocess.CompletedProcess[str]


@pytest.fixture
def asagreed(tmp_path: Path) -> Callable[..., Ran]:
    """Return a way to run commands in an installation of their own, on SQLite."""
    environment = {name: each for name, each in os.environ.items() if not name.startswith(("ASAGREED_", "DJANGO_"))}
    environment["ASAGREED_DATA"] = str(tmp_path)

    def run(*words: str, **settings: str) -> Ran:
        started = [sys.executable, "-c", "from asagreed.cli import main; main()", *words]
        return subprocess.run(started, env={**environment, **settings}, capture_output=True, text=True, check=False)

    return run


def test_serve_refuses_a_database_that_is_not_ready(asagreed: Callable[..., Ran]) -> None:
    ran = asagreed("serve")
    assert ran.returncode == 1
    assert ran.stderr.startswith("error: The database is not ready:")
    assert "asagreed migrate" in ran.stderr


def test_a_new_installation_comes_up_and_names_the_first_bad_row_of_its_log(
    asagreed: Callable[..., Ran], tmp_path: Path
) -> None:
    assert asagreed("migrate").stdout.endswith("The database is up to date.\n")
    assert "/account/invitation/" in asagreed("invite-owner", "ann@northwind.example").stdout
    whole = asagreed("verify", "log")
    assert (whole.returncode, whole.stdout[:1]) == (0, "✓")
    with sqlite3.connect(tmp_path / "asagreed.sqlite3") as connection:
        connection.execute("DROP TRIGGER chronicle_event_no_update")
        connection.execute("UPDATE chronicle_event SET actor = 'nobody' WHERE seq = 1")
    broken = asagreed("verify", "log")
    assert (broken.returncode, broken.stdout.split(":")[0]) == (1, "✗ the chain of the house, event 1")
    assert "do not stand" in asagreed("doctor").stdout


def test_a_setting_that_cannot_be_is_told_in_words(asagreed: Callable[..., Ran]) -> None:
    ran = asagreed("migrate", ASAGREED_DATABASE_URL="mysql://here")
    assert (ran.returncode, ran.stderr.split(",")[0]) == (1, "error: ASAGREED_DATABASE_URL is «mysql»")


def test_a_database_that_is_away_is_told_in_words(asagreed: Callable[..., Ran]) -> None:
    ran = asagreed("verify", "log", ASAGREED_DATABASE_URL="postgresql://nobody@127.0.0.1:1/x")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "does not answer" in ran.stderr
