"""Recurring work, one clause a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from asagreed.figures import Clause
from asagreed.terms.papers import Agreement
from asagreed.terms.resolved.origins import Origins
from asagreed.terms.values.periods import Period
from asagreed.terms.values.recurrences import Recurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClause:
    """A task that recurs. `at` is seconds after local midnight, or None for the end of the day on which it is due.

    `began_on` is the date from which its rule counts; `within` how long after it was due it may still be done late.
    """

    name: str
    title: str
    recurrence: Recurrence
    when: str
    at: int | None
    began_on: date
    calendar: str
    within: Period | None
    systems: tuple[str, ...]
    restores: tuple[str, ...]
    delivery: str
    draws_hours: bool
    needs_approval: bool
    risk: str
    clause: Clause


def resolve_upkeep(agreement: Agreement, origins: Origins) -> Mapping[str, TaskClause]:
    """Return the recurring work of a version by name, in the order in which it was written."""
    return MappingProxyType(
        {
            name: TaskClause(
                name=name,
                title=part.title or name,
                recurrence=part.when,
                when=part.when.text,
                at=part.at,
                began_on=part.from_ or agreement.term.from_.date(),
                calendar=part.hours or "",
                within=part.within,
                systems=part.on or part.restores,
                restores=part.restores,
                delivery=part.delivery,
                draws_hours=bool(part.draws),
                needs_approval=bool(part.approval),
                risk=part.risk or "",
                clause=origins.clause(("proactive", name)),
            )
            for name, part in agreement.proactive.items()
        }
    )
