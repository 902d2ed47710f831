"""How the mails of the corpus are written: bytes that went over a line, and what each must become."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

FROM = "From: Ann Archer <ann@harbour.example>"
USUAL = (
    FROM,
    "To: desk@northwind.example",
    "Date: Mon, 05 Jan 2026 10:00:00 +0100",
    "Message-ID: <one@harbour.example>",
)
SENT_AT = 1767603600


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail and what it must become: facets that are equal, that hold something, and that lack something.

    One that is costly is read in a limited child only; one that is unreadable is so for the given reason.
    """

    raw: bytes
    becomes: Mapping[str, object] = field(default_factory=dict)
    holds: Mapping[str, str] = field(default_factory=dict)
    lacks: Mapping[str, str] = field(default_factory=dict)
    unreadable: str | None = None
    is_costly: bool = False


def written(*fields: str, body: bytes | str = "", subject: str | None = "Printer", usual: bool = True) -> bytes:
    """Return a mail with CRLF line ends: the usual fields, a subject, the given fields and a body."""
    named = [*(USUAL if usual else ()), *([f"Subject: {subject}"] if subject is not None else ()), *fields]
    content = body if isinstance(body, bytes) else body.encode().replace(b"\n", b"\r\n")
    return "".join(f"{line}\r\n" for line in named).encode("utf-8", "surrogateescape") + b"\r\n" + content


def divided(*parts: bytes | str, kind: str = "mixed", fields: tuple[str, ...] = (), subject: str = "Printer") -> bytes:
    """Return a mail of several parts; each part brings its own fields."""
    return written(f'Content-Type: multipart/{kind}; boundary="cut"', *fields, subject=subject, body=joined(*parts))


def joined(*parts: bytes | str, boundary: str = "cut") -> bytes:
    """Return parts with their boundaries."""
    raw = [part if isinstance(part, bytes) else part.encode().replace(b"\n", b"\r\n") for part in parts]
    return b"".join(b"--%b\r\n%b\r\n" % (boundary.encode(), part) for part in raw) + b"--%b--\r\n" % boundary.encode()


def part(kind: str, body: bytes | str, *fields: str) -> bytes:
    """Return a part with its Content-Type."""
    content = body if isinstance(body, bytes) else body.encode().replace(b"\n", b"\r\n")
    return "".join(f"{line}\r\n" for line in (f"Content-Type: {kind}", *fields)).encode() + b"\r\n" + content


def filed(name: str, content: bytes, kind: str = "application/octet-stream", *fields: str) -> bytes:
    """Return a part that is a file, in base64; `name` is the value of the parameter as it stands in the field."""
    disposition = f"Content-Disposition: attachment; filename={name}" if name else "Content-Disposition: attachment"
    return part(kind, base64.encodebytes(content), disposition, "Content-Transfer-Encoding: base64", *fields)


WORDS = part("text/plain; charset=utf-8", "The printer is on fire.")
