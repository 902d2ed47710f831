"""Ten main jobs from end to end in a real browser: by mouse, by keyboard alone, and by finger at 320 px."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import expect
from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down
from tests.web.journeys.conftest import SetClock, Visit
from tests.web.journeys.hands import Hands, Keyboard

from asagreed_web.clocks.operations import sweep
from asagreed_web.config.work_loop import CARRIERS
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox_delivery import deliver_next
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = "2026-05-15 10:00"  # a Friday, on which support ends at 17:00


def reported(cast: Cast, at: str = MORNING, **said: Any) -> Ticket:
    """Log a small thing of the practice."""
    said = {"subject": "The calendar is slow", "text": "A minute to open.", "system": "mail", "kind": "mail",
            "impact": "person", "urgency": "today", "people_unable_to_work": 0, **said}  # fmt: skip
    report = Report(channel="portal", by=Author.of(cast.viewer), reported_at=chicago(at), **said)
    return log_ticket(customer=cast.harbour, report=report, at=chicago(at))


def at_ticket(hands: Hands, ticket: Ticket) -> Hands:
    """Open a ticket at the desk."""
    hands.go(f"/desk/tickets/{ticket.number}/")
    return hands


def unfold(hands: Hands, *names: str) -> None:
    """Open a menu, and what is in it."""
    for name in names:
        hands.press(hands.fold(name).filter(visible=True).first)


def test_a_problem_is_reported_in_guided_words(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    it_is(MORNING)
    portal = visit(cast.viewer)
    portal.go("/portal/")
    portal.press(portal.link("Report a problem").first)
    portal.write("What does not work?", "Nobody gets e-mail")
    portal.press(portal.field("no patient can be treated"))
    portal.press(portal.field("patients are waiting"))
    expect(portal.page.locator("#holds")).to_contain_text("Most urgent")
    portal.press(portal.button("Report it"))
    expect(portal.page.locator("h1")).to_have_text("Nobody gets e-mail")
    assert "We have it. It is ticket #1001." in portal.text()
    assert "by 10:15" in portal.text()


def test_what_breaks_first_tops_the_queue(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    reported(cast, "2026-05-15 09:30")
    mail_is_down(cast, MORNING)
    reported(cast, MORNING, subject="Another mouse", urgency="later")
    it_is("2026-05-15 10:02")
    desk = visit(cast.dispatcher)
    desk.go("/desk/")
    first = desk.page.locator(".row-link").first
    expect(first).to_have_text("E-mail is down")
    desk.press(first)
    expect(desk.page.locator("h1")).to_have_text("E-mail is down")


def test_a_reply_in_time_meets_the_promise(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    ticket = mail_is_down(cast, MORNING)
    it_is("2026-05-15 10:05")
    desk = at_ticket(visit(cast.technician), ticket)
    desk.write("Reply", "We are on it.")
    desk.press(desk.button("Send"))
    expect(desk.page.locator(".promise-line")).to_contain_text("Met in 5 min")
    assert "We are on it." in desk.text()
    assert ticket.clocks.get(name="response").verdict == "met"


def test_a_hold_for_the_customer_pauses_the_clock(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    ticket = mail_is_down(cast, MORNING)
    it_is("2026-05-15 10:10")
    desk = at_ticket(visit(cast.technician), ticket)
    unfold(desk, "Hold")
    desk.choose("For whom or what it waits", "waiting for customer")
    desk.press(desk.button("Put on hold"))
    resolution = desk.page.locator(".promise", has_text="Resolution")
    expect(resolution).to_contain_text("Paused")
    before = resolution.inner_text()
    it_is("2026-05-15 13:10")
    at_ticket(desk, ticket)
    assert resolution.inner_text() == before
    desk.press(desk.button("Resume"))
    expect(resolution).not_to_contain_text("Paused")


def test_time_over_closing_splits_before_it_is_saved(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    ticket = reported(cast)
    it_is("2026-05-15 18:05")
    desk = at_ticket(visit(cast.technician), ticket)
    desk.press(desk.link("Add time"))
    desk.say_when("Start", "2026-05-15 16:30")
    desk.say_when("End", "2026-05-15 18:00")
    desk.choose("Service", "help for users")
    desk.choose("Delivery", "remote")
    desk.press(desk.button("Show what it comes to"))
    rows = desk.page.locator("#shown tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text(re.compile(r"16:30.17:00.*Covered", re.DOTALL))
    expect(rows.nth(1)).to_contain_text(re.compile(r"17:00.18:00.*Billable", re.DOTALL))
    assert not ticket.time_entries.exists()
    desk.press(desk.button("Save the time"))
    expect(desk.page.locator("#work")).to_contain_text("1:30")


def test_work_after_hours_is_quoted_and_accepted_in_the_portal(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    ticket = reported(cast)
    it_is("2026-05-15 15:00")
    desk = at_ticket(visit(cast.dispatcher), ticket)
    desk.press(desk.link("Offer a quote"))
    desk.write("What will be done", "New switch in the evening")
    desk.choose("Service", "planned projects")
    desk.press(desk.button("Show the prices"))
    desk.press(desk.field("Tonight"))
    desk.press(desk.button("Offer it to the customer"))
    expect(desk.page.locator("#quotes")).to_contain_text("Waiting for an answer")
    portal = visit(cast.approver)
    portal.go("/portal/")
    portal.press(portal.link("Look at it"))
    portal.press(portal.button("Accept"))
    expect(portal.page.locator("main")).to_contain_text("Accepted by Approver")
    assert "Accepted" in at_ticket(desk, ticket).text()


def test_a_breach_is_announced_and_seen_in_missed(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    reported(cast)
    ticket = mail_is_down(cast, MORNING)
    it_is("2026-05-15 10:16")
    sweep(at=chicago("2026-05-15 10:16"))
    while deliver_next(CARRIERS, kind=OutboxEntry.Kind.MAIL, at=chicago("2026-05-15 10:16")):
        pass
    told = [to for each in mail.outbox for to in each.to if f"#{ticket.number}" in each.subject]
    assert cast.dispatcher.email in told
    desk = visit(cast.dispatcher)
    desk.go("/desk/")
    expect(desk.page.locator(".queue-section").first).to_contain_text("Missed")
    desk.press(desk.link("E-mail is down").first)
    expect(desk.page.locator(".promise-line")).to_contain_text("Missed by 1 min")


def test_two_tickets_become_one(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    stays, goes = mail_is_down(cast, MORNING), reported(cast, subject="No e-mail here either")
    it_is("2026-05-15 10:02")
    desk = at_ticket(visit(cast.dispatcher), goes)
    unfold(desk, "More", "Merge")
    desk.write("Number of the ticket that stays", str(stays.number))
    desk.press(desk.button("Merge"))
    expect(desk.page.locator("main")).to_contain_text(f"#{stays.number} {stays.subject}")
    goes.refresh_from_db()
    assert goes.merged_into == stays
    assert goes.subject in at_ticket(desk, stays).text()


def test_what_is_searched_is_found(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    ticket = reported(cast, text="The autoclave beeps.")
    reported(cast, subject="Something else")
    it_is("2026-05-15 11:00")
    desk = visit(cast.technician)
    desk.go("/desk/")
    if isinstance(desk, Keyboard):
        desk.page.keyboard.press("/")
        desk.page.keyboard.type("autocl")
    else:
        desk.write("Search tickets, customers and people", "autocl")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".row-link")).to_have_count(1)
    desk.press(desk.link(ticket.subject))
    expect(desk.page.locator("h1")).to_have_text(ticket.subject)


def test_why_leads_down_to_the_line_of_the_paper(cast: Cast, visit: Visit, it_is: SetClock) -> None:
    ticket = mail_is_down(cast, MORNING)
    it_is("2026-05-15 10:05")
    desk = at_ticket(visit(cast.technician), ticket)
    desk.press(desk.page.locator(".promise", has_text="Response").get_by_role("link", name="why?"))
    reasons = desk.page.locator("#why")
    expect(reasons).to_contain_text("within support")
    desk.press(reasons.locator("a.clause").first)
    line = desk.page.locator(".paper-lines li:target")
    expect(line).to_contain_text("response: 15 min")
    expect(line).to_be_in_viewport()
    others = desk.page.locator(".paper-lines li:not(:target)").first
    shade = "element => getComputedStyle(element).backgroundColor"
    assert line.evaluate(shade) != others.evaluate(shade)
