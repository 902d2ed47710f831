"""Which work an agreement includes, excludes or leaves to somebody's decision, flattened to one clause a service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from asagreed.figures import Clause
from asagreed.terms.papers import Sections
from asagreed.terms.resolved.origins import Origins, Path
from asagreed.terms.sections.services import (
    ANYTHING,
    ARRANGED,
    EXCLUDED,
    INCLUDED,
    ArrangedService,
    ExcludedService,
    IncludedService,
    ServicePart,
)
from asagreed.terms.values.prepaid import InnerLimit

DEFERRED = "deferred item"


class WorkLike(NamedTuple):
    """What is known of a piece of work when its coverage is looked up; None is not known or not so.

    `kind_group` is the group that the catalogue of issues puts the kind in.
    """

    service: str | None = None
    kind: str | None = None
    kind_group: str | None = None
    system: str | None = None
    site: str | None = None
    delivery: str | None = None
    cause: str | None = None

    def __str__(self) -> str:
        known = [f"{name.replace('_', ' ')} {value}" for name, value in self._asdict().items() if value]
        return ", ".join(known) or "any work"


@dataclass(frozen=True, slots=True)
class ServiceClause:
    """A service in a box, with what narrows it; an empty tuple or None asks for nothing.

    `hours` names the calendar within which an included service is included. `draws` says that included work is taken
    from hours that were granted or paid ahead. `layer` is the paper, counted as in `Terms.layers`. It `is_exact_kind`
    unless it names a group of the catalogue.
    """

    name: str
    box: str
    title: str
    kinds: tuple[str, ...]
    systems: tuple[str, ...]
    sites: tuple[str, ...]
    delivery: str
    cause: str | None
    hours: str | None
    hours_clause: Clause | None
    draws: bool
    limit: InnerLimit | None
    limit_clause: Clause | None
    work_type: str | None
    decider: str
    offered: bool
    why: str
    call: str
    whatever_the_cause: bool
    clause: Clause
    layer: int
    is_exact_kind: bool = True

    def fits(self, work: WorkLike) -> bool:
        """Say whether the clause is about a piece of work."""
        return (
            self._names(work)
            and (not self.systems or work.system in self.systems)
            and (not self.sites or work.site in self.sites)
            and (not self.delivery or work.delivery == self.delivery)
            and (self.cause is None or work.cause == self.cause)
        )

    def _names(self, work: WorkLike) -> bool:
        if self.name == ANYTHING and not self.kinds:
            return True
        if work.service is not None:
            return work.service == self.name
        return work.kind is not None and (work.kind in (self.name, *self.kinds) or work.kind_group in self.kinds)

    @property
    def specificity(self) -> int:
        """How much the clause names; of two that name equally much, one of kinds goes before one of their group."""
        narrowed = (self.kinds or self.name != ANYTHING, self.systems, self.sites, self.delivery, self.cause)
        return 2 * sum(1 for each in narrowed if each) + self.is_exact_kind


@dataclass(frozen=True, slots=True)
class CauseClause:
    """A cause that takes work out of the included box."""

    name: str
    box: str
    means: str
    systems: tuple[str, ...]
    unless: tuple[str, ...]
    decider: str
    call: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class OtherwiseClause:
    """What holds for work that no service names."""

    box: str
    decider: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class ProposalClause:
    """What holds for due work that was deferred and then failed."""

    box: str | None
    emergency: bool
    clause: Clause


@dataclass(frozen=True)
class Scope:
    """Every clause that decides whether work is covered."""

    services: tuple[ServiceClause, ...]
    otherwise: OtherwiseClause | None
    causes: Mapping[str, CauseClause]
    proposals: ProposalClause | None


def resolve_scope(written: Sections, origins: Origins) -> Scope:
    """Return the clauses of services, causes, responsibilities and proposals."""
    services = written.services
    boxes = ((INCLUDED, services.included), (EXCLUDED, services.excluded), (ARRANGED, services.by_arrangement))
    other = services.otherwise
    return Scope(
        services=(
            *(_service(name, box, part, written, origins) for box, parts in boxes for name, part in parts.items()),
            *_recurring(written, origins),
        ),
        otherwise=OtherwiseClause(*other, origins.clause(("services", "otherwise"))) if other else None,
        causes=dict(_causes(written, origins)),
        proposals=_proposals(written, origins),
    )


def _service(name: str, box: str, part: ServicePart, written: Sections, origins: Origins) -> ServiceClause:
    path = ("services", box, name)
    # What is said in one box alone holds as unsaid in the others.
    included = part if isinstance(part, IncludedService) else IncludedService()
    excluded = part if isinstance(part, ExcludedService) else ExcludedService()
    named = included.hours or (written.services.hours if box == INCLUDED else None)
    of_hours = (*path, "hours") if included.hours else ("services", "hours")
    return ServiceClause(
        name=name,
        box=box,
        title=part.title or name,
        kinds=part.for_,
        systems=part.on,
        sites=part.at,
        delivery=part.delivery,
        cause=part.caused_by,
        hours=named,
        hours_clause=origins.clause(of_hours) if named else None,
        draws=bool(included.draws),
        limit=included.limit,
        limit_clause=origins.clause((*path, "limit")) if included.limit else None,
        work_type=part.work_type,
        decider=(part.decided_by or "") if isinstance(part, ArrangedService) else "",
        offered=excluded.offered,
        why=excluded.why or "",
        call=part.call or "",
        whatever_the_cause=included.whatever_the_cause,
        clause=origins.clause(path),
        layer=_latest(part, path, origins),
        is_exact_kind=written.issue_kinds.keys().isdisjoint((name, *part.for_)),
    )


def _recurring(written: Sections, origins: Origins) -> Iterator[ServiceClause]:
    """Yield recurring work as included services; a service of the same name says otherwise."""
    services = written.services
    named = {*services.included, *services.excluded, *services.by_arrangement}
    for name, task in written.proactive.items():
        if name not in named:
            part = IncludedService.model_validate({"title": task.title or name, "draws": task.draws or "nothing"})
            clause = origins.clause(("proactive", name))
            found = _service(name, INCLUDED, part, written, origins)
            yield replace(found, hours=None, hours_clause=None, clause=clause, layer=origins.layer(("proactive", name)))


def _latest(part: ServicePart, path: Path, origins: Origins) -> int:
    """Return the latest paper that says anything of an entry: by that the entry is put before those of other boxes."""
    said = (type(part).model_fields[name].alias or name for name in part.model_fields_set)
    return max((origins.layer((*path, key)) for key in said), default=origins.layer(path))


def _causes(written: Sections, origins: Origins) -> Iterator[tuple[str, CauseClause]]:
    for name, part in written.causes.items():
        clause = origins.clause(("causes", name))
        decider, call = part.decided_by or "", part.call or ""
        yield name, CauseClause(name, part.makes, part.means or name, part.on, part.unless, decider, call, clause)
    for name, duty in written.responsibilities.items():
        if duty.makes:
            clause = origins.clause(("responsibilities", name))
            yield name, CauseClause(name, duty.makes, f"not kept: {duty.must}", duty.on, duty.unless, "", "", clause)


def _proposals(written: Sections, origins: Origins) -> ProposalClause | None:
    part = written.proposals
    return ProposalClause(part.if_deferred, part.emergency, origins.clause(("proposals",))) if part else None
