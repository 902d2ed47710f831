"""Which findings may only follow from something that could not be read, and are therefore not told yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from asagreed.reading.problems import Problem
from asagreed.reading.suggestions import nearest

Path = tuple[str, ...]
_NAMED_IN: dict[str, tuple[Path, ...]] = {
    "YML401": (("calendars",),),
    "YML402": (("holidays",),),
    "YML403": (("clocks",),),
    "YML404": (("priorities", "matrix"), ("priorities", "titles")),
    "YML405": (("reporting",),),
    "YML406": (("issue kinds",),),
    "YML407": (("systems",),),
    "YML408": (("sites",),),
    "YML409": (("travel",),),
    "YML413": (("priorities", "impact"), ("priorities", "urgency"), ("priorities", "matrix")),
    "YML414": (("priorities", "impact"), ("priorities", "urgency")),
    "YML416": (("travel",),),
    "YML423": (("causes",), ("responsibilities",), ("services", "excluded")),
    "YML424": (("services", "included"), ("services", "excluded"), ("services", "by arrangement")),
    "YML425": (("rates",), ("services", "included"), ("services", "excluded"), ("services", "by arrangement")),
    "YML426": (("currency",),),
    "YML427": (("currency",),),
    "YML435": (("fees",),),
}
"""Where a name that seems unknown would stand; if the whole section could not be read, nobody can tell."""
_MATRIX, _KINDS = ("priorities", "matrix"), ("issue kinds",)
"""Sections whose values are names too: the priorities of the cells, and the kinds of each group."""
_INSIDE = frozenset(
    (
        *("YML203", "YML413", "YML417", "YML428", "YML430", "YML432", "YML433", "YML436", "YML437", "YML438"),
        *("YML441", "YML442", "YML443", "YML444", "YML445"),
        *("FEE502", "FEE503", "FEE504", "FEE505", "FEE506"),
    )
)
"""Findings that something is missing inside a part."""
_BESIDE: dict[str, tuple[Path, ...]] = {
    "FEE507": (("services",),),
    "SCP601": (("emergency",),),
    "YML428": (("outside draws",),),
    "YML434": (("block",),),
    "YML439": (("rates", "outside"),),
    "YML440": (("outside draws",), ("rates", "outside")),
}
"""Sections that may answer a finding elsewhere: what cannot be read in them may be what is missing."""
_ASIDE = frozenset(("title", "zone", "closed", "except", "note"))
"""Keys that neither open a calendar nor give a target its time."""
_ELSEWHERE = frozenset((*_NAMED_IN, *_INSIDE, *_BESIDE, "YML410", "YML411", "YML418"))
"""Findings that a paper which could not be read may answer."""


def may_be_answered(problem: Problem) -> bool:
    """Say whether a paper that could not be read at all may hold what a finding asks for."""
    return problem.code in _ELSEWHERE


class Gaps:
    """The paths at which something was left out or put in, arranged for questions."""

    def __init__(self, gaps: Collection[Path]) -> None:
        self._at = frozenset(gaps)
        self._above = frozenset(
            gap[:end] for gap in gaps for end in range(1, len(gap) + 1) if not _ASIDE.intersection(gap[end : end + 1])
        )
        self._in_kinds = any(gap[:-1] == _KINDS for gap in gaps)
        # A key that cannot be read may be the misspelled hours of its block.
        self._without_hours = frozenset(
            gap[:-1] for gap in gaps if gap[0] == "targets" and nearest(gap[-1], ("hours",))
        )

    def may_explain(self, problem: Problem) -> bool:
        """Say whether a finding may follow from a gap."""
        code, path = problem.code, tuple(problem.address.split("."))
        if any(not self._at.isdisjoint(_ways_to(section)) for section in _NAMED_IN.get(code, ())):
            return True
        if any(section in self._above or section in self._at for section in _BESIDE.get(code, ())):
            return True
        if code in ("YML426", "YML427"):
            # The price is a stand-in.
            return not self._at.isdisjoint(_ways_to(path))
        if code == "YML404":
            return _MATRIX in self._above
        if code == "YML406":
            return self._in_kinds
        if code == "YML411":
            return not self._without_hours.isdisjoint(_ways_to(path))
        return code in _INSIDE and path in self._above


def _ways_to(path: Path) -> Iterator[Path]:
    """Yield a path and all that stands above it."""
    return (path[:end] for end in range(1, len(path) + 1))
