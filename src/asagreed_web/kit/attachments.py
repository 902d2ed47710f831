"""Which files are taken in, from mail and from uploads: by the end of the name and by how the content begins.

Only what is on the list is stored. Archives are stored closed: nothing of ours ever opens a zip, a document or a
picture, so a bomb stays a file. Only pictures that cannot carry scripts may be shown in a page; everything else is
handed out as a download.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

FILE_BYTES = 25 * 1024 * 1024
MESSAGE_BYTES = 40 * 1024 * 1024
NAME_CHARACTERS = 120
START_BYTES = 4096
"""How much of the beginning of a file the judgement needs."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TEXT_BEGINNINGS = (b"\xff\xfe", b"\xfe\xff")
"""Marks of UTF-16, in which Windows writes logs: text that has zero bytes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the media type it is stored under, how it begins (nothing: as text), whether a page shows it."""

    media_type: str
    beginnings: tuple[bytes, ...] = ()
    at: int = 0
    inline: bool = False

    def begins_like(self, start: bytes) -> bool:
        """Whether content that starts so may be of this kind."""
        if self.beginnings:
            return start.startswith(self.beginnings, self.at)
        return start.startswith(_TEXT_BEGINNINGS) or (b"\0" not in start and not start.startswith(_NO_TEXT))


_TEXT = Kind("text/plain")
_MOVIE = (b"ftyp",)
_KINDS = {
    "pdf": Kind("application/pdf", (b"%PDF-",)),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",), inline=True),
    "jpg": Kind("image/jpeg", (b"\xff\xd8\xff",), inline=True),
    "jpeg": Kind("image/jpeg", (b"\xff\xd8\xff",), inline=True),
    "gif": Kind("image/gif", (b"GIF87a", b"GIF89a"), inline=True),
    "webp": Kind("image/webp", (b"WEBP",), at=8, inline=True),
    "heic": Kind("image/heic", _MOVIE, at=4),
    "mp4": Kind("video/mp4", _MOVIE, at=4),
    "mov": Kind("video/quicktime", _MOVIE, at=4),
    "webm": Kind("video/webm", (b"\x1a\x45\xdf\xa3",)),
    "txt": _TEXT,
    "log": _TEXT,
    # A browser must not take these for pages; as plain text they are what they are, to be read or saved.
    "xml": _TEXT,
    "json": Kind("application/json"),
    "csv": Kind("text/csv"),
    "ics": Kind("text/calendar"),
    "vcf": Kind("text/vcard"),
    "eml": Kind("message/rfc822"),
    "msg": Kind("application/vnd.ms-outlook", (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)),
    "docx": Kind(_OFFICE + "wordprocessingml.document", _ZIP),
    "xlsx": Kind(_OFFICE + "spreadsheetml.sheet", _ZIP),
    "pptx": Kind(_OFFICE + "presentationml.presentation", _ZIP),
    "odt": Kind(_OPEN + "text", _ZIP),
    "ods": Kind(_OPEN + "spreadsheet", _ZIP),
    "zip": Kind("application/zip", _ZIP),
}
_NO_TEXT = (b"MZ", b"\x7fELF", b"%PDF-", *_ZIP)
"""Beginnings of programs and archives that could pass for text in their first bytes."""
_LIVE = frozenset({"html", "htm", "xhtml", "svg", "mht", "mhtml", "shtml", "xht"})
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})

ALLOWED_EXTENSIONS = tuple(sorted(_KINDS))


@dataclass(frozen=True, slots=True)
class AttachmentVerdict:
    """The name of a file as it is shown, the media type to store, and the reason if it is refused."""

    name: str
    media_type: str
    inline: bool = False
    reason: str | None = None

    @property
    def allowed(self) -> bool:
        """Whether the file is taken in."""
        return self.reason is None


def judge_attachment(*, name: str, start: bytes, size: int) -> AttachmentVerdict:
    """Judge a file by its name, its first bytes (4,096 are enough) and its size in bytes.

    What the sender declared as its media type is no evidence and is not asked for.
    """
    shown = safe_name(name)
    extension = shown.rpartition(".")[2].lower() if "." in shown else ""
    kind = _KINDS.get(extension)
    reason = _why_refused(extension, kind, start[:START_BYTES], size)
    if kind is None or reason:
        return AttachmentVerdict(name=shown, media_type="application/octet-stream", reason=reason)
    return AttachmentVerdict(name=shown, media_type=kind.media_type, inline=kind.inline)


def why_too_much(sizes: Iterable[int]) -> str | None:
    """Return why the files of one message, sizes in bytes, are too much together, or None if they are not."""
    if sum(sizes) <= MESSAGE_BYTES:
        return None
    return f"The files of one message may have {MESSAGE_BYTES // 1024**2} MB together."


def safe_name(name: str, *, otherwise: str = "attachment") -> str:
    """Return a name that is safe to show and to save under: no path, no hidden or turning characters, ≤ 120 long."""
    last = unicodedata.normalize("NFC", name[-4000:]).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if letter.isspace() else letter for letter in last if unicodedata.category(letter)[0] != "C")
    plain = " ".join("".join("_" if letter in '<>:"|?*' else letter for letter in seen).split()).strip(". ")
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension) > 20:
        stem, dot, extension = plain, "", ""
    stem = stem.strip(". ")[: NAME_CHARACTERS - len(dot + extension)]
    if stem.partition(".")[0].lower() in _RESERVED:
        stem = f"_{stem}"[: NAME_CHARACTERS - len(dot + extension)]
    return (stem or otherwise) + dot + extension if plain else otherwise


def _why_refused(extension: str, kind: Kind | None, start: bytes, size: int) -> str | None:
    """Return why a file is not taken in, with what to do instead, or None."""
    if extension in _LIVE:
        return f"Files of the kind .{extension} can carry scripts. Send it as a PDF or in a zip file."
    if kind is None:
        what = f"Files of the kind .{extension[:20]} are" if extension else "A file whose name has no ending is"
        return f"{what} not taken in. Send it in a zip file."
    if size == 0:
        return "The file is empty. Send it again."
    if size > FILE_BYTES:
        return f"The file is larger than {FILE_BYTES // 1024**2} MB. Send a part of it."
    if not kind.begins_like(start):
        return f"The file is named .{extension}, but its content is of another kind. Send it under its right name."
    return None
