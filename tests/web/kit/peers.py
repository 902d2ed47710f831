"""The other side of the wire on loopback: a mail server and a receiver of web hooks that misbehave as they are told."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller
from django.db import connection


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class MailListener(Controller):
    """A real mail server in a thread, which hangs up on whoever is still there when it stops."""

    def __init__(self, handler: Any, **given: Any) -> None:
        self._talks: list[Any] = []
        super().__init__(handler, hostname="127.0.0.1", **given)

    def factory(self) -> Any:
        """Remember each talk."""
        self._talks.append(super().factory())  # type: ignore[no-untyped-call] # aiosmtpd has no types
        return self._talks[-1]

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen for as long as the block lasts."""
        self.start()
        try:
            yield
        finally:
            asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(10)
            self.stop()

    async def _hang_up(self) -> None:
        async with asyncio.timeout(5):
            while open_talks := [talk for talk in self._talks if talk.transport is not None]:
                for talk in open_talks:
                    talk.transport.abort()
                await asyncio.sleep(0.01)


class MailPeer:
    """A mail server: `script` says what each mail meets in turn, «ok» when it has run out.

    A word that starts with a number is said to the mail (to its recipient when it starts with «RCPT »), «cut» breaks
    the connection off when the whole mail has come, «slow» never answers.
    """

    def __init__(self, *script: str) -> None:
        self.script = list(script)
        self.seen: list[Message] = []
        """Every mail that came whole, whatever was said to it."""
        self.taken: list[Message] = []
        self.recipients: list[str] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 – aiosmtpd asks for it
        """Take a recipient, or say what the script says."""
        if self.script and self.script[0].startswith("RCPT "):
            return self.script.pop(0).removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 – aiosmtpd asks for it
        """Take a mail, or do what the script says."""
        self.seen.append(message_from_bytes(envelope.content))
        does = self.script.pop(0) if self.script else "ok"
        if does == "cut":
            server.transport.abort()
        if does == "slow":
            await asyncio.sleep(3)
        if does in ("cut", "slow"):
            return ""
        if does != "ok":
            return does
        self.taken.append(self.seen[-1])
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was taken."""
        return [str(mail["Message-ID"]) for mail in self.taken]

    @contextmanager
    def listening(self, port: int) -> Iterator[None]:
        """Listen for as long as the block lasts."""
        with MailListener(self, port=port).listening():
            yield


class HookPeer:
    """A receiver: `script` says what each call meets in turn, 200 when it has run out.

    A number is a status, «hang» waits until the test is over, «reset» breaks the connection, «10 MB» answers at
    length, «drip» sends its head byte by byte, «to URL» redirects, «429 N» asks for N seconds.
    """

    def __init__(self, *script: str) -> None:
        self.script = list(script)
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.is_over = Event()

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Listen for as long as the block lasts; gives the address."""
        peer = self

        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                peer.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
                peer._act(self, peer.script.pop(0) if peer.script else "200")

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                """Say nothing of callers that went away: tests want them to."""

        server = Server(("127.0.0.1", 0), Receiver)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook"
        finally:
            self.is_over.set()
            server.shutdown()
            server.server_close()
            thread.join()

    def _act(self, asked: BaseHTTPRequestHandler, does: str) -> None:
        word, _, more = does.partition(" ")
        if word == "hang":
            self.is_over.wait(10)
        elif word == "reset":
            asked.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            asked.connection.close()
        elif word == "drip":
            while not self.is_over.wait(0.05):
                asked.wfile.write(b"H")
        elif word == "to":
            self._say(asked, 302, {"Location": more})
        elif word == "10":
            self._say(asked, 500, {}, b"x" * 10_000_000)
        else:
            self._say(asked, int(word), {"Retry-After": more} if more else {})

    @staticmethod
    def _say(asked: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        asked.send_response(status)
        for name, value in headers.items():
            asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)


def child(*words: str, mail_port: int = 1) -> subprocess.Popen[bytes]:
    """Start `tests.web.kit.child` on the database of this test; it may call loopback, and mail to a port of it."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.web.settings",
        "ASAGREED_SMTP_HOST": "127.0.0.1",
        "ASAGREED_SMTP_PORT": str(mail_port),
        "ASAGREED_ALLOWED_TARGET_NETWORKS": "127.0.0.0/8",
    }
    command = [sys.executable, "-m", "tests.web.kit.child", str(connection.settings_dict["NAME"]), *words]
    return subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[3], stderr=subprocess.PIPE)
