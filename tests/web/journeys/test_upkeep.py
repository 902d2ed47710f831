"""A customer agrees to work and defers some on a phone, by the link of a mail, without signing in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from tests.web.journeys.browsing import NARROW, Wrongs, opened
from tests.web.upkeep.agreed import london, mill_lane

from asagreed_web.kit import clock, wall
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.upkeep.approvals import propose_due
from asagreed_web.upkeep.models import SettledWork

pytestmark = pytest.mark.django_db(transaction=True)
AT = london("2026-06-01 08:00")


def test_the_bursar_answers_the_list_of_june_on_a_phone(
    chromium: Browser, live_server: LiveServer, sees_all: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + 600)
    mill_lane()
    assert propose_due(at=AT) == 1
    mail = OutboxEntry.objects.get(says__template="approval_list").says["text"]
    link = re.search(r"/portal/upkeep/link/\S+/", mail)
    assert link
    wrongs = Wrongs(urlsplit(live_server.url).netloc)
    context = opened(chromium, live_server.url, None, viewport=NARROW, has_touch=True)
    page = context.new_page()
    wrongs.watch(page)

    page.goto(live_server.url + link[0])
    expect(page.get_by_text("known holes stay open")).to_be_visible()
    page.get_by_role("group", name="Patches of the server").get_by_label("Agree: do it").tap()
    page.get_by_role("group", name="Test restore of the server").get_by_label("Defer: not this month").tap()
    page.get_by_label("Your name").fill("Bea Bursar")
    page.get_by_role("button", name="Send the answers").tap()
    expect(page.get_by_text("It is on record.")).to_be_visible()
    context.close()

    with wall.seeing(wall.ALL):
        answers = (
            SettledWork.objects.exclude(says="proposed").order_by("task").values_list("task", "says", "by", "through")
        )
        assert list(answers) == [
            ("patches", "agreed", "Bea Bursar", "signed link"),
            ("test restore", "deferred", "Bea Bursar", "signed link"),
        ]
    assert wrongs.found == []
