"""The pages on which owners decide who has access, as their forms are sent."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.web.conftest import Cast

from asagreed_web.people.models import ApiToken, Person, Role
from asagreed_web.people.queries import find_by_token


@pytest.fixture
def owner(cast: Cast) -> Client:
    """Return the owner's browser."""
    client = Client()
    client.force_login(cast.owner)
    return client


def test_everybody_is_listed_under_their_organisation(owner: Client, cast: Cast) -> None:
    page = owner.get("/desk/people/").content.decode()
    assert page.index("Northwind IT") < page.index("Harbour Dental") < page.index("Riverbend Vets")
    assert cast.viewer.email in page


def test_an_invitation_shows_its_link_once(owner: Client, cast: Cast) -> None:
    form = {"name": "New", "email": "New@Harbour-Dental.example", "customer": cast.harbour.pk, "role": Role.VIEWER}
    page = owner.post("/desk/people/invite/", form).content.decode()
    assert re.search(r"http://testserver/account/invitation/[\w-]{43}", page)
    person = Person.objects.get(email="new@harbour-dental.example")
    again = owner.get(f"/desk/people/{person.pk}/").content.decode()
    assert "Invited" in again
    assert "/account/invitation/" not in again


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"email": "no address"}, "valid email"),
        ({"name": ""}, "required"),
        ({"role": "owner"}, "can be: Approver, Viewer"),
        ({"customer": ""}, "can be: Owner"),
        ({"email": "viewer@harbour-dental.example"}, "can sign in already"),
    ],
)
def test_a_wrong_invitation_is_explained_and_kept(
    owner: Client, cast: Cast, changed: dict[str, str], says: str
) -> None:
    form = {"name": "New", "email": "new@harbour-dental.example", "customer": cast.harbour.pk, "role": "viewer"}
    page = owner.post("/desk/people/invite/", {**form, **changed}).content.decode()
    assert says in page
    assert str({**form, **changed}["email"]) in page


def test_a_key_is_shown_once_and_works(owner: Client) -> None:
    form = {"name": "monitoring", "role": "technician", "lasts": "30"}
    secret = re.search(r"asg_[\w-]+", owner.post("/desk/people/keys/", form).content.decode())
    assert secret
    key = ApiToken.objects.get()
    assert find_by_token(secret[0], at=key.made_at) == key
    assert key.expires_at == key.made_at + 30 * 86400
    assert secret[0] not in owner.get("/desk/people/keys/").content.decode()


def test_a_key_for_a_customer_cannot_be_made_an_owner(owner: Client, cast: Cast) -> None:
    form = {"name": "x", "role": "owner", "customer": cast.harbour.pk, "lasts": "30"}
    assert "can act as: Approver, Viewer" in owner.post("/desk/people/keys/", form).content.decode()
    assert not ApiToken.objects.exists()


def test_the_last_owner_is_told_why_access_does_not_end(owner: Client, cast: Cast) -> None:
    page = owner.post(f"/desk/people/{cast.owner.pk}/end-access/", follow=True).content.decode()
    assert "last owner" in page
    assert Person.objects.get(pk=cast.owner.pk).is_active


def test_access_ends_and_can_be_given_again(owner: Client, cast: Cast) -> None:
    page = owner.post(f"/desk/people/{cast.viewer.pk}/end-access/", follow=True).content.decode()
    assert "Access ended" in page
    assert "is invited" in owner.post(f"/desk/people/{cast.viewer.pk}/invite-again/").content.decode()


def test_a_person_who_is_not_there_is_not_found(owner: Client) -> None:
    assert owner.get("/desk/people/999999/").status_code == 404
    assert owner.post("/desk/people/999999/role/", {"role": "owner"}).status_code == 404
