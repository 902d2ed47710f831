"""Addresses that nobody may make us call, and a count of what was called all the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def listed(addresses: str) -> list[str]:
    """Return addresses that stand beside each other."""
    return addresses.split()


LITERALS = listed("""
http://127.0.0.1:{port}/ http://127.0.0.2:{port}/ http://127.255.255.254:{port}/ http://0.0.0.0:{port}/
http://127.1:{port}/ http://127.0.1:{port}/ http://0177.0.0.1:{port}/ http://0x7f.0.0.1:{port}/
http://0x7f000001:{port}/ http://2130706433:{port}/ http://017700000001:{port}/ http://127.0.0.01:{port}/
http://0x7f.1:{port}/ http://0:{port}/ http://127.0.0.1.:{port}/ http://256.0.0.1:{port}/ http://1.2.3.4.5:{port}/
http://127.0.0.1%00.example:{port}/ http://[::1]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/ http://[::]:{port}/
http://[::ffff:127.0.0.1]:{port}/ http://[::ffff:7f00:1]:{port}/ http://[::127.0.0.1]:{port}/
http://[::7f00:1]:{port}/ http://[64:ff9b::7f00:1]:{port}/ http://[64:ff9b::127.0.0.1]:{port}/
http://[64:ff9b:1::7f00:1]:{port}/ http://[2002:7f00:1::]:{port}/ http://[2002:7f00:1::1]:{port}/
http://[2001::7f00:1]:{port}/ http://[fe80::1]:{port}/ http://[fe80::1%25lo]:{port}/ http://[fe80::1%lo]:{port}/
http://[fc00::1]:{port}/ http://[fd00::1]:{port}/ http://[fd00:ec2::254]/ http://[ff02::1]:{port}/
http://[2001:db8::1]:{port}/ http://[3fff::1]:{port}/ http://[100::1]:{port}/ http://[::ffff:169.254.169.254]/
http://[::1.example]:{port}/ http://[v1.x]:{port}/ http://[::1:{port}/ http://169.254.169.254/latest/meta-data/
http://169.254.169.253/ http://169.254.170.2/v2/credentials http://100.100.100.200/latest/ http://168.63.129.16/
http://192.0.0.192/opc/v2/ http://2852039166/ http://0xa9fea9fe/ http://0251.0376.0251.0376/ http://10.0.0.1/
http://10.255.255.255/ http://172.16.0.1/ http://172.31.255.255/ http://192.168.1.1/ http://100.64.0.1/
http://100.127.255.255/ http://198.18.0.1/ http://192.0.2.1/ http://198.51.100.1/ http://203.0.113.1/
http://224.0.0.1/ http://239.255.255.250/ http://240.0.0.1/ http://255.255.255.255/ http://192.88.99.1/
""")
NAMES = listed("""
http://localhost:{port}/ http://LOCALHOST:{port}/ http://localhost.:{port}/ http://foo.localhost:{port}/
https://localhost:{port}/ http://ip6-localhost:{port}/
""")
SHAPES = listed("""
ftp://127.0.0.1:{port}/ file:///etc/passwd gopher://127.0.0.1:{port}/_x dict://127.0.0.1:{port}/ javascript:alert(1)
http:127.0.0.1:{port} http:/127.0.0.1:{port}/ http:///127.0.0.1:{port}/ //127.0.0.1:{port}/ http://:{port}/
http://user@127.0.0.1:{port}/ http://user:word@127.0.0.1:{port}/ http://hook.example@127.0.0.1:{port}/
http://127.0.0.1:{port}@hook.example/ http://hook.example:{port}@127.0.0.1/ http://127.0.0.1:{port}#@hook.example/
http://hook.example\\@127.0.0.1:{port}/ http://127.0.0.1:{port}\\@hook.example/
http://127.0.0.1:{port}\\.hook.example/ http://127.0.0.1:22/ http://93.184.215.14:25/ http://93.184.215.14:6379000/
http://93.184.215.14:6000/ http://93.184.215.14:-1/ http://93.184.215.14:/ http://93.184.215.14:0/
http://１２７.0.0.1:{port}/ http://127。0。0。1:{port}/ http://ⓛocalhost:{port}/ http://%31%32%37.0.0.1:{port}/
http://-hook.example/ http://hook..example/ http://hook_.example%2f/
""")
WITH_BLANKS = (
    "http://127.0.0.1:{port}/ HTTP/1.1\r\nHost: x", " http://127.0.0.1:{port}/", "http://127.0.0.1\t:{port}/",
    "http://127.0.0.1:{port}/\n", "http://127.0.0.1:{port}/\x00", "http://" + "a" * 600 + ".example/", "",
)  # fmt: skip
HOSTILE = [*LITERALS, *NAMES, *SHAPES, *WITH_BLANKS]
_connected: list[Any] = []
_is_counting = False


def _count(event: str, args: tuple[Any, ...]) -> None:
    if _is_counting and event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        _connected.append(args[1])


sys.addaudithook(_count)


@contextmanager
def counting() -> Iterator[list[Any]]:
    """Note every address that anything in this process connects to, or sends a packet to."""
    global _is_counting  # noqa: PLW0603 – an audit hook cannot be taken away again
    _connected.clear()
    _is_counting = True
    try:
        yield _connected
    finally:
        _is_counting = False
