"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig

A_DAY = 86_400


class ProtectionConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.protection"
    label = "protection"

    def ready(self) -> None:
        """Let the workers obey once a day what agreements say of keeping records."""
        from asagreed_web.kit import worker_duties  # noqa: PLC0415 – models exist only now
        from asagreed_web.protection.operations import obey_all  # noqa: PLC0415

        worker_duties.register("obey retention", obey_all, every=A_DAY)
