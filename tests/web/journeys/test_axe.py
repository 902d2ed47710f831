"""No state of any page has a finding of axe-core, scrolls sideways at 320 px, or asks anything of other machines."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker
from tests.web.conftest import Cast
from tests.web.journeys.browsing import NARROW, WIDE, Wrongs, opened
from tests.web.journeys.conftest import SetClock
from tests.web.journeys.house import NOW, House, built
from tests.web.journeys.looking import findings
from tests.web.journeys.states import STATES, State, visit

ALL = [pytest.param(state, id=state.name) for states in STATES.values() for state in states]
EMPTY = ("/desk/", "/desk/queues/", "/desk/canned-replies/", "/desk/outbox/", "/desk/set-aside/")
_SIDEWAYS = "document.scrollingElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """Return the house; it is built once for all states."""
    with django_db_blocker.unblock(), built() as house:
        yield house


@pytest.fixture(scope="module")
def profiles(house: House, chromium: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Return a browser profile for each who looks; transitions are off, so that no colour is half way."""
    names = {state.who for states in STATES.values() for state in states}
    made = {name: opened(chromium, house.site, house.person(name), reduced_motion="reduce") for name in names}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(params=ALL)
def state(request: pytest.FixtureRequest) -> State:
    """Return each state in turn."""
    found: State = request.param
    return found


@pytest.fixture
def seen(state: State, house: House, profiles: dict[str, BrowserContext]) -> Iterator[Page]:
    """Return a page in the state that a test is about; nothing may have been complained of at the end."""
    wrongs = Wrongs(urlsplit(house.site).netloc)
    page = profiles[state.who].new_page()
    wrongs.watch(page)
    visit(page, state, house.things)
    yield page
    page.close()
    assert wrongs.found == []


def test_a_state_has_no_finding_in_light_and_dark_and_fits_320_px(seen: Page) -> None:
    found = findings(seen)
    seen.set_viewport_size(NARROW)
    assert found == []
    assert seen.evaluate(_SIDEWAYS) <= 0


@pytest.mark.proof
def test_a_state_has_no_finding_at_320_px(seen: Page) -> None:
    seen.set_viewport_size(NARROW)
    assert findings(seen) == []


@pytest.mark.django_db(transaction=True)
def test_an_empty_desk_has_no_finding(cast: Cast, live_server: LiveServer, chromium: Browser, it_is: SetClock) -> None:
    it_is(NOW)
    for who, addresses in ((cast.owner, EMPTY), (cast.stranger, ("/portal/", "/portal/quotes/"))):
        context = opened(chromium, live_server.url, who, viewport=WIDE, reduced_motion="reduce")
        page = context.new_page()
        for address in addresses:
            page.goto(address)
            assert findings(page) == [], address
        context.close()
