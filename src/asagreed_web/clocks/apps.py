"""The Django application of this room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.clocks"
    label = "clocks"

    def ready(self) -> None:
        """Judge a ticket again whenever it changes."""
        from asagreed_web.clocks.operations import judge  # noqa: PLC0415 – models exist only now
        from asagreed_web.tickets.signals import ticket_changed  # noqa: PLC0415

        def judged(*, ticket: Any, at: int, **_: Any) -> None:
            judge(ticket, at=at)

        ticket_changed.connect(judged, weak=False, dispatch_uid="clocks judge")
