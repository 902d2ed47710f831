"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.invoicing"
    label = "invoicing"

    def ready(self) -> None:
        """Let the workers look for balances that have become low."""
        from asagreed_web.invoicing.low_balances import EVERY, watch_balances  # noqa: PLC0415 – models exist now
        from asagreed_web.kit import worker_duties  # noqa: PLC0415

        worker_duties.register("watch balances", watch_balances, every=EVERY)
