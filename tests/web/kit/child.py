"""A process of its own on the database of a test: a worker, or one that dies at a named point.

`python -m tests.web.kit.child DATABASE worker [SECONDS]` works until SIGTERM, by a clock that is so many seconds ahead;
`… DATABASE dies KIND POINT AT` tries one effect of
a kind, or sweeps, and kills itself there as `kill -9` would.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings


def die(*_: Any, **__: Any) -> None:
    """End at once, with nothing tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def and_die(does: Callable[..., Any]) -> Callable[..., Any]:
    """Return what does something, and dies when it is done."""

    def last(*given: Any, **named: Any) -> None:
        does(*given, **named)
        die()

    return last


def lay_trap(kind: str, point: str) -> None:
    """Put death where a point says."""
    from asagreed_web.clocks import operations  # noqa: PLC0415 – Django is set up only now
    from asagreed_web.config.work_loop import CARRIERS  # noqa: PLC0415
    from asagreed_web.kit import mail_carrier, web_hooks  # noqa: PLC0415
    from asagreed_web.kit.outbox_delivery import Lease  # noqa: PLC0415

    if point == "claimed":
        CARRIERS[kind] = die
    elif point == "sent":
        CARRIERS[kind] = and_die(CARRIERS[kind])
    elif point == "connected":
        put_in(mail_carrier, "_send", die)
        put_in(web_hooks, "call", die)
    else:
        room, name = {"settled": (Lease, "settle"), "told": (operations, "append_all")}.get(
            point, (operations, "announce")
        )
        put_in(room, name, and_die(getattr(room, name)))


def put_in(room: object, name: str, does: Callable[..., Any]) -> None:
    """Let a name of a room do something else."""
    setattr(room, name, does)


def set_forward(seconds: int) -> None:
    """Let this process live so many seconds later."""
    from asagreed_web.kit import clock  # noqa: PLC0415 – Django is set up only now

    now = clock.now
    put_in(clock, "now", lambda: now() + seconds)


def main() -> None:
    """Do what the command line says."""
    database, does, *more = sys.argv[1:]
    settings.DATABASES["default"]["NAME"] = database
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    django.setup()
    from asagreed_web.clocks.operations import sweep  # noqa: PLC0415
    from asagreed_web.config.work_loop import CARRIERS  # noqa: PLC0415
    from asagreed_web.config.worker import worker  # noqa: PLC0415
    from asagreed_web.kit import wall  # noqa: PLC0415
    from asagreed_web.kit.outbox_delivery import deliver_next  # noqa: PLC0415

    if does == "worker":
        set_forward(int(more[0]) if more else 0)
        worker(every=0.1)
        return
    kind, point, at = more
    lay_trap(kind, point)
    with wall.seeing(wall.ALL):
        if kind == "sweep":
            sweep(at=int(at))
        else:
            deliver_next(CARRIERS, kind=kind, at=int(at))


if __name__ == "__main__":
    main()
