"""Servers to look at, which are really there: each is started, stopped and started again in tests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import dns.message
import dns.rcode
import dns.rrset
from aiohttp import web
from tests.web.kit.peers import MailListener, free_port

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Running:
    """An event loop in a thread, which serves until the end of a test."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def do(self, work: Awaitable[Any]) -> Any:
        """Run something to its end."""

        async def whole() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(whole(), self.loop).result(10)

    def end(self) -> None:
        """Stop serving."""
        asyncio.run_coroutine_threadsafe(_leave_all(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()


async def _leave_all() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()


@contextmanager
def running() -> Iterator[Running]:
    """Have an event loop for the length of a block."""
    loop = Running()
    try:
        yield loop
    finally:
        loop.end()


@contextmanager
def pages(port: int) -> Iterator[None]:
    """Serve some pages on loopback."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path == "/moved":
            raise web.HTTPFound("http://127.0.0.1:1/")
        if request.path == "/slow":
            await asyncio.sleep(30)
        status = int(request.query.get("status", "200"))
        return web.Response(status=status, text="All is well here.")

    async def begin() -> web.AppRunner:
        app = web.Application()
        app.router.add_get("/{tail:.*}", answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
        return runner

    with running() as loop:
        runner = loop.do(begin())
        try:
            yield
        finally:
            loop.do(runner.cleanup())


@contextmanager
def lines(handler: Handler, *, port: int, tls: Any = None) -> Iterator[None]:
    """Serve a talk in lines on loopback."""
    talks: list[tuple[asyncio.StreamWriter, asyncio.Task[None]]] = []

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append((writer, asyncio.ensure_future(_talk(handler, reader, writer))))

    async def hang_up() -> None:
        # A server that is closed while it lets somebody in leaves the socket open, and a talk that was not begun closes
        # nothing of its own.
        async with asyncio.timeout(5):
            while entering := asyncio.all_tasks() - {asyncio.current_task(), *(talk for _, talk in talks)}:
                await asyncio.wait(entering)
        server.close()
        for writer, talk in talks:
            talk.cancel()
            writer.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                await asyncio.gather(*(writer.wait_closed() for writer, _ in talks), return_exceptions=True)

    with running() as loop:
        server = loop.do(asyncio.start_server(begin, "127.0.0.1", port, ssl=tls))
        try:
            yield
        finally:
            loop.do(hang_up())


async def _talk(handler: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await handler(reader, writer)


def saying(*words: bytes) -> Handler:
    """Return a talk that says some words at once, and hears the other side out; nothing to say is to hang up."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.writelines(words)
        with suppress(OSError):
            while any(words) and await reader.read(1000):
                pass
        writer.close()

    return talk


@contextmanager
def mail_server(**given: Any) -> Iterator[int]:
    """Run a real mail server; its port."""
    port = free_port()
    with MailListener(object(), port=port, **given).listening():
        yield port


class NameServer(asyncio.DatagramProtocol):
    """A name server that knows one name."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember by what it answers."""
        self.transport: Any = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a question."""
        question = dns.message.from_wire(data)
        answer = dns.message.make_response(question)
        name = question.question[0].name
        if name.to_text() == "mail.harbour.example.":
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "A", "192.0.2.7"))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self.transport.sendto(answer.to_wire(), addr)


@contextmanager
def name_server(port: int) -> Iterator[None]:
    """Serve names on loopback."""
    with running() as loop:

        async def begin() -> asyncio.DatagramTransport:
            here = asyncio.get_running_loop()
            transport, _ = await here.create_datagram_endpoint(NameServer, local_addr=("127.0.0.1", port))
            return transport

        transport = loop.do(begin())
        try:
            yield
        finally:
            loop.loop.call_soon_threadsafe(transport.close)
