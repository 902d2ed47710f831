"""An invoice, as a PDF."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from asagreed.documents.invoice.building import InvoiceSheet
from asagreed.documents.typesetting import Look, typeset

TEMPLATE = Path(__file__).with_name("invoice.typ")


def print_invoice(sheet: InvoiceSheet, *, look: Look | None = None) -> bytes:
    """Return an invoice as a PDF: the same bytes for the same invoice and look."""
    return typeset(TEMPLATE, asdict(sheet), day=date.fromisoformat(sheet.day), look=look)
