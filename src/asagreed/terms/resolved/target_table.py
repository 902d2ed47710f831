"""From the nested target table to one flat clause a promise, with the hours that each counts in.

1. Walk the blocks; each narrows the selector of the one around it, and `otherwise` excludes its siblings.
2. A promise counts in its own hours, else in those of the nearest block around it.
3. Where a narrower block names hours and the promise does not, the promise also stands for that narrower case, with
   the narrower hours: a later paper that changes a time leaves the hours as they were agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

from asagreed.terms.resolved.clauses import ShareClause, TargetClause
from asagreed.terms.resolved.origins import Origins, Path
from asagreed.terms.resolved.selector import Selector
from asagreed.terms.sections.target_keys import OTHERWISE, find_target_key
from asagreed.terms.sections.targets import Promise, TargetBlock
from asagreed.terms.values.promises import PromisedTime

ALWAYS = "always"
NO_HOURS = ""
"""The calendar of a promise that no block gives hours to."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that hold in a block, and where they were written."""

    calendar: str = NO_HOURS
    path: Path = ()
    layer: int = -1


@dataclass(frozen=True, slots=True)
class FlatBlock:
    """A block of the table with everything that the blocks around it say."""

    path: Path
    selector: Selector
    unless: tuple[Selector, ...]
    hours: Hours
    block: TargetBlock

    def narrows(self, other: FlatBlock) -> bool:
        """Say whether every ticket of this block is one of the other's too, and the other names less."""
        asked = ((getattr(self.selector, f.name), getattr(other.selector, f.name)) for f in fields(Selector))
        return (
            self is not other
            and all(theirs is None or theirs == ours for ours, theirs in asked)
            and set(other.unless) <= set(self.unless)
        )


def flat_blocks(table: TargetBlock, origins: Origins) -> tuple[FlatBlock, ...]:
    """Return every block of the table in the order in which it is written."""
    outermost = FlatBlock(("targets",), Selector(), (), Hours(), table)
    return tuple(_walk(outermost, origins))


def target_clauses(
    blocks: tuple[FlatBlock, ...], *, origins: Origins, working_day: int | None, groups: Mapping[str, object]
) -> Iterator[TargetClause]:
    """Yield the clause of every promise, for each narrowing that gives it other hours."""
    for block in blocks:
        promises = block.block.promises.items()
        timed = ((clock, promise, time) for clock, promise in promises if (time := promised_time(promise)))
        for clock, promise, time in timed:
            target = _clause(block, clock, promise, time, origins=origins, working_day=working_day)
            for each in (target, *_in_narrower_hours(target, block, promise, blocks, origins)):
                kind = each.selector.kind
                yield replace(each, is_exact_kind=kind is not None and kind not in groups)


def promised_time(promise: Promise) -> PromisedTime | None:
    """Return what a promise gives, be it a promise or a guide."""
    if promise.within is not None:
        return promise.within
    return replace(promise.guide, is_guide=True) if promise.guide else None


def share_clauses(blocks: tuple[FlatBlock, ...], origins: Origins) -> Iterator[ShareClause]:
    """Yield the shares of tickets that must keep a target, of all tickets or of those of a block."""
    for block in blocks:
        for clock, share in block.block.kept_in.items():
            clause = origins.clause((*block.path, "kept in", clock))
            yield ShareClause(clock, block.selector, share, clause)


def _walk(around: FlatBlock, origins: Origins) -> Iterator[FlatBlock]:
    here = replace(around, hours=_own_hours(around, origins) or around.hours)
    yield here
    keys = [key for text in here.block.narrower if (key := find_target_key(text))]
    named = {key: replace(here.selector, **{key.dimension: key.value}) for key in keys if key.dimension != OTHERWISE}
    for key in keys:
        inner = here.block.narrower[key.text]
        others = () if key in named else tuple(named.values())
        selector = named.get(key, here.selector)
        yield from _walk(FlatBlock((*here.path, key.text), selector, here.unless + others, here.hours, inner), origins)


def _own_hours(block: FlatBlock, origins: Origins) -> Hours | None:
    if block.block.hours is None:
        return None
    path = (*block.path, "hours")
    return Hours(block.block.hours, path, origins.layer(path))


def _clause(
    block: FlatBlock,
    clock: str,
    promise: Promise,
    time: PromisedTime,
    *,
    origins: Origins,
    working_day: int | None,
) -> TargetClause:
    path = (*block.path, clock)
    hours = Hours(promise.hours, (*path, "hours")) if promise.hours else block.hours
    elapsed = time.duration is not None and time.duration.is_elapsed
    written = (*path, "guide" if promise.within is None else "within")
    return TargetClause(
        clock=clock,
        within=time.duration.in_seconds(working_day=working_day) if time.duration else 0,
        calendar=ALWAYS if elapsed else hours.calendar,
        selector=block.selector,
        clause=replace(origins.clause(written), address=".".join(path)),
        layer=origins.layer(written),
        plus_travel=time.plus_travel,
        is_guide=time.is_guide,
        is_none=time.duration is None,
        unless=block.unless,
        hours_clause=origins.clause(hours.path) if hours.path and not elapsed else None,
    )


def _in_narrower_hours(
    target: TargetClause, block: FlatBlock, promise: Promise, blocks: tuple[FlatBlock, ...], origins: Origins
) -> Iterator[TargetClause]:
    time = promised_time(promise)
    if promise.hours or time is None or time.duration is None or time.duration.is_elapsed:
        return
    for other in blocks:
        has_own_hours = other.block.hours is not None and other.hours.layer >= block.hours.layer
        if has_own_hours and other.narrows(block) and not _promises_itself(other, target, origins):
            yield replace(
                target,
                selector=other.selector,
                unless=other.unless,
                calendar=other.hours.calendar,
                hours_clause=origins.clause(other.hours.path),
            )


def _promises_itself(other: FlatBlock, target: TargetClause, origins: Origins) -> bool:
    has_own = target.clock in other.block.promises
    return has_own and origins.layer((*other.path, target.clock)) >= target.layer
