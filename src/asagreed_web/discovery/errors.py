"""Why something about a discovery cannot be done."""

from __future__ import annotations

from collections.abc import Mapping

from asagreed.errors import AsagreedError


class DiscoveryRefused(AsagreedError):
    """It cannot be done as it was asked; nothing was changed."""


class ChangedMeanwhile(DiscoveryRefused):
    """Somebody else has written on the same sheet; `theirs` is what stands there now, by key."""

    def __init__(self, *, who: str, theirs: Mapping[str, str], revision: int) -> None:
        super().__init__(
            f"{who or 'Somebody'} has changed these answers since you opened them. What you typed is still here: "
            "look at what differs, and save again."
        )
        self.theirs, self.revision = theirs, revision
