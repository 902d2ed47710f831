"""From a checked agreement to its terms: every section flattened, every entry with its clause."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from asagreed.figures import Clause
from asagreed.open_time.counting import OpenHours
from asagreed.terms.papers import Agreement
from asagreed.terms.resolved.calendar_editions import CalendarBook
from asagreed.terms.resolved.clauses import (
    Channel,
    Closing,
    Constraint,
    IssueKind,
    MatrixCell,
    Reopening,
    SiteClause,
    Step,
    SystemClause,
)
from asagreed.terms.resolved.clock_words import clock_rules
from asagreed.terms.resolved.emergency_clauses import resolve_emergencies
from asagreed.terms.resolved.fee_clauses import resolve_charges
from asagreed.terms.resolved.origins import Origins
from asagreed.terms.resolved.prepaid_clauses import resolve_prepaid
from asagreed.terms.resolved.rate_card import resolve_rates
from asagreed.terms.resolved.scope import resolve_scope
from asagreed.terms.resolved.site_access import no_access_calendar
from asagreed.terms.resolved.target_table import flat_blocks, share_clauses, target_clauses
from asagreed.terms.resolved.terms import Terms
from asagreed.terms.resolved.upkeep_clauses import resolve_upkeep
from asagreed.terms.resolved.uptime_clauses import resolve_uptime
from asagreed.terms.sections.standing import PartyPart
from asagreed.terms.values.parties import Party

EVERY_CLOCK = "every clock"
"""Warnings under this key hold for each clock that has none of its own."""

K = TypeVar("K")
V = TypeVar("V")


def resolve_terms(agreement: Agreement, origins: Origins, *, running_tickets: str) -> Terms:
    """Return the terms of one version; names in it were checked before."""
    blocks, parties = flat_blocks(agreement.targets, origins), agreement.parties
    targets = tuple(
        target_clauses(blocks, origins=origins, working_day=agreement.working_day, groups=agreement.issue_kinds)
    )
    return Terms(
        agreement=agreement.agreement,
        version=origins.version,
        zone=agreement.zone,
        layers=origins.layers,
        currency=agreement.currency,
        provider=parties.provider.name if parties.provider else "",
        customer=parties.customer.name if parties.customer else "",
        working_day_seconds=agreement.working_day,
        calendars=_calendars(agreement),
        # A promise without hours was refused, unless narrower cases with hours of their own stand for all of it.
        targets=tuple(target for target in targets if target.calendar or target.is_none),
        pause_clauses=_pauses(agreement, origins),
        steps=_steps(agreement, origins, frozenset(target.clock for target in targets)),
        clock_rules=_fixed({rule.name: rule for rule in clock_rules(agreement.clocks, origins)}),
        channels=_channels(agreement, origins),
        sites=_sites(agreement, origins),
        travel=agreement.travel,
        travel_clauses=_fixed({name: origins.clause(("travel", name)) for name in agreement.travel}),
        systems=_systems(agreement, origins),
        shares=tuple(share_clauses(blocks, origins)),
        issue_kinds=_issue_kinds(agreement, origins),
        impacts=agreement.priorities.impact,
        urgencies=agreement.priorities.urgency,
        cells=_cells(agreement, origins),
        priority_titles=agreement.priorities.titles,
        priority_set_by=agreement.priorities.set_by,
        priority_may_be_changed_by=agreement.priorities.may_be_changed_by,
        after_workaround=agreement.priorities.after_workaround,
        constraints=_constraints(agreement, origins),
        running_tickets=running_tickets,
        count_from_change=bool(agreement.after_a_change),
        reopening=_reopening(agreement, origins),
        closing=_closing(agreement, origins),
        scope=resolve_scope(agreement, origins),
        emergencies=resolve_emergencies(agreement, origins),
        rates=resolve_rates(agreement, origins, zone=agreement.zone),
        prepaid=resolve_prepaid(agreement, origins),
        charges=resolve_charges(agreement, {name: each.price for name, each in agreement.riders.items()}, origins),
        uptime=resolve_uptime(agreement, origins),
        upkeep=resolve_upkeep(agreement, origins),
        provider_party=_party(parties.provider),
        customer_party=_party(parties.customer),
    )


def _party(part: PartyPart | None) -> Party:
    return Party(**{name: value or "" for name, value in part}) if part else Party(name="")


def _fixed(entries: dict[K, V]) -> Mapping[K, V]:
    return MappingProxyType(entries)


def _calendars(agreement: Agreement) -> Mapping[str, OpenHours]:
    book = CalendarBook(agreement.calendars, agreement.holidays, agreement.zone)
    return _fixed({name: book.calendar(name) for name in agreement.calendars})


def _pauses(agreement: Agreement, origins: Origins) -> Mapping[tuple[str, str], Clause]:
    return _fixed(
        {
            (clock, reason): origins.item(("pauses", clock), number)
            for clock, reasons in agreement.pauses.items()
            for number, reason in enumerate(reasons)
        }
    )


def _steps(agreement: Agreement, origins: Origins, clocks: frozenset[str]) -> Mapping[str, tuple[Step, ...]]:
    written = {
        clock: tuple(
            Step(step.percent, step.before, step.after, origins.item(("warnings", clock), number))
            for number, step in enumerate(steps)
        )
        for clock, steps in agreement.warnings.items()
    }
    for_all = written.pop(EVERY_CLOCK, ())
    return _fixed({clock: written.get(clock, for_all) for clock in sorted(clocks | set(written))})


def _channels(agreement: Agreement, origins: Origins) -> Mapping[str, Channel]:
    return _fixed(
        {
            name: Channel(
                name=name,
                calendar=part.hours,
                counts=part.counts,
                clause=origins.clause(("reporting", name)),
                title=part.title or name,
                called_back=part.called_back or "",
            )
            for name, part in agreement.reporting.items()
        }
    )


def _sites(agreement: Agreement, origins: Origins) -> Mapping[str, SiteClause]:
    return _fixed(
        {
            name: SiteClause(
                name=name,
                distance=site.distance,
                zone=site.zone or agreement.zone,
                delivery=site.delivery,
                clause=origins.clause(("sites", name)),
                title=site.title or name,
            )
            for name, site in agreement.sites.items()
        }
    )


def _systems(agreement: Agreement, origins: Origins) -> Mapping[str, SystemClause]:
    return _fixed(
        {
            name: SystemClause(
                name=name,
                title=part.title or name,
                parts=part.parts or "",
                supported_by=part.supported_by or "",
                call=part.call or "",
                vendor_response=part.vendor_response or "",
                clause=origins.clause(("systems", name)),
            )
            for name, part in agreement.systems.items()
        }
    )


def _issue_kinds(agreement: Agreement, origins: Origins) -> Mapping[str, IssueKind]:
    return _fixed(
        {
            name: IssueKind(name, group, part.title or name, origins.clause(("issue kinds", group, name)))
            for group, kinds in agreement.issue_kinds.items()
            for name, part in kinds.items()
        }
    )


def _cells(agreement: Agreement, origins: Origins) -> Mapping[tuple[str, str], MatrixCell]:
    return _fixed(
        {
            (impact, urgency): MatrixCell(
                impact, urgency, priority, origins.clause(("priorities", "matrix", impact, urgency))
            )
            for impact, row in agreement.priorities.matrix.items()
            for urgency, priority in row.items()
        }
    )


def _constraints(agreement: Agreement, origins: Origins) -> tuple[Constraint, ...]:
    return tuple(
        Constraint(
            name,
            no_access_calendar(name, site, holidays=agreement.holidays, zone=agreement.zone),
            origins.clause(("sites", name, "no access")),
        )
        for name, site in agreement.sites.items()
        if site.no_access
    )


def _reopening(agreement: Agreement, origins: Origins) -> Reopening | None:
    part = agreement.reopening
    return Reopening(part.clock, part.within, origins.clause(("reopening",))) if part else None


def _closing(agreement: Agreement, origins: Origins) -> Closing | None:
    part = agreement.closing
    clause = origins.clause(("closing",))
    return Closing(part.after_failed_contacts, part.after_silence_of, clause) if part else None
