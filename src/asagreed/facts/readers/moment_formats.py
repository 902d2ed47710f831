"""Moments as an export writes them: words such as «D/M/YYYY HH:MM», and which of them fits."""

from __future__ import annotations

import re

from asagreed.facts.readers.mapping import EPOCH_MILLISECONDS, EPOCH_SECONDS, ISO_8601

_LITERAL = ("T",)  # between date and time of ISO 8601
SPECIAL = (ISO_8601, EPOCH_SECONDS, EPOCH_MILLISECONDS)

_TOKENS = re.compile(r"YYYY|YY|Month|Mon|MM|M|DD|D|HH|H|hh|h|mm|SS|S|fff|AM|Z|[^A-Za-z%]|.", re.DOTALL)
_DATE = {"YYYY": "%Y", "YY": "%y", "Month": "%B", "Mon": "%b", "MM": "%m", "M": "%m", "DD": "%d", "D": "%d"}
_CLOCK = {
    "HH": "%H", "H": "%H", "hh": "%I", "h": "%I", "mm": "%M", "SS": "%S", "S": "%S", "fff": "%g", "AM": "%p", "Z": "%z",
}  # fmt: skip

ISO_TEXT = r"\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|z|UTC|GMT|[+-]\d{2}(:?\d{2})?))?"
"""What ISO 8601 and its everyday spellings look like."""
ISO_OFFSET = r"(Z|z|UTC|GMT|:\d{2}(:\d{2}([.,]\d+)?)? ?[+-]\d{2}(:?\d{2})?)$"
"""The end of an ISO moment that says its own offset."""

CANDIDATES = (
    ISO_8601,
    "D/M/YYYY HH:MM", "M/D/YYYY HH:MM", "D/M/YYYY HH:MM:SS", "M/D/YYYY HH:MM:SS",
    "D/M/YYYY hh:MM AM", "M/D/YYYY hh:MM AM", "D/M/YYYY hh:MM:SS AM", "M/D/YYYY hh:MM:SS AM",
    "D/M/YY HH:MM", "M/D/YY HH:MM", "D/M/YY hh:MM AM", "M/D/YY hh:MM AM",
    "D.M.YYYY HH:MM", "D.M.YYYY HH:MM:SS", "D.M.YY HH:MM",
    "D-M-YYYY HH:MM", "M-D-YYYY HH:MM", "D-M-YYYY HH:MM:SS", "M-D-YYYY HH:MM:SS",
    "D/Mon/YY HH:MM", "D/Mon/YY hh:MM AM", "D/Mon/YYYY HH:MM", "D Mon YYYY HH:MM", "D Mon YYYY HH:MM:SS",
    "Mon D, YYYY hh:MM AM", "D-Mon-YYYY HH:MM:SS", "YYYY/M/D HH:MM", "YYYY/M/D HH:MM:SS",
    EPOCH_SECONDS, EPOCH_MILLISECONDS,
)  # fmt: skip
"""The spellings that are tried, in this order, when no mapping says which one it is."""


def strptime_of(words: str) -> str | None:
    """Return the strptime format of a spelling such as «D/M/YYYY HH:MM», or None if it is not one.

    M is the month until an hour was named, and the minute from then on.
    """
    found: list[str] = []
    has_hour = False
    for piece in _TOKENS.findall(words):
        if piece in ("MM", "M") and has_hour:
            found.append("%M")
        elif piece in _DATE:
            found.append(_DATE[piece])
        elif piece in _CLOCK:
            has_hour = has_hour or piece in ("HH", "H", "hh", "h")
            found.append(_CLOCK[piece])
        elif piece not in _LITERAL and (piece.isalpha() or piece == "%"):
            return None
        else:
            found.append(piece)
    text = "".join(found)
    return text if has_date(text) else None


def has_date(strptime: str) -> bool:
    """Return whether a format names a year, a month and a day, each once."""
    return all(
        sum(strptime.count(part) for part in parts) == 1 for parts in (("%Y", "%y"), ("%m", "%B", "%b"), ("%d",))
    )


def is_known_format(words: str) -> bool:
    """Return whether a mapping may name this format."""
    return words in SPECIAL or strptime_of(words) is not None
