"""Figures in words, as pages and the terminal print them."""

from __future__ import annotations

from asagreed.figures import Figure
from asagreed.money import Money
from asagreed.open_time import in_words


def figure_words(figure: Figure) -> str:
    """Return the value of a figure with its unit: `26 h`, `13 h 30 min of working hours`, `4,400.00 USD`."""
    value = figure.value
    if value is None:
        return "not known"
    if isinstance(value, Money):
        return f"{value} {figure.unit}"
    if figure.unit.startswith("s") and isinstance(value, int):
        return in_words(value) + (" of working hours" if figure.unit == "s of open time" else "")
    return f"{value} {figure.unit}"
