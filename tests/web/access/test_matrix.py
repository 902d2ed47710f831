"""Everybody gets, at every address, the answer that was declared, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from tests.web.access.conftest import House
from tests.web.access.matrix import IDENTITIES, Address, addresses, declared, fits, gaps, how_to_declare, missing, stale

from asagreed_web.kit import wall

pytestmark = pytest.mark.django_db
KNOWN = [each for each in addresses() if each.name in declared()]


def test_every_address_is_declared() -> None:
    names = [each.name for each in missing()]
    assert not names, how_to_declare(names)


def test_every_declared_address_exists() -> None:
    assert not stale(), f"There are no such addresses any more; take them out of outcomes.yaml: {stale()}"


def test_every_identity_and_method_of_an_address_is_declared() -> None:
    assert not gaps(), "Say in outcomes.yaml what is answered there: " + "; ".join(gaps())


@pytest.mark.parametrize("address", KNOWN, ids=lambda address: address.name)
def test_an_address_answers_everybody_as_declared(house: House, address: Address) -> None:
    expected = declared()[address.name]
    deviations = []
    for method in address.methods:
        for identity in IDENTITIES:
            wanted, got = expected.outcomes.get(method, {}).get(identity), answer(house, address, method, identity)
            if not fits(got, wanted):
                deviations.append(f"{method} as {identity}: {got}, declared {wanted}")
    assert not deviations, f"{address.name} ({address.route})\n" + "\n".join(deviations)


FORMS = [each for each in KNOWN if not each.is_api and not declared()[each.name].is_keyed]
"""What takes forms of somebody who signed in; elsewhere a key or a signed link counts, and a session nothing."""


@pytest.mark.parametrize("address", FORMS, ids=lambda address: address.name)
def test_no_form_is_taken_without_its_proof(house: House, address: Address) -> None:
    status = asked(house, address, "POST", "owner", is_strict=True).status_code
    assert status in (403, 404, 405), f"POST {address.route} was answered {status} without a form token"


def answer(house: House, address: Address, method: str, identity: str) -> object:
    """Return what an identity is answered: a status, or where it is sent."""
    response = asked(house, address, method, identity)
    if response.status_code not in (301, 302, 303):
        return response.status_code
    return "sign-in" if response.headers["Location"].startswith(reverse(settings.LOGIN_URL)) else "elsewhere"


def asked(house: House, address: Address, method: str, identity: str, *, is_strict: bool = False) -> HttpResponseBase:
    """Ask an address, and undo whatever that did."""
    known = declared()[address.name]
    path = address.path({part: house.things.get(name, name) for part, name in known.things.items()})
    sent = {part: house.things.get(name, name) if isinstance(name, str) else name for part, name in known.sent.items()}
    given: dict[str, Any] = {"data": sent} if method == "POST" else {}
    # Programs send JSON, people forms.
    given |= {"content_type": "application/json"} if given and address.is_api else {}
    with transaction.atomic(), wall.seeing(wall.ALL):
        client = house.program(identity) if address.is_api else house.browser(identity, is_strict=is_strict)
        response: HttpResponseBase = getattr(client, method.lower())(path, **given)
        transaction.set_rollback(True)
    if isinstance(response, StreamingHttpResponse):
        # A file is closed when it was read to its end.
        response.getvalue()
    return response
