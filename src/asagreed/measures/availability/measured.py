"""The seconds behind one figure: of a system, of several by a rule, or of several by arithmetic of their shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from asagreed.measures.availability.condition import EXCUSED, Condition, tally
from asagreed.measures.availability.downtime import Downtime, Method
from asagreed.measures.availability.ground import Ground, method_of
from asagreed.measures.availability.judging import Shares, shares
from asagreed.measures.availability.maintenance import LeftOut
from asagreed.measures.availability.together import Needs, together
from asagreed.open_time import Span, Spans
from asagreed.terms.resolved.uptime_clauses import CountingTerms, UptimeFigure
from asagreed.terms.values.together import Together

ALL_NEEDED = Together("all needed")
OF_SHARES = ("mean", "pooled", "worst system")
"""Forms that count with the shares of their members, and not at each moment."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was counted: the time of each kind, the outages behind it, and the shares that follow."""

    shares: Shares
    method: Method
    down: tuple[tuple[Fraction, Spans], ...]
    """Counted time by weight, the heaviest first."""
    service: Spans
    excused: Spans
    unknown: Spans
    left_out: int
    downtime: tuple[Downtime, ...]
    windows: tuple[LeftOut, ...]
    allowed_base: int | None
    """The base of the whole stretch, also of what is still to come; None where one has no allowance in seconds."""
    assumed: tuple[str, ...] = ()
    members: tuple[Measured, ...] = ()
    """The figures whose shares these are, where the form is one of arithmetic."""


def measured(ground: Ground, figure: UptimeFigure) -> Measured:
    """Return the seconds of a figure."""
    if figure.is_combined and (figure.together or ALL_NEEDED).form in OF_SHARES:
        return _by_shares(ground, figure)
    rule = rule_of(ground, figure) if figure.is_combined else Needs(1, figure.members)
    return _by_rule(ground, figure.counting, rule)


def rule_of(ground: Ground, figure: UptimeFigure) -> Needs:
    """Return the rule of a combined figure over systems; a member that is such a figure is a rule within it."""
    said = figure.together or ALL_NEEDED
    least = {"all needed": len(figure.members), "any one is enough": 1}.get(said.form, said.least)
    parts: list[str | Needs] = []
    for name in figure.members:
        below = ground.figures.get(name)
        # A mean has no state at a moment; as a part of a rule it stands for its systems, all of them needed.
        parts.append(rule_of(ground, below) if below is not None and below.is_combined else name)
    return Needs(len(parts) if said.form in OF_SHARES else least, tuple(parts))


def _by_rule(ground: Ground, counting: CountingTerms, rule: Needs) -> Measured:
    method, assumed = method_of(counting)
    systems = tuple(dict.fromkeys(rule.names))
    lost = {name: ground.downtime(name, method) for name in systems}
    service = ground.service(counting, ground.measured)
    members = {name: ground.condition(name, counting, lost[name]) for name in systems}
    condition = members[systems[0]] if len(rule.names) == 1 else together(rule, members, service)
    found = tally(condition, service, excused=method.excused)
    seconds = shares(base=found.base, down=found.down_seconds, unknown=found.unknown.total)
    return Measured(
        shares=seconds,
        method=method,
        down=tuple(sorted(found.down.items(), reverse=True)),
        service=service,
        excused=found.excused,
        unknown=found.unknown,
        left_out=found.left_out,
        downtime=tuple(lost.values()),
        windows=_windows(ground, systems),
        allowed_base=found.base + _still_to_come(ground, counting, rule, method),
        assumed=assumed,
    )


def _still_to_come(ground: Ground, counting: CountingTerms, rule: Needs, method: Method) -> int:
    """Return the base of what is not over yet: agreed time without the maintenance that is known to come."""
    if ground.measured.end >= ground.stretch.end:
        return 0
    ahead = ground.service(counting, Span(ground.measured.end, ground.stretch.end))
    if method.excused != "left out":
        return ahead.total
    quiet = {name: ground.condition(name, counting, Downtime(())) for name in dict.fromkeys(rule.names)}
    clear = {name: replace(each, unknown=Spans()) for name, each in quiet.items()}
    return ahead.total - together(rule, clear, ahead).states(ahead).get(EXCUSED, Spans()).total


