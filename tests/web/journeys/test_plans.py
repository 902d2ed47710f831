"""Services of a draft in a real browser: dragged, moved by keys and by finger, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.web.conftest import chicago, made_person
from tests.web.journeys.browsing import NARROW, Wrongs, opened
from tests.web.journeys.conftest import SetClock, Visit
from tests.web.journeys.hands import Keyboard
from tests.web.journeys.looking import findings

from asagreed_web.agreements.models import Plan, PlanDraft
from asagreed_web.agreements.plan_editing import entry_of
from asagreed_web.agreements.plan_operations import enter_starter_plans, start_draft
from asagreed_web.people.models import Person, Role

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2026-05-15 10:00"
DRAFT = "/desk/plans/drafts/gold/"


@pytest.fixture
def owner(sees_all: None, it_is: SetClock) -> Person:
    """Return the owner of a provider that has no plans yet."""
    it_is(NOW)
    return made_person("owner", Role.OWNER)


@pytest.fixture
def draft(owner: Person) -> PlanDraft:
    """Return the next edition of Gold, as it was begun."""
    enter_starter_plans(currency="USD", by=owner, at=chicago(NOW))
    return start_draft(name="gold", month="2026-05", by=owner, at=chicago(NOW))


@pytest.fixture
def page(owner: Person, chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Return a page of the owner that may complain of nothing."""
    wrongs, context = (
        Wrongs(urlsplit(live_server.url).netloc),
        opened(chromium, live_server.url, owner, reduced_motion="reduce"),
    )
    page = context.new_page()
    wrongs.watch(page)
    yield page
    context.close()
    assert wrongs.found == []


def card(page: Page, service: str) -> str:
    """Return where a service stands: the box of its card."""
    found = page.locator(f'.service-card[data-service="{service}"]')
    expect(found).to_have_count(1)
    return str(found.evaluate("card => card.closest('.service-box').dataset.box"))


def test_three_plans_are_begun_with_and_one_is_published_anew(owner: Person, visit: Visit) -> None:
    desk = visit(owner)
    desk.go("/desk/plans/services/")
    desk.choose("Prices in", "EUR")
    desk.press(desk.button("Enter the three plans"))
    expect(desk.page.locator(".plan-card")).to_have_count(3)
    desk.press(desk.button("Start a new edition Gold"))
    group = desk.page.get_by_role("group", name="Box of Patching")
    desk.press(group.get_by_role("button", name="By arrangement"))
    expect(desk.page.locator("#draft-boxes")).to_have_attribute("data-moved", "patching")
    assert card(desk.page, "patching") == "by arrangement"
    desk.press(desk.button("Publish as an edition"))
    expect(desk.page.locator("#notices")).to_contain_text("gold@2026-05 is entered")
    text = Plan.objects.get(name="gold@2026-05").text
    assert entry_of(text, "by arrangement", "patching") is not None


def test_a_service_is_dragged_into_another_box(draft: PlanDraft, page: Page) -> None:
    page.goto(DRAFT)
    page.locator('.service-card[data-service="patching"]').drag_to(page.locator('.service-box[data-box="excluded"]'))
    expect(page.locator("#draft-boxes")).to_have_attribute("data-moved", "patching")
    assert card(page, "patching") == "excluded"
    expect(page.locator(".plan-money").first).to_contain_text("712.00")
    draft.refresh_from_db()
    assert entry_of(draft.text, "excluded", "patching") is not None


def test_a_service_that_is_dropped_where_it_stood_stays(draft: PlanDraft, page: Page) -> None:
    page.goto(DRAFT)
    page.locator('.service-card[data-service="patching"]').drag_to(page.locator('.service-box[data-box="included"] h3'))
    draft.refresh_from_db()
    assert draft.number == 1


def test_arrows_move_a_service_and_the_focus_goes_with_it(draft: PlanDraft, page: Page) -> None:
    page.goto(DRAFT)
    hands = Keyboard(page)
    hands.reach(page.get_by_role("group", name="Box of Patching").get_by_role("button", name="Included"))
    for box in ("excluded", "by arrangement", ""):
        page.keyboard.press("ArrowRight")
        expect(page.locator(f'.service-box[data-box="{box}"] .service-card[data-service="patching"]')).to_have_count(1)
        expect(page.locator("#draft-boxes.htmx-settling, .htmx-request")).to_have_count(0)
        focused = page.locator('.service-card[data-service="patching"] [aria-pressed="true"]')
        expect(focused).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#announcer")).to_have_text("Patching: Not named")
    page.keyboard.press("ArrowLeft")
    expect(page.locator('.service-box[data-box="by arrangement"] [data-service="patching"]')).to_have_count(1)
    draft.refresh_from_db()
    assert entry_of(draft.text, "by arrangement", "patching")["costs"] == "90.00 USD"


def test_without_scripts_the_same_buttons_move_it(
    draft: PlanDraft, owner: Person, chromium: Browser, live_server: LiveServer
) -> None:
    context = opened(chromium, live_server.url, owner, java_script_enabled=False)
    page = context.new_page()
    page.goto(DRAFT)
    page.locator('.service-card[data-service="patching"] button[value="excluded"]').click()
    expect(page.locator('.service-box[data-box="excluded"] [data-service="patching"]')).to_have_count(1)
    assert page.url.endswith("#services")
    page.fill("#month", "2026-12")
    page.get_by_role("button", name="Publish as an edition").click()
    expect(page.locator("#notices")).to_contain_text("gold@2026-12 is entered")
    context.close()


def test_the_second_of_two_is_told_and_sees_the_boxes_as_they_are(draft: PlanDraft, page: Page) -> None:
    page.goto(DRAFT)
    PlanDraft.objects.filter(pk=draft.pk).update(number=5)
    page.locator('.service-card[data-service="patching"] button[value="excluded"]').click()
    expect(page.locator("#draft-boxes [role=alert]")).to_contain_text("changed this draft after you had opened it")
    assert card(page, "patching") == "included"
    page.locator('.service-card[data-service="patching"] button[value="excluded"]').click()
    expect(page.locator('.service-box[data-box="excluded"] [data-service="patching"]')).to_have_count(1)


def test_the_comparison_of_the_shipped_plans_is_printed_on_one_page(
    draft: PlanDraft, page: Page, tmp_path: Path
) -> None:
    page.goto("/desk/plans/compare/")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1


def test_the_pages_of_a_provider_without_plans_have_no_finding(page: Page) -> None:
    for address in ("/desk/plans/services/", "/desk/plans/compare/", "/desk/plans/"):
        page.goto(address)
        assert findings(page) == [], address
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
