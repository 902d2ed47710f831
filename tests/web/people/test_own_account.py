"""Answering an invitation on its page, the profile, light and dark."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.conftest import PASSWORD, Cast, chicago

from asagreed_web.people.models import Person, Role
from asagreed_web.people.operations import invite

AT = chicago("2026-05-15 09:00")


@pytest.fixture
def link(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the path of an invitation that was made just now."""
    monkeypatch.setattr("asagreed_web.kit.clock.now", lambda: AT + 60)
    email = "new@harbour-dental.example"
    return invite(
        name="New", email=email, role=Role.VIEWER, customer=cast.harbour, by=cast.owner, at=AT
    ).link.removeprefix("http://testserver")


def test_an_invitation_asks_for_a_password_and_lets_in(link: str) -> None:
    client = Client()
    assert "Welcome, New" in client.get(link).content.decode()
    client.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert client.get("/account/profile").status_code == 200


def test_a_used_invitation_says_what_to_do(link: str) -> None:
    Client().post(link, {"password": PASSWORD, "again": PASSWORD})
    response = Client().get(link)
    assert response.status_code == 404
    assert "ask the person who invited you" in response.content.decode()


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "at least 12"),
        (PASSWORD, "another one", "not the same"),
        ("", "", "required"),
        ("new@harbour-dental.example", "new@harbour-dental.example", "too similar"),
    ],
)
def test_a_poor_password_is_refused_and_the_link_stays_good(link: str, password: str, again: str, says: str) -> None:
    assert says in Client().post(link, {"password": password, "again": again}).content.decode()
    assert not Person.objects.get(email="new@harbour-dental.example").is_active
    assert Client().get(link).status_code == 200


def test_the_profile_keeps_name_theme_and_single_keys(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.viewer)
    client.post("/account/profile", {"name": "Vera", "theme": "dark"})
    cast.viewer.refresh_from_db()
    assert (cast.viewer.name, cast.viewer.theme, cast.viewer.uses_single_keys) == ("Vera", "dark", False)
    assert 'data-bs-theme="dark"' in client.get("/account/profile").content.decode()


def test_a_profile_cannot_change_role_customer_or_address(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.viewer)
    more = {"role": "owner", "customer": "", "email": "x@nowhere.example", "is_active": "on"}
    client.post("/account/profile", {"name": "Vera", "theme": "auto", **more})
    before = (cast.viewer.role, cast.viewer.customer_id, cast.viewer.email)
    cast.viewer.refresh_from_db()
    assert (cast.viewer.role, cast.viewer.customer_id, cast.viewer.email) == before


def test_a_profile_that_cannot_be_saved_keeps_what_was_typed(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.viewer)
    page = client.post("/account/profile", {"name": "V" * 121, "theme": "dark"}).content.decode()
    assert "V" * 121 in page
    assert "thing to mend" in page


def test_light_and_dark_stay_with_the_browser_before_sign_in_and_with_the_person_after(cast: Cast) -> None:
    client = Client()
    client.post("/account/theme", {"theme": "dark"})
    assert 'data-bs-theme="dark"' in client.get("/account/login/").content.decode()
    client.force_login(cast.viewer)
    client.post("/account/theme", {"theme": "light", "next": "/portal/"})
    cast.viewer.refresh_from_db()
    assert cast.viewer.theme == "light"


def test_an_unknown_theme_is_as_the_system(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.viewer)
    client.post("/account/theme", {"theme": '"><script>'})
    cast.viewer.refresh_from_db()
    assert cast.viewer.theme == "auto"
