"""Why something cannot be done to a ticket."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class NotPossible(AsagreedError):
    """The ticket does not stand so that this could be done; the text says how it stands, and what to do.

    `reasons` are the sentences of the text that stand for themselves in a list.
    """

    reasons: tuple[str, ...]

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
