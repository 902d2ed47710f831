"""What stands agreed with a customer, put together for its page from the version in force and the declarations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from asagreed.terms import Terms
from asagreed.versions import AdvicePaper, History
from asagreed_web.agreements.pages import HoursView, hours_views, path_in_folder, version_at, version_views
from asagreed_web.customers.models import Customer


@dataclass(frozen=True, slots=True)
class SystemView:
    """A system with what was declared of it: when (UTC seconds), by whom, and where that is written."""

    title: str
    criticality: str
    declared_at: int | None
    declared_by: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class AdviceView:
    """Advice that stands declined, with its risk and what follows, in words, and where that is written."""

    advice: str
    risk: str
    consequence: str
    then: tuple[str, ...]
    declined_at: int
    by: str
    path: str
    line: int


def agreed_parts(customer: Customer, history: History | None, *, at: int) -> dict[str, Any]:
    """Return the version in force with its plan and hours, the register of systems and the declined advice."""
    version = version_at(history, at=at)
    versions = version_views(history, at=at) if history else []
    hours: list[HoursView] = hours_views(version, at=at) if version else []
    declined = history.register.declined_at(at) if history else ()
    return {
        "has_papers": history is not None,
        "version": next((each for each in versions if each.is_in_force), None),
        "plan": (version.agreement.plan or "") if version else "",
        "hours": hours,
        "systems": _systems(customer, history, version.terms, at) if history and version else [],
        "declined": [_advice(customer, each) for each in declined],
    }


def _systems(customer: Customer, history: History, terms: Terms, at: int) -> list[SystemView]:
    found = []
    for name, system in terms.systems.items():
        said = history.register.criticality_of(name, at=at)
        found.append(
            SystemView(
                title=system.title,
                criticality=said.criticality if said else "",
                declared_at=said.from_at if said else None,
                declared_by=said.by if said else "",
                path=path_in_folder(said.clause.file, customer.slug) if said else "",
                line=said.clause.line if said else 0,
            )
        )
    return found


def _advice(customer: Customer, paper: AdvicePaper) -> AdviceView:
    return AdviceView(
        advice=paper.advice or paper.about,
        risk=paper.risk,
        consequence=paper.consequence,
        then=paper.then,
        declined_at=paper.from_at,
        by=paper.by,
        path=path_in_folder(paper.clause.file, customer.slug),
        line=paper.clause.line,
    )
