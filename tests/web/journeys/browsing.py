"""A real browser in which people are signed in, and what its pages complain of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, sync_playwright

if TYPE_CHECKING:  # models can be read only when Django is set up, and pictures are taken without pytest
    from asagreed_web.people.models import Person

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 700}
_TELL_OF_THE_POLICY = """addEventListener("securitypolicyviolation",
    event => console.error(`CSP ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"""


@dataclass
class Wrongs:
    """What a page complained of, and what it asked of other machines."""

    host: str
    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Gather from now on; an answer that says no (404, 422) is no complaint of a page."""
        page.on("console", lambda said: self._said(page, said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._said(page, str(error)))
        page.on("request", self._asked)

    def _said(self, page: Page, text: str) -> None:
        if "the server responded with a status of" not in text:
            self.found.append(f"{page.url}: {text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.host:
            self.found.append(f"asked {request.url}")


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium; it needs no other machine."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop in this thread
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield browser
        browser.close()


def opened(browser: Browser, address: str, person: Person | None, **options: Any) -> BrowserContext:
    """Return a browser profile in which a person is signed in, or nobody."""
    context = browser.new_context(base_url=address, locale="en-US", **{"viewport": WIDE, **options})
    context.set_default_timeout(20_000)
    context.add_init_script(_TELL_OF_THE_POLICY)
    if person is not None:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
    return context
