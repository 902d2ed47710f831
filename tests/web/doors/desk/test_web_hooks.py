"""Owners say who is told of what; the secret is shown once, and how it went is seen."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast
from tests.web.doors.desk.test_queue import page_of, signed_in

from asagreed_web.kit.models import OutboxEntry, WebHookEndpoint
from asagreed_web.kit.web_hooks import add_web_hook, put_web_hooks

HOOKS = "/desk/web-hooks/"
HOOK = {"url": "https://hooks.example/desk", "description": "the chat", "kinds": ["ticket.logged", "clock.breached"]}


def test_a_hook_is_made_and_its_secret_is_shown_once(cast: Cast) -> None:
    shown = signed_in(cast.owner).post(f"{HOOKS}new/", {**HOOK, "customer": "harbour-dental"}).content.decode()
    made = WebHookEndpoint.objects.get()
    assert (made.url, made.customer_id, made.kinds) == (HOOK["url"], cast.harbour.pk, sorted(HOOK["kinds"]))
    assert f'class="secret">{made.secret}</code>' in shown
    assert made.secret not in page_of(cast.owner, HOOKS)


def test_a_hook_without_a_customer_is_told_of_all(cast: Cast) -> None:
    signed_in(cast.owner).post(f"{HOOKS}new/", HOOK)
    assert WebHookEndpoint.objects.get().customer_id is None
    assert "All customers" in page_of(cast.owner, HOOKS)


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"url": "ftp://hooks.example/"}, "is not called"),
        ({"url": ""}, "is not called"),
        ({"url": "https://hooks.example/" + "x" * 600}, "longer than 500"),
        ({"kinds": []}, "Choose at least one."),
        ({"kinds": ["ticket.eaten"]}, "Choose from the list."),
        ({"customer": "nobody"}, "Choose one from the list."),
        ({"description": "x" * 121}, "At most 120 characters."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(cast: Cast, more: dict[str, object], because: str) -> None:
    response = signed_in(cast.owner).post(f"{HOOKS}new/", {**HOOK, **more})
    page = response.content.decode()
    assert (response.status_code, WebHookEndpoint.objects.count()) == (422, 0)
    assert because in page
    assert f'value="{more.get("url", HOOK["url"])}"' in page
    assert page.count(" checked") == (0 if "kinds" in more else 2)


def test_a_hook_that_was_ended_is_told_nothing_more(cast: Cast) -> None:
    hook = add_web_hook(url="https://hooks.example/", kinds=["ticket.logged"], at=1000)
    response = signed_in(cast.owner).post(f"{HOOKS}{hook.pk}/end/")
    hook.refresh_from_db()
    assert (response["Location"], hook.is_active) == (HOOKS, False)
    assert f"{hook.pk}/end/" not in page_of(cast.owner, HOOKS)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({}, "Waits"),
        ({"attempts": 2, "last_error": "The receiver answered 500"}, "next try"),
        ({"state": "sent", "sent_at": 1001}, "Delivered"),
        ({"state": "refused", "last_error": "The receiver answered 410"}, "The receiver answered 410"),
    ],
)
def test_how_it_went_lately_is_shown(cast: Cast, columns: dict[str, object], says: str) -> None:
    add_web_hook(url="https://hooks.example/", kinds=["ticket.logged"], at=1000)
    put_web_hooks(kind="ticket.logged", key="k", data={}, customer_id=cast.harbour.pk, at=1000)
    OutboxEntry.objects.update(**columns)
    assert says in page_of(cast.owner, HOOKS)


def test_a_hook_that_fails_says_since_when_and_why(cast: Cast) -> None:
    hook = add_web_hook(url="https://hooks.example/", kinds=["ticket.logged"], at=1000)
    WebHookEndpoint.objects.filter(pk=hook.pk).update(failing_since=1000, last_error="nobody answers")
    page = page_of(cast.owner, HOOKS)
    assert "Fails" in page
    assert "nobody answers" in page


def test_what_was_given_up_names_event_and_address_where_it_can_be_sent_again(cast: Cast) -> None:
    add_web_hook(url="https://hooks.example/given-up", kinds=["ticket.logged"], at=1000)
    put_web_hooks(kind="ticket.logged", key="k", data={}, customer_id=cast.harbour.pk, at=1000)
    OutboxEntry.objects.update(state="refused")
    page = page_of(cast.owner, "/desk/outbox/")
    assert "ticket.logged" in page
    assert "https://hooks.example/given-up" in page
