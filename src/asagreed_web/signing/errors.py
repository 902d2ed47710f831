"""Why something cannot be written, sent or signed."""

from __future__ import annotations

from asagreed.errors import AsagreedError
from asagreed.reading.problems import Problem


class NotAgreed(AsagreedError):
    """It does not stand so that this could be done; the text says how it stands, and what to do."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class ChangedMeanwhile(NotAgreed):
    """Somebody else changed the draft after it was opened; what was typed is still on the page."""
