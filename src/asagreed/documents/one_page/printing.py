"""The page as a PDF: in the largest letters in which everything fits."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path

import typst

from asagreed.documents.one_page.running_text import OnePage
from asagreed.documents.refusals import DoesNotFit
from asagreed.documents.typesetting import Look, typeset

TEMPLATE = Path(__file__).with_name("one_page.typ")
_BEYOND = re.compile(r"does not fit: ([\d,]+)")


def print_one_page(page: OnePage, *, look: Look | None = None) -> bytes:
    """Return the page as a PDF: the same bytes for the same page and look. Raises DoesNotFit."""
    data = {**asdict(page.contract), "running": [asdict(section) for section in page.sections]}
    try:
        return typeset(TEMPLATE, data, day=date.fromisoformat(page.contract.day), look=look)
    except typst.TypstError as error:
        found = _BEYOND.search(error.message)
        if found is None:
            raise
        numbers = found[1].split(",")
    beyond = tuple(f"{each.number} {each.title}" for each in page.sections if each.number in numbers)
    raise DoesNotFit(beyond=beyond)
