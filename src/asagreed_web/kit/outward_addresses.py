"""Which addresses of the internet may be called when a user named them, and how such an address is read.

Reading is stricter than any standard: what two programs could read differently is refused, so that what was checked
is what is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from asagreed.errors import AsagreedError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MOST_CHARACTERS = 500
PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1024
REFUSED_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)
"""Ports of other services above 1023, as browsers refuse them: nobody is to be spoken to in a language not theirs."""

PRIVATE = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"),
    )
)
"""What `ALLOW_PRIVATE_TARGETS` opens."""
_NEVER = tuple(
    map(
        ip_network,
        (
            # Metadata of machines in the cloud that lies in networks which may otherwise be called.
            *("100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::254/128", "fd20:ce::254/128"),
            # Documentation, relays and tunnels that newer tables know and this Python may not.
            *("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
        ),
    )
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}\.?$){_LABEL}(?:\.{_LABEL})*\.?")
_LOOKS_LIKE_A_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")
_VISIBLE = re.compile(r"[\x21-\x7e]+")


class TargetRefused(AsagreedError):
    """An address may not be called, now or later; the text says why, and what to do."""

    def __init__(self, *, url: str, because: str) -> None:
        super().__init__(f"«{url[:MOST_CHARACTERS]}» is not called: {because}.")
        self.url, self.because = url, because


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was read: `host` without brackets, `path` with its query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str


def read_target(url: str) -> Target:
    """Return the parts of an address. Raises TargetRefused for all that is not plainly http or https to one host."""
    if len(url) > MOST_CHARACTERS or not _VISIBLE.fullmatch(url) or "\\" in url:
        raise TargetRefused(url=url, because=f"it is longer than {MOST_CHARACTERS} characters or not plain ASCII")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise TargetRefused(url=url, because=f"it cannot be read ({error})") from None
    if parts.scheme not in PORTS or not url.lower().startswith(f"{parts.scheme}://"):
        raise TargetRefused(url=url, because="only http:// and https:// are called")
    if "@" in parts.netloc:
        raise TargetRefused(url=url, because="it carries a name or password; leave them out")
    if parts.netloc.endswith(":"):
        raise TargetRefused(url=url, because="its port is empty")
    host = _host(url, parts.netloc, parts.hostname or "")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(url, parts.scheme, host, _port(url, PORTS[parts.scheme] if port is None else port), path)


def _host(url: str, netloc: str, host: str) -> str:
    if netloc.startswith("["):
        literal = re.fullmatch(r"\[([0-9a-f:.]+)\](?::[0-9]{1,5})?", netloc.lower())
        if literal is None or _address(literal[1]) is None:
            raise TargetRefused(url=url, because="what stands in brackets is no IPv6 address")
        return literal[1]
    if not _NAME.fullmatch(host):
        raise TargetRefused(url=url, because="its host is no name of letters, digits, dots and hyphens")
    if _LOOKS_LIKE_A_NUMBER.fullmatch(host) and not isinstance(_address(host), IPv4Address):
        raise TargetRefused(url=url, because="its host is a number that programs read differently; write 192.0.2.1")
    return host


def _port(url: str, port: int) -> int:
    if port not in PORTS.values() and (port < FIRST_FREE_PORT or port in REFUSED_PORTS):
        raise TargetRefused(url=url, because=f"port {port} belongs to another service; use 80, 443 or one above 1023")
    return port


def _address(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def why_forbidden(address: Address, *, allow_private: bool, networks: Iterable[Network]) -> str:
    """Return why an address may not be called, or nothing if it may."""
    if any(address in network for network in networks):
        return ""
    if any(address in network for network in _NEVER):
        return f"{address} is set aside for machines themselves, for tunnels or for documentation"
    if any(address in network for network in PRIVATE):
        return "" if allow_private else f"{address} lies in a private network"
    if isinstance(address, IPv6Address) and address not in _GLOBAL_V6:
        return f"{address} is no public address, or one of version 4 in disguise"
    if not address.is_global or address.is_multicast or address.is_reserved:
        return f"{address} is no public address"
    return ""
