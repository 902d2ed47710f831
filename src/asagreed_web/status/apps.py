"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class StatusConfig(AppConfig):
    """Where Django finds this room."""

    name = "asagreed_web.status"
    label = "status"
