"""A matrix without gaps and without strangers, and a catalogue in which each kind stands once."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup

_MATRIX = ("priorities", "matrix")


def check_priorities(lookup: Lookup) -> Iterator[Problem]:
    """Find impacts and urgencies of the matrix that are not described, and cells that are empty."""
    written = lookup.agreement.priorities
    for impact, row in written.matrix.items():
        yield from _stranger(lookup, (*_MATRIX, impact), "an impact that is described", impact, "impact")
        for urgency in row:
            yield from _stranger(
                lookup, (*_MATRIX, impact, urgency), "an urgency that is described", urgency, "urgency"
            )
        yield from _gaps(lookup, impact)
    for impact in written.impact:
        if written.matrix and impact not in written.matrix:
            yield lookup.problem(
                ("priorities", "impact", impact),
                "YML413",
                f"The matrix has no row for the impact «{impact}», so such a ticket has no priority.",
                remedy=f"Add a row «{impact}» to the matrix.",
                at_key=True,
            )
    for before, after in written.after_workaround.items():
        for priority, at_key in ((before, True), (after, False)):
            path = ("priorities", "after workaround", before)
            yield from unknown_priority(lookup, path, priority, at_key=at_key)


def check_issue_kinds(lookup: Lookup) -> Iterator[Problem]:
    """Find kinds that stand in two groups, and kinds with the name of a group."""
    owners: dict[str, str] = {}
    for group, kinds in lookup.agreement.issue_kinds.items():
        for kind in kinds:
            if kind in owners or kind in lookup.agreement.issue_kinds:
                other = f"the group «{owners[kind]}»" if kind in owners else "the name of a group"
                yield lookup.problem(
                    ("issue kinds", group, kind),
                    "YML415",
                    f"The kind «{kind}» is also {'in ' if kind in owners else ''}{other}, so a target for it "
                    "would not say which is meant.",
                    remedy="Give the two different names.",
                    at_key=True,
                )
            owners.setdefault(kind, group)


def unknown_priority(lookup: Lookup, path: tuple[str, ...], priority: str, *, at_key: bool) -> Iterator[Problem]:
    """Yield the problem that a priority is named which no ticket can have."""
    if lookup.agreement.priorities.matrix:
        yield from lookup.unknown(
            path,
            "YML404",
            what="a priority of this agreement",
            name=priority,
            known=lookup.priorities,
            where="priorities: matrix",
            at_key=at_key,
        )


def _stranger(lookup: Lookup, path: tuple[str, ...], what: str, name: str, section: str) -> Iterator[Problem]:
    known = getattr(lookup.agreement.priorities, section)
    where = f"priorities: {section}"
    yield from lookup.unknown(path, "YML414", what=what, name=name, known=known, where=where, at_key=True)


def _gaps(lookup: Lookup, impact: str) -> Iterator[Problem]:
    written = lookup.agreement.priorities
    missing = [urgency for urgency in written.urgency if urgency not in written.matrix[impact]]
    if missing:
        yield lookup.problem(
            (*_MATRIX, impact),
            "YML413",
            f"The row «{impact}» has no priority for the urgency «{missing[0]}», so such a ticket has none.",
            remedy=f"Add {missing[0]}: and a priority to the row.",
            at_key=True,
        )
