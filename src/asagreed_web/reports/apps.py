"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.reports"
    label = "reports"
