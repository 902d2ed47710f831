"""What a form can do works without scripts: the same jobs in a browser that runs none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django.live_server_helper import LiveServer
from tests.web.billing.at_work import PROJECT, offered
from tests.web.conftest import Cast
from tests.web.intake.test_logging import mail_is_down
from tests.web.journeys.browsing import opened
from tests.web.journeys.conftest import SetClock
from tests.web.journeys.hands import Hands, Mouse
from tests.web.journeys.test_ten_jobs import MORNING, at_ticket, reported, unfold

from asagreed_web.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
Plain = Callable[[Person], Hands]


@pytest.fixture
def plain(chromium: Browser, live_server: LiveServer, it_is: SetClock) -> Iterator[Plain]:
    """Return what lets a person use the site without scripts."""
    it_is("2026-05-15 10:05")
    contexts = list[BrowserContext]()

    def visited(person: Person) -> Hands:
        contexts.append(opened(chromium, live_server.url, person, java_script_enabled=False))
        return Mouse(contexts[-1].new_page())

    yield visited
    for context in contexts:
        context.close()


def test_a_problem_is_looked_at_and_reported(cast: Cast, plain: Plain) -> None:
    portal = plain(cast.viewer)
    portal.go("/portal/report/")
    portal.write("What does not work?", "Nobody gets e-mail")
    portal.press(portal.field("no patient can be treated"))
    portal.press(portal.field("patients are waiting"))
    portal.press(portal.button("What will happen?"))
    expect(portal.page.locator("#holds")).to_contain_text("Most urgent")
    portal.press(portal.button("Report it"))
    expect(portal.page.locator("h1")).to_have_text("Nobody gets e-mail")


def test_the_queue_is_read_filtered_and_worked_on(cast: Cast, plain: Plain) -> None:
    tickets = [mail_is_down(cast, MORNING), reported(cast)]
    desk = plain(cast.dispatcher)
    desk.go("/desk/")
    unfold(desk, "More filters")
    desk.page.get_by_label("Priority", exact=True).select_option("P3")
    desk.press(desk.button("Filter"))
    expect(desk.page.locator(".row-link")).to_have_text([tickets[1].subject])
    desk.press(desk.page.locator(".cell-select input"))
    desk.press(desk.button("Assign"))
    desk.page.locator("main [name=to]").select_option(label=cast.technician.name)
    desk.press(desk.page.locator("main").get_by_role("button", name="Assign"))
    tickets[1].refresh_from_db()
    assert tickets[1].assignee == cast.technician


def test_a_ticket_tells_why(cast: Cast, plain: Plain) -> None:
    desk = at_ticket(plain(cast.technician), mail_is_down(cast, MORNING))
    desk.press(desk.page.locator(".promise", has_text="Response").get_by_role("link", name="why?"))
    expect(desk.page.locator("main")).to_contain_text("within support")


def test_a_reply_is_sent(cast: Cast, plain: Plain) -> None:
    desk = at_ticket(plain(cast.technician), mail_is_down(cast, MORNING))
    desk.write("Reply", "We are on it.")
    desk.press(desk.button("Send"))
    expect(desk.page.locator(".promise-line")).to_contain_text("Met in 5 min")


def test_a_ticket_is_held_and_goes_on(cast: Cast, plain: Plain) -> None:
    desk = at_ticket(plain(cast.technician), mail_is_down(cast, MORNING))
    unfold(desk, "Hold")
    desk.choose("For whom or what it waits", "waiting for customer")
    desk.press(desk.button("Put on hold"))
    expect(desk.page.locator(".promise-line")).to_contain_text("Paused")
    desk.press(desk.button("Resume"))
    expect(desk.page.locator(".promise-line")).not_to_contain_text("Paused")


def test_time_is_shown_and_saved(cast: Cast, plain: Plain, it_is: SetClock) -> None:
    ticket = reported(cast)
    it_is("2026-05-15 18:05")
    desk = plain(cast.technician)
    desk.go(f"/desk/tickets/{ticket.number}/time/")
    desk.say_when("Start", "2026-05-15 16:30")
    desk.say_when("End", "2026-05-15 18:00")
    desk.choose("Service", "help for users")
    desk.choose("Delivery", "remote")
    desk.press(desk.button("Show what it comes to"))
    expect(desk.page.locator("#shown tbody tr")).to_have_count(2)
    desk.press(desk.button("Save the time"))
    expect(desk.page.locator("#work")).to_contain_text("1:30")


def test_a_quote_is_declined(cast: Cast, plain: Plain) -> None:
    quote = offered(cast, reported(cast, service=PROJECT), at=MORNING)
    portal = plain(cast.approver)
    portal.go(f"/portal/quotes/{quote.pk}/")
    portal.press(portal.button("Decline"))
    expect(portal.page.locator("main")).to_contain_text("Declined by Approver")


def test_what_is_searched_is_found(cast: Cast, plain: Plain) -> None:
    ticket = reported(cast, text="The autoclave beeps.")
    desk = plain(cast.technician)
    desk.go("/desk/")
    desk.page.locator("#search").fill("autocl")
    desk.page.keyboard.press("Enter")
    desk.press(desk.link(ticket.subject))
    expect(desk.page.locator("h1")).to_have_text(ticket.subject)
