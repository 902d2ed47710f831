"""Signing and proving: the document that both parties read, its sealed signatures, and what shows that nothing changed.

A document that is to be signed carries its papers. Each signature is a revision that is added to the end of the PDF
(PAdES baseline B), so the bytes that were read stay as they were; each carries the file that `signatures/` keeps too.
"""

from asagreed.signing.printed import Printed, document_for, version_of
from asagreed.signing.seal import Seal, SealUnreadable, make_seal, open_seal
from asagreed.signing.sealing import add_signature
from asagreed.signing.signature_file import METHODS, SignatureUnder, signature_text
from asagreed.signing.to_sign import DocumentToSign, NotReadyToSign, Signing, document_to_sign
from asagreed.signing.verifying import SealedSignature, Verified, verify_document

__all__ = [
    "METHODS",
    "DocumentToSign",
    "NotReadyToSign",
    "Printed",
    "Seal",
    "SealUnreadable",
    "SealedSignature",
    "SignatureUnder",
    "Signing",
    "Verified",
    "add_signature",
    "document_for",
    "document_to_sign",
    "make_seal",
    "open_seal",
    "signature_text",
    "verify_document",
    "version_of",
]
