"""Services, causes and duties: what they name exists, and no two of one paper decide the same work differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from asagreed.figures import Clause
from asagreed.reading.limits import MAX_SERVICE_PAIRS
from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup, Path
from asagreed.terms.resolved.scope import ServiceClause, WorkLike, resolve_scope
from asagreed.terms.sections.services import (
    ANYTHING,
    ARRANGED,
    EXCLUDED,
    INCLUDED,
    Cause,
    IncludedService,
    Responsibility,
    ServicePart,
)


def check_services(lookup: Lookup) -> Iterator[Problem]:
    """Find hours, kinds, systems, sites, causes and types of work that a service names and nothing describes."""
    written = lookup.agreement.services
    yield from lookup.unknown_calendar(("services", "hours"), written.hours)
    for path, name, part in _entries(lookup):
        if isinstance(part, IncludedService):
            yield from lookup.unknown_calendar((*path, "hours"), part.hours)
        yield from lookup.unknown_systems((*path, "on"), part.on)
        yield from _unknown_places(lookup, path, part)
        yield from _unknown_cause(lookup, path, part)
        yield from _unknown_type(lookup, path, part)
        if name == ANYTHING and not (part.for_ or part.on or part.at or part.delivery or part.caused_by):
            yield lookup.problem(
                path,
                "YML438",
                "«anything» is about all work here, for nothing narrows it, and that is what «otherwise» says.",
                remedy="Narrow it by on, at, for, delivery or caused by, or write services: {otherwise: excluded}.",
                at_key=True,
            )


def check_causes(lookup: Lookup) -> Iterator[Problem]:
    """Find systems and services that a cause or a duty names and the agreement does not have."""
    for name, cause in lookup.agreement.causes.items():
        yield from _cause(lookup, ("causes", name), cause)
    for name, duty in lookup.agreement.responsibilities.items():
        yield from _cause(lookup, ("responsibilities", name), duty)


def check_boxes(lookup: Lookup) -> Iterator[Problem]:
    """Find pairs of services of one paper that fit a same piece of work equally well, with such work."""
    by_rank: dict[tuple[int, int], list[_Named]] = defaultdict(list)
    for service in resolve_scope(lookup.agreement, lookup.written).services:
        by_rank[service.layer, service.specificity].append(_Named.of(service, lookup.agreement.issue_kinds))
    if sum(len(each) ** 2 // 2 for each in by_rank.values()) > MAX_SERVICE_PAIRS:
        yield _too_many(lookup)
        return
    told: set[str] = set()
    for first, second in (pair for each in by_rank.values() for pair in combinations(each, 2)):
        work = first.work_with(second)
        if work is not None and second.service.clause.address not in told:
            told.add(second.service.clause.address)
            yield _both_fit(lookup, first.service.clause, second.service.clause, work)


def notice_open_boxes(lookup: Lookup) -> Iterator[Problem]:
    """Find included services without hours beside a rate for other hours, and boxes without «otherwise»."""
    written = lookup.agreement.services
    open_ended = [name for name, part in written.included.items() if not (written.hours or part.hours)]
    if open_ended and lookup.agreement.rates.outside:
        yield lookup.problem(
            ("services", INCLUDED),
            "YML442",
            f"{_listed(open_ended)} count as included at all hours, for no hours are named with them.",
            remedy="Add services: {hours: support}, or hours: always to say that all hours are meant.",
            at_key=True,
        )
    if (written.included or written.excluded or written.by_arrangement) and written.otherwise is None:
        yield lookup.problem(
            ("services",),
            "YML443",
            "Nothing says what holds for work that no service names; each time somebody has to decide.",
            remedy="Add otherwise: excluded, included, or by arrangement with SOMEBODY.",
            at_key=True,
        )


def _entries(lookup: Lookup) -> Iterator[tuple[Path, str, ServicePart]]:
    written = lookup.agreement.services
    boxes = ((INCLUDED, written.included), (EXCLUDED, written.excluded), (ARRANGED, written.by_arrangement))
    for box, parts in boxes:
        for name, part in parts.items():
            yield ("services", box, name), name, part


def _unknown_places(lookup: Lookup, path: Path, part: ServicePart) -> Iterator[Problem]:
    yield from lookup.unknown_each(
        (*path, "at"),
        "YML408",
        what="a site of this agreement",
        names=part.at,
        known=lookup.agreement.sites,
        where="sites",
    )
    yield from lookup.unknown_each(
        (*path, "for"),
        "YML406",
        what="a kind of issue in the catalogue",
        names=part.for_,
        known=lookup.kinds,
        where="issue kinds",
    )


def _unknown_cause(lookup: Lookup, path: Path, part: ServicePart) -> Iterator[Problem]:
    # An excluded service that is caused by something says itself what it means.
    if part.caused_by and path[1] != EXCLUDED:
        excluded = (each.caused_by for each in lookup.agreement.services.excluded.values() if each.caused_by)
        yield from lookup.unknown(
            (*path, "caused by"),
            "YML423",
            what="a cause of this agreement",
            name=part.caused_by,
            known={*lookup.agreement.causes, *lookup.agreement.responsibilities, *excluded},
            where="causes",
        )


def _unknown_type(lookup: Lookup, path: Path, part: ServicePart) -> Iterator[Problem]:
    if part.work_type:
        yield from lookup.unknown(
            (*path, "work type"),
            "YML425",
            what="a type of work with a rate",
            name=part.work_type,
            known=lookup.work_types,
            where="rates",
        )


def _cause(lookup: Lookup, path: Path, part: Cause | Responsibility) -> Iterator[Problem]:
    yield from lookup.unknown_systems((*path, "on"), part.on)
    yield from lookup.unknown_each(
        (*path, "unless"),
        "YML424",
        what="a service of this agreement",
        names=part.unless,
        known=lookup.services,
        where="services",
    )


@dataclass(frozen=True)
class _Named:
    """A service with every kind of work that it is about."""

    service: ServiceClause
    kinds: Mapping[str, str | None]

    @classmethod
    def of(cls, service: ServiceClause, catalogue: Mapping[str, Mapping[str, object]]) -> _Named:
        """Return a service with the kinds that it names, and those of the groups that it names."""
        groups = {kind: group for group, kinds in catalogue.items() for kind in kinds}
        inside = {kind: group for kind, group in groups.items() if group in service.kinds}
        own = {kind: groups.get(kind) for kind in (service.name, *service.kinds) if kind != ANYTHING}
        return cls(service, {**own, **inside})

    def work_with(self, other: _Named) -> WorkLike | None:
        """Return a piece of work that fits this service and another, or None where there is none."""
        ours, theirs = self.service, other.service
        system, site = _common(ours.systems, theirs.systems), _common(ours.sites, theirs.sites)
        delivery = _common(_alone(ours.delivery), _alone(theirs.delivery))
        cause = _common(_alone(ours.cause), _alone(theirs.cause))
        for service, kind, group in self._names_with(other):
            work = WorkLike(service, kind, group, system, site, delivery, cause)
            if ours.fits(work) and theirs.fits(work):
                return work
        return None

    def _names_with(self, other: _Named) -> Iterator[tuple[str | None, str | None, str | None]]:
        """Yield the services and kinds of work that both may be about; one without kinds is about anything."""
        names = [each.service.name for each in (self, other) if each.kinds]
        if len(set(names)) < 2:
            yield next(iter(names), None), None, None
        ours, theirs = self.kinds or other.kinds, other.kinds or self.kinds
        yield from ((None, kind, group) for kind, group in ours.items() if kind in theirs)


def _alone(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _common(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str | None:
    """Return a value that both ask for; where they ask for different ones, one that cannot fit both."""
    both = [each for each in ours if each in theirs]
    return next(iter((*both, *ours, *theirs)), None)


def _listed(names: list[str]) -> str:
    shown = [f"«{name}»" for name in names[:3]]
    return ", ".join(shown) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _both_fit(lookup: Lookup, first: Clause, second: Clause, work: WorkLike) -> Problem:
    return lookup.problem(
        tuple(second.address.split(".")),
        "FEE507",
        f"This service and «{first.address}» ({first.file}:{first.line}) fit equally well: {work}.",
        remedy="Keep one of the two, or narrow one by on, at, for, delivery or caused by.",
        at_key=True,
    )


def _too_many(lookup: Lookup) -> Problem:
    return lookup.problem(
        ("services",),
        "YML012",
        f"There are too many services to compare each with each, more than {MAX_SERVICE_PAIRS:,} pairs.",
        remedy="Group services of which the same is said, by kinds of issue.",
        at_key=True,
    )
