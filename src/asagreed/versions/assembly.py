"""Putting the papers of a folder together: which hold at which moment, and what they say then.

1. The agreement and its plan give the zone and the beginning.
2. Each paper counts from the later of its own moment and its last signature; each such moment begins a version.
3. For each version the papers in force are laid over each other and checked.
4. The last version ends with the agreement's term, unless that renews.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from asagreed.reading.checking import Checked, check_version
from asagreed.reading.limits import MAX_RIDERS
from asagreed.reading.nodes import Node, Table
from asagreed.reading.papers import Paper
from asagreed.reading.problems import Problem
from asagreed.terms.values.dates import FIRST_YEAR
from asagreed.versions.dated_calendars import DatedCalendars
from asagreed.versions.drafts import Draft
from asagreed.versions.ending import end_of
from asagreed.versions.folder import Folder
from asagreed.versions.history import History, Version, signed_paper
from asagreed.versions.layers import Layered, lay_offer, lay_papers
from asagreed.versions.moments import moment_of, zone_of
from asagreed.versions.paper_checks import (
    beginning,
    check_beginning,
    check_moments,
    check_numbers,
    check_rider,
    check_said_twice,
    check_settings,
    check_signatures,
    nothing_to_remove,
    too_late,
    too_many_riders,
)
from asagreed.versions.plan_shelf import PlanShelf
from asagreed.versions.register import read_register
from asagreed.versions.signatures import Signatures
from asagreed.versions.timeline import beginnings, counts_from, in_force, own_moment

KEEP = "keep their targets"
NO_ZONE, NO_BEGINNING = "UTC", datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001  -- local, as papers name moments
"""Where the agreement does not say so, its papers are looked through in this zone, as in force from this moment."""


@dataclass(frozen=True)
class _CheckedVersion:
    """Papers laid over each other, and what is wrong with them then."""

    layered: Layered
    checked: Checked
    problems: tuple[Problem, ...]

    @property
    def end(self) -> int | None:
        """When the agreement would be over; None also where its term cannot be read."""
        model = self.checked.mended
        return None if model is None or self.checked.is_gap("term") else end_of(model)


class Assembly:
    """The papers of one agreement, laid over each other moment by moment; its problems grow as it is read."""

    def __init__(self, folder: Folder, agreement: Paper, *, as_of: int | None = None) -> None:
        self._folder, self._agreement, self._as_of = folder, agreement, as_of
        self._plans = PlanShelf(folder.plans)
        self._signatures = Signatures(folder.signatures)
        self._found: list[Problem] = []
        self._known: dict[tuple[str, ...], _CheckedVersion] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of the papers taken together."""
        return (*self._plans.problems, *self._found)

    def history(self) -> History | None:
        """Return the versions of the agreement; None when there is none that is sound."""
        self._check_papers()
        base = self._checked(self._papers_with(()))
        zone = zone_of(base.layered.tree.get("zone")) or NO_ZONE
        drafts = tuple(self._drafts(zone))
        self._check_undated(zone)
        if not drafts:
            return None
        dated = DatedCalendars(drafts, zone)
        ends = [*(draft.from_at for draft in drafts[1:]), end_of(drafts[-1].model)]
        versions = tuple(
            Version(number, until, draft, dated, self._signatures)
            for number, (draft, until) in enumerate(zip(drafts, ends, strict=True), start=1)
        )
        declarations = tuple(signed_paper(paper, self._signatures) for paper in self._folder.declarations)
        systems = frozenset(system for draft in drafts for system in draft.model.systems)
        register, found = read_register(
            self._folder.declarations, zone=zone, systems=systems, signatures=self._signatures, as_of=self._as_of
        )
        self._found += found
        return History(drafts[0].model.agreement, zone, versions, declarations, register)

    def _check_papers(self) -> None:
        for paper in (self._agreement, *self._folder.amendments, *self._folder.riders):
            self._found += check_signatures(paper)
        for paper in self._folder.amendments:
            self._found += check_settings(paper)
            self._found += check_said_twice(paper)
        self._found += check_numbers(self._folder.amendments)
        later = (*self._folder.amendments, *self._folder.riders, *self._folder.declarations)
        plans = (each.paper for each in self._folder.plans if each.paper)
        self._found += self._signatures.check((self._agreement, *later), plans)

    def _drafts(self, zone: str) -> Iterator[Draft]:
        """Yield the versions that are sound; the others are looked through for problems all the same."""
        amendments = in_force(self._folder.amendments, zone=zone, signatures=self._signatures)
        riders = in_force(self._folder.riders, zone=zone, signatures=self._signatures)
        begins = moment_of(beginning(self._agreement)) or NO_BEGINNING
        first = counts_from(self._agreement, begins, zone=zone, signatures=self._signatures)
        self._found += check_moments(amendments)
        self._found += check_beginning((*amendments, *riders), first=first)
        end: int | None = None
        for moment in beginnings(first, (*amendments, *riders)):
            begun = [each.paper for each in (*amendments, *riders) if each.from_at == moment]
            if end is not None and moment >= end:
                self._found += map(too_late, begun)
                continue
            papers = self._papers_with(each.paper for each in (*amendments, *riders) if each.holds(moment))
            version = self._checked(papers)
            end = version.end
            if version.checked.model is not None:
                yield Draft(moment, tuple(papers), _running_tickets(begun), version.layered, version.checked.model)

    def _check_undated(self, zone: str) -> None:
        """Look through the papers that do not say from when they count, as if they came after all others."""
        papers = (*self._folder.amendments, *self._folder.riders)
        undated = [paper for paper in papers if own_moment(paper) is None]
        if undated:
            dated = [each.paper for each in in_force(papers, zone=zone, signatures=self._signatures)]
            files = {paper.source.file for paper in undated}
            found = self._check(self._papers_with((*dated, *undated))).problems
            self._found += (problem for problem in found if problem.file in files)

    def _papers_with(self, held: Iterable[Paper]) -> list[Paper]:
        """Return the papers of a version by layer; an amendment may change the plan that lies under all of them."""
        later = tuple(held)
        return [*self._plans.pinned(_pin_of(self._agreement, later)), self._agreement, *later]

    def _checked(self, papers: list[Paper]) -> _CheckedVersion:
        """Return what papers say together; most agreements have one version, which is asked for twice."""
        key = tuple(paper.source.file for paper in papers)
        if key not in self._known:
            self._known[key] = self._check(papers)
            self._found += self._known[key].problems
        return self._known[key]

    def _check(self, papers: list[Paper]) -> _CheckedVersion:
        is_partial = self._is_partial(papers)
        layered = lay_papers(papers)
        checked = check_version(layered.tree, layers=layered.layers, is_partial=is_partial)
        problems = [*checked.problems]
        if not is_partial:
            problems += (nothing_to_remove(path) for path in layered.unmet if not checked.is_gap(path.value))
            riders = (paper for paper in papers if paper.kind == "rider")
            problems += (problem for paper in riders for problem in check_rider(paper, layered.tree))
        offered = tuple(checked.mended.riders) if checked.mended else ()
        if len(offered) > MAX_RIDERS:
            problems.append(too_many_riders(layered.tree, len(offered)))
        for rider in offered[:MAX_RIDERS]:
            offer = lay_offer(layered, rider)
            problems += check_version(offer.tree, layers=offer.layers, is_partial=is_partial).problems
        return _CheckedVersion(layered, checked, tuple(problems))

    def _is_partial(self, papers: list[Paper]) -> bool:
        """Say whether papers that belong to a version could not be read, or nobody knows when they begin."""
        later = [paper for paper in papers if paper.kind not in ("plan", "agreement")]
        return (
            self._folder.agreement is None
            or (_pin_of(self._agreement, later) is not None and papers[0].kind != "plan")
            or (bool(later) and self._lacks(later))
        )

    def _lacks(self, held: list[Paper]) -> bool:
        papers = (*self._folder.amendments, *self._folder.riders)
        return self._folder.lacks_terms or any(own_moment(paper) is None for paper in papers if paper not in held)


def _pin_of(agreement: Paper, later: Iterable[Paper]) -> Node | None:
    pin = agreement.tree.get("plan")
    for paper in later:
        changed = paper.tree.get("set")
        pin = (changed.get("plan") if isinstance(changed, Table) else None) or pin
    return pin


def _running_tickets(begun: Iterable[Paper]) -> str:
    """Return what the amendment that begins a version says of running tickets; riders leave them alone."""
    said = (paper.text("running tickets") for paper in begun if paper.kind == "amendment")
    return "re-rate" if any(word in ("re-rate", "are re-rated") for word in said) else KEEP
