"""One browser for the tests of a file; people who use it one way or another; a clock that stands where it is put."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer
from tests.web.conftest import chicago
from tests.web.journeys.browsing import NARROW, WIDE, Wrongs, launched, opened
from tests.web.journeys.hands import Hands, Keyboard, Mouse, Touch

from asagreed_web.kit import clock
from asagreed_web.people.models import Person

WAYS: dict[str, tuple[type[Hands], dict[str, object]]] = {
    "mouse": (Mouse, {"viewport": WIDE}),
    "keyboard": (Keyboard, {"viewport": WIDE}),
    "touch": (Touch, {"viewport": NARROW, "has_touch": True}),
}
Visit = Callable[[Person], Hands]
SetClock = Callable[[str], None]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return a browser."""
    with launched() as browser:
        yield browser


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return what sets the clock: `it_is("2026-05-15 16:55")` in Chicago."""
    return lambda text: monkeypatch.setattr(clock, "now", lambda: chicago(text))


@pytest.fixture(params=WAYS)
def visit(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """Return what lets a person use the site by one of the ways; no page may complain meanwhile."""
    way, options = WAYS[request.param]
    wrongs, contexts = Wrongs(urlsplit(live_server.url).netloc), list[BrowserContext]()

    def visited(person: Person) -> Hands:
        contexts.append(opened(chromium, live_server.url, person, **options))
        page = contexts[-1].new_page()
        wrongs.watch(page)
        return way(page)

    yield visited
    for context in contexts:
        context.close()
    assert wrongs.found == []
