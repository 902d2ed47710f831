"""What a report recommends, each with the figures that make it so: nothing is recommended without a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from asagreed.clocks import ClockState, Verdict
from asagreed.measures.availability import Availability
from asagreed.proof.measured import Measured
from asagreed.proof.usage import Usage

AT_LEAST = 2
"""One miss is no pattern."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What should be done, by its kind; `about` is what it concerns, and `part` of `whole` says how much of it."""

    kind: str
    about: str
    part: int
    whole: int


def recommended(
    measured: Measured, uptime: tuple[Availability, ...], usage: Usage | None, *, upkeep_missed: int = 0
) -> tuple[Recommendation, ...]:
    """Return what a customer and its provider should look into after a period, the most telling first."""
    return tuple(_found(measured, uptime, usage, upkeep_missed))


def _found(
    measured: Measured, uptime: tuple[Availability, ...], usage: Usage | None, upkeep_missed: int
) -> Iterator[Recommendation]:
    missed = [row for row in measured.decided if row.verdict is Verdict.BREACHED]
    for kind, names in (
        ("system", Counter(row.system for row in missed if row.system)),
        ("kind", Counter(row.kind for row in missed if row.kind)),
    ):
        for name, count in sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))[:1]:
            if count >= AT_LEAST:
                yield Recommendation(kind, name, count, len(missed))
    yield from _waits(measured)
    for each in uptime:
        if each.verdict == "missed" and not each.is_combined:
            yield Recommendation("uptime", each.name, len(each.outages), len(each.outages))
        if each.verdict == "undetermined" and not each.is_combined:
            yield Recommendation("watching", each.name, int(each.unknown), each.base)
    if usage is not None and usage.seconds_used and not usage.seconds_left:
        yield Recommendation("hours", "", usage.seconds_used, usage.seconds_granted)
    if upkeep_missed:
        yield Recommendation("upkeep", "", upkeep_missed, upkeep_missed)
    at = min(measured.span.end - 1, measured.as_of)
    for advice in measured.facts.history.register.declined_at(at):
        yield Recommendation("advice", advice.advice or advice.about, 1, 1)


def _waits(measured: Measured) -> Iterator[Recommendation]:
    """Yield what most of the missed times had waited for, where several did."""
    reasons: Counter[str] = Counter()
    for miss in measured.misses:
        reasons.update({turn.reason for turn in miss.clock.turns if turn.state is ClockState.PAUSED})
    for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))[:1]:
        if count >= AT_LEAST:
            yield Recommendation("waits", reason, count, len(measured.misses))
