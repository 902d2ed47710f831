"""Attainment: the share of clocks that kept their target, and how sure that share is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Z_95 = 1.959963984540054
"""The standard normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided interval of shares, both between 0 and 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Attainment:
    """How many clocks met and breached their target; the undecided and those without a verdict are counted apart."""

    met: int = 0
    breached: int = 0
    undecided: int = 0
    without_verdict: int = 0

    @property
    def decided(self) -> int:
        """How many clocks have a verdict."""
        return self.met + self.breached

    @property
    def share(self) -> Fraction | None:
        """The share that met the target; None when nothing was decided (not applicable)."""
        return Fraction(self.met, self.decided) if self.decided else None

    @property
    def interval(self) -> Interval | None:
        """The Wilson 95 % interval of the share; None when nothing was decided."""
        return wilson_interval(self.met, self.decided) if self.decided else None

    def keeps(self, promised: Fraction) -> bool | None:
        """Say whether the share is at least the promised one, exactly; None when nothing was decided."""
        return None if self.share is None else self.share >= promised

    def __add__(self, other: Attainment) -> Attainment:
        return Attainment(
            self.met + other.met,
            self.breached + other.breached,
            self.undecided + other.undecided,
            self.without_verdict + other.without_verdict,
        )


def wilson_interval(successes: int, trials: int, *, z: float = Z_95) -> Interval:
    """Return the Wilson score interval of a share (Wilson 1927); `trials` is at least 1."""
    share = successes / trials
    centre = share + z * z / (2 * trials)
    reach = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return Interval(max((centre - reach) / scale, 0.0), min((centre + reach) / scale, 1.0))
