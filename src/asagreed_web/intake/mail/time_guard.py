"""A bound on one step of reading, so that a costly part leaves the rest of the mail readable."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TookTooLong(Exception):
    """A step used up the processor time it was given."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TookTooLong


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what is done inside, a regular expression too, by TookTooLong after seconds of processor time.

    For the main thread of a process that reads mail; signals reach no other.
    """
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
