"""A provider with its people, two customers with agreements, and what tests do with them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

from asagreed_web.agreements import operations
from asagreed_web.agreements.operations import enter_papers, enter_plan
from asagreed_web.agreements.queries import read_papers
from asagreed_web.chronicle import append_only
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.people.models import Person, Role

EXAMPLES = Path(__file__).parents[2] / "examples"
PASSWORD = "correct horse battery staple"  # noqa: S105 – of people who exist in tests only
LATER = int(datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("UTC")).timestamp())
"""After every paper of the examples was signed."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what asks no database: it has been run beside SQLite, and would say the same."""
    if os.environ.get("ASAGREED_TEST_DATABASE") != "postgresql":
        return
    alike = [item for item in items if not _asks_database(item)]
    items[:] = [item for item in items if _asks_database(item)]
    config.hook.pytest_deselected(items=alike)


ABOUT_PAGES = (
    "journeys/test_axe",
    "journeys/test_no_payload",
    "journeys/test_without_javascript",
    "people/test_browser",
)
"""Tests of what a browser does with pages; the ten jobs show on both databases that the pages are the same."""


def _asks_database(item: pytest.Item) -> bool:
    if any(part in item.path.as_posix() for part in ABOUT_PAGES):
        return False
    fixtures = getattr(item, "fixturenames", ())
    asks = {"db", "transactional_db", "live_server"} & {*fixtures} or item.get_closest_marker("django_db")
    return bool(asks) or "tests/web/faults" in item.path.as_posix()


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


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the database whichever tests are chosen: pytest-django would look at their own fixtures, not a module's."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Read each set of papers once for all tests: the library answers the same for the same papers."""
    known: dict[str, Any] = {}

    def read(papers: Mapping[str, str], plans: Mapping[str, str], **asked: Any) -> Any:
        key = repr((sorted(papers.items()), sorted(plans.items()), asked))
        if key not in known:
            known[key] = read_papers(papers, plans, **asked)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "read_papers", read)
        yield


@pytest.fixture(autouse=True)
def emptied_afterwards(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a test that commits be cleaned up after: the triggers go, and come back when the database is empty."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        append_only.lift()


@pytest.fixture
def sees_all(db: None) -> Iterator[None]:
    """Let the test itself look behind the wall, as the worker may."""
    with wall.seeing(wall.ALL):
        yield


@pytest.fixture
def cast(sees_all: None) -> Cast:
    """Return a provider with two customers: Harbour Dental on Gold, Riverbend Vets on their own plan."""
    return made_cast()


def made_cast() -> Cast:
    """Return the same for who builds one house for many tests."""
    harbour, other = (
        made_customer("harbour-dental", "Harbour Dental"),
        made_customer("riverbend-vets", "Riverbend Vets"),
    )
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
