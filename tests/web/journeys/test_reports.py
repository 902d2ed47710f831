"""A report from its schedule to its restatement: read and issued at the desk, read on a phone, corrected later."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from tests.web.conftest import Cast, chicago
from tests.web.journeys.browsing import NARROW, WIDE, opened
from tests.web.journeys.conftest import SetClock
from tests.web.journeys.hands import Mouse, Touch
from tests.web.reports.may import late_work, month_of_may

from asagreed_web.reports.models import Report
from asagreed_web.reports.restating import look_over
from asagreed_web.reports.scheduling import take_due

REPORTS = "/desk/customers/harbour-dental/reports/"


@pytest.mark.django_db(transaction=True)
def test_a_report_is_scheduled_read_issued_read_on_a_phone_and_restated(
    cast: Cast, chromium: Browser, live_server: LiveServer, it_is: SetClock
) -> None:
    it_is("2026-05-22 09:00")
    met, _ = month_of_may(cast)
    desk = Mouse(opened(chromium, live_server.url, cast.dispatcher, viewport=WIDE).new_page())
    desk.go(REPORTS)
    desk.press(desk.fold("Schedule").first)
    desk.press(desk.button("Keep").first)
    desk.press(desk.page.get_by_label("Approver"))
    desk.press(desk.button("Keep").last)
    expect(desk.page.locator("main")).to_contain_text("Waits to be read on Wed 3 Jun 2026")

    it_is("2026-06-03 09:00")
    take_due(at=chicago("2026-06-03 09:00"))
    desk.go(REPORTS)
    desk.press(desk.link("Read and issue it"))
    desk.write("Recommendation 1", "A second line for the office.")
    desk.press(desk.page.get_by_role("button", name="Keep Recommendation 1"))
    desk.press(desk.button("Issue the report"))
    expect(desk.page.locator("main")).to_contain_text("A second line for the office.")

    phone = Touch(opened(chromium, live_server.url, cast.approver, viewport=NARROW, has_touch=True).new_page())
    phone.go("/portal/reports/")
    phone.press(phone.link("May 2026").first)
    expect(phone.page.locator(".report-verdict")).to_contain_text("Missed")
    phone.press(phone.fold("why?").first)
    expect(phone.page.locator(".why-tree").first).to_be_visible()

    it_is("2026-06-11 09:00")
    late_work(cast, met)
    assert look_over(at=chicago("2026-06-11 09:00")) == 1
    first, again = Report.objects.order_by("number")
    phone.go(f"/portal/reports/{first.number}/")
    phone.press(phone.link("Read the restatement"))
    expect(phone.page.locator(".report-section").first).to_contain_text("Hours used")
    expect(phone.page.locator("main")).to_contain_text(again.data_sha256)
    phone.press(phone.link("Read it as it was"))
    expect(phone.page.locator("main")).to_contain_text(first.data_sha256)
