"""The plans that are shipped, as texts."""

from __future__ import annotations

import re
from pathlib import Path

PLANS = Path(__file__).parent / "plans"
_CURRENCY = re.compile(r"\bUSD\b")


def starter_plans(*, currency: str = "USD") -> dict[str, str]:
    """Return the shipped plans by name (`gold@2026-01`), silver first; their prices are examples, in a currency."""
    files = sorted(PLANS.glob("*.yaml"), key=lambda file: _ORDER.index(file.stem.partition("@")[0]))
    return {file.stem: _CURRENCY.sub(currency, file.read_text("utf-8")) for file in files}


_ORDER = ("silver", "gold", "platinum")
