"""Filling an empty data folder, with a bar that says how far it is."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connection
from rich.progress import Progress

from asagreed_web.kit import clock
from asagreed_web.kit.command_line import begin


def fill(examples: Path, *, seed: int, weeks: int) -> None:
    """Make the database and play the script into it."""
    begin()
    from asagreed_web.demo.operations import make_demo

    call_command("migrate", interactive=False, verbosity=0)
    with Progress(transient=True) as progress:
        task = progress.add_task(f"Playing {weeks} weeks of a service desk", total=None)

        def told(done: int, of: int) -> None:
            progress.update(task, completed=done, total=of)

        make_demo(examples=examples, seed=seed, at=clock.now(), weeks=weeks, told=told)
    connection.close()
