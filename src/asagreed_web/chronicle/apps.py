"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChronicleConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.chronicle"
    label = "chronicle"

    def ready(self) -> None:
        """Guard what is only ever added, after each `migrate`."""
        from asagreed_web.chronicle.append_only import set_triggers  # noqa: PLC0415 – models exist only now

        post_migrate.connect(set_triggers, sender=self, dispatch_uid="append-only sets triggers")
