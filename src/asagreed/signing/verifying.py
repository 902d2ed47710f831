"""Whether a document, the terms in it and the signatures on it belong together, and who signed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from asagreed.documents.typesetting import Look
from asagreed.errors import AsagreedError
from asagreed.reading.composing import compose
from asagreed.reading.mending import read_tree
from asagreed.reading.nodes import Table
from asagreed.reading.sources import Source
from asagreed.signing.folders import ImpossiblePlace, check_places, laid_out
from asagreed.signing.seal import fingerprint_of, name_of
from asagreed.signing.sealed_revisions import Broken, Read, SealRead, outermost_certificate, read_sealed
from asagreed.signing.signature_file import place_of
from asagreed.signing.to_sign import MANIFEST, Signing, document_to_sign
from asagreed.terms import Signature
from asagreed.terms.papers import PARTIES
from asagreed.versions import read_agreement

OF_SIGNATURES = ("YML518", "YML519", "YML520")
"""What reading finds where papers are not those that were signed, or make other terms."""
UNTRUSTED = "No seal that is trusted covers this file as it is: it was changed, or somebody else sealed it."


@dataclass(frozen=True, slots=True)
class SealedSignature:
    """Who signed, for which party, when (UTC seconds) and how; and the seal that proves it.

    `is_trusted` is None where nobody said which seals are to be trusted.
    """

    party: str
    name: str
    method: str
    at: int
    signs: tuple[str, ...]
    seal: str
    sealed_by: str
    is_trusted: bool | None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a document proves. `faults` say what does not belong together; without one, everything does."""

    sha256: str
    signatures: tuple[SealedSignature, ...] = ()
    faults: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)
    """The papers inside, by their place, with the files of the signatures."""
    plans: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed."""
        return not self.faults

    @property
    def is_complete(self) -> bool:
        """Whether both parties have signed."""
        return {each.party for each in self.signatures} == set(PARTIES)


def verify_document(document: bytes, *, trusted: Collection[str] = ()) -> Verified:
    """Return what a sealed document proves.

    `trusted` are the fingerprints of seals (SHA-256 of their certificates, in hexadecimal digits) as the provider told
    them: without one, everybody who owns a seal could have made the document.
    """
    sha256 = hashlib.sha256(document).hexdigest()
    if trusted and not _is_sealed_by(document, trusted):
        return Verified(sha256, faults=(UNTRUSTED,))
    try:
        read = read_sealed(document)
        signing = _signing(read)
    except Broken as broken:
        return Verified(sha256, faults=(str(broken),))
    sent = hashlib.sha256(read.sent).hexdigest()
    faults: list[str] = []
    signatures: list[SealedSignature] = []
    files: dict[str, str] = {}
    for seal in read.seals:
        told = [_told(text) for text in seal.files]
        faults += _disagreements(seal, told, sent, signing)
        signatures.append(_signature(seal, told, trusted))
        read_and_told = zip(told, seal.files, strict=True)
        files |= {place_of(each.signs, party=each.party): text for each, text in read_and_told if each}
    if not read.seals:
        faults.append("Nobody has signed this document.")
    if any(each.is_trusted is False for each in signatures):
        faults.append(UNTRUSTED)
    papers = {**signing.papers, **files}
    faults += _problems(signing, papers)
    return Verified(sha256, tuple(signatures), tuple(faults), tuple(_notices(signing, read)), papers, signing.plans)


def _is_sealed_by(document: bytes, trusted: Collection[str]) -> bool:
    certificate = outermost_certificate(document)
    return certificate is not None and fingerprint_of(certificate) in trusted


def _signing(read: Read) -> Signing:
    """Return what was printed, out of the files inside the document."""
    try:
        manifest = json.loads(read.files[MANIFEST])
        texts = {name: content.decode() for name, content in read.files.items() if name.endswith(".yaml")}
        papers = {name: text for name, text in texts.items() if not name.startswith("plans/")}
        plans = {name[6:-5]: text for name, text in texts.items() if name.startswith("plans/")}
        check_places(str(manifest["folder"]), papers, plans)
        look = Look(colour=str(manifest["colour"]), logo=base64.b64decode(manifest["logo"]))
        return Signing(
            folder=str(manifest["folder"]),
            papers=papers,
            plans=plans,
            signs=tuple(str(each) for each in manifest["signs"]),
            language=str(manifest["language"]),
            look=look,
        )
    except (KeyError, ValueError, TypeError, ImpossiblePlace) as error:
        raise Broken("The document does not hold the papers that it was made from.") from error


def _told(text: str) -> Signature | None:
    root, _ = compose(Source("signature", "signature", text))
    return read_tree(root, Signature).model if isinstance(root, Table) else None


def _disagreements(seal: SealRead, told: list[Signature | None], sent: str, signing: Signing) -> Iterator[str]:
    """Say where what a signature says of itself is not what the seal proves."""
    known = [each for each in told if each is not None]
    if len(known) < len(told) or {each.signs for each in known} != set(signing.signs):
        yield f"The signature of the {seal.party} does not say what was signed."
    for each in known:
        if (each.party, each.name, each.at) != (seal.party, seal.name, seal.at):
            yield f"The signature of the {seal.party} names another person or moment than its seal."
        if each.document != sent:
            yield f"{each.name} signed another document than this one."


def _signature(seal: SealRead, told: list[Signature | None], trusted: Collection[str]) -> SealedSignature:
    known = [each for each in told if each is not None]
    fingerprint = fingerprint_of(seal.envelope.certificate)
    return SealedSignature(
        party=seal.party,
        name=seal.name,
        method=known[0].method if known else "",
        at=seal.at,
        signs=tuple(each.signs for each in known),
        seal=fingerprint,
        sealed_by=name_of(seal.envelope.certificate),
        is_trusted=fingerprint in trusted if trusted else None,
    )


def _problems(signing: Signing, papers: Mapping[str, str]) -> Iterator[str]:
    """Say where the papers inside are not those that were signed, or do not make the signed terms."""
    with laid_out(papers, signing.plans, folder=signing.folder) as folder:
        _, problems = read_agreement(folder)
    for each in problems:
        if each.code in OF_SIGNATURES:
            yield f"{each.code}: {each.message}"


def _notices(signing: Signing, read: Read) -> Iterator[str]:
    if _printed_anew(signing) == read.sent:
        yield "Printed anew from the papers inside, the document is the same to the last byte."
    else:
        yield (
            "This version of the program does not print the same bytes from the papers inside. The seals show which "
            "document was signed; that its pages say what its papers say was not shown here."
        )


def _printed_anew(signing: Signing) -> bytes:
    """Return the document printed from its papers, or nothing where this version cannot print it."""
    try:
        return document_to_sign(signing).pdf
    except AsagreedError:
        return b""
