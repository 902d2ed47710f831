"""The document that both parties are sent: what it is printed from lies inside it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from asagreed.documents.signature_sheet import Attached, SignatureSheet, typeset_to_sign
from asagreed.documents.typesetting import Look
from asagreed.errors import AsagreedError
from asagreed.reading.problems import Problem
from asagreed.signing.folders import laid_out
from asagreed.signing.places import with_fields
from asagreed.signing.printed import document_for, version_of
from asagreed.signing.signature_file import SignatureUnder
from asagreed.versions import History, Version, read_agreement

MANIFEST = "signing.json"
"""The file inside the document that says what of the others is signed, and how it was printed."""


class NotReadyToSign(AsagreedError):
    """Papers that are to be signed have errors, or lack what is to be signed."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Signing:
    """What is signed together: the papers of a folder by place, the plans by name, and which of the papers are new.

    `signs` are the places of the papers that are signed; the others lie below them and were agreed before.
    """

    folder: str
    papers: Mapping[str, str]
    plans: Mapping[str, str]
    signs: tuple[str, ...]
    language: str = "en"
    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True)
class DocumentToSign:
    """The PDF without a signature, its SHA-256, and what a signature under each paper covers."""

    pdf: bytes
    sha256: str
    covers: tuple[SignatureUnder, ...]
    """One for each paper, without party, name, method and moment."""


def document_to_sign(signing: Signing) -> DocumentToSign:
    """Print what is signed: the same bytes for the same papers. Raises NotReadyToSign, UnknownLanguage."""
    history = _history(signing)
    version = version_of(history, signing.signs, folder=signing.folder)
    pdf = with_fields(_printed(signing, history, version))
    sha256 = hashlib.sha256(pdf).hexdigest()
    covers = tuple(_covered(signing, version, place, sha256) for place in signing.signs)
    return DocumentToSign(pdf, sha256, covers)


def _history(signing: Signing) -> History:
    with laid_out(signing.papers, signing.plans, folder=signing.folder) as folder:
        history, problems = read_agreement(folder)
    missing = [place for place in signing.signs if place not in signing.papers]
    if missing or not signing.signs:
        raise NotReadyToSign(f"There is nothing to sign at «{', '.join(missing)}». Name a paper of the folder.")
    if history is None:
        errors = tuple(each for each in problems if each.is_error)
        raise NotReadyToSign(
            f"The papers have {len(errors)} errors, and nobody should sign what cannot be read. Mend them first.",
            errors,
        )
    return history


def _printed(signing: Signing, history: History, version: Version) -> bytes:
    document = document_for(history, signing.signs, folder=signing.folder, language=signing.language)
    sheet = SignatureSheet(_signed_papers(signing, version), version.hash, _files(signing, history))
    return typeset_to_sign(document.template, document.sheet, sheet=sheet, look=signing.look)


def _signed_papers(signing: Signing, version: Version) -> list[tuple[str, str]]:
    """Return the papers of the version, and those that are signed beside it, with their hashes."""
    beside = {place: _sha256(signing.papers[place]) for place in signing.signs}
    return list({**_places(signing, version), **beside}.items())


def _places(signing: Signing, version: Version) -> dict[str, str]:
    """Return the papers of a version by their place, from the first layer to the last, with their hashes."""
    return {paper.file.removeprefix(f"{signing.folder}/"): paper.sha256 for paper in version.papers}


def _files(signing: Signing, history: History) -> list[Attached]:
    manifest = {
        "format": 1,
        "folder": signing.folder,
        "signs": list(signing.signs),
        "language": signing.language,
        "colour": signing.look.colour,
        "logo": base64.b64encode(signing.look.logo).decode(),
    }
    # The papers inside are a folder that can be read: also the plan that held before an amendment named another.
    papers = (paper for version in history.versions for paper in version.papers)
    pinned = {paper.file.removeprefix("plans/") for paper in papers if paper.kind == "plan"}
    plans = {name: text for name, text in signing.plans.items() if f"{name}.yaml" in pinned}
    return [
        *(Attached(place, text.encode(), "A paper of the agreement") for place, text in sorted(signing.papers.items())),
        *(
            Attached(f"plans/{name}.yaml", text.encode(), "The plan that it rests on")
            for name, text in sorted(plans.items())
        ),
        Attached(MANIFEST, json.dumps(manifest, indent=1).encode(), "What of this is signed", "application/json"),
    ]


def _covered(signing: Signing, version: Version, place: str, document: str) -> SignatureUnder:
    lies_in_version = f"{signing.folder}/{place}" in {paper.file for paper in version.papers}
    return SignatureUnder(
        signs=place,
        sha256=_sha256(signing.papers[place]),
        party="",
        name="",
        method="",
        at=0,
        document=document,
        terms=version.hash if lies_in_version else "",
        papers=_places(signing, version) if lies_in_version else {},
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
