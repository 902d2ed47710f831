"""A document with its signature sheet and the papers inside it, as one PDF; and the stamp of a signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from asagreed.documents.sheet import Sheet
from asagreed.documents.signature_sheet.sentences import said
from asagreed.documents.typesetting import TEMPLATES, Look, typeset

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the document: its name, its bytes, its media type, and what it is."""

    name: str
    content: bytes
    what: str
    kind: str = "application/yaml"


@dataclass(frozen=True, slots=True)
class SignatureSheet:
    """What the sheet says: the papers with their hashes, the hash of the terms that they make, and what lies inside."""

    papers: Sequence[tuple[str, str]]
    terms: str
    files: Sequence[Attached]


def typeset_to_sign(template: Path, document: Sheet, *, sheet: SignatureSheet, look: Look | None = None) -> bytes:
    """Return a document by its own template with the sheet in the place of its lines for ink.

    PDF/A-3a and PDF/UA-1, the same bytes each time. Raises UnknownLanguage.
    """
    words = said(document.language)
    laid = {
        "papers": [list(each) for each in sheet.papers],
        "terms": sheet.terms,
        "parties": [
            {"role": words["provider"], "name": document.provider},
            {"role": words["customer"], "name": document.customer},
        ],
        "files": [
            {"name": each.name, "content": each.content.hex(), "what": each.what, "kind": each.kind}
            for each in sheet.files
        ],
        "words": words,
    }
    whole = {
        **asdict(replace(document, signers=(), papers=())),
        "template": "/" + template.relative_to(TEMPLATES).as_posix(),
        "signature_sheet": laid,
    }
    return typeset(_HERE / "to_sign.typ", whole, day=date.fromisoformat(document.day), look=look)


def typeset_stamp(*, name: str, lines: Sequence[str], day: date, language: str, look: Look | None = None) -> bytes:
    """Return what stands in the field of a signature, as a PDF of one small page."""
    data = {"name": name, "lines": list(lines), "language": language}
    return typeset(_HERE / "stamp.typ", data, day=day, look=look)
