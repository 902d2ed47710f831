"""Web hooks reach those that asked, signed, once, and by the ladder when the receiver is in trouble."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from time import monotonic
from typing import Any

import pytest
from pytest_django import Settings
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from tests.web.kit.peers import HookPeer

from asagreed_web.kit import clock, outward, wall
from asagreed_web.kit.models import OutboxEntry, WebHookEndpoint
from asagreed_web.kit.outbox_delivery import deliver_next
from asagreed_web.kit.web_hooks import HookRefused, add_web_hook, carry_web_hook, end_web_hook, put_web_hooks

HOOK, State = OutboxEntry.Kind.WEB_HOOK, OutboxEntry.State


@pytest.fixture(autouse=True)
def may_call_loopback(settings: Settings, sees_all: None) -> None:
    """Let hooks be called on loopback."""
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]


def made(url: str, **more: Any) -> WebHookEndpoint:
    """Return a hook that is told of broken promises."""
    return add_web_hook(url=url, at=1000, **{"kinds": ["clock.breached"], **more})


def put_one(key: str = "breach 1", *, at: int = 1000, customer_id: int | None = 7) -> None:
    """Let it be known that a promise was broken."""
    put_web_hooks(kind="clock.breached", key=key, data={"number": 1017}, customer_id=customer_id, at=at)


def drain(at: int) -> None:
    """Let everything leave that is due."""
    while deliver_next({HOOK: carry_web_hook}, kind=HOOK, at=at):
        pass


def test_a_call_is_signed_as_standard_webhooks_says() -> None:
    peer, at = HookPeer(), clock.now()
    with peer.listening() as url:
        endpoint = made(url)
        put_one(at=at)
        drain(at)
    headers, body = peer.calls[0]
    said = Webhook(endpoint.secret).verify(body, headers)
    assert (said["type"], said["data"]) == ("clock.breached", {"number": 1017})
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint.secret).verify(body + b" ", headers)


def test_the_id_stays_over_all_tries_and_the_body_too() -> None:
    peer = HookPeer("500", "302", "200")
    with peer.listening() as url:
        made(url)
        put_one()
        for at in (1000, 1006, 2000):
            drain(at)
    assert len({headers["webhook-id"] for headers, _ in peer.calls}) == 1
    assert len({body for _, body in peer.calls}) == 1
    assert [headers["webhook-timestamp"] for headers, _ in peer.calls] == ["1000", "1006", "2000"]
    assert OutboxEntry.objects.get().state == State.SENT


def test_only_hooks_that_asked_for_this_kind_and_customer_are_told() -> None:
    made("https://all.example/")
    made("https://harbour.example/", customer_id=7)
    made("https://other.example/", customer_id=8)
    made("https://quotes.example/", kinds=["quote.answered"])
    end_web_hook(made("https://ended.example/"), at=1000)
    put_one()
    told = WebHookEndpoint.objects.filter(pk__in=[entry.says["endpoint"] for entry in OutboxEntry.objects.all()])
    assert set(told.values_list("url", flat=True)) == {"https://all.example/", "https://harbour.example/"}


def test_the_same_key_is_told_once() -> None:
    made("https://all.example/")
    put_one()
    put_one()
    assert OutboxEntry.objects.count() == 1


def test_in_the_name_of_a_customer_the_provider_is_told_too() -> None:
    made("https://all.example/")
    with wall.seeing("7"):
        put_one()
    assert OutboxEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("kinds", "because"), [([], "has to be told of something"), (["ticket.eaten"], "nothing to be told of")]
)
def test_a_hook_for_nothing_or_the_unknown_is_refused(kinds: list[str], because: str) -> None:
    with pytest.raises(HookRefused, match=because):
        made("https://hook.example/", kinds=kinds)


@pytest.mark.parametrize("url", ["ftp://hook.example/", "http://user@hook.example/", "http://2130706433/"])
def test_a_hook_at_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(HookRefused):
        made(url)


def test_410_ends_the_hook_and_what_waits_for_it() -> None:
    with HookPeer("410").listening() as url:
        endpoint = made(url)
        put_one()
        put_one("breach 2")
        drain(1000)
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.ended_at) == (False, 1000)
    assert set(OutboxEntry.objects.values_list("state", flat=True)) == {State.REFUSED}


@pytest.mark.parametrize("does", ["500", "404", "302", "reset", "10 MB", "hang"])
def test_a_receiver_in_trouble_is_called_again_later(does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outward.call, "__kwdefaults__", {"method": "POST", "seconds": 0.4})
    with HookPeer(does).listening() as url:
        endpoint = made(url)
        put_one()
        drain(1000)
        entry = OutboxEntry.objects.get()
        endpoint.refresh_from_db()
        assert (entry.state, entry.attempts, endpoint.failing_since) == (State.WAITING, 1, 1000)
        assert 1005 <= entry.next_at <= 1006
        drain(1006)
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, OutboxEntry.objects.get().state) == (None, State.SENT)


@pytest.mark.parametrize("field", ["900", format_datetime(datetime.fromtimestamp(1900, UTC), usegmt=True)])
def test_retry_after_is_honoured(field: str) -> None:
    with HookPeer(f"429 {field}").listening() as url:
        made(url)
        put_one()
        drain(1000)
    assert OutboxEntry.objects.get().next_at == 1900


@pytest.mark.parametrize("field", ["soon", "-5", "١٢", "Mon, 99 Foo", "9" * 40])
def test_a_retry_after_that_cannot_be_read_does_no_harm(field: str) -> None:
    from asagreed_web.kit.web_hooks import _asked_wait  # noqa: PLC0415 – the field cannot be sent by the peer as it is

    assert _asked_wait(field, at=1000) in (0, 999_999_999)


def test_a_hook_in_a_private_network_is_refused_for_good(settings: Settings) -> None:
    settings.ALLOWED_TARGET_NETWORKS = []
    peer = HookPeer()
    with peer.listening() as url:
        made(url)
        put_one()
        drain(1000)
    assert peer.calls == []
    assert "private network" in OutboxEntry.objects.get().last_error


def test_one_receiver_that_hangs_delays_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outward.call, "__kwdefaults__", {"method": "POST", "seconds": 0.4})
    good = HookPeer()
    with HookPeer(*["hang"] * 5).listening() as hanging, good.listening() as url:
        made(hanging)
        made(url)
        for number in range(5):
            put_one(f"breach {number}")
        began = monotonic()
        drain(1000)
    assert len(good.calls) == 5
    assert monotonic() - began < 5 * 0.4 + 1


def test_what_is_told_can_be_read_by_any_program() -> None:
    made("https://all.example/")
    put_web_hooks(kind="clock.breached", key="k", data={"name": "Grüße <b> \u2028"}, customer_id=7, at=0)
    body = OutboxEntry.objects.get().says["body"]
    assert json.loads(body) == {
        "type": "clock.breached", "timestamp": "1970-01-01T00:00:00Z", "data": {"name": "Grüße <b> \u2028"},
    }  # fmt: skip
