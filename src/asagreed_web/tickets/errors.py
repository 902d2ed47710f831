"""Why something cannot be done to a ticket."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class NotPossible(AsagreedError):
    """The ticket does not stand so that this could be done; the text says how it stands, and what to do."""
