"""Serving the demonstration: the web and the worker as they are in real use, and who can sign in."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from types import FrameType
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

from asagreed_web.demo.cast import provider
from asagreed_web.demo.errors import DemoRefused

HOST = "127.0.0.1"
PASSWORD = "asagreed-demo"  # noqa: S105 – printed beside the address; a demonstration has no secrets
PATIENCE = 60
"""Seconds that the web may take to answer for the first time."""
PAGES = ("/desk/", "/desk/customers/harbour-dental/", "/desk/search/?q=mail")


def serve_demo(folder: Path, *, port: int, check: bool) -> None:
    """Serve a filled folder until Ctrl-C; with `check` ask a few pages once and return. Raises DemoRefused."""
    with _running(folder, port):
        _wait(port)
        if check:
            _ask_pages(port)
            return
        _print_signs(folder, port)
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            signal.pause()
        except KeyboardInterrupt:
            Console().print("Stopped. What was done is kept; the next start goes on with it.")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _running(folder: Path, port: int) -> Iterator[None]:
    settings = {
        "ASAGREED_DATA": str(folder),
        "ASAGREED_DATABASE_URL": "",
        "ASAGREED_PROVIDER": provider().provider,
        "ASAGREED_ZONE": "America/Chicago",
        "ASAGREED_ADDRESS": f"http://{HOST}:{port}",
        "ASAGREED_MAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "ASAGREED_MAIL_FROM": "desk@northwind.example",
    }
    started = [
        _start(settings, "serve", "--port", str(port), "--workers", "2", "--migrate"),
        _start(settings, "worker"),
    ]
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=40)


def _start(settings: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from asagreed.cli import main; main()", *words]
    # A group of their own: Ctrl-C reaches this process only, which ends them in order.
    return subprocess.Popen(  # noqa: S603 – our own interpreter
        command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, start_new_session=True
    )


def _wait(port: int) -> None:
    for _ in range(PATIENCE * 4):
        try:
            status, _, _ = _get(port, "/account/login/")
        except OSError:
            time.sleep(0.25)
            continue
        if status == http.client.OK:
            return
    raise DemoRefused(
        f"Nothing answered at {HOST}:{port} within {PATIENCE} seconds. Perhaps the port is taken: try --port 8001."
    )


def _ask_pages(port: int) -> None:
    """Sign in as the dispatcher and open a few pages. Raises DemoRefused for one that is not as it should be."""
    cookies = _sign_in(port)
    for page in PAGES:
        status, _, body = _get(port, page, cookies)
        if status != http.client.OK or "Harbour Dental" not in body:
            raise DemoRefused(f"{page} answered {status} and does not show what it should.")
        Console().print(f"{page} answers, with {len(body) // 1024} kB.")


def _sign_in(port: int) -> str:
    _, cookies, body = _get(port, "/account/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
    form = {
        "csrfmiddlewaretoken": token[1] if token else "",
        "login": "dispatcher@northwind.example",
        "password": PASSWORD,
    }
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    connection.request("POST", "/account/login/", urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    return _together(cookies, answer)


def _get(port: int, path: str, cookies: str = "") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookies})
    answer = connection.getresponse()
    body = answer.read().decode()
    return answer.status, _together(cookies, answer), body


def _together(cookies: str, answer: http.client.HTTPResponse) -> str:
    jar = SimpleCookie(cookies)
    for line in answer.headers.get_all("Set-Cookie", ()):
        jar.load(line)
    return "; ".join(f"{name}={cookie.value}" for name, cookie in jar.items())


def _print_signs(folder: Path, port: int) -> None:
    table = Table(title=f"{provider().provider} at http://{HOST}:{port}", title_justify="left")
    for heading in ("who", "sign in as", "sees"):
        table.add_column(heading)
    for member in provider().people[:4]:
        table.add_row(f"{member.name}, {member.role}", f"{member.address}@northwind.example", "the desk")
    for slug, customer in list(provider().customers.items())[:2]:
        for member in customer.people:
            table.add_row(
                f"{member.name}, {member.role}", f"{member.address}@{slug}.example", f"the portal of {customer.name}"
            )
    console = Console()
    console.print(table)
    console.print(f"Everybody's password: {PASSWORD}. Mail that leaves lies in {folder / 'mail'}. Ctrl-C ends it.")
