"""The newest part of a mail: what was written this time, without the mails that it answers.

A convenience for reading only. The full text is always kept beside it, and what forwards others is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from asagreed_web.intake.mail.time_guard import TookTooLong, at_most

MOST_CHARACTERS = 50_000
MOST_LINES = 2_000
GUARD_SECONDS = 1.5

_ANSWERS = re.compile(
    r"\s*(?:re|aw|antw|antwort|sv|vs|odp|r|rif|res|ref|回复|回覆|答复)\s*(?:\[\d{1,3}\])?\s*[:\uff1a]", re.IGNORECASE
)
_FORWARDS = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|i|vb|doorst|pd|vl|转发|轉寄)\s*[:\uff1a]", re.IGNORECASE)
_WHO_OR_WHEN = re.compile(r"@|\b(?:19|20)\d\d\b|\d[:.]\d\d")
_LANGUAGES = {
    "de": ("schrieb", "Von:"),
    "fr": ("a écrit", "De :"),
    "es": ("escribió:", "De:"),
    "it": ("ha scritto:", "Da:"),
    "nl": ("schreef", "Van:"),
    "pl": ("napisał", "Od:"),
    "da": ("skrev", "Fra:"),
    "sv": ("skrev", "Från:"),
    "cs": ("napsal(a):", "Odesláno:"),
    "ja": ("年",),
    "ko": ("작성하였습니다:", "보낸"),
    "zh": ("写道", "发件人"),
}
"""What shows that a language may be looked for. Each language tried costs time and may take a line for a quote."""


def is_forwarded(subject: str) -> bool:
    """Whether a subject says that the mail passes on what somebody else wrote."""
    return _FORWARDS.match(subject[:100]) is not None


def is_answer(subject: str) -> bool:
    """Whether a subject says that the mail answers another."""
    return _ANSWERS.match(subject[:100]) is not None


def newest_part(text: str) -> tuple[str, str | None]:
    """Return what was written this time and a note if that could not be told; never nothing where there is text."""
    lines = text[:MOST_CHARACTERS].split("\n")[:MOST_LINES]
    head = "\n".join(lines)
    try:
        with at_most(GUARD_SECONDS):
            newest = _without_last_quote(_parsed(head))
    except TookTooLong:
        return text, "Telling the newest part from what it quotes took too long; the whole text is shown."
    if not newest.strip() or len(newest) >= len(head.strip()):
        return text, None
    return newest, None


def _parsed(text: str) -> str:
    """Return the newest part as mail-parser-reply sees it."""
    # Imported here, for most mails quote nothing and need not wait for it.
    from mailparser_reply import EmailReplyParser  # noqa: PLC0415

    languages = [language for language, signs in _LANGUAGES.items() if any(sign in text for sign in signs)]
    newest = str(EmailReplyParser(languages=["en", *languages]).parse_reply(text) or "").split("\n")
    # It strips each line; the same lines as they were written keep their indentation.
    written = text.strip("\n").split("\n")[: len(newest)]
    return "\n".join(written if [line.strip() for line in written] == newest else newest)


def _without_last_quote(text: str) -> str:
    """Return text without the quoted lines that end it and what introduces them; quotes further up stay.

    mail-parser-reply knows the introductions of many mailers. This knows one more, in any language: a short paragraph
    above the quote that ends in a colon and names an address, a year or a time of day.
    """
    lines = text.split("\n")
    end = _end_before(lines, len(lines), lambda line: not line.strip() or line.startswith(">"))
    if not any(line.startswith(">") for line in lines[end:]):
        return "\n".join(lines[:end])
    start = _end_before(lines, end, lambda line: bool(line.strip()))
    introduces = end - start <= 3 and lines[end - 1].rstrip().endswith((":", "\uff1a"))
    if introduces and _WHO_OR_WHEN.search(" ".join(lines[start:end])):
        end = _end_before(lines, start, lambda line: not line.strip())
    return "\n".join(lines[:end])


def _end_before(lines: list[str], end: int, ends: Callable[[str], bool]) -> int:
    """Return how many lines are left when those at the end that fit are taken off."""
    while end and ends(lines[end - 1]):
        end -= 1
    return end
