"""One house for all addresses: people, things, and a browser or a program for each identity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from tests.web.access.things import AT, things_of
from tests.web.conftest import Cast, made_cast

from asagreed_web.kit import wall
from asagreed_web.people.models import Person
from asagreed_web.people.operations import make_token


@dataclass(frozen=True, slots=True)
class House:
    """Who is there, what stands in addresses, and how each identity asks."""

    cast: Cast
    things: dict[str, str]
    keys: dict[str, str]

    def browser(self, identity: str, *, is_strict: bool = False) -> Client:
        """Return a browser in which an identity is signed in; a strict one must prove where forms come from."""
        client = Client(enforce_csrf_checks=is_strict, raise_request_exception=False)
        person = getattr(self.cast, identity, None)
        if person is not None:
            client.force_login(person)
        return client

    def program(self, identity: str) -> Client:
        """Return a program that has a key in the role of an identity."""
        key = self.keys.get(identity)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return Client(raise_request_exception=False, headers=headers)


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """Return the house; it is built once for all addresses, and each of them is tried on it as it was built."""
    with django_db_blocker.unblock(), transaction.atomic(), wall.seeing(wall.ALL):
        cast = made_cast()
        yield House(cast, things_of(cast), _keys(cast))
        transaction.set_rollback(True)


def _keys(cast: Cast) -> dict[str, str]:
    names = ("stranger", "viewer", "approver", "bookkeeper", "technician", "dispatcher", "owner")
    return {name: _key(cast, getattr(cast, name)) for name in names}


def _key(cast: Cast, person: Person) -> str:
    _token, secret = make_token(name=person.name, role=person.role, customer=person.customer, by=cast.owner, at=AT)
    return secret
