"""Nothing that is typed into any field runs on any page: ten payloads always, a hundred by `make proof`."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from urllib.parse import quote as quoted
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker
from tests.web.billing.at_work import PROJECT, offered, worked
from tests.web.conftest import EXAMPLES, Cast, chicago
from tests.web.journeys.browsing import Wrongs, opened
from tests.web.journeys.house import NOW, House, built
from tests.web.journeys.payloads import EVERY, TEN

from asagreed_web.agreements.operations import enter_papers
from asagreed_web.customers.models import Customer
from asagreed_web.customers.operations import enter_customer
from asagreed_web.customers.pages import CustomerEntry
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.intake.signals import make_key
from asagreed_web.people.models import Person, Role
from asagreed_web.status.operations import show_status_page
from asagreed_web.tickets import operations
from asagreed_web.tickets.attachments import Upload, store_all
from asagreed_web.tickets.desk_operations import keep_canned_reply, save_queue
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author
from asagreed_web.uptime.operations import OutageSaid, agree_excuse, announce_window, record_outage

AT = chicago(NOW)
RUNS = pytest.mark.proof
PAYLOADS = [pytest.param(each, marks=() if each in TEN else RUNS) for each in EVERY]
_TELL = "window.alert = () => console.error('a payload ran')"
DESK = (
    "/desk/", "/desk/search/?q={words}", "/desk/?text={words}", "/desk/customers/", "/desk/canned-replies/",
    "/desk/queues/", "/desk/people/", "/desk/tickets/{ticket}/", "/desk/tickets/{ticket}/time/",
    "/desk/tickets/{ticket}/quotes/new/", "/desk/tickets/{worked}/", "/desk/tickets/{worked}/time/{entry}/why/",
    "/desk/messages/{message}/original/", "/desk/customers/{customer}/", "/desk/customers/{customer}/log/",
    "/desk/customers/{customer}/change/", "/desk/customers/{customer}/agreement/",
    "/desk/customers/{customer}/agreement/agreement.yaml",
    "/desk/customers/{customer}/agreement/write/agreement.yaml", "/desk/tickets/new/?customer={customer}",
    "/desk/customers/{customer}/uptime/", "/desk/customers/{customer}/uptime/outages/outage-1/", "/desk/uptime/",
    "/status/{customer}/", "/desk/bulk/?do=assign&ticket={ticket}", "/desk/canned-replies/{canned}/",
)  # fmt: skip
PORTAL = (
    "/portal/", "/portal/tickets/?q={words}", "/portal/tickets/{ticket}/", "/portal/quotes/",
    "/portal/quotes/{quote}/", "/portal/tickets/{worked}/",
)  # fmt: skip
OWN_PORTAL = ("/portal/report/", "/portal/promises/", "/portal/", "/portal/uptime/")


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """Return the house; each payload is typed into it and stays."""
    with django_db_blocker.unblock(), built() as house:
        yield house


@pytest.fixture
def wrongs(house: House) -> Wrongs:
    """Return what gathers what runs, what the policy had to stop, and what is asked elsewhere."""
    return Wrongs(urlsplit(house.site).netloc)


@pytest.fixture
def browsers(house: House, chromium: Browser) -> Iterator[dict[Person, BrowserContext]]:
    """Return who looks."""
    people = (house.cast.owner, house.cast.approver)
    made = {person: opened(chromium, house.site, person) for person in people}
    yield made
    for context in made.values():
        context.close()


def typed_everywhere(cast: Cast, payload: str) -> dict[str, str]:
    """Type a payload into every text that somebody may write, and return where it is to be looked for."""
    caller = Author(actor="caller", name=payload, email="caller@harbour-dental.example")
    report = Report(channel="phone", subject=payload, text=payload, by=caller, reported_at=AT - 60,
                    requester_phone=payload[:40], html=payload, impact="person", urgency="today")  # fmt: skip
    ticket = log_ticket(customer=cast.harbour, report=report, at=AT - 60)
    by = Author.of(cast.technician)
    operations.note(ticket_id=ticket.pk, by=by, text=payload, at=AT - 50)
    said = operations.customer_reply(ticket_id=ticket.pk, by=caller, text=payload, html=f"<p>{payload}</p>", at=AT - 40)
    store_all(message=said, uploads=[Upload(f"{payload}.html", len(payload), io.BytesIO(payload.encode()))])
    operations.put_on_hold(ticket_id=ticket.pk, by=by, reason=payload[:80], at=AT - 30)
    canned = keep_canned_reply(reply=None, title=payload[:80], text=payload, by=cast.owner, at=AT)
    save_queue(name=payload[:60], asks={"text": payload}, by=cast.owner, for_everybody=True, at=AT)
    found = {"ticket": ticket.number, "message": said.pk, "canned": canned.pk, "words": quoted(payload)}
    return {name: str(each) for name, each in {**found, **_money(cast, payload), **_paper(payload)}.items()}


def _money(cast: Cast, payload: str) -> dict[str, object]:
    report = Report(channel="portal", subject=payload, text=payload, by=Author.of(cast.viewer), service=PROJECT,
                    reported_at=chicago("2026-05-13 09:00"))  # fmt: skip
    ticket = log_ticket(customer=cast.harbour, report=report, at=chicago("2026-05-13 09:00"))
    quote = offered(cast, ticket, at="2026-05-14 10:00", title=payload)
    entry = worked(cast, ticket, "2026-05-14 16:30", "2026-05-14 17:30", note=payload, service="help for users")
    return {"worked": ticket.number, "quote": quote.pk, "entry": entry.pk}


def _paper(payload: str) -> dict[str, object]:
    """Enter a customer whose name, notes and agreement are the payload, with somebody of that name."""
    number = EVERY.index(payload)
    entry = CustomerEntry(name=payload, slug=f"payload-{number}", zone="America/Chicago", phone=payload[:40],
                          notes=payload)  # fmt: skip
    customer = enter_customer(entry=entry, actor="owner", at=AT)
    text = (EXAMPLES / "harbour-dental/agreement.yaml").read_text()
    for words in ("title: E-mail", "title: Annex", "company: no patient can be treated", "now:   patients are waiting"):
        text = text.replace(words, f"{words.split(':')[0]}: {json.dumps(payload)}")
    entered = enter_papers(customer=customer, papers={"agreement.yaml": text}, by=None, at=AT)
    assert entered.edition, [str(problem) for problem in entered.problems]
    _uptime(customer, payload)
    Person.objects.create_user(email=f"p{number}@payload.example", name=payload, role=Role.VIEWER, customer=customer)
    return {"customer": customer.slug, "number": number}


def _uptime(customer: Customer, payload: str) -> None:
    """Put the payload into every word about systems, and show the page to everybody."""
    said = OutageSaid(system="mail", occurred_at=AT - 900, cause=payload, evidence=payload)
    record_outage(customer=customer, outage=said, by="person 1", at=AT - 600, because=payload)
    announce_window(customer=customer, systems=(), starts_at=AT + 600, planned_end_at=AT + 1200, title=payload,
                    by="person 1", at=AT - 600)  # fmt: skip
    agree_excuse(customer=customer, kind="customer", systems=(), start_at=AT - 900, end_at=AT - 800, because=payload,
                 agreed_by=payload, by="person 1", at=AT - 600)  # fmt: skip
    make_key(customer=customer, name=payload, system="", actor="person 1", at=AT - 600)
    owner = Person.objects.filter(role=Role.OWNER)[0]
    show_status_page(customer=customer, shown="everybody", word=customer.slug, by=owner, at=AT)


def looked_at(page: Page, addresses: tuple[str, ...], things: dict[str, str]) -> None:
    """Open pages, and whatever is folded on them."""
    for address in addresses:
        page.goto(address.format(**things))
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        expect(page.locator(".htmx-request")).to_have_count(0)


def test_what_was_typed_stays_as_it_was_typed(cast: Cast) -> None:
    things = typed_everywhere(cast, TEN[1])
    ticket = Ticket.objects.get(number=things["ticket"])
    assert (ticket.subject, ticket.requester_name, ticket.messages.earliest("pk").text) == (TEN[1],) * 3


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_runs_nowhere(
    payload: str, house: House, chromium: Browser, browsers: dict[Person, BrowserContext], wrongs: Wrongs
) -> None:
    things = typed_everywhere(house.cast, payload)
    own = Person.objects.get(email=f"p{things['number']}@payload.example")
    browsers[own] = opened(chromium, house.site, own)
    for (_, context), addresses in zip(browsers.items(), (DESK, PORTAL, OWN_PORTAL), strict=True):
        context.add_init_script(_TELL)
        page = context.new_page()
        wrongs.watch(page)
        looked_at(page, addresses, things)
    assert wrongs.found == []
