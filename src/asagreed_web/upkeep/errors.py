"""What operations of this room refuse."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class UpkeepRefused(AsagreedError):
    """What was said of recurring work cannot be; the text says why, and what to do."""
