"""The books of the examples, without what names work of other files."""

from __future__ import annotations

import re
from pathlib import Path


def demo_books(examples: Path, folder: str) -> str:
    """Return the books of a customer of the examples, or nothing where there are none; the demo has its own work."""
    file = examples / "books" / folder / "books.yaml"
    return re.sub(r"(?m)^work:.*\n", "", file.read_text()) if file.exists() else ""
