"""`asagreed serve`: the desk, the portal and the API, for browsers and programs."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from asagreed_web.kit.command_line import begin


def serve(
    address: Annotated[str, typer.Option(help="Where to listen; a proxy with HTTPS stands before it.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes; one for each core is right.")] = 2,
    migrate: Annotated[bool, typer.Option("--migrate", help="Bring the database up to date first.")] = False,
) -> None:
    """Serve the desk, the portal and the API until SIGTERM or Ctrl-C."""
    begin()
    from django.conf import settings
    from django.db import connection

    from asagreed_web.config.database import bring_up_to_date, check_ready
    from asagreed_web.config.static_files import collect

    if migrate:
        bring_up_to_date()
    check_ready()
    collect()
    connection.close()
    print(f"{settings.PROVIDER} at {settings.ADDRESS}, listening on {address}:{port}.", flush=True)
    os.execv(sys.executable, [sys.executable, *_server(address, port, workers)])  # noqa: S606 – our own interpreter


def _server(address: str, port: int, workers: int) -> list[str]:
    # One thread a process: a connection to the database for each, and no request waits for another one's lock on the
    # interpreter. A worker that dies is started again.
    return [
        "-m",
        "granian",
        "--interface=wsgi",
        f"--host={address}",
        f"--port={port}",
        f"--workers={workers}",
        "--blocking-threads=1",
        "--respawn-failed-workers",
        "--workers-kill-timeout=30",
        "--no-ws",
        "--log-level=warning",
        "asagreed_web.config.wsgi:application",
    ]
