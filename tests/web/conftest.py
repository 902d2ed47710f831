"""A provider with its people, two customers with agreements, and what tests do with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from asagreed_web.agreements.operations import enter_papers, enter_plan
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.people.models import Person, Role

EXAMPLES = Path(__file__).parents[2] / "examples"
PASSWORD = "correct horse battery staple"  # noqa: S105 – of people who exist in tests only
LATER = int(datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("UTC")).timestamp())
"""After every paper of the examples was signed."""


def chicago(text: str) -> int:
    """Return a moment in the zone of Harbour Dental as UTC seconds: `chicago("2026-05-15 16:55")`."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Chicago")).timestamp())


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is there: the provider's people, and those of two customers."""

    owner: Person
    dispatcher: Person
    technician: Person
    bookkeeper: Person
    harbour: Customer
    approver: Person
    viewer: Person
    other: Customer
    stranger: Person


@pytest.fixture
def sees_all(db: None) -> None:
    """Let the test itself look behind the wall, as the worker may."""
    wall.see(wall.ALL)


@pytest.fixture
def cast(sees_all: None) -> Cast:
    """Return a provider with two customers: Harbour Dental on Gold, Riverbend Vets on their own plan."""
    harbour, other = made_customer("harbour-dental", "Harbour Dental"), made_customer("riverbend-vets", "Riverbend Vets")
    return Cast(
        owner=made_person("owner", Role.OWNER),
        dispatcher=made_person("dispatcher", Role.DISPATCHER),
        technician=made_person("technician", Role.TECHNICIAN),
        bookkeeper=made_person("bookkeeper", Role.BOOKKEEPER),
        harbour=harbour,
        approver=made_person("approver", Role.APPROVER, harbour),
        viewer=made_person("viewer", Role.VIEWER, harbour),
        other=other,
        stranger=made_person("stranger", Role.APPROVER, other),
    )


def made_customer(folder: str, name: str) -> Customer:
    """Return a customer whose agreement is one of the examples."""
    for plan in (EXAMPLES / "plans").glob("*.yaml"):
        enter_plan(name=plan.stem, text=plan.read_text(), by=None, at=LATER)
    customer = Customer.objects.create(slug=folder, name=name, zone="America/Chicago", entered_at=LATER)
    root = EXAMPLES / folder
    papers = {str(file.relative_to(root)): file.read_text() for file in root.rglob("*.yaml")}
    entered = enter_papers(customer=customer, papers=papers, by=None, at=LATER)
    assert entered.edition, [str(problem) for problem in entered.problems]
    return customer


def made_person(name: str, role: Role, customer: Customer | None = None) -> Person:
    """Return somebody who can sign in."""
    domain = f"{customer.slug}.example" if customer else "northwind.example"
    return Person.objects.create_user(
        email=f"{name}@{domain}", name=name.capitalize(), role=role, customer=customer, password=PASSWORD
    )
