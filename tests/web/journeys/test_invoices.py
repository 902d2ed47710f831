"""A month becomes an invoice by keys alone, and the customer reads it on a phone, with a finger and without hurry."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from tests.web.conftest import made_cast
from tests.web.invoicing.at_the_books import may_worked
from tests.web.journeys.browsing import NARROW, opened
from tests.web.journeys.conftest import SetClock
from tests.web.journeys.hands import Keyboard

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_bookkeeper_issues_by_keys_and_the_customer_reads_on_a_phone(
    sees_all: None, it_is: SetClock, chromium: Browser, live_server: LiveServer
) -> None:
    cast = made_cast()
    may_worked(cast)
    it_is("2026-06-01 09:30")
    desk = opened(chromium, live_server.url, cast.bookkeeper, reduced_motion="reduce")
    page = desk.new_page()
    hands = Keyboard(page)
    hands.go("/desk/invoices/")
    hands.press(hands.link("Issue May 2026"))
    hands.press(hands.button("Issue what is chosen"))
    expect(page.get_by_text("1 invoice is issued.")).to_be_visible()
    desk.close()
    phone = opened(chromium, live_server.url, cast.viewer, reduced_motion="reduce", viewport=NARROW)
    page = phone.new_page()
    page.goto("/portal/invoices/")
    page.get_by_role("link", name="INV-00001").click()
    expect(page.get_by_role("heading", name="Invoice INV-00001")).to_be_visible()
    page.locator("summary", has_text="why?").first.click()
    expect(page.get_by_text("counted").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    phone.close()
