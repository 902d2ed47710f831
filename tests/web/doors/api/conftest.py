"""A house with a ticket in it, and a program for each role that asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from tests.web.access.things import a_ticket
from tests.web.conftest import LATER, Cast

from asagreed_web.doors.api.api import PACE
from asagreed_web.people.models import ApiToken, Person
from asagreed_web.people.operations import make_token
from asagreed_web.tickets.models import Ticket

V1 = "/api/v1"


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a token; it sends and gets JSON."""

    token: ApiToken
    secret: str

    def get(self, path: str, **words: str | int) -> tuple[int, Any]:
        """Ask a question."""
        response = self._client.get(V1 + path, words or None)
        return response.status_code, response.json()

    def post(self, path: str, body: object = None, *, key: str = "") -> tuple[int, Any]:
        """Do something."""
        response = self.answer(path, body, key=key)
        return response.status_code, response.json()

    def answer(self, path: str, body: object = None, *, key: str = "") -> Any:
        """Do something, and return the whole answer."""
        headers = {"Idempotency-Key": key} if key else {}
        content = b"" if body is None else json.dumps(body).encode()
        return self._client.post(V1 + path, content, content_type="application/json", headers=headers)

    @property
    def _client(self) -> Client:
        return Client(headers={"Authorization": f"Bearer {self.secret}"}, raise_request_exception=False)


Programs = Callable[[str], Program]


def program_of(cast: Cast, name: str) -> Program:
    """Return a program with a token in the role of somebody of the cast."""
    person: Person = getattr(cast, name)
    token, secret = make_token(name=name, role=person.role, customer=person.customer, by=cast.owner, at=LATER)
    return Program(token, secret)


@pytest.fixture
def programs(cast: Cast) -> Programs:
    """Return what makes a program in the role of somebody of the cast."""
    return lambda name: program_of(cast, name)


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """Return a ticket of Harbour Dental."""
    return a_ticket(cast)


@pytest.fixture(autouse=True)
def unpaced() -> Iterator[None]:
    """Let each test begin with a fresh count of requests."""
    PACE.forget()
    yield
    PACE.forget()
