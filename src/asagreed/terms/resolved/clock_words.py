"""The clocks that every agreement has, and how an agreement changes them or names its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from asagreed.figures import Clause
from asagreed.terms.resolved.clauses import ClockRule
from asagreed.terms.resolved.origins import SEMANTICS, Origins
from asagreed.terms.sections.clock_rules import ClockPart

REPORTED, REPLY, RESOLVED = "reported", "reply by a person", "resolved"
WORDS = (
    REPORTED,
    "recorded",
    "assigned",
    REPLY,
    RESOLVED,
    "technician on site",
    "customer message",
)
"""The starts and stops that every ticket has; other words name a happening of the ticket."""


def _rule(name: str, starts: str, *stops: str, repeats: bool = False) -> ClockRule:
    return ClockRule(name, starts, stops, repeats, Clause(f"clocks.{name}", SEMANTICS))


BUILT_IN: Mapping[str, ClockRule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            _rule("response", REPORTED, REPLY, RESOLVED),
            _rule("next reply", "customer message", REPLY, RESOLVED, repeats=True),
            _rule("update", REPLY, REPLY, RESOLVED, repeats=True),
            _rule("resolution", REPORTED, RESOLVED),
            _rule("arrival", REPORTED, "technician on site", RESOLVED),
        )
    }
)


def clock_rules(written: Mapping[str, ClockPart], origins: Origins) -> Iterator[ClockRule]:
    """Yield the built-in clocks as the agreement has them, and then its own."""
    for name in dict.fromkeys((*BUILT_IN, *written)):
        base = BUILT_IN.get(name, _rule(name, REPORTED))
        yield _changed(base, written[name], origins) if name in written else base


def _changed(base: ClockRule, part: ClockPart, origins: Origins) -> ClockRule:
    return ClockRule(
        name=base.name,
        starts=part.starts or base.starts,
        stops=part.stops or base.stops,
        repeats=base.repeats if part.repeats is None else part.repeats,
        clause=origins.clause(("clocks", base.name)),
        title=part.title or base.title,
    )
