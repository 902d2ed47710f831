"""The Django application of this room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TicketsConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.tickets"
    label = "tickets"

    def ready(self) -> None:
        """Let answers leave by mail, tell web hooks what happens, and look after the index after each `migrate`."""
        from asagreed_web.tickets.correspondence import send_reply  # noqa: PLC0415 – models exist only now
        from asagreed_web.tickets.search_index import set_index  # noqa: PLC0415
        from asagreed_web.tickets.signals import event_told, message_written  # noqa: PLC0415
        from asagreed_web.tickets.telling import tell_hooks  # noqa: PLC0415

        def written(*, message: Any, **_: Any) -> None:
            send_reply(message)

        def told(*, ticket: Any, event: Any, **_: Any) -> None:
            tell_hooks(ticket, event)

        message_written.connect(written, weak=False, dispatch_uid="tickets send reply")
        event_told.connect(told, weak=False, dispatch_uid="tickets tell hooks")
        post_migrate.connect(set_index, sender=self, dispatch_uid="search sets its index")
