"""The papers of one version laid over each other, checked, and resolved to terms when they are first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from asagreed.reading.nodes import plain
from asagreed.reading.papers import Paper
from asagreed.reading.written import Written
from asagreed.terms import Agreement, Terms, resolve_terms
from asagreed.versions.layers import Layered, lay_offer


@dataclass(frozen=True)
class Draft:
    """One version before it has a number: its papers from the first layer to the last, and when it begins."""

    from_at: int
    papers: tuple[Paper, ...]
    running_tickets: str
    layered: Layered = field(repr=False)
    model: Agreement = field(repr=False)

    @cached_property
    def terms(self) -> Terms:
        """The terms as these papers say them; its calendars hold for all dates."""
        return _resolved(self.model, self.layered, self.running_tickets)

    def terms_with(self, rider: str) -> Terms:
        """Return the terms with an offered rider laid over them."""
        layered = lay_offer(self.layered, rider)
        return _resolved(Agreement.model_validate(plain(layered.tree)), layered, self.running_tickets)


def _resolved(model: Agreement, layered: Layered, running_tickets: str) -> Terms:
    origins = Written(layered.tree, layered.version, layered.layers)
    return resolve_terms(model, origins, running_tickets=running_tickets)
