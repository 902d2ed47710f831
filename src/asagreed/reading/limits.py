"""How large and how deep a paper may be: far more than any agreement needs, far less than does harm."""

from __future__ import annotations

MAX_BYTES = 1_048_576
"""A mebibyte, some hundred and seventy thousand words. The worst prose (words of one letter over many lines) takes
the parser one to one and a half seconds of CPU time, and never more than about three."""

MAX_LINE = 4_000
"""Characters of a line; the parser's time for some tokens grows with the square of their length."""

MAX_DEPTH = 32
"""Maps and lists in one another."""

MAX_COMPARISONS = 300_000
"""Of targets with tickets and with each other, in the search for contradictions."""

MAX_CALENDAR_PARTS = 100
"""Calendars that one is made from, each counted as often as it is named."""

MAX_TARGET_GROUPS = 300
"""Blocks of a target table; each is compared with each other."""

MAX_SERVICE_PAIRS = 100_000
"""Pairs of services that are compared, some four hundred and fifty services that name equally much."""

MAX_RIDERS = 40
"""Riders that an agreement offers; each is checked as if it were taken up."""

MAX_NODES = 10_000
"""Keys, values, maps and lists of one file; reading so many takes about a third of a second."""
