"""What has been gathered from the parts of a mail so far, within its bounds."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message

from asagreed_web.intake.mail.html_text import html_as_text
from asagreed_web.intake.mail.parsed_mail import MailAttachment
from asagreed_web.kit.attachments import safe_name

MOST_PARTS = 200
TEXT_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the body: plain text, HTML, or both where they are two forms of the same."""

    plain: str | None = None
    html: str | None = None

    @property
    def text(self) -> str:
        """The words, from HTML only where there is no plain text."""
        if self.plain is not None and (self.plain.strip() or not self.html):
            return self.plain
        return html_as_text(self.html or "")

    @property
    def page(self) -> str:
        """The part as HTML."""
        return self.html if self.html is not None else f"<pre>{html.escape(self.plain or '')}</pre>"


@dataclass(slots=True)
class Gathered:
    """Files, notes and reports met on the way through a mail."""

    attachments: list[MailAttachment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parts: int = 0
    calendar: str | None = None
    report_blocks: list[Message] = field(default_factory=list)
    is_receipt: bool = False
    original_id: str | None = None

    def note(self, text: str | None) -> None:
        """Add a sentence about what was unusual, once."""
        if text and text not in self.notes:
            self.notes.append(text)

    def cut(self, text: str) -> str:
        """Return text of at most a million characters, and note if it was longer."""
        if len(text) > TEXT_CHARACTERS:
            self.note("The text is longer than a million characters; the rest is only in the original.")
        return text[:TEXT_CHARACTERS]

    def attach(self, name: str, declared_type: str, content: bytes, *, content_id: str | None = None) -> None:
        """Keep a file under a name that is safe to show and that no other file of the mail has."""
        shown = safe_name(name)
        if shown != name.strip():
            self.note(f"The name of an attachment was made safe: «{shown}».")
        taken = {attachment.name for attachment in self.attachments}
        self.attachments.append(MailAttachment(_distinct(shown, taken), declared_type, content, content_id))


def alternative(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces of a `multipart/alternative`, which say the same in several forms, as one."""
    told = list(pieces)
    plain = [piece.plain for piece in told if piece.plain is not None]
    pages = [piece.html for piece in told if piece.html is not None]
    if not plain and not pages:
        return []
    return [Piece("\n".join(plain) if plain else None, "\n".join(pages) if pages else None)]


def _distinct(name: str, taken: set[str]) -> str:
    stem, dot, extension = name.rpartition(".")
    stem, ending = (stem, dot + extension) if dot else (name, "")
    numbered = (f"{stem[:110]} ({count}){ending}" for count in range(2, MOST_PARTS * 3))
    return name if name not in taken else next(other for other in numbered if other not in taken)
