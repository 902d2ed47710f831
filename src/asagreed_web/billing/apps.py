"""The Django application of this room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.billing"
    label = "billing"

    def ready(self) -> None:
        """Judge emergency and coverage of a ticket again whenever it changes, and when time alone changes them."""
        from asagreed_web.billing.coverage import judge_coverage, sweep_emergencies  # noqa: PLC0415 – models exist now
        from asagreed_web.kit import worker_duties  # noqa: PLC0415
        from asagreed_web.tickets.signals import ticket_changed  # noqa: PLC0415

        def judged(*, ticket: Any, at: int, **_: Any) -> None:
            judge_coverage(ticket, at=at)

        ticket_changed.connect(judged, weak=False, dispatch_uid="billing judges coverage")
        worker_duties.register("watch emergencies", sweep_emergencies, every=0)
