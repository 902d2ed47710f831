"""Reading an export of tickets for a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asagreed.facts.readers import TicketLog


def open_tickets(path: Path, mapping: Path | None) -> TicketLog:
    """Return an export, read with a mapping file or by its column names. Raises UnreadableExport, UnusableMapping."""
    from asagreed.facts.readers import load_mapping, read_tickets

    return read_tickets(path, mapping=None if mapping is None else load_mapping(mapping))
