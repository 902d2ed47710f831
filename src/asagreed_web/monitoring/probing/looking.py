"""One look by one check: what is tried, how long it took, and why it failed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from asagreed.errors import AsagreedError
from asagreed_web.kit import clock
from asagreed_web.monitoring.probing.http import look_at_page
from asagreed_web.monitoring.probing.lines import Noticed, look_at_imap, look_at_smtp, look_at_tcp, look_at_tls
from asagreed_web.monitoring.probing.names import look_at_name
from asagreed_web.monitoring.probing.ping import look_at_machine

LINES = {"tcp": look_at_tcp, "smtp": look_at_smtp, "imap": look_at_imap, "dns": look_at_name}
PORTS = {"tls": 443, "smtp": 25, "imap": 143, "dns": 53}
"""Where a check looks that names no port."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check wants to know."""

    check_id: int
    kind: str
    target: str
    port: int | None
    expects: dict[str, Any]
    seconds: float


@dataclass(frozen=True, slots=True)
class Saw:
    """What a look saw at a moment (UTC seconds); `says` is why it failed, or what it warns of where it did not."""

    check_id: int
    at: int
    is_up: bool
    took_ms: int
    says: str
    certificate: str = ""
    """The fingerprint of the certificate that it warns of."""


async def look(asked: Asked, session: aiohttp.ClientSession) -> Saw:
    """Look once; whatever goes wrong is what was seen."""
    at, began, noticed = clock.now(), time.monotonic(), Noticed()
    try:
        async with asyncio.timeout(asked.seconds):
            noticed = await _tried(asked, session)
            is_up, says = True, noticed.says
    except TimeoutError:
        is_up, says = False, f"There was no answer within {asked.seconds:g} seconds."
    except AsagreedError as error:
        is_up, says = False, str(error)
    except Exception as error:  # noqa: BLE001 – a server that breaks every rule is not up either
        is_up, says = False, f"{type(error).__name__}: {error}"
    return Saw(asked.check_id, at, is_up, int((time.monotonic() - began) * 1000), says[:200], noticed.certificate)


async def _tried(asked: Asked, session: aiohttp.ClientSession) -> Noticed:
    if asked.kind == "http":
        return Noticed(await look_at_page(session, asked.target, asked.expects))
    if asked.kind == "icmp":
        return Noticed(await look_at_machine(asked.target))
    port = PORTS.get(asked.kind, 0) if asked.port is None else asked.port
    if asked.kind == "tls":
        return await look_at_tls(asked.target, port, asked.expects)
    return Noticed(await LINES[asked.kind](asked.target, port, asked.expects))
