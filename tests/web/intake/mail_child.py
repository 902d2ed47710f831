"""A process of its own that fetches and routes mail, and dies at a named point as `kill -9` would.

`python -m tests.web.intake.mail_child DATABASE IMAP_PORT POINT NTH AT`: at the NTH time that it comes to the point.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

import django
from django.conf import settings


def dying_after(does: Callable[..., Any], nth: int) -> Callable[..., Any]:
    """Return what does the same, and dies when it has done it so many times."""
    turns = count(1)

    def done(*given: Any, **named: Any) -> Any:
        answer = does(*given, **named)
        if next(turns) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return done


def lay_trap(point: str, nth: int) -> None:
    """Put death behind a point."""
    from asagreed_web.intake.mail import polling, routing  # noqa: PLC0415 – Django is set up only now
    from asagreed_web.intake.mail.mailbox import DeskMailbox  # noqa: PLC0415

    rooms: dict[str, tuple[Any, str]] = {
        "fetched": (DeskMailbox, "content"),
        "kept": (polling, "store_mail"),
        "put away": (DeskMailbox, "put_away"),
        "read": (routing, "parse_in_child"),
        "logged": (routing, "log_ticket"),
        "files stored": (routing, "store_all"),
        "routed": (routing, "route"),
    }
    room, name = rooms[point]
    setattr(room, name, dying_after(getattr(room, name), nth))


def main() -> None:
    """Do what the command line says."""
    database, port, point, nth, at = sys.argv[1:]
    settings.DATABASES["default"]["NAME"] = database
    settings.IMAP_PORT = int(port)
    django.setup()
    from asagreed_web.intake.mail.polling import poll  # noqa: PLC0415
    from asagreed_web.intake.mail.routing import route_received  # noqa: PLC0415
    from asagreed_web.kit import wall  # noqa: PLC0415

    lay_trap(point, int(nth))
    with wall.seeing(wall.ALL):
        poll(at=int(at))
        route_received(at=int(at))


if __name__ == "__main__":
    main()
