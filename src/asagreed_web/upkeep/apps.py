"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        """Let the worker put the lists of a month to customers when it has begun."""
        from asagreed_web.kit import worker_duties  # noqa: PLC0415 – models exist now
        from asagreed_web.upkeep.approvals import propose_due  # noqa: PLC0415

        worker_duties.register("propose upkeep", propose_due, every=3600)
