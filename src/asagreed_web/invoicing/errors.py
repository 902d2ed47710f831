"""Why something about invoices cannot be done."""

from __future__ import annotations

from asagreed_web.tickets.errors import NotPossible


class NotReady(NotPossible):
    """A month cannot be issued, with every reason."""
