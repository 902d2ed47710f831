"""How fast own checks look: 2,000 pages on loopback, each over a new connection, beside aiohttp bare.

`python -m benchmarks.looking`: the pages are served by a process of their own. Counted are seconds of one processor,
which do not depend on what else the machine does.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time

from benchmarks.tables import Table

LOOKS, ROUNDS, AT_ONCE = 2000, 5, 200
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nup\n"
TARGET_SECONDS = 1.0


class Page(asyncio.Protocol):
    """Answers whatever is asked, and hangs up."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember by what it answers."""
        self._answers = transport

    def data_received(self, _: bytes) -> None:
        """Answer."""
        assert isinstance(self._answers, asyncio.Transport)
        self._answers.write(ANSWER)
        self._answers.close()


async def serve(port: int) -> None:
    """Serve until the process is ended."""
    server = await asyncio.get_running_loop().create_server(Page, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


def main() -> None:
    """Measure both in turn, and print the best of each."""
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2])))
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asagreed_web.config.settings")
    os.environ["ASAGREED_CHECKED_NETWORKS"] = "127.0.0.0/8"
    import django  # noqa: PLC0415 – only where the settings are there

    django.setup()
    port = _free_port()
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.looking", "serve", str(port)])  # noqa: S603 – our own
    try:
        _wait_for(port)
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        url = f"http://127.0.0.1:{port}/"
        times = [asyncio.run(_both(url)) for _ in range(ROUNDS)]
    finally:
        server.terminate()
        server.wait()
    ours, bare = min(each[0] for each in times), min(each[1] for each in times)
    print(_table(ours, bare))


async def _both(url: str) -> tuple[float, float]:
    return await _ours(url), await _bare(url)


async def _ours(url: str) -> float:
    from asagreed_web.monitoring.probing.http import new_session  # noqa: PLC0415 – needs the settings
    from asagreed_web.monitoring.probing.looking import Asked, look  # noqa: PLC0415

    places = asyncio.Semaphore(AT_ONCE)
    async with new_session() as session:

        async def one(number: int) -> bool:
            async with places:
                return (await look(Asked(number, "http", url, None, {"text": "up"}, 10.0), session)).is_up

        began = time.process_time()
        found = await asyncio.gather(*map(one, range(LOOKS)))
        took = time.process_time() - began
    assert all(found)
    return took


async def _bare(url: str) -> float:
    import aiohttp  # noqa: PLC0415 – beside ours

    places = asyncio.Semaphore(AT_ONCE)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True, limit=0)) as session:

        async def one(_: int) -> bool:
            async with places, session.get(url) as answer:
                return b"up" in await answer.read()

        began = time.process_time()
        found = await asyncio.gather(*map(one, range(LOOKS)))
        took = time.process_time() - began
    assert all(found)
    return took


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server of pages did not start.")


def _table(ours: float, bare: float) -> str:
    rows = (
        ("2,000 checks of status and text", f"{ours:.2f} s", f"{LOOKS / ours:,.0f} /s", f"≤ {TARGET_SECONDS:g} s"),
        ("aiohttp alone", f"{bare:.2f} s", f"{LOOKS / bare:,.0f} /s", ""),
        ("ours beside it", f"{ours / bare:.2f} ×", "", ""),
    )
    return str(Table("Looking at pages, one core", ("", "processor", "", "target"), rows))


if __name__ == "__main__":
    main()
