"""A contract as a PDF, dated by the day on which its version begins."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from asagreed.documents.contract.blocks import Contract
from asagreed.documents.typesetting import Look, typeset

TEMPLATE = Path(__file__).with_name("contract.typ")


def print_contract(contract: Contract, *, look: Look | None = None) -> bytes:
    """Return a contract as a PDF: the same bytes for the same contract and look."""
    return typeset(TEMPLATE, asdict(contract), day=date.fromisoformat(contract.day), look=look)
