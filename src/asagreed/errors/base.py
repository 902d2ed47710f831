"""What every error of the library is."""

from __future__ import annotations


class AsagreedError(Exception):
    """Base of every error that the library raises on purpose; its text is fit to be shown."""

    @property
    def summary(self) -> str:
        """The text without what differs from ticket to ticket, so that equal reasons can be counted."""
        return str(self)
