"""Everything that no sentence was written for, in the words of the agreement: nothing that is agreed is left out."""

from __future__ import annotations

from asagreed.documents.contract.addresses import in_words
from asagreed.documents.contract.outline import Outline
from asagreed.foresight.compare.said import values_of

OF_THE_PROVIDER = frozenset({"worth", "costs", "warnings", "staffing", "signed", "remove"})
"""What a provider writes down for itself, and what is no term: prices of its own, warnings to its people."""


def add(outline: Outline) -> None:
    """Add a table of what is left, by address."""
    outline.begin("further")
    left = [path for path in values_of(outline.agreement) if not outline.has_said(path)]
    rows = [
        (in_words(path, outline.agreement, outline.language), outline.short(*path))
        for path in left
        if not OF_THE_PROVIDER & set(path)
    ]
    outline.table(("notes",), "further terms", ("term", "says"), [row for row in rows if row[1]])
