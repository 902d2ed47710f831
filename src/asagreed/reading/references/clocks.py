"""Clocks that exist, with a start and a stop, wherever they are named."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup, Path
from asagreed.terms.resolved.clock_words import BUILT_IN
from asagreed.terms.resolved.resolve import EVERY_CLOCK


def check_clocks(lookup: Lookup) -> Iterator[Problem]:
    """Find clocks of an agreement's own without a start or stop, and clocks that are named but do not exist."""
    for name, part in lookup.agreement.clocks.items():
        for key, given in (("starts", part.starts), ("stops", part.stops)):
            if not given and name not in BUILT_IN:
                yield lookup.problem(
                    ("clocks", name),
                    "YML203",
                    f"The clock «{name}» has no «{key}», so nobody can say when it {key}.",
                    remedy=f"Add {key}: and a happening, such as reported, recorded, resolved or «{name} sent».",
                    at_key=True,
                )
    for block in lookup.blocks:
        for clock in block.block.promises:
            yield from _unknown_clock(lookup, (*block.path, clock), clock)
        for clock in block.block.kept_in:
            yield from _unknown_clock(lookup, (*block.path, "kept in", clock), clock)
    for clock in lookup.agreement.pauses:
        yield from _unknown_clock(lookup, ("pauses", clock), clock)
    for clock in lookup.agreement.warnings:
        if clock != EVERY_CLOCK:
            yield from _unknown_clock(lookup, ("warnings", clock), clock)


def _unknown_clock(lookup: Lookup, path: Path, clock: str) -> Iterator[Problem]:
    yield from lookup.unknown(
        path, "YML403", what="a clock of this agreement", name=clock, known=lookup.clocks, where="clocks", at_key=True
    )
