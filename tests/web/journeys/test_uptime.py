"""An outage from the desk to the page that nobody signs in for, by mouse, by keyboard and by touch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.web.conftest import Cast, chicago, made_person
from tests.web.journeys.browsing import opened
from tests.web.journeys.conftest import SetClock, Visit
from tests.web.journeys.hands import Mouse
from tests.web.status.watched import made_lantern

from asagreed_web.people.models import Role
from asagreed_web.status.operations import show_status_page

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/desk/customers/lantern-press/uptime/"


def test_an_outage_is_recorded_at_the_desk_and_read_without_signing_in(
    cast: Cast, visit: Visit, it_is: SetClock, chromium: Browser, live_server: LiveServer
) -> None:
    made_lantern()
    it_is("2026-05-15 10:45")
    desk = visit(cast.dispatcher)
    desk.go(HERE)
    desk.press(desk.link("Record an outage"))
    desk.choose("System", "File server")
    desk.say_when("Occurred", "2026-05-15 10:30")
    desk.write("Cause", "A disk is full.")
    desk.press(desk.button("Put it on record"))
    expect(desk.page.locator("main")).to_contain_text("since 10:30, not over yet")
    desk.go(HERE)
    desk.press(desk.field("Everybody"))
    desk.write("Word in the public address", "lantern")
    desk.press(desk.button("Show it so"))
    # Whoever looks has no account here, and no scripts.
    anybody = opened(chromium, live_server.url, None, java_script_enabled=False)
    outside = Mouse(anybody.new_page())
    outside.go("/status/lantern/")
    assert "1 system down since 10:30" in outside.text()
    assert "A disk is full." not in outside.text()
    outside.press(outside.fold("Day by day").nth(1))
    expect(outside.page.locator(".days[open]")).to_contain_text("15 min down")
    anybody.close()


def test_an_approver_shows_the_page_to_whoever_has_the_link(
    cast: Cast, visit: Visit, it_is: SetClock, live_server: LiveServer, settings: Settings
) -> None:
    settings.ADDRESS = live_server.url
    lantern = made_lantern()
    printer = made_person("printer", Role.APPROVER, lantern)
    show_status_page(customer=lantern, shown="everybody", word="lantern", by=cast.owner, at=chicago("2026-05-15 09:00"))
    it_is("2026-05-15 10:45")
    portal = visit(printer)
    portal.go("/portal/")
    portal.press(portal.link("Uptime"))
    portal.press(portal.field("Whoever has the link"))
    portal.press(portal.button("Show it so"))
    link = portal.page.locator("#status-page ~ p a")
    expect(link).to_have_count(1)
    portal.press(link)
    expect(portal.page.locator("h1")).to_have_text("Lantern Press: systems now")
    assert portal.page.goto("/status/lantern/").status == 404  # type: ignore[union-attr]
