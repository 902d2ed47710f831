"""Systems and sites of a customer as the version in force says, with what was declared and declined."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.errors import NotInForce
from asagreed.terms import Terms
from asagreed.versions import AdvicePaper, History
from asagreed_web.agreements.queries import history_of


@dataclass(frozen=True, slots=True)
class ListedSystem:
    """A system by its word in the agreement, its title, and what the customer declared it to be («» is nothing)."""

    name: str
    title: str
    criticality: str


def terms_at(customer_id: int, *, at: int) -> Terms | None:
    """Return the terms in force for a customer at a moment (UTC seconds), or None without any."""
    return terms_in(history_of(customer_id), at=at)


def terms_in(history: History | None, *, at: int) -> Terms | None:
    """Return the terms of an agreement that are in force at a moment (UTC seconds), or None without any."""
    try:
        return history.version_in_force(at=at).terms if history else None
    except NotInForce:
        return None


def systems_of(customer_id: int, *, at: int) -> list[ListedSystem]:
    """Return the systems that the agreement lists, as of a moment (UTC seconds)."""
    return systems_in(history_of(customer_id), at=at)


def systems_in(history: History | None, *, at: int) -> list[ListedSystem]:
    """Return the systems that an agreement lists, as of a moment (UTC seconds)."""
    terms = terms_in(history, at=at)
    if history is None or terms is None:
        return []
    found = []
    for name, system in terms.systems.items():
        declared = history.register.criticality_of(name, at=at)
        found.append(ListedSystem(name, system.title, declared.criticality if declared else ""))
    return found


def declined_advice(customer_id: int, *, at: int) -> tuple[AdvicePaper, ...]:
    """Return the advice that stands declined at a moment (UTC seconds)."""
    history = history_of(customer_id)
    return history.register.declined_at(at) if history else ()
