"""Every mismatch in the answers of a customer, system by system, in the order in which they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from asagreed.discovery.backup_mismatches import backup_mismatches
from asagreed.discovery.emergency_mismatches import emergency_mismatches
from asagreed.discovery.mismatch import Asked, Ground, Measure, Mismatch
from asagreed.discovery.reading import Answers
from asagreed.discovery.repair_mismatches import repair_mismatches, vendor_mismatches
from asagreed.discovery.values import week_calendar
from asagreed.figures import Figure
from asagreed.open_time import OpenHours, always

__all__ = ["Ground", "Measure", "Mismatch", "day_without", "find_mismatches"]
_RULES: tuple[Callable[[Asked], Iterator[Mismatch]], ...] = (
    emergency_mismatches,
    backup_mismatches,
    repair_mismatches,
    vendor_mismatches,
)
WEEK = 7 * 86_400


def find_mismatches(answers: Answers, *, hours: OpenHours | None = None) -> tuple[Mismatch, ...]:
    """Return what does not line up, and what to do about each.

    `hours` are those in which the customer works, where they are known better than from the answers; without either
    nothing is reckoned in working hours, and what would need it is left out.
    """
    asked = (_asked(answers, name, hours) for name in answers.systems)
    return tuple(found for each in asked for rule in _RULES for found in rule(each))


def day_without(answers: Answers, system: str) -> Figure | None:
    """Return what a working day without a system costs on average, or None where hours or costs are not known."""
    asked = _asked(answers, system, None)
    days = sum(1 for shifts in asked.company.working_hours or () if shifts)
    if asked.hour_costs is None or not days:
        return None
    begins = asked.hours.opening_from(asked.from_at)
    (cost,) = asked.cost_of(asked.hours.seconds_between(begins, begins + WEEK) // days)
    return replace(cost, unit="a working day")


def _asked(answers: Answers, name: str, hours: OpenHours | None) -> Asked:
    page = answers.page
    week = page.company.working_hours
    if hours is None and week is not None and any(week):
        hours = week_calendar(week, name="working hours", zone=page.zone)
    return Asked(
        answers=answers,
        name=name,
        system=answers.systems[name],
        company=page.company,
        hours=hours or always(),
        has_hours=hours is not None,
        zone=page.zone,
        from_at=answers.asked_at,
    )
