"""A contract as a PDF: archival and accessible (PDF/A-3a, PDF/UA-1), the same bytes for the same contract.

Everything that is written in an agreement goes into the template as data, never as markup, so nothing in it can be
anything but text.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import typst

from asagreed.documents.contract.blocks import Contract

TEMPLATE = Path(__file__).with_name("contract.typ")
STANDARDS: Any = ["a-3a", "ua-1"]
_of_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Look:
    """The provider's own look: a colour as `#1f4e79`, and a logo as SVG or PNG."""

    colour: str = "#1f4e79"
    logo: bytes = b""


def print_contract(contract: Contract, *, look: Look | None = None) -> bytes:
    """Return a contract as a PDF; its date is the day on which the version begins."""
    data = {**asdict(contract), "colour": (look or Look()).colour, "logo": (look or Look()).logo.hex()}
    begins = datetime.combine(date.fromisoformat(contract.in_force), datetime.min.time(), tzinfo=UTC)
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"contract": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=int(begins.timestamp()),
    )
    return cast(bytes, made)


def _compiler() -> typst.Compiler:
    """Return the compiler of this thread: one cannot be shared, and to make one takes longer than to print."""
    if not hasattr(_of_thread, "compiler"):
        _of_thread.compiler = typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True)
    found: typst.Compiler = _of_thread.compiler
    return found
