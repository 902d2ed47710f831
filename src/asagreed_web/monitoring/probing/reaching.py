"""Names → addresses that may be looked at. The connection goes to the very address that was checked."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network

from django.conf import settings

from asagreed.errors import AsagreedError
from asagreed_web.kit.outward_addresses import Address, TargetRefused, why_forbidden

LONGEST_LINE = 4096
SECONDS_TO_CLOSE = 1.0


class LookFailed(AsagreedError):
    """What was looked at does not do what it should; the text says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A connection to a server that speaks in lines."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def hear(self) -> str:
        """Return the next line. Raises LookFailed where none comes."""
        raw = await self.reader.readline()
        if not raw:
            raise LookFailed("The connection was closed without a word.")
        return raw.decode("latin-1").strip()

    async def say(self, words: str) -> None:
        """Send a line."""
        self.writer.write(f"{words}\r\n".encode())
        await self.writer.drain()

    async def close(self) -> None:
        """End it in order; a server that does not let go is let go of."""
        self.writer.close()
        try:
            async with asyncio.timeout(SECONDS_TO_CLOSE):
                await self.writer.wait_closed()
        except (OSError, TimeoutError):
            self.writer.transport.abort()


def permitted(name: str, found: Sequence[Address]) -> tuple[Address, ...]:
    """Return the addresses of a name. Raises TargetRefused if one of them may not be looked at."""
    networks = [ip_network(network) for network in (*settings.ALLOWED_TARGET_NETWORKS, *settings.CHECKED_NETWORKS)]
    for address in found:
        because = why_forbidden(address, allow_private=settings.ALLOW_PRIVATE_TARGETS, networks=networks)
        if because:
            raise TargetRefused(url=name, because=because)
    return tuple(dict.fromkeys(found))


async def addresses_of(host: str, port: int = 0) -> tuple[Address, ...]:
    """Return the addresses of a host that may be looked at. Raises TargetRefused, LookFailed."""
    try:
        return permitted(host, [ip_address(host)])
    except ValueError:
        pass
    try:
        rows = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise LookFailed(f"The name {host} was not found: {error}.") from error
    return permitted(host, [ip_address(str(row[4][0]).partition("%")[0]) for row in rows])


@asynccontextmanager
async def connected(host: str, port: int, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Line]:
    """Be connected to the first address of a host that answers. Raises TargetRefused, LookFailed."""
    line = await _connect(host, port, tls)
    try:
        yield line
    finally:
        await line.close()


async def _connect(host: str, port: int, tls: ssl.SSLContext | None) -> Line:
    trouble: OSError | None = None
    for address in await addresses_of(host, port):
        try:
            name = host.rstrip(".") if tls else None
            pair = await asyncio.open_connection(str(address), port, ssl=tls, server_hostname=name, limit=LONGEST_LINE)
            return Line(*pair)
        except ssl.SSLError as error:
            raise LookFailed(f"No connection by TLS: {why_tls(error)}.") from error
        except OSError as error:
            trouble = error
    because = trouble.strerror if trouble is not None and trouble.strerror else trouble
    raise LookFailed(f"{host} cannot be reached at port {port}: {because}.")


@lru_cache(maxsize=1)
def tls_context() -> ssl.SSLContext:
    """Return what certificates are held against: the ones that this machine trusts."""
    return ssl.create_default_context()


def why_tls(error: ssl.SSLError) -> str:
    """Return in words what is wrong with a certificate, or with the talk before it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is not good ({error.verify_message})"
    return str(error.reason or error)
