"""Setting data by a Typst template as a PDF: archival and accessible (PDF/A-3a, PDF/UA-1), the same bytes each time.

Everything that somebody wrote goes into a template as data, never as markup, so nothing in it can be anything but text.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import typst

from asagreed.documents.refusals import NoLetterFor

STANDARDS: Any = ["a-3a", "ua-1"]
TEMPLATES = Path(__file__).parent
"""The root of all templates: one may include another that lies beside or below it."""
NO_LETTER = re.compile(r'the text `"(.*?)"` could not be displayed')
_of_thread = threading.local()


@dataclass(frozen=True, slots=True)
class Look:
    """The provider's own look: a colour as `#1f4e79`, and a logo as SVG or PNG."""

    colour: str = "#1f4e79"
    logo: bytes = b""


def typeset(template: Path, data: Mapping[str, object], *, day: date, look: Look | None = None) -> bytes:
    """Return what a template makes of data (`sys.inputs.data`, as JSON) as a PDF that is dated by `day`.

    Raises NoLetterFor where no font has what is written.

    Colour and logo (in hexadecimal digits) of the look stand beside the data as `colour` and `logo`.
    """
    own = look or Look()
    moment = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
    given = json.dumps({**data, "colour": own.colour, "logo": own.logo.hex()}, ensure_ascii=False)
    try:
        return _compiled(template, given, moment, has_system_fonts=False)
    except typst.TypstError as error:
        if NO_LETTER.search(error.message) is None:
            raise
    # A letter that our own fonts lack may be in one of this machine.
    try:
        return _compiled(template, given, moment, has_system_fonts=True)
    except typst.TypstError as error:
        missing = NO_LETTER.search(error.message)
        if missing is None:
            raise
        raise NoLetterFor(text=f"«{missing[1]}»") from None


def _compiled(template: Path, given: str, moment: datetime, *, has_system_fonts: bool) -> bytes:
    made = _compiler(template, has_system_fonts=has_system_fonts).compile(
        format="pdf", sys_inputs={"data": given}, pdf_standards=STANDARDS, timestamp=int(moment.timestamp())
    )
    return cast(bytes, made)


def _compiler(template: Path, *, has_system_fonts: bool) -> typst.Compiler:
    """Return the compiler of this thread: one cannot be shared, and to make one takes longer than to print."""
    kept: dict[tuple[Path, bool], typst.Compiler] = _of_thread.__dict__.setdefault("compilers", {})
    key = (template, has_system_fonts)
    if key not in kept:
        kept[key] = typst.Compiler(str(template), root=str(TEMPLATES), ignore_system_fonts=not has_system_fonts)
    return kept[key]
