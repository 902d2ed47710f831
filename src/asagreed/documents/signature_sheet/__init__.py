"""The sheet on which the parties sign, at the end of a document, and what stands there once they have signed."""

from asagreed.documents.signature_sheet.sheet import Attached, SignatureSheet, typeset_stamp, typeset_to_sign

__all__ = ["Attached", "SignatureSheet", "typeset_stamp", "typeset_to_sign"]
