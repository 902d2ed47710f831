"""A look says whether a real server does what it should, why it does not, and calls no address that it may not."""

from __future__ import annotations

import asyncio
import ipaddress
from pathlib import Path
from typing import Any

import pytest
from tests.web.intake import dovecot
from tests.web.kit.peers import free_port
from tests.web.monitoring import servers
from tests.web.monitoring.certificates import certificate

from asagreed_web.kit.outward_addresses import TargetRefused
from asagreed_web.monitoring.probing import lines, reaching
from asagreed_web.monitoring.probing.http import fits, new_session
from asagreed_web.monitoring.probing.looking import Asked, Saw, look
from asagreed_web.monitoring.probing.ping import checksum, echo_request, is_answer
from asagreed_web.monitoring.probing.reaching import permitted

HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def may_look_here(settings: Any) -> None:
    """Let loopback be looked at, as a network of the provider's own."""
    settings.CHECKED_NETWORKS = ["127.0.0.0/8"]


def seen(kind: str, target: str, port: int | None = None, *, seconds: float = 5.0, **expects: Any) -> Saw:
    """Return what one look sees."""

    async def once() -> Saw:
        async with new_session() as session:
            return await look(Asked(1, kind, target, port, expects, seconds), session)

    return asyncio.run(once())


def test_a_page_is_up_by_its_status_and_text_and_down_when_its_server_is_stopped() -> None:
    port = free_port()
    url = f"http://{HERE}:{port}/"
    for _ in range(2):
        with servers.pages(port):
            assert (seen("http", url, text="All is well").is_up, seen("http", url).says) == (True, "")
            assert seen("http", url, text="closed").says == "The page does not say «closed»."
            broken = seen("http", f"{url}?status=503")
            assert (broken.is_up, broken.says) == (False, "The status is 503, and should be 200-399.")
            assert seen("http", f"{url}?status=503", status="503").is_up
        stopped = seen("http", url)
        assert (stopped.is_up, stopped.says[:27]) == (False, "The page cannot be reached:")


def test_no_redirect_is_followed_and_nobody_is_waited_for_too_long() -> None:
    port = free_port()
    with servers.pages(port):
        assert seen("http", f"http://{HERE}:{port}/moved").is_up
        slow = seen("http", f"http://{HERE}:{port}/slow", seconds=0.3)
    assert (slow.is_up, slow.says) == (False, "There was no answer within 0.3 seconds.")
    assert 250 <= slow.took_ms < 2000


@pytest.mark.parametrize(
    ("status", "wanted", "expected"),
    [(200, "200-399", True), (404, "200-399", False), (301, "200, 301", True), (204, "200", False)],
)
def test_a_status_is_one_of_those_that_were_agreed(status: int, wanted: str, *, expected: bool) -> None:
    assert fits(status, wanted) is expected


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/", "http://[::1]:1/", "http://169.254.169.254/", "http://localhost:1/", "http://10.0.0.1/",
     "http://[::ffff:127.0.0.1]/", "http://100.100.100.200/", "http://0.0.0.0/"],
)  # fmt: skip
def test_what_lies_in_private_networks_is_not_called(url: str, settings: Any) -> None:
    settings.CHECKED_NETWORKS = []
    assert " is not called: " in seen("http", url).says


@pytest.mark.parametrize("kind", ["tcp", "tls", "smtp", "imap", "icmp", "dns"])
def test_no_kind_of_check_calls_a_private_address(kind: str, settings: Any) -> None:
    settings.CHECKED_NETWORKS = []
    for host in (HERE, "localhost", "169.254.169.254", "::1"):
        given: dict[str, Any] = {"server": host} if kind == "dns" else {}
        assert " is not called: " in seen(kind, host, 9, **given).says


def test_one_forbidden_address_of_a_name_is_enough() -> None:
    public, private = ipaddress.ip_address("192.5.5.241"), ipaddress.ip_address("10.0.0.1")
    assert permitted("name.example", [public, public]) == (public,)
    with pytest.raises(TargetRefused, match=r"10\.0\.0\.1 lies in a private network"):
        permitted("name.example", [public, private])


def test_a_port_that_is_open_is_up() -> None:
    port = free_port()
    with servers.lines(servers.saying(), port=port):
        assert seen("tcp", HERE, port).is_up
    down = seen("tcp", HERE, port)
    assert not down.is_up
    assert down.says.startswith(f"127.0.0.1 cannot be reached at port {port}: Connect call failed")


