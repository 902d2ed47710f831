"""A paper that is signed, as a PDF."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from asagreed.documents.sheet import Sheet
from asagreed.documents.typesetting import Look, typeset

TEMPLATE = Path(__file__).with_name("signed.typ")


def print_signed(sheet: Sheet, *, look: Look | None = None) -> bytes:
    """Return a paper as a PDF: the same bytes for the same paper and look."""
    return typeset(TEMPLATE, asdict(sheet), day=date.fromisoformat(sheet.day), look=look)
