"""Figures in the words of findings."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from asagreed.open_time import in_zone
from asagreed.terms.values.days import DAY_NAMES


def percent(share: Fraction) -> str:
    """Return a share as a percentage, cut after six places and never rounded up: `99.9%`."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{exact.quantize(Decimal('0.000001'), ROUND_DOWN).normalize():f}%"


def weekday_and_time(moment: int, zone: str) -> str:
    """Return a moment (UTC seconds) as the day and time of an example: `Saturday 2026-01-17 03:00`."""
    local = in_zone(moment, zone)
    return f"{DAY_NAMES[local.weekday()].capitalize()} {local:%Y-%m-%d %H:%M}"
