"""Why something about money cannot be done."""

from __future__ import annotations

from asagreed_web.billing.pages import EntryPreview
from asagreed_web.tickets.errors import NotPossible


class Changed(NotPossible):
    """What was shown is not what holds now; `preview` is what holds, to be looked at and confirmed."""

    def __init__(self, preview: EntryPreview) -> None:
        super().__init__(
            "What was shown has changed meanwhile, because other work, the books or the agreement changed. "
            "Look at what holds now, and save again."
        )
        self.preview = preview
