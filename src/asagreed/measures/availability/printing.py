"""Shares as text. What is shown is cut down and never rounded up: 99.898 % is not 99.90 %."""

from __future__ import annotations

from fractions import Fraction
from math import floor


def in_percent(share: Fraction | None, *, places: int = 3) -> str:
    """Return `99.898%`, cut after so many places; zeros at the end are left away; `–` where there is no share."""
    if share is None:
        return "–"
    whole, part = divmod(floor(share * 100 * 10**places), 10**places)
    digits = f"{part:0{places}d}".rstrip("0")
    return f"{whole}.{digits}%" if digits else f"{whole}%"


def rounded(share: Fraction, *, places: int = 6) -> str:
    """Return a share as a percentage without its sign, rounded half up, for programs that compare."""
    scaled = floor(share * 100 * 10**places + Fraction(1, 2))
    whole, part = divmod(scaled, 10**places)
    return f"{whole}.{part:0{places}d}"
