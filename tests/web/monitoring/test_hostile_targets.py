"""No check of ours can be made to look into a private network, by whatever spelling of an address."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from tests.web.kit.hostile_addresses import HOSTILE, counting
from tests.web.kit.peers import free_port

from asagreed_web.monitoring.probing.http import new_session
from asagreed_web.monitoring.probing.looking import Asked, Saw, look

PUBLIC = "93.184.215.14"
"""What is refused of it is the port, for web hooks; a check may look at any port of a public address."""
SPELLINGS = [url for url in HOSTILE if PUBLIC not in url]
OTHER_KINDS = ("tcp", "tls", "smtp", "imap", "icmp", "dns")


@pytest.fixture(autouse=True)
def nothing_allowed(settings: Any) -> None:
    """Let no network of the provider's own be looked at."""
    settings.CHECKED_NETWORKS = []
    settings.ALLOWED_TARGET_NETWORKS = []


def all_seen(kind: str, targets: list[str]) -> list[Saw]:
    """Return what each of the looks sees."""
    port = free_port()

    async def together() -> list[Saw]:
        async with new_session() as session:
            looks = [_asked(kind, target.replace("{port}", str(port)), port) for target in targets]
            return await asyncio.gather(*(look(each, session) for each in looks))

    return asyncio.run(together())


def _asked(kind: str, target: str, port: int) -> Asked:
    expects: dict[str, Any] = {"server": target} if kind == "dns" else {}
    return Asked(1, kind, target, None if kind == "http" else port, expects, 5.0)


def hosts() -> list[str]:
    """Return the hosts of all spellings, without what a check asks for separately."""
    found = (re.sub(r"(:\{port\})?(/.*)?$", "", url.partition("//")[2], flags=re.DOTALL) for url in SPELLINGS)
    return sorted({host for host in found if host})


def test_no_spelling_of_a_page_leads_into_a_private_network() -> None:
    with counting() as called:
        saw = all_seen("http", SPELLINGS)
    assert called == []
    assert [url for url, each in zip(SPELLINGS, saw, strict=True) if each.is_up or not each.says] == []


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_no_spelling_of_a_host_leads_into_a_private_network(kind: str) -> None:
    assert len(hosts()) >= 60
    with counting() as called:
        saw = all_seen(kind, hosts())
    assert called == []
    assert [host for host, each in zip(hosts(), saw, strict=True) if each.is_up or not each.says] == []


def test_what_is_refused_is_said_in_words_and_shows_no_code() -> None:
    says = [each.says for each in all_seen("http", SPELLINGS)]
    assert [text for text in says if "Traceback" in text or "object at 0x" in text] == []
    assert sum("is not called: " in text for text in says) >= 50
