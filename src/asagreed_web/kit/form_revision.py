"""The revision that a form was opened with, by which two people who write at once do not undo each other."""

from __future__ import annotations

from django.http import HttpRequest

FIELD = "revision"
NONE = -1
"""What no row has: a form that says none is told that somebody else was there."""
_MOST_DIGITS = 9


def revision_of(request: HttpRequest) -> int:
    """Return the revision in a form, or one that fits nothing."""
    typed = request.POST.get(FIELD, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= _MOST_DIGITS else NONE
