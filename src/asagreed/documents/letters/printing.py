"""A letter, as a PDF."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from asagreed.documents.sheet import Sheet
from asagreed.documents.typesetting import Look, typeset

TEMPLATE = Path(__file__).with_name("letter.typ")


def print_letter(letter: Sheet, *, look: Look | None = None) -> bytes:
    """Return a letter as a PDF: the same bytes for the same letter and look."""
    return typeset(TEMPLATE, asdict(letter), day=date.fromisoformat(letter.day), look=look)
