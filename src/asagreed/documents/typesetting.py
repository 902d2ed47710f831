"""Setting data by a Typst template as a PDF: archival and accessible (PDF/A-3a, PDF/UA-1), the same bytes each time.

Everything that somebody wrote goes into a template as data, never as markup, so nothing in it can be anything but text.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import typst

STANDARDS: Any = ["a-3a", "ua-1"]
TEMPLATES = Path(__file__).parent
"""The root of all templates: one may include another that lies beside or below it."""
_of_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Look:
    """The provider's own look: a colour as `#1f4e79`, and a logo as SVG or PNG."""

    colour: str = "#1f4e79"
    logo: bytes = b""


def typeset(template: Path, data: Mapping[str, object], *, day: date, look: Look | None = None) -> bytes:
    """Return what a template makes of data (`sys.inputs.data`, as JSON) as a PDF that is dated by `day`.

    Colour and logo (in hexadecimal digits) of the look stand beside the data as `colour` and `logo`.
    """
    own = look or Look()
    moment = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
    made = _compiler(template).compile(
        format="pdf",
        sys_inputs={"data": json.dumps({**data, "colour": own.colour, "logo": own.logo.hex()}, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=int(moment.timestamp()),
    )
    return cast(bytes, made)


def _compiler(template: Path) -> typst.Compiler:
    """Return the compiler of this thread: one cannot be shared, and to make one takes longer than to print."""
    kept: dict[Path, typst.Compiler] = _of_thread.__dict__.setdefault("compilers", {})
    if template not in kept:
        kept[template] = typst.Compiler(str(template), root=str(TEMPLATES), ignore_system_fonts=True)
    return kept[template]
