"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Where Django finds this room; `signing` alone is a module of Django's own."""

    name = "asagreed_web.signing"
    label = "agreement_signing"

    def ready(self) -> None:
        """Remind owners of terms that end, once an hour."""
        from asagreed_web.kit import worker_duties  # noqa: PLC0415 – models exist now
        from asagreed_web.signing.reminders import remind_of_terms  # noqa: PLC0415

        worker_duties.register("remind of terms that end", remind_of_terms, every=3600)
