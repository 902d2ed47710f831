"""The only way out over HTTP to an address that a user named.

Resolving, checking and connecting are one step: the connection goes to the very address that was checked, under the
name that was asked for. Nothing is followed, everything ends in time, and little is read.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address, ip_network
from threading import Event, Thread, Timer
from time import monotonic

from django.conf import settings

from asagreed.errors import AsagreedError
from asagreed_web.kit.outward_addresses import PORTS, Address, Target, TargetRefused, read_target, why_forbidden

SECONDS = 15.0
MOST_READ = 64 * 1024


class CallFailed(AsagreedError):
    """Nobody answered, or not in time; it may go well another time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `body` is its beginning, as much as came in time."""

    status: int
    headers: Mapping[str, str]
    """By names in small letters."""
    body: bytes


@dataclass(frozen=True, slots=True)
class _Time:
    seconds: float
    started: float = field(default_factory=monotonic)

    @property
    def left(self) -> float:
        """The seconds that are left. Raises CallFailed when none are."""
        left = self.started + self.seconds - monotonic()
        if left <= 0:
            raise CallFailed(f"There was no answer within {self.seconds:g} seconds.")
        return left


def call(
    url: str, *, body: bytes, headers: Mapping[str, str], method: str = "POST", seconds: float = SECONDS
) -> Answer:
    """Call an address and return its answer, whatever its status. Raises TargetRefused, CallFailed."""
    target, time = read_target(url), _Time(seconds)
    with _connected(target, time) as (connection, is_late):
        try:
            connection.request(method, target.path, body=body, headers={**headers, "Connection": "close"})
            return _answer(connection.getresponse())
        except (OSError, HTTPException) as error:
            raise CallFailed(_why(error, is_late, seconds)) from error


def permitted_addresses(target: Target, found: Sequence[Address]) -> tuple[Address, ...]:
    """Return the addresses of a host. Raises TargetRefused if one of them may not be called."""
    networks = [ip_network(network) for network in settings.ALLOWED_TARGET_NETWORKS]
    for address in found:
        because = why_forbidden(address, allow_private=settings.ALLOW_PRIVATE_TARGETS, networks=networks)
        if because:
            raise TargetRefused(url=target.url, because=because)
    return tuple(dict.fromkeys(found))


@contextmanager
def _connected(target: Target, time: _Time) -> Iterator[tuple[HTTPConnection, Event]]:
    addresses = permitted_addresses(target, _resolve(target, time))
    raw = _connect(addresses, target, time)
    with cut_after(raw, time.left) as is_late:
        connection = HTTPConnection(target.host, target.port)
        connection.default_port = PORTS[target.scheme]
        try:
            connection.sock = raw if target.scheme == "http" else _with_tls(raw, target, time, is_late)
            yield connection, is_late
        finally:
            connection.close()
            raw.close()


def _resolve(target: Target, time: _Time) -> list[Address]:
    """Return the addresses of a host; a name server that is slow is not waited for."""
    with suppress(ValueError):
        return [ip_address(target.host)]
    found: Future[list[Address]] = Future()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            found.set_result([ip_address(str(row[4][0])) for row in rows])
        except (OSError, ValueError) as error:
            found.set_exception(error)

    Thread(target=ask, daemon=True, name="outward name").start()
    try:
        return found.result(timeout=time.left)
    except TimeoutError:
        raise CallFailed(f"The name {target.host} was not found within {time.seconds:g} seconds.") from None
    except (OSError, ValueError) as error:
        raise CallFailed(f"The name {target.host} was not found: {error}.") from error


def _connect(addresses: Sequence[Address], target: Target, time: _Time) -> socket.socket:
    trouble: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((str(address), target.port), timeout=time.left)
        except OSError as error:
            trouble = error
    raise CallFailed(f"{target.host} cannot be reached: {trouble}.")


def _with_tls(raw: socket.socket, target: Target, time: _Time, is_late: Event) -> ssl.SSLSocket:
    try:
        return ssl.create_default_context().wrap_socket(raw, server_hostname=target.host.rstrip("."))
    except (OSError, ValueError) as error:
        raise CallFailed(_why(error, is_late, time.seconds)) from error


@contextmanager
def cut_after(connected: socket.socket, seconds: float) -> Iterator[Event]:
    """Cut a connection after some seconds, whatever it is doing: a peer that sends a byte now and then is no way out.

    The event says whether it was cut.
    """
    is_late = Event()
    # A second handle of the same connection: the first one changes hands when TLS begins.
    handle = socket.socket(fileno=os.dup(connected.fileno()))

    def cut() -> None:
        is_late.set()
        with suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_late
    finally:
        timer.cancel()
        handle.close()


def _answer(response: HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    body = b""
    # The status has been said; a body that breaks off does not take it back.
    with suppress(OSError, HTTPException):
        body = response.read(MOST_READ)
    return Answer(response.status, headers, body)


def _why(error: Exception, is_late: Event, seconds: float) -> str:
    if is_late.is_set() or isinstance(error, TimeoutError):
        return f"There was no answer within {seconds:g} seconds."
    return f"The call failed: {type(error).__name__}: {error}."
