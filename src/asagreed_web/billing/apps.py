"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.billing"
    label = "billing"
