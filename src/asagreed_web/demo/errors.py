"""Why the demonstration cannot be made."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class DemoRefused(AsagreedError):
    """There is something already that the demonstration would mix with."""