def test_a_mail_server_is_greeted() -> None:
    with servers.mail_server() as port:
        assert seen("smtp", HERE, port).is_up
        assert seen("smtp", HERE, port, starttls=True).says == "The server does not offer STARTTLS."
    assert not seen("smtp", HERE, port).is_up


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (b"554 no service\r\n", "The answer to greeting is «554 no service», and should begin with 220."),
        (b"", "The connection was closed without a word."),
        (b"220 hello\r\n500 what?\r\n", "The answer to EHLO is «500 what?», and should begin with 250."),
    ],
)
def test_a_mail_server_that_refuses_is_down_and_says_why(words: bytes, says: str) -> None:
    port = free_port()
    with servers.lines(servers.saying(words), port=port):
        assert seen("smtp", HERE, port).says == says


def test_a_mailbox_server_is_greeted_stopped_and_greeted_again() -> None:
    with dovecot.running() as server:
        assert seen("imap", HERE, server.port).is_up
    assert not seen("imap", HERE, server.port).is_up
    with servers.lines(servers.saying(b"* BYE busy\r\n"), port=server.port):
        assert seen("imap", HERE, server.port).says == "The greeting is «* BYE busy», and should begin with «* OK»."


def test_a_name_server_says_what_it_should() -> None:
    port = free_port()
    asked: dict[str, Any] = {"server": HERE, "answer": "192.0.2.7"}
    with servers.name_server(port):
        assert seen("dns", "mail.harbour.example", port, **asked).is_up
        assert seen("dns", "mail.harbour.example", port, server=HERE).is_up
        other = seen("dns", "mail.harbour.example", port, server=HERE, answer="192.0.2.8")
        assert other.says == "The name server says «192.0.2.7», and should say «192.0.2.8»."
        assert seen("dns", "www.harbour.example", port, **asked).says == "The name server answers NXDOMAIN."
        assert "knows no MX" in seen("dns", "mail.harbour.example", port, server=HERE, type="MX").says
    stopped = seen("dns", "mail.harbour.example", port, server=HERE, seconds=0.3)
    assert stopped.says == "There was no answer within 0.3 seconds."


def test_a_machine_answers_an_echo_request() -> None:
    saw = seen("icmp", HERE)
    if saw.says.startswith("This process may not"):
        pytest.skip(saw.says)
    assert (saw.is_up, saw.says) == (True, "")


def test_an_echo_answer_is_known_by_its_proof() -> None:
    proof = b"0123456789abcdef"
    request = echo_request(4, proof)
    answer = b"\0" + request[1:]
    assert checksum(request) == 0
    assert [is_answer(raw, 4, proof) for raw in (answer, b"E" + b"\0" * 19 + answer, request, b"", answer[:-1])] == [
        True, True, False, False, False]  # fmt: skip


def test_a_certificate_is_good_ends_soon_or_is_not_good(tmp_path: Path, trusting: pytest.MonkeyPatch) -> None:
    port = free_port()
    for days, is_trusted, expected in (
        (40, True, (True, "")),
        (9, True, (True, "The certificate ends in 9 days.")),
        (-1, True, (False, "No connection by TLS: the certificate is not good (certificate has expired).")),
        (40, False, (False, "No connection by TLS: the certificate is not good (self-signed certificate).")),
    ):
        context, file = certificate(tmp_path, days=days)
        trusting.setenv("SSL_CERT_FILE", str(file if is_trusted else "/dev/null"))
        reaching.tls_context.cache_clear()
        with servers.lines(servers.saying(), port=port, tls=context):
            saw = seen("tls", HERE, port)
        assert (saw.is_up, saw.says) == expected


def test_mail_by_starttls_is_looked_at_up_to_its_certificate(tmp_path: Path, trusting: pytest.MonkeyPatch) -> None:
    context, file = certificate(tmp_path, days=40)
    with servers.mail_server(tls_context=context) as port:
        trusting.setenv("SSL_CERT_FILE", str(file))
        assert seen("smtp", HERE, port, starttls=True).is_up
        trusting.setenv("SSL_CERT_FILE", "/dev/null")
        reaching.tls_context.cache_clear()
        assert "STARTTLS did not lead to TLS" in seen("smtp", HERE, port, starttls=True).says


def test_an_answer_without_end_is_left() -> None:
    port = free_port()
    with servers.lines(servers.saying(b"220 hi\r\n" + b"250-more\r\n" * 200), port=port):
        assert seen("smtp", HERE, port).is_up
    assert lines.OUR_NAME.endswith(".invalid")
