"""Measures: how much of what was promised was kept."""

from asagreed.measures.attainment import Attainment, Interval, wilson_interval

__all__ = ["Attainment", "Interval", "wilson_interval"]
