"""The comparison of plans as a PDF, on one page."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from asagreed.documents.plan_table.table import PlanTable
from asagreed.documents.typesetting import Look, typeset

TEMPLATE = Path(__file__).with_name("plan_table.typ")


def print_plan_table(table: PlanTable, *, look: Look | None = None) -> bytes:
    """Return a comparison as a PDF: the same bytes for the same comparison and look.

    Type is set smaller until everything fits one page, down to a size that can still be read.
    """
    return typeset(TEMPLATE, asdict(table), day=date.fromisoformat(table.day), look=look)
