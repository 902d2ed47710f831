"""`asagreed worker`: lets effects leave, watches promises, fetches mail, and says that it lives."""

from __future__ import annotations

import os
import signal
from threading import Event
from types import FrameType
from typing import Annotated

import typer


def worker(
    every: Annotated[float, typer.Option(min=0.05, help="Seconds between two rounds.")] = 1.0,
) -> None:
    """Do the work of the background until SIGTERM or Ctrl-C; several workers may run at once."""
    import django  # noqa: PLC0415 – the command line starts without it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asagreed_web.config.settings")
    django.setup()
    stop = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    run_worker(every=every, stop=stop)


def run_worker(*, every: float = 1.0, stop: Event) -> None:
    """Work in this thread and some of its own until `stop` is set; what was begun is finished first."""
    from asagreed_web.config.work_loop import WorkLoop  # noqa: PLC0415 – models exist only now

    WorkLoop(every=every, stop=stop).run()
