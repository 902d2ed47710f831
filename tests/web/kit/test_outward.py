"""Nobody can make us call an address that is not a public one, and nobody can hold us up."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from time import monotonic
from typing import Any

import pytest
from pytest_django import Settings
from tests.web.kit.hostile_addresses import HOSTILE, counting
from tests.web.kit.peers import HookPeer, free_port

from asagreed_web.kit.outward import CallFailed, call
from asagreed_web.kit.outward_addresses import TargetRefused, read_target, why_forbidden


def test_the_table_has_eighty_addresses() -> None:
    assert len(set(HOSTILE)) >= 80


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_refused_and_nothing_is_connected(url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        port = listening.getsockname()[1]
        with counting() as connected, pytest.raises((TargetRefused, CallFailed)):
            call(url.replace("{port}", str(port)), body=b"", headers={}, seconds=2)
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert connected == []


def test_the_counting_counts(settings: Settings) -> None:
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]
    with HookPeer().listening() as url, counting() as connected:
        assert call(url, body=b"{}", headers={}).status == 200
    assert [host for host, _ in connected] == ["127.0.0.1"]


def test_a_name_that_turns_to_loopback_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    answers = iter(["127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (next(answers), port))])
    with counting() as connected, pytest.raises(TargetRefused, match="private network"):
        call(f"http://turning.example:{port}/", body=b"", headers={})
    assert connected == []


def test_one_private_address_among_public_ones_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(2, 1, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
    with pytest.raises(TargetRefused, match=r"10\.0\.0\.7"):
        call("http://mixed.example/", body=b"", headers={})


def test_a_name_is_asked_for_once_and_what_was_checked_is_called(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.1/32"]
    asked: list[str] = []
    peer = HookPeer()
    with peer.listening() as url:
        port = int(url.split(":")[2].split("/")[0])
        real = socket.getaddrinfo

        def first_good_then_bad(host: str, *more: Any, **named: Any) -> Any:
            if host != "turning.example":
                return real(host, *more, **named)
            asked.append(host)
            return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", first_good_then_bad)
        call(f"http://turning.example:{port}/hook?a=1", body=b"{}", headers={"X-Kind": "test"})
    headers, _ = peer.calls[0]
    assert (asked, headers["host"], headers["x-kind"]) == (["turning.example"], f"turning.example:{port}", "test")


@pytest.mark.parametrize(
    "address", ["10.1.2.3", "172.20.0.1", "192.168.7.7", "127.0.0.1", "100.64.1.1", "fd12::1", "::1"]
)
def test_private_networks_open_by_the_setting(address: str) -> None:
    assert why_forbidden(ip_address(address), allow_private=False, networks=())
    assert why_forbidden(ip_address(address), allow_private=True, networks=()) == ""


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "100.100.100.200",
        "fd00:ec2::254",
        "224.0.0.1",
        "0.0.0.0",  # noqa: S104 – refused, not listened on
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
    ],
)
def test_metadata_and_addresses_in_disguise_stay_shut_even_then(address: str) -> None:
    assert why_forbidden(ip_address(address), allow_private=True, networks=())


@pytest.mark.parametrize(
    "url", ["https://hook.example/in?x=1", "http://93.184.215.14:8080/", "https://[2606:2800::1]/"]
)
def test_plain_public_addresses_may_be_called(url: str) -> None:
    assert read_target(url).url == url
    assert why_forbidden(ip_address("93.184.215.14"), allow_private=False, networks=()) == ""
    assert why_forbidden(ip_address("2606:2800::1"), allow_private=False, networks=()) == ""


@pytest.mark.parametrize("does", ["hang", "drip"])
def test_a_receiver_that_does_not_end_is_cut_off_in_time(settings: Settings, does: str) -> None:
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]
    began = monotonic()
    with HookPeer(does).listening() as url, pytest.raises(CallFailed, match=r"within 0\.4 seconds"):
        call(url, body=b"{}", headers={}, seconds=0.4)
    assert monotonic() - began < 2


def test_of_a_long_answer_little_is_read(settings: Settings) -> None:
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]
    with HookPeer("10 MB").listening() as url:
        answer = call(url, body=b"{}", headers={})
    assert (answer.status, len(answer.body)) == (500, 64 * 1024)


def test_a_redirect_is_an_answer_and_not_a_way(settings: Settings) -> None:
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]
    second = HookPeer()
    with second.listening() as further, HookPeer(f"to {further}").listening() as url:
        assert call(url, body=b"{}", headers={}).status == 302
    assert second.calls == []


def test_a_connection_that_is_reset_or_refused_fails(settings: Settings) -> None:
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]
    with HookPeer("reset").listening() as url, pytest.raises(CallFailed, match="The call failed"):
        call(url, body=b"{}", headers={})
    with pytest.raises(CallFailed, match="cannot be reached"):
        call(f"http://127.0.0.1:{free_port()}/", body=b"{}", headers={})


def test_tls_is_checked_against_the_name(settings: Settings) -> None:
    settings.ALLOWED_TARGET_NETWORKS = ["127.0.0.0/8"]
    with HookPeer().listening() as url, pytest.raises(CallFailed, match="SSL"):
        call(url.replace("http:", "https:"), body=b"{}", headers={})
