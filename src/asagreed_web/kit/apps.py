"""The room that all others stand on."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    """What all rooms share."""

    name = "asagreed_web.kit"
    label = "kit"
