"""Two kinds of time that must not be mixed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class OpenTime:
    """Whole seconds that pass only while a calendar is open."""

    seconds: int

    def __str__(self) -> str:
        return in_words(self.seconds)


@dataclass(frozen=True, order=True, slots=True)
class ElapsedTime:
    """Whole seconds that pass on the wall, day and night."""

    seconds: int

    def __str__(self) -> str:
        return in_words(self.seconds)


def in_words(seconds: int) -> str:
    """Return a signed length in hours, minutes and seconds, such as `-1 h 05 min` or `2 h`; never rounded."""
    sign, rest = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(rest, 3600)
    minutes, odd = divmod(rest, 60)
    words = [f"{hours:,} h"] if hours else []
    if minutes:
        words.append(f"{minutes:02d} min" if hours else f"{minutes} min")
    if odd or not words:
        words.append(f"{odd} s")
    return sign + " ".join(words)
