"""What is inside a winmail.dat, the wrapping that some Outlook and Exchange put around text and files."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed_web.intake.mail.decoding import text_of
from asagreed_web.intake.mail.time_guard import at_most

GUARD_SECONDS = 1.5
MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """Text, HTML and files of a winmail.dat, and whether that is all of it."""

    text: str
    html: str
    files: tuple[tuple[str, bytes], ...]
    is_whole: bool


def unwrap(content: bytes) -> Unwrapped | None:
    """Return what a winmail.dat holds, or None if it cannot be read."""
    # Imported here: few mails need it, and it costs a fifth of the start of a child.
    from tnefparse import TNEF  # noqa: PLC0415

    try:
        with at_most(GUARD_SECONDS):
            wrapping = TNEF(content, do_checksum=False)
            files = tuple(
                (str(file.long_filename() or ""), bytes(file.data)) for file in wrapping.attachments[:MOST_FILES]
            )
            text, html = _as_text(wrapping.body), _as_text(wrapping.htmlbody)
    except Exception:  # noqa: BLE001 - a damaged one fails in many ways and is then kept as it came
        return None
    only_rich_text = bool(wrapping.has_body()) and not (text or html)
    holds_messages = any(hasattr(file, "embed") for file in wrapping.attachments)
    return Unwrapped(
        text, html, files, not (only_rich_text or holds_messages or len(files) < len(wrapping.attachments))
    )


def _as_text(body: object) -> str:
    if isinstance(body, bytes):
        return text_of(body.rstrip(b"\0"), None)[0]
    return str(body or "").rstrip("\0")
