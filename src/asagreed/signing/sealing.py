"""Adding the signature of a party to a document, sealed: what was signed before stays valid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name, pdf_string
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from asagreed.documents.signature_sheet import typeset_stamp
from asagreed.documents.typesetting import Look
from asagreed.signing.envelope import sign
from asagreed.signing.places import FIELDS
from asagreed.signing.revisions import Revision
from asagreed.signing.seal import Seal
from asagreed.signing.signature_file import SignatureUnder, signature_text

RECORD = "/AsagreedSignatures"
"""The key of the signature's dictionary under which its files stand."""
RESERVED = 16_384
"""Hexadecimal digits that are kept free for an envelope; one of ours has some 1,400, one with a long RSA key 4,000."""
BETWEEN = "---\n"
"""Between two files in the record."""


def add_signature(
    document: bytes,
    signatures: Sequence[SignatureUnder],
    *,
    seal: Seal,
    lines: Sequence[str],
    language: str = "en",
    look: Look | None = None,
) -> bytes:
    """Return a document with what one person signed at one moment, one signature for each paper.

    `lines` are printed below the name. The first bytes are the document as it was given.
    """
    first = signatures[0]
    moment = datetime.fromtimestamp(first.at, UTC)
    stamp = typeset_stamp(name=first.name, lines=lines, day=moment.date(), language=language, look=look)
    placed = SignatureObject(
        timestamp=moment,
        subfilter=SigSeedSubFilter.PADES,
        name=first.name,
        reason="; ".join(lines),
        bytes_reserved=RESERVED,
    )
    placed[pdf_name(RECORD)] = pdf_string(BETWEEN.join(signature_text(each) for each in signatures))
    revision = Revision(document)
    writing = PdfCMSEmbedder().write_cms(FIELDS[first.party], revision, existing_fields_only=True)
    _show(stamp, next(writing).get_object(), revision)
    writing.send(SigObjSetup(sig_placeholder=placed))
    prepared, output = writing.send(SigIOSetup(md_algorithm="sha256", output=BytesIO()))
    writing.send(sign(prepared.document_digest, seal=seal).dump())
    return bytes(output.getvalue())


def _show(stamp: bytes, field: Any, revision: Revision) -> None:
    """Put a page into a field as what is seen of it."""
    page = revision.import_page_as_xobject(PdfFileReader(BytesIO(stamp)))
    field[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): page})
