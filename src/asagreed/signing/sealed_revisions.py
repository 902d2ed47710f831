"""What was added to a document after it was sent: the seals, each with the bytes that it covers."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel

from asagreed.signing.envelope import Envelope, open_envelope
from asagreed.signing.places import FIELDS
from asagreed.signing.sealing import BETWEEN, RECORD

BEFORE_SIGNATURES = 2
"""Revisions of a document that is sent: as it was typeset, and with its fields."""
_END = b"%%EOF\n"
_RANGES = re.compile(rb"/ByteRange \[(\d{1,12}) (\d{1,12}) (\d{1,12}) (\d{1,12})\]")
# What pyHanko finds is told by Broken; its log would print it a second time, with a traceback.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())


class Broken(Exception):
    """The bytes are not those that were sealed; the message says where."""


@dataclass(frozen=True, slots=True)
class SealRead:
    """One seal as it stands in a document: whose field, which bytes, and the files of the signatures in it.

    `at` is a moment in UTC seconds.
    """

    party: str
    name: str
    at: int
    covers_until: int
    envelope: Envelope
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was sent to be signed: its bytes as they were read, the seals on it, and the files inside it."""

    sent: bytes
    seals: tuple[SealRead, ...]
    files: dict[str, bytes]


def outermost_certificate(document: bytes) -> bytes | None:
    """Return the certificate of the last seal if that covers the whole file, without reading it as a PDF.

    Whoever trusts certain seals only need not let a stranger's file be parsed at all.
    """
    found = _RANGES.findall(document)
    if not found:
        return None
    start, length, second, rest = (int(each) for each in found[-1])
    try:
        envelope = _checked_envelope(document, length, second, rest)
    # A stranger's bytes may break the opening of an envelope in any way; then it is none.
    except Exception:  # noqa: BLE001
        return None
    return envelope.certificate if start == 0 and second + rest == len(document) else None


def read_sealed(document: bytes) -> Read:
    """Return what a document holds. Raises Broken where anything was added, taken away or changed."""
    # A change may lie anywhere in the syntax of the file, so whatever breaks while reading it is a change too.
    try:
        return _read(document)
    except Broken:
        raise
    except Exception as error:
        raise Broken(f"The file cannot be read as the PDF that was sealed ({type(error).__name__}).") from error


def _read(document: bytes) -> Read:
    reader = PdfFileReader(BytesIO(document), strict=True)
    seals = tuple(_seals(reader, document))
    if reader.total_revisions != BEFORE_SIGNATURES + len(seals):
        raise Broken("The file has another number of revisions than a document and its signatures.")
    if seals and seals[-1].covers_until != len(document):
        raise Broken("Bytes were added after the last signature.")
    for number, seal in enumerate(seals):
        if seal.covers_until != _end_of(BEFORE_SIGNATURES + number, reader, document):
            raise Broken("A signature covers something else than the document up to itself.")
        # Reviewed against what each one signed: a later signature must leave the earlier one as it was seen.
        changed = DEFAULT_DIFF_POLICY.review_file(reader, base_revision=BEFORE_SIGNATURES - 1 + number)
        if isinstance(changed, Exception) or changed.modification_level > ModificationLevel.FORM_FILLING:
            raise Broken("More was changed after the document was sent than signing it changes.")
    return Read(document[: _end_of(BEFORE_SIGNATURES - 1, reader, document)], seals, dict(_files(reader)))


def _seals(reader: PdfFileReader, document: bytes) -> Iterator[SealRead]:
    parties = {field: party for party, field in FIELDS.items()}
    for found in reader.embedded_regular_signatures:
        entry = found.sig_object
        moment = found.self_reported_timestamp
        start, length, second, rest = (int(each) for each in entry["/ByteRange"])
        if start != 0 or moment is None:
            raise Broken("A signature does not cover the document from its beginning, or bears no date.")
        yield SealRead(
            party=parties[found.field_name],
            name=str(entry["/Name"]),
            at=int(moment.timestamp()),
            covers_until=second + rest,
            envelope=_checked_envelope(document, length, second, rest),
            files=tuple(str(entry[RECORD]).split(BETWEEN)),
        )


def _checked_envelope(document: bytes, length: int, second: int, rest: int) -> Envelope:
    """Return the envelope in the gap of the bytes that are signed, proved by them."""
    gap = document[length:second]
    der = _der(bytes.fromhex(gap[1:-1].decode("ascii")))
    if gap != b"<" + der.hex().upper().encode().ljust(len(gap) - 2, b"0") + b">":
        raise Broken("Something stands beside the signature, in the place that was kept free for it.")
    envelope = open_envelope(der)
    digest = hashlib.sha256(document[:length] + document[second : second + rest]).digest()
    if envelope.digest != digest or not envelope.is_signed or not envelope.names_its_certificate:
        raise Broken("The bytes are not those that were signed.")
    return envelope


def _der(padded: bytes) -> bytes:
    """Return the one value in DER at the beginning of what was kept free: an envelope has the long form of length."""
    after = 2 + (padded[1] & 0x7F)
    return padded[: after + int.from_bytes(padded[2:after], "big")]


def _end_of(revision: int, reader: PdfFileReader, document: bytes) -> int:
    """Return where a revision ends in the file; the first one is number 0."""
    begins = reader.xrefs.get_startxref_for_revision(revision)
    return document.index(_END, begins) + len(_END)


def _files(reader: PdfFileReader) -> Iterator[tuple[str, bytes]]:
    named = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    for position in range(0, len(named), 2):
        yield str(named[position]), named[position + 1].get_object()["/EF"]["/F"].data
