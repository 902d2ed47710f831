"""Looking whether a machine answers an echo request, by a socket that needs no rights where the system allows it."""

from __future__ import annotations

import asyncio
import os
import socket
import struct

from asagreed_web.kit.outward_addresses import Address
from asagreed_web.monitoring.probing.reaching import LookFailed, addresses_of

_ECHO = {4: (8, 0), 6: (128, 129)}
"""Request and answer, by version."""


async def look_at_machine(host: str) -> str:
    """Send an echo request and wait for its answer. Raises LookFailed, TargetRefused."""
    (address, *_) = await addresses_of(host)
    try:
        sock = _socket(address)
    except PermissionError as error:
        words = "This process may not send echo requests: let its group into net.ipv4.ping_group_range."
        raise LookFailed(words) from error
    with sock:
        sock.settimeout(0)
        proof = os.urandom(16)
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_sendto(sock, echo_request(address.version, proof), (str(address), 0))
            while True:
                answer, sender = await loop.sock_recvfrom(sock, 2048)
                if sender[0] == str(address) and is_answer(answer, address.version, proof):
                    return ""
        except OSError as error:
            raise LookFailed(f"{host} cannot be reached: {error}.") from error


def _socket(address: Address) -> socket.socket:
    family, protocol = (
        (socket.AF_INET, socket.IPPROTO_ICMP) if address.version == 4 else (socket.AF_INET6, socket.IPPROTO_ICMPV6)
    )
    try:
        return socket.socket(family, socket.SOCK_DGRAM, protocol)
    except PermissionError:
        return socket.socket(family, socket.SOCK_RAW, protocol)


def echo_request(version: int, proof: bytes) -> bytes:
    """Return the bytes of a request; the system fills in the checksum of version 6, and often of version 4."""
    kind, number = _ECHO[version][0], os.getpid() & 0xFFFF
    bare = struct.pack("!BBHHH", kind, 0, 0, number, 1) + proof
    return struct.pack("!BBHHH", kind, 0, checksum(bare) if version == 4 else 0, number, 1) + proof


def is_answer(raw: bytes, version: int, proof: bytes) -> bool:
    """Whether what came is the answer to the request with this proof; a raw socket tells the head of IPv4 as well."""
    if version == 4 and raw[:1] and raw[0] >> 4 == 4 and len(raw) > 20:
        raw = raw[(raw[0] & 0x0F) * 4 :]
    return len(raw) >= 8 and raw[0] == _ECHO[version][1] and raw[8:] == proof


def checksum(raw: bytes) -> int:
    """Return the checksum of the internet over an even number of bytes."""
    total: int = sum(struct.unpack(f"!{len(raw) // 2}H", raw))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF
