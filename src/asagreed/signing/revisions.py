"""Adding a revision to the end of a PDF: what was there stays byte for byte; the same input gives the same bytes."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class Revision(IncrementalPdfFileWriter):
    """A revision that is added, without a clock and without chance: no date of change, and an identity by content."""

    def __init__(self, document: bytes) -> None:
        super().__init__(BytesIO(document))

    @classmethod
    def _handle_id(cls, prev: Any) -> generic.ArrayObject:
        prev.stream.seek(0)
        changed = hashlib.sha256(prev.stream.read()).digest()[:16]
        return generic.ArrayObject([prev.trailer["/ID"][0], generic.ByteStringObject(changed)])

    def _update_meta(self) -> None:
        # What is added says by itself when it was; the document's own metadata stay those that were read.
        return

    def added(self) -> bytes:
        """Return the document with this revision at its end."""
        output = BytesIO()
        super().write(output)  # type: ignore[no-untyped-call]
        return output.getvalue()
