"""Who comes in by which way, what is answered to whom, and what ends a session."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from tests.web.conftest import PASSWORD, Cast, chicago

from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import Person, Role
from asagreed_web.people.operations import change_role, end_access, end_sessions, invite

AT = chicago("2026-05-15 09:00")
BROWSER = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_from_nothing(request: pytest.FixtureRequest) -> None:
    """Let no test be limited by another one's attempts."""
    request.getfixturevalue("db")
    cache.clear()


def sign_in(client: Client, person: Person, password: str = PASSWORD) -> HttpResponse:
    """Send the form of the sign-in page."""
    form = {"login": person.email, "password": password}
    return client.post("/account/login/", form, headers={"User-Agent": BROWSER})  # type: ignore[return-value]


def is_in(client: Client) -> bool:
    """Whether the own account can be seen."""
    return client.get("/account/profile").status_code == 200


def last_mail() -> str:
    """Return what the newest mail says."""
    return str(OutboxEntry.objects.filter(kind="mail").latest("pk").says["text"])


def test_the_right_password_lets_in_and_leads_to_the_own_door(cast: Cast) -> None:
    for person, door in ((cast.technician, "/desk/"), (cast.viewer, "/portal/")):
        client = Client()
        assert sign_in(client, person).headers["Location"] == "/"
        assert client.get("/").headers["Location"] == door


def test_the_size_of_letters_in_an_address_does_not_matter(cast: Cast) -> None:
    client = Client()
    client.post("/account/login/", {"login": cast.viewer.email.upper(), "password": PASSWORD})
    assert is_in(client)


def test_a_session_gets_a_new_key_at_sign_in(cast: Cast) -> None:
    client = Client()
    client.session["began"] = "before signing in"
    before = client.cookies["asagreed-session"].value
    sign_in(client, cast.viewer)
    assert client.cookies["asagreed-session"].value not in ("", before)


def test_a_session_that_was_forced_on_somebody_is_not_the_one_they_sign_in_with(cast: Cast) -> None:
    client, forced = Client(), "f" * 32
    client.cookies["asagreed-session"] = forced
    sign_in(client, cast.viewer)
    assert client.cookies["asagreed-session"].value != forced


