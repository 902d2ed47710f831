"""One writer at a time, in turn, across processes and threads.

SQLite lets waiting writers try again after naps that grow to a tenth of a second: whoever just wrote writes again, and
somebody who waits can wait for minutes, until «database is locked». Here a writer holds two locks: first the door, then
the turn, and lets go of the door when it has the turn. So there is always one who waits next in line, and nobody who
has written passes by them. The locks are of the kernel: they end with the process that holds them.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

NAP = 0.0005
"""Seconds between two looks of the one who is next."""


class NoTurn(Exception):
    """The turn did not come within the time that was given."""


class Turn:
    """The turn to write to a database file, for one connection."""

    def __init__(self, database: str) -> None:
        self._files = (Path(f"{database}-door"), Path(f"{database}-turn"))
        self._open: tuple[int, int] | None = None
        self.is_held = False

    def take(self, *, seconds: float) -> None:
        """Wait for the turn, at most so long from when one is next. Raises NoTurn.

        At the door the kernel keeps the line, first come, first served; nobody stands in the door for longer than that.
        """
        door, turn = self._opened()
        fcntl.flock(door, fcntl.LOCK_EX)
        try:
            _wait_for(turn, seconds=seconds)
            self.is_held = True
        finally:
            fcntl.flock(door, fcntl.LOCK_UN)

    def give(self) -> None:
        """Let the next one write; does nothing where the turn is not held."""
        if self._open and self.is_held:
            fcntl.flock(self._open[1], fcntl.LOCK_UN)
        self.is_held = False

    def close(self) -> None:
        """Give the turn, and close the files behind it."""
        self.give()
        for descriptor in self._open or ():
            os.close(descriptor)
        self._open = None

    def _opened(self) -> tuple[int, int]:
        if self._open is None:
            door, turn = (os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600) for file in self._files)
            self._open = (door, turn)
        return self._open


def _wait_for(turn: int, *, seconds: float) -> None:
    for _ in range(int(seconds / NAP)):
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(NAP)
        else:
            return
    raise NoTurn
