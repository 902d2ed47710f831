"""Uptime, maintenance and recovery of systems that exist, in hours that exist; combined figures of what is measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asagreed.reading.problems import Problem
from asagreed.reading.references.lookup import Lookup, Path
from asagreed.terms.sections.uptime import ALL_TIME, Combined, Counting


def check_uptime(lookup: Lookup) -> Iterator[Problem]:
    """Find systems, calendars and members of combined figures that nothing else names."""
    uptime = lookup.agreement.uptime
    yield from _check_basis(lookup, ("uptime",), uptime)
    for name, system in uptime.systems.items():
        path = ("uptime", "systems", name)
        yield from _unknown_system(lookup, path, name)
        yield from _check_basis(lookup, path, system)
    for name, combined in uptime.combined.items():
        yield from _check_combined(lookup, name, combined)


def check_maintenance(lookup: Lookup) -> Iterator[Problem]:
    """Find windows for systems that the agreement does not list."""
    for name, window in lookup.agreement.maintenance.windows.items():
        yield from lookup.unknown_systems(("maintenance", "windows", name, "on"), window.on)


def check_recovery(lookup: Lookup) -> Iterator[Problem]:
    """Find recovery of systems that the agreement does not list, and in hours that no calendar has."""
    for name, recovery in lookup.agreement.recovery.items():
        yield from _unknown_system(lookup, ("recovery", name), name)
        yield from lookup.unknown_calendar(("recovery", name, "hours"), recovery.hours)


def check_staffing(lookup: Lookup) -> Iterator[Problem]:
    """Find hours of people that no calendar has, and statements about systems that are not listed."""
    staffing = lookup.agreement.staffing
    for key, names in (("hours", staffing.hours), ("on call", staffing.on_call)):
        for number, name in enumerate(names):
            yield from lookup.unknown_calendar(("staffing", key, str(number)), name)
    for name, stated in lookup.agreement.discovery.items():
        yield from lookup.unknown_systems(("discovery", name, "about"), stated.about)


def _unknown_system(lookup: Lookup, path: Path, name: str) -> Iterator[Problem]:
    known = lookup.agreement.systems
    yield from lookup.unknown(
        path, "YML407", what="a system of this agreement", name=name, known=known, where="systems", at_key=True
    )


def _check_basis(lookup: Lookup, path: Path, counting: Counting) -> Iterator[Problem]:
    if counting.basis != ALL_TIME:
        yield from lookup.unknown_calendar((*path, "basis"), counting.basis)


def _check_combined(lookup: Lookup, name: str, combined: Combined) -> Iterator[Problem]:
    path = ("uptime", "combined", name)
    uptime = lookup.agreement.uptime
    yield from _check_basis(lookup, path, combined)
    for key, names in (("of", combined.of), ("weights", tuple(combined.weights))):
        for place, member in enumerate(names):
            where = (*path, key, str(place)) if key == "of" else (*path, key, member)
            yield from lookup.unknown(
                where,
                "YML446",
                what="a system of this agreement or another combined figure",
                name=member,
                known={*lookup.agreement.systems, *uptime.combined},
                where="systems",
                at_key=key == "weights",
            )
    if _leads_back(name, uptime.combined):
        yield lookup.problem(
            path,
            "YML447",
            f"«{name}» is made of figures that are made of «{name}», so it has no value.",
            remedy="Let figures name systems, or figures that do not lead back.",
            at_key=True,
        )
    yield from _miscounted(lookup, path, combined)


def _miscounted(lookup: Lookup, path: Path, combined: Combined) -> Iterator[Problem]:
    rule, members = combined.together, len(combined.of)
    if rule and rule.form == "at least" and (rule.least > members or rule.of not in (0, members)):
        yield lookup.problem(
            (*path, "together"),
            "YML448",
            f"The figure is made of {members}, and its rule speaks of another number.",
            remedy=f"Write at least 1 to {members}, or name the systems that are missing." if members else
            "Name its systems under «of».",
        )  # fmt: skip


def _leads_back(name: str, figures: Mapping[str, Combined]) -> bool:
    below, seen = list(figures[name].of), set[str]()
    while below:
        member = below.pop()
        if member == name:
            return True
        if member in figures and member not in seen:
            seen.add(member)
            below += figures[member].of
    return False
