"""Whatever is sent to the API, it answers as its schema says, and never with a fault of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.access.things import a_ticket
from tests.web.conftest import made_cast
from tests.web.doors.api.conftest import program_of

from asagreed_web.config.wsgi import application
from asagreed_web.doors.api.api import PACE, api
from asagreed_web.kit import wall

# Without the mark pytest-django would set up no database for a run of these tests alone.
pytestmark = pytest.mark.django_db
ROLES = ("owner", "technician", "viewer")
FEW, MANY = 9, 70
"""Cases for each operation and role: with three roles 27 of an operation in each run, 210 for the proof."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(dict(api.get_openapi_schema(path_prefix="/api/v1/")))
SCHEMA.app = application
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]  # type: ignore[union-attr]
KNOWN = {
    "number": 1001,
    "slug": "harbour-dental",
    "entry_id": 1,
    "quote_id": 1,
    "key_id": 1,
    "delivery_id": 1,
    "check_id": 1,
    "thing_id": 1,
    "record": "outage-1",
}
MOMENTS = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1))  # noqa: DTZ001 – the zone follows
schemathesis.openapi.format("date-time", MOMENTS.map(lambda each: f"{each:%Y-%m-%dT%H:%M:%S}Z"))


@pytest.fixture(scope="module")
def secrets(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """Return a token for each role, in a house that is built once; each case is tried on it as it was built."""
    with django_db_blocker.unblock(), transaction.atomic(), wall.seeing(wall.ALL):
        cast = made_cast()
        a_ticket(cast)
        # The house stands in a transaction that is never committed: no request may close its connection.
        with connection_kept():
            yield {role: program_of(cast, role).secret for role in ROLES}
        transaction.set_rollback(True)


@contextmanager
def connection_kept() -> Iterator[None]:
    """Let requests leave the connection open, as the client of Django's tests does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_an_operation_answers_as_its_schema_says(operation: Any, secrets: dict[str, str]) -> None:
    try_out(operation, secrets, most=FEW)


@pytest.mark.proof
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_an_operation_answers_hundreds_of_cases_as_its_schema_says(operation: Any, secrets: dict[str, str]) -> None:
    try_out(operation, secrets, most=MANY)


def try_out(operation: Any, secrets: dict[str, str], *, most: int) -> None:
    """Send an operation requests that fit its schema and requests that do not, in each role."""
    for secret in secrets.values():
        try_as(operation, secret, most=most)


def try_as(operation: Any, secret: str, *, most: int) -> None:
    """Send such requests with one token."""

    @settings(
        max_examples=most, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases(operation))
    def try_one(case: Any) -> None:
        PACE.forget()
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {secret}"}
        with transaction.atomic():
            case.call_and_validate(checks=CHECKS)
            transaction.set_rollback(True)

    try_one()


def cases(operation: Any) -> st.SearchStrategy[Any]:
    """Return requests: about things that are there, about any, and such as no schema allows."""
    known = {name: value for name, value in KNOWN.items() if "{" + name + "}" in operation.path}
    fitting = operation.as_strategy(path_parameters=known) if known else operation.as_strategy()
    return st.one_of(fitting, operation.as_strategy(), operation.as_strategy(GenerationMode.NEGATIVE))
