"""The tickets that tell target clauses apart: every combination of the values that the clauses name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import combinations

from asagreed.terms.resolved.clauses import TargetClause
from asagreed.terms.resolved.selector import INSIDE, Selector, Situation, window_calendar

PLAIN = tuple(field.name for field in fields(Selector) if field.name not in ("window", "kind"))
Groups = Mapping[str, Mapping[str, object]]
Kind = tuple[str | None, str | None]


def are_apart(ours: Selector, theirs: Selector) -> bool:
    """Say whether no ticket can fit both, because they ask for different values of one property."""
    for name in PLAIN:
        mine, other = getattr(ours, name), getattr(theirs, name)
        if mine is not None and other is not None and mine != other:
            return True
    return False


def situations(asked: Sequence[TargetClause], above: Sequence[TargetClause], groups: Groups) -> Iterator[Situation]:
    """Yield the tickets that have what is asked, varied in everything else that the clauses name."""
    needed = [target.selector for target in asked]
    named = [selector for target in (*asked, *above) for selector in (target.selector, *target.unless)]
    for values in _plain_values(needed, named, PLAIN):
        for kind, group in _kinds(needed, named, groups):
            for is_open in _windows(needed, named):
                yield Situation(**values, kind=kind, kind_group=group, open_calendars=is_open)


def _plain_values(
    needed: Sequence[Selector], named: Sequence[Selector], names: tuple[str, ...]
) -> Iterator[dict[str, str | None]]:
    if not names:
        yield {}
        return
    name, *rest = names
    fixed = [value for selector in needed if (value := getattr(selector, name))]
    others = sorted({value for selector in named if (value := getattr(selector, name))})
    for value in fixed[:1] or (None, *others):
        for values in _plain_values(needed, named, tuple(rest)):
            yield {name: value, **values}


def _kinds(needed: Sequence[Selector], named: Sequence[Selector], groups: Groups) -> Iterator[Kind]:
    every: list[Kind] = [(kind, group) for group, kinds in groups.items() for kind in kinds]
    every += [(None, group) for group in groups]
    fixed = {selector.kind for selector in needed if selector.kind}
    if fixed:
        yield from ((kind, group) for kind, group in every if fixed <= {kind, group})
        return
    asked = {selector.kind for selector in named if selector.kind}
    yield (None, None)
    yield from ((kind, group) for kind, group in every if asked & {kind, group})


def _windows(needed: Sequence[Selector], named: Sequence[Selector]) -> Iterator[frozenset[str]]:
    names = sorted({window_calendar(selector.window) for selector in named if selector.window})
    asked = [selector.window for selector in needed if selector.window]
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            if all((window_calendar(window) in chosen) == window.startswith(INSIDE) for window in asked):
                yield frozenset(chosen)
