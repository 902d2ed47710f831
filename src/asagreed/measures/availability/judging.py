"""From seconds to shares and a verdict (docs/algorithms/availability.md)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from asagreed.measures.availability.results import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What the seconds of a period come to. Shares are None where there is no base."""

    base: Fraction
    down: Fraction
    unknown: Fraction
    high: Fraction | None
    low: Fraction | None
    left_out: Fraction | None
    """The share of the time that was watched; None where nobody watched at all."""
    coverage: Fraction | None

    def shown(self, unknown: str) -> Fraction | None:
        """Return the share that the agreement's rule for unknown time prints; it never hides the bounds."""
        return {"left out": self.left_out, "up": self.high, "down": self.low}[unknown]

    def verdict(self, promised: Fraction | None) -> Verdict:
        """Say whether a promise was kept: met or missed only where both bounds agree."""
        if promised is None or self.low is None or self.high is None:
            return "not applicable"
        if self.low >= promised:
            return "met"
        return "missed" if self.high < promised else "undetermined"


def shares(*, base: Fraction | int, down: Fraction | int, unknown: Fraction | int) -> Shares:
    """Return the shares of seconds; `down` and `unknown` lie within `base` and do not overlap."""
    of, lost, dark = Fraction(base), Fraction(down), Fraction(unknown)
    if not of:
        return Shares(base=of, down=lost, unknown=dark, high=None, low=None, left_out=None, coverage=None)
    watched = of - dark
    return Shares(
        base=of,
        down=lost,
        unknown=dark,
        high=1 - lost / of,
        low=1 - (lost + dark) / of,
        left_out=1 - lost / watched if watched else None,
        coverage=watched / of,
    )


def allowed_seconds(base: Fraction | int, promised: Fraction | None) -> int | None:
    """Return how long something may be down; None where nothing is promised."""
    return None if promised is None else floor((1 - promised) * base)