def raw_share(ground: Ground, figure: UptimeFigure) -> Fraction | None:
    """Return what users saw: a share of all time, from when it occurred, with nothing left out or merged."""
    form = (figure.together or ALL_NEEDED).form
    if figure.is_combined and form in OF_SHARES:
        seen = {name: _raw_of_member(ground, name, figure.counting) for name in figure.members}
        # All time is equally long for every member, so pooled seconds are their mean.
        return shares_together(form, seen, figure.weights).high
    rule = rule_of(ground, figure) if figure.is_combined else Needs(1, figure.members)
    return _raw_by_rule(ground, rule, figure.counting).high


def _raw_of_member(ground: Ground, name: str, counting: CountingTerms) -> Shares:
    own = ground.figures.get(name)
    if own is None:
        return _raw_by_rule(ground, Needs(1, (name,)), counting)
    raw = raw_share(ground, own)
    return shares(base=1, down=1 - (raw or 0), unknown=0)


def _raw_by_rule(ground: Ground, rule: Needs, counting: CountingTerms) -> Shares:
    plain = Method(degraded=counting.degraded or Fraction(0))
    seen = {name: Condition(down=ground.downtime(name, plain).by_weight()) for name in dict.fromkeys(rule.names)}
    within = Spans((ground.measured,))
    found = tally(together(rule, seen, within), within, excused="left out")
    return shares(base=found.base, down=found.down_seconds, unknown=0)


def _windows(ground: Ground, systems: Sequence[str]) -> tuple[LeftOut, ...]:
    """Return the windows of any of the systems; one that concerns several stands here once."""
    found: dict[tuple[str, str, Span], LeftOut] = {}
    for system in systems:
        for each in ground.windows(system):
            key = (each.window.name, each.window.id, each.window.planned)
            known = found.get(key)
            found[key] = replace(each, spans=known.spans | each.spans) if known else each
    return tuple(sorted(found.values(), key=lambda each: (each.window.planned, each.window.name, each.window.id)))


def _by_shares(ground: Ground, figure: UptimeFigure) -> Measured:
    method, assumed = method_of(figure.counting)
    members = {name: _member(ground, name, figure) for name in figure.members}
    form = (figure.together or ALL_NEEDED).form
    parts = tuple(members.values())
    return Measured(
        shares=shares_together(form, {name: each.shares for name, each in members.items()}, figure.weights),
        method=method,
        down=(),
        service=Spans(),
        excused=Spans(),
        unknown=Spans(span for each in parts for span in each.unknown),
        left_out=sum(each.left_out for each in parts),
        downtime=tuple(lost for each in parts for lost in each.downtime),
        windows=tuple(dict.fromkeys(window for each in parts for window in each.windows)),
        allowed_base=sum(each.allowed_base or 0 for each in parts) if form == "pooled" else None,
        assumed=assumed,
        members=parts,
    )


def _member(ground: Ground, name: str, figure: UptimeFigure) -> Measured:
    own = ground.figures.get(name)
    # A system of which nothing is said is counted as the figure that it is a part of.
    return measured(ground, own) if own is not None else _by_rule(ground, figure.counting, Needs(1, (name,)))


def shares_together(
    form: str, members: Mapping[str, Shares], weights: Mapping[str, Fraction | int] | None = None
) -> Shares:
    """Return the shares of several figures by arithmetic: their mean (by weight), worst one, or pooled seconds.

    Members without a base are no part of it.
    """
    heavy = weights or {}
    counting = {name: each for name, each in members.items() if each.base}
    pooled = shares(
        base=sum((each.base for each in counting.values()), Fraction(0)),
        down=sum((each.down for each in counting.values()), Fraction(0)),
        unknown=sum((each.unknown for each in counting.values()), Fraction(0)),
    )
    if form == "pooled" or not counting:
        return pooled
    found: dict[str, Fraction | None] = {}
    for what in ("high", "low", "left_out"):
        values = [(getattr(each, what), Fraction(heavy.get(name, 1))) for name, each in counting.items()]
        known = [(value, weight) for value, weight in values if value is not None and weight]
        if form == "worst system":
            found[what] = min((value for value, _ in known), default=None)
        else:
            total = sum((weight for _, weight in known), Fraction(0))
            found[what] = sum((value * weight for value, weight in known), Fraction(0)) / total if total else None
    return replace(pooled, high=found["high"], low=found["low"], left_out=found["left_out"])
