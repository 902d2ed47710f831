"""Why a report is not issued, and a schedule not kept."""

from __future__ import annotations

from asagreed.errors import AsagreedError


class NotReported(AsagreedError):
    """The report cannot be made or issued; the text says why, and what to do."""
