"""Why a status page cannot be shown as it was asked."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class StatusPageRefused(AsagreedError):
    """It cannot be shown so; nothing was changed."""
