"""Header fields within bounds: how the standard library's parser is kept from reading more than we want to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.policy import Compat32

from asagreed_web.intake.mail.decoding import text_of

BLOCK_BYTES = 256 * 1024
FIELD_BYTES = 64 * 1024

_END_OF_BLOCK = re.compile(rb"\r\n\r\n|\n\n|\r\r|\n\r\n")


class BoundedFields(Compat32):
    """The plain policy of the standard library, with long fields cut and 8-bit fields read as text.

    The newer policies read each field by recursion with quadratic steps: 270 kB of To took them five seconds, 4,000
    open brackets ended them. This one leaves fields as they came; `addresses` and `decoding` read the few we need.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:FIELD_BYTES]

    def header_fetch_parse(self, name: str, value: str) -> str:
        if not value.isascii():
            value = text_of(value.encode("utf-8", "surrogateescape"), None)[0]
        return value.replace("\r", "").replace("\n", "").replace("\0", "")

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a field as it came, so that a mail within a mail is handed on unchanged."""
        return f"{name}: {value}{self.linesep}".encode("utf-8", "surrogateescape")


BOUNDED_FIELDS = BoundedFields(mangle_from_=False)


def with_bounded_block(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return a mail whose block of header fields is at most 256 kB, and notes on the fields that had to be cut."""
    end = _END_OF_BLOCK.search(raw)
    size = end.start() if end else len(raw)
    if size <= BLOCK_BYTES:
        return raw, ()
    kept: list[bytes] = []
    room = BLOCK_BYTES
    for found in _fields_of(raw[:size]):
        if len(found) <= min(FIELD_BYTES, room):
            kept.append(found)
            room -= len(found)
    note = "The header is larger than 256 kB; its longest fields are only in the original."
    return b"".join(kept) + b"\r\n" + (raw[end.end() :] if end else b""), (note,)


def _fields_of(block: bytes) -> Iterator[bytes]:
    """Yield the fields of a block, each with the lines that continue it and a line end."""
    lines: list[bytes] = []
    for line in block.splitlines():
        if lines and not line.startswith((b" ", b"\t")):
            yield b"".join(lines)
            lines = []
        lines.append(line + b"\r\n")
    yield b"".join(lines)


def field_values(mail: Message, name: str) -> tuple[str, ...]:
    """Return all values of a field, unfolded, in the order of the mail."""
    return tuple(str(value).strip() for value in mail.get_all(name, []))


def first_value(mail: Message, name: str) -> str:
    """Return the first value of a field, unfolded, or nothing."""
    return str(mail.get(name, "")).strip()


def cut_fields(mail: Message) -> tuple[str, ...]:
    """Return the names of the fields that were cut because they were too long."""
    return tuple(sorted({name for name, value in mail.raw_items() if len(str(value)) >= FIELD_BYTES}))
