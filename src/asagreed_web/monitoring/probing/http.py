"""Looking at pages: a new connection each time, to a checked address; no redirect is followed, little is read."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from asagreed_web.kit.outward_addresses import read_target
from asagreed_web.monitoring.probing.reaching import LookFailed, addresses_of, permitted, tls_context, why_tls

MOST_READ = 256 * 1024
HEADERS = {"User-Agent": "asagreed check", "Accept-Encoding": "identity", "Accept": "*/*"}
GOOD = "200-399"


class CheckedResolver(AbstractResolver):
    """Resolves names, and refuses those of which one address may not be looked at: what is found here is called."""

    def __init__(self) -> None:
        self._asks = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host. Raises TargetRefused."""
        found = await self._asks.resolve(host, port, family)
        permitted(host, [ip_address(each["host"].partition("%")[0]) for each in found])
        return found

    async def close(self) -> None:
        """Nothing is held."""


def new_session() -> aiohttp.ClientSession:
    """Return what looks at pages, for one event loop; nothing is kept from one look to the next."""
    connector = aiohttp.TCPConnector(
        resolver=CheckedResolver(), use_dns_cache=False, force_close=True, limit=0, ssl=tls_context()
    )
    return aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=HEADERS, auto_decompress=False
    )


async def look_at_page(session: aiohttp.ClientSession, url: str, expects: dict[str, Any]) -> str:
    """Ask for a page; its status and, where agreed, its text must fit. Raises LookFailed, TargetRefused."""
    target = read_target(url)
    if target.host.replace(".", "").isdecimal() or ":" in target.host:
        # A number is not asked of the resolver, so it is checked here.
        await addresses_of(target.host)
    try:
        async with session.get(URL(url, encoded=True), allow_redirects=False) as answer:
            wanted = str(expects.get("status") or GOOD)
            if not fits(answer.status, wanted):
                raise LookFailed(f"The status is {answer.status}, and should be {wanted}.")
            text = str(expects.get("text") or "")
            if text and text not in await _text(answer):
                raise LookFailed(f"The page does not say «{text[:80]}».")
    except aiohttp.ClientSSLError as error:
        inner = getattr(error, "os_error", None) or getattr(error, "_certificate_error", None)
        raise LookFailed(f"No connection by TLS: {why_tls(inner) if inner else error}.") from error
    except aiohttp.ClientError as error:
        raise LookFailed(f"The page cannot be reached: {str(error) or type(error).__name__}.") from error
    return ""


async def _text(answer: aiohttp.ClientResponse) -> str:
    read = bytearray()
    async for chunk in answer.content.iter_chunked(16 * 1024):
        read += chunk
        if len(read) >= MOST_READ:
            break
    return read[:MOST_READ].decode(answer.charset or "utf-8", "replace")


def fits(status: int, wanted: str) -> bool:
    """Whether a status is among those wanted: `200`, `200-299`, `200,301`."""
    for part in wanted.split(","):
        first, _, last = part.strip().partition("-")
        if int(first) <= status <= int(last or first):
            return True
    return False
