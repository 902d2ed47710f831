"""How a command of the installation begins, with settings, applications and sight of all rows, and how it ends."""

from __future__ import annotations

import os
import signal
from threading import Event
from types import FrameType

from asagreed.errors import AsagreedError


class WebNotInstalled(AsagreedError):
    """A command of the desk was given where only the library is installed."""

    def __init__(self, *, missing: str) -> None:
        super().__init__(
            f"The desk and the portal are not installed: there is no {missing}. "
            "Install them with: pip install 'asagreed[web]'."
        )
        self.missing = missing


class DatabaseAway(AsagreedError):
    """The database does not answer."""

    def __init__(self, *, said: str) -> None:
        super().__init__(f"The database does not answer: {said}. Start it, or correct ASAGREED_DATABASE_URL.")
        self.said = said


def begin(*, needs_database: bool = True) -> None:
    """Read the settings and load the applications; afterwards models may be imported, and see everything.

    Raises WebNotInstalled, SettingRefused and DatabaseAway.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asagreed_web.config.settings")
    try:
        import django  # noqa: PLC0415 – the command line starts without it

        django.setup()
    except ModuleNotFoundError as error:
        raise WebNotInstalled(missing=str(error.name)) from error
    from django.conf import settings  # noqa: PLC0415
    from django.db import DatabaseError, connection  # noqa: PLC0415

    from asagreed_web.kit import wall  # noqa: PLC0415

    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    wall.see(wall.ALL)
    try:
        if needs_database:
            connection.ensure_connection()
    except DatabaseError as error:
        raise DatabaseAway(said=str(error).strip().splitlines()[0]) from error


def asked_to_end() -> Event:
    """Return what is set when this process is asked to end, by SIGTERM or Ctrl-C; only the main thread may ask."""
    stop = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return stop