def test_the_cookie_of_a_session_is_not_for_scripts_nor_for_other_sites(cast: Cast) -> None:
    client = Client()
    cookie = sign_in(client, cast.viewer).cookies["asagreed-session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


def test_without_being_asked_to_stay_a_session_ends_with_the_browser(cast: Cast) -> None:
    kept, passing = Client(), Client()
    kept.post("/account/login/", {"login": cast.viewer.email, "password": PASSWORD, "remember": "on"})
    sign_in(passing, cast.viewer)
    assert kept.cookies["asagreed-session"]["max-age"] == 14 * 86400
    assert passing.cookies["asagreed-session"]["max-age"] == ""


def test_somebody_whose_access_was_ended_is_out_at_once_and_stays_out(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.viewer)
    end_access(person_id=cast.viewer.pk, by=cast.owner, at=AT)
    assert not is_in(client)
    sign_in(client, cast.viewer)
    assert not is_in(client)
    assert not UserSession.objects.filter(user=cast.viewer).exists()


def test_a_person_who_is_not_active_is_out_without_any_session_being_ended(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.viewer)
    Person.objects.filter(pk=cast.viewer.pk).update(is_active=False)
    assert not is_in(client)


def test_somebody_who_was_invited_does_not_come_in_before_answering(cast: Cast) -> None:
    invited = invite(
        name="New", email="new@harbour-dental.example", role=Role.VIEWER, customer=cast.harbour, by=cast.owner, at=AT
    )
    client = Client()
    client.post("/account/login/code/", {"email": invited.person.email})
    code = re.search(r"\n\n(\S+)\n\n", last_mail())
    client.post("/account/login/code/confirm/", {"code": code[1] if code else "none"})
    assert not is_in(client)


def test_sessions_are_listed_with_their_browser_and_end_one_by_one(cast: Cast) -> None:
    first, second = Client(), Client()
    sign_in(first, cast.viewer)
    sign_in(second, cast.viewer)
    sessions = UserSession.objects.filter(user=cast.viewer).order_by("pk")
    assert sessions.count() == 2
    ended = end_sessions(person_id=cast.viewer.pk, session_id=sessions[0].pk, by=cast.owner, at=AT)
    assert (ended, is_in(first), is_in(second)) == (1, False, True)


def test_a_session_of_somebody_else_is_not_ended_by_its_number(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.technician)
    session = UserSession.objects.get(user=cast.technician)
    assert end_sessions(person_id=cast.viewer.pk, session_id=session.pk, by=cast.owner, at=AT) == 0
    assert is_in(client)


def test_signing_out_others_leaves_the_own_session(cast: Cast) -> None:
    first, second = Client(), Client()
    sign_in(first, cast.viewer)
    sign_in(second, cast.viewer)
    second.post("/account/sessions/")
    assert (is_in(first), is_in(second)) == (False, True)


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    first, second = Client(), Client()
    sign_in(first, cast.viewer)
    sign_in(second, cast.viewer)
    new = "a wholly different sentence"
    second.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (is_in(first), is_in(second)) == (False, True)


def test_a_new_role_counts_from_the_next_page(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.dispatcher)
    assert client.get("/desk/people/").status_code == 403
    change_role(person_id=cast.dispatcher.pk, role=Role.OWNER, by=cast.owner, at=AT)
    assert client.get("/desk/people/").status_code == 200


def test_a_code_by_mail_lets_in_once(cast: Cast) -> None:
    client = Client()
    client.post("/account/login/code/", {"email": cast.viewer.email})
    code = re.search(r"\n\n(\S+)\n\n", last_mail())
    assert code
    assert code[1] not in str(client.get("/account/login/code/confirm/").content)
    client.post("/account/login/code/confirm/", {"code": code[1]})
    assert is_in(client)
    other = Client()
    other.post("/account/login/code/confirm/", {"code": code[1]})
    assert not is_in(other)


def test_three_wrong_codes_end_the_attempt(cast: Cast) -> None:
    client = Client()
    client.post("/account/login/code/", {"email": cast.viewer.email})
    code = re.search(r"\n\n(\S+)\n\n", last_mail())
    for _ in range(3):
        client.post("/account/login/code/confirm/", {"code": "WRONG1"})
    client.post("/account/login/code/confirm/", {"code": code[1] if code else ""})
    assert not is_in(client)


def test_a_second_factor_is_asked_for_and_its_secret_lies_sealed(cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.viewer, secret)
    assert secret not in str(Authenticator.objects.get(user=cast.viewer).data)
    client = Client()
    assert sign_in(client, cast.viewer).headers["Location"].startswith("/account/2fa/authenticate/")
    assert not is_in(client)
    counter = next(iter(yield_hotp_counters_from_time()))
    client.post("/account/2fa/authenticate/", {"code": format_hotp_value(hotp_value(secret, counter))})
    assert is_in(client)


def test_a_recovery_code_is_good_once(cast: Cast) -> None:
    TOTP.activate(cast.viewer, generate_totp_secret())
    code = RecoveryCodes.activate(cast.viewer).get_unused_codes()[0]
    outcomes = []
    for _ in range(2):
        client = Client()
        sign_in(client, cast.viewer)
        client.post("/account/2fa/authenticate/", {"code": code})
        outcomes.append(is_in(client))
    assert outcomes == [True, False]


def test_a_reset_link_leads_to_our_address_and_is_good_once(cast: Cast) -> None:
    client, new = Client(headers={"Host": "localhost"}), "a wholly different sentence"
    client.post("/account/password/reset/", {"email": cast.viewer.email})
    link = re.search(r"http://testserver(/\S+)", last_mail())
    assert link
    for password in (new, "yet another sentence here"):
        form = Client()
        page = form.get(link[1], follow=True)
        form.post(page.request["PATH_INFO"], {"password1": password, "password2": password})
    cast.viewer.refresh_from_db()
    assert cast.viewer.check_password(new)


@pytest.mark.parametrize(("path", "field"), [("/account/password/reset/", "email"), ("/account/login/code/", "email")])
def test_known_and_unknown_addresses_are_answered_alike(cast: Cast, path: str, field: str) -> None:
    answers = []
    for email in (cast.viewer.email, "nobody@nowhere.example"):
        client = Client()
        response = client.post(path, {field: email}, follow=True)
        text = re.sub(r'value="[^"]*"', "", response.content.decode()).replace(email, "")
        answers.append((response.redirect_chain, response.status_code, text))
    assert answers[0] == answers[1]


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(cast: Cast) -> None:
    answers = []
    for email in (cast.viewer.email, "nobody@nowhere.example"):
        response = Client().post("/account/login/", {"login": email, "password": "wrong"})
        answers.append(re.sub(r'value="[^"]*"', "", response.content.decode()).replace(email, ""))
    assert answers[0] == answers[1]


def test_an_unknown_address_costs_a_password_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str | None] = []
    monkeypatch.setattr(Person, "set_password", lambda _self, raw: hashed.append(raw))
    Client().post("/account/login/", {"login": "nobody@nowhere.example", "password": "wrong"})
    assert hashed == ["wrong"]


def test_no_mail_leaves_to_an_address_that_is_not_known() -> None:
    for path in ("/account/password/reset/", "/account/login/code/"):
        Client().post(path, {"email": "nobody@nowhere.example"})
    assert not OutboxEntry.objects.exists()


def test_after_five_wrong_passwords_the_right_one_waits(cast: Cast) -> None:
    for _ in range(5):
        sign_in(Client(), cast.viewer, "wrong")
    client = Client()
    assert "Too many failed" in sign_in(client, cast.viewer).content.decode()
    assert not is_in(client)


def test_nobody_signs_up() -> None:
    form = {"email": "new@nowhere.example", "password1": PASSWORD, "password2": PASSWORD}
    assert "By invitation only" in Client().post("/account/signup/", form).content.decode()
    assert not Person.objects.filter(email="new@nowhere.example").exists()


def test_nobody_gives_their_account_another_address(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.viewer)
    client.post("/account/email/", {"email": "mine@nowhere.example", "action_add": ""})
    assert not EmailAddress.objects.filter(email="mine@nowhere.example").exists()


def test_a_change_of_password_is_told_by_mail(cast: Cast) -> None:
    client, new = Client(), "a wholly different sentence"
    sign_in(client, cast.viewer)
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert "password" in last_mail()
