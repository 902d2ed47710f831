"""Writers to SQLite take turns: whoever has written does not pass by who waits, and who dies holds nobody up."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from asagreed_web.kit.sqlite_in_turn import base
from asagreed_web.kit.sqlite_in_turn.turn import NoTurn, Turn

HOLDS = """
import sys
from asagreed_web.kit.sqlite_in_turn.turn import Turn
Turn(sys.argv[1]).take(seconds=1)
print("held", flush=True)
sys.stdin.read()
"""
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets several write at once")
Turns = Callable[[], Turn]


@pytest.fixture
def turns(tmp_path: Path) -> Turns:
    """Return what makes a turn for one more connection to the same file."""
    return lambda: Turn(str(tmp_path / "data.sqlite3"))


def test_a_turn_is_held_by_one(turns: Turns) -> None:
    first, second = turns(), turns()
    first.take(seconds=1)
    with pytest.raises(NoTurn):
        second.take(seconds=0.01)
    first.give()
    second.take(seconds=1)
    assert (first.is_held, second.is_held) == (False, True)
    second.close()
    first.close()


def test_who_has_written_does_not_pass_by_who_waits(turns: Turns) -> None:
    first, second, order, waits = turns(), turns(), list[str](), Event()

    def wait() -> None:
        waits.set()
        second.take(seconds=5)
        order.append("second")
        second.close()

    first.take(seconds=1)
    thread = Thread(target=wait)
    thread.start()
    waits.wait()
    while _door_is_free(turns):
        pass
    first.give()
    first.take(seconds=5)
    order.append("first")
    thread.join()
    first.close()
    assert order == ["second", "first"]


def _door_is_free(turns: Turns) -> bool:
    """Whether nobody waits as the next one."""
    descriptor = os.open(turns()._files[0], os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def test_a_process_that_is_killed_leaves_its_turn_to_the_next(turns: Turns, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "data.sqlite3")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(NoTurn):
            turns().take(seconds=0.01)
        other.kill()
    mine = turns()
    mine.take(seconds=5)
    mine.close()


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_every_transaction_gives_its_turn_however_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "PATIENCE", 0.01)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    other = Turn(str(connection.settings_dict["NAME"]))
    other.take(seconds=1)
    with pytest.raises(OperationalError, match=r"others have been writing for 0\.01 s"), transaction.atomic():
        pass
    other.close()
    with transaction.atomic():
        pass
