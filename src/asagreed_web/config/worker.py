"""`asagreed worker`: lets effects leave, watches promises, fetches mail, and says that it lives."""

from __future__ import annotations

from threading import Event
from typing import Annotated

import typer

from asagreed_web.kit.command_line import asked_to_end, begin


def worker(
    every: Annotated[float, typer.Option(min=0.05, help="Seconds between two rounds.")] = 1.0,
) -> None:
    """Do the work of the background until SIGTERM or Ctrl-C; several workers may run at once."""
    # A database that is away may be starting: the rounds wait for it.
    begin(needs_database=False)
    run_worker(every=every, stop=asked_to_end())


def run_worker(*, every: float = 1.0, stop: Event) -> None:
    """Work in this thread and some of its own until `stop` is set; what was begun is finished first."""
    from asagreed_web.config.work_loop import WorkLoop  # noqa: PLC0415 – models exist only now

    WorkLoop(every=every, stop=stop).run()
