"""Looking at servers that are asked over one connection: TCP, TLS, SMTP, IMAP."""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import dataclass
from typing import Any

from asagreed_web.kit import clock
from asagreed_web.monitoring.probing.reaching import Line, LookFailed, connected, tls_context, why_tls

OUR_NAME = "monitor.invalid"
"""By which we greet: no mail is sent."""
DAY = 86400


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a look that goes well warns of, in words; of a certificate its SHA-256 fingerprint too."""

    says: str = ""
    certificate: str = ""


async def look_at_tcp(host: str, port: int, _expects: dict[str, Any]) -> str:
    """Connect. Raises LookFailed, TargetRefused."""
    async with connected(host, port):
        return ""


async def look_at_tls(host: str, port: int, expects: dict[str, Any]) -> Noticed:
    """Look at a certificate; notice that it ends soon. Raises LookFailed, TargetRefused."""
    async with connected(host, port, tls=tls_context()) as line:
        return _ends_soon(line, int(expects.get("days", 14)))


def _ends_soon(line: Line, days: int) -> Noticed:
    shown = line.writer.get_extra_info("peercert") or {}
    until = int(ssl.cert_time_to_seconds(shown["notAfter"]))
    left = (until - clock.now()) // DAY
    if left >= days:
        return Noticed()
    raw = line.writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    return Noticed(f"The certificate ends in {left} days.", hashlib.sha256(raw).hexdigest())


async def look_at_smtp(host: str, port: int, expects: dict[str, Any]) -> str:
    """Be greeted by a mail server; where asked for, change to TLS. Raises LookFailed, TargetRefused."""
    async with connected(host, port, tls=tls_context() if expects.get("tls") else None) as line:
        await _answered(line, "220", "greeting")
        await line.say(f"EHLO {OUR_NAME}")
        offered = await _answered(line, "250", "EHLO")
        if expects.get("starttls"):
            if not any(each[4:].strip().upper() == "STARTTLS" for each in offered):
                raise LookFailed("The server does not offer STARTTLS.")
            await line.say("STARTTLS")
            await _answered(line, "220", "STARTTLS")
            await _to_tls(line, host)
        await line.say("QUIT")
        return ""


async def _to_tls(line: Line, host: str) -> None:
    try:
        await line.writer.start_tls(tls_context(), server_hostname=host.rstrip("."))
    except ssl.SSLError as error:
        raise LookFailed(f"STARTTLS did not lead to TLS: {why_tls(error)}.") from error


async def _answered(line: Line, code: str, to: str) -> list[str]:
    """Return the lines of an answer. Raises LookFailed where it is another one."""
    said: list[str] = []
    while len(said) < 100:
        said.append(await line.hear())
        if not said[-1].startswith(code):
            raise LookFailed(f"The answer to {to} is «{said[-1][:80]}», and should begin with {code}.")
        if said[-1][3:4] != "-":
            break
    return said


async def look_at_imap(host: str, port: int, expects: dict[str, Any]) -> str:
    """Be greeted by a mailbox server. Raises LookFailed, TargetRefused."""
    async with connected(host, port, tls=tls_context() if expects.get("tls") else None) as line:
        greeting = await line.hear()
        if not greeting.upper().startswith(("* OK", "* PREAUTH")):
            raise LookFailed(f"The greeting is «{greeting[:80]}», and should begin with «* OK».")
        await line.say("a1 LOGOUT")
        return ""
