"""From nothing to a signed agreement in the browser: every press and every field is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.web.conftest import PASSWORD, chicago, made_person
from tests.web.journeys.browsing import NARROW, WIDE, Wrongs, opened
from tests.web.journeys.conftest import SetClock

from asagreed.signing import verify_document
from asagreed_web.agreements.queries import history_of
from asagreed_web.customers.models import Customer
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.people.models import Person, Role
from asagreed_web.signing.models import Sending
from asagreed_web.signing.seals import seal_of_installation

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2026-05-15 10:00"
MOST_PRESSES, MOST_FIELDS = 16, 12


class Counted:
    """A page on which presses and fields are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses, self.fields = page, 0, 0

    def press(self, name: str, *, kind: str = "button") -> None:
        """Press a button, or follow a link, by its name."""
        self.presses += 1
        self.page.get_by_role(kind, name=name).first.click()  # type: ignore[arg-type]

    def write(self, name: str, text: str) -> None:
        """Fill in a field by the name that its form gives it."""
        self.fields += 1
        field = self.page.locator(f"main [name={name}]").first
        field.select_option(text) if field.evaluate("field => field.localName") == "select" else field.fill(text)


@pytest.fixture
def owner(sees_all: None, it_is: SetClock) -> Person:
    """Return the owner of a provider that has nothing yet."""
    it_is(NOW)
    return made_person("owner", Role.OWNER)


@pytest.fixture
def contexts(chromium: Browser, live_server: LiveServer) -> Iterator[dict[str, BrowserContext]]:
    """Return a browser for the provider and a phone for the customer; no page may complain."""
    wrongs = Wrongs(urlsplit(live_server.url).netloc)
    made = {
        "desk": opened(chromium, live_server.url, None, viewport=WIDE),
        "phone": opened(chromium, live_server.url, None, viewport=NARROW, has_touch=True),
    }
    for context in made.values():
        context.on("page", wrongs.watch)
    yield made
    for context in made.values():
        context.close()
    assert wrongs.found == []


def mail_to(address: str, template: str) -> str:
    """Return the text of the last mail of a kind that waits for an address."""
    mails = OutboxEntry.objects.filter(says__to=address, says__template=template).order_by("-pk")
    return str(mails[0].says["text"])


def test_a_new_provider_comes_from_nothing_to_a_signed_agreement(
    owner: Person, contexts: dict[str, BrowserContext], it_is: SetClock
) -> None:
    desk = Counted(contexts["desk"].new_page())
    desk.page.goto("/account/login/?next=/desk/plans/services/")
    desk.page.fill("[name=login]", owner.email)
    desk.page.fill("[name=password]", PASSWORD)
    desk.page.click("main form button[type=submit]:not([form])")

    # Three plans, as they are shipped.
    desk.press("Enter the three plans")
    expect(desk.page.locator("main")).to_contain_text("Platinum")

    # The customer, and who signs for it.
    desk.page.goto("/desk/customers/new/")
    desk.write("name", "Seaside Bakery")
    desk.write("zone", "America/Chicago")
    desk.press("Enter")
    customer = Customer.objects.get(name="Seaside Bakery")
    desk.page.goto(f"/desk/people/invite/?customer={customer.pk}&role=approver")
    desk.write("name", "Robin Vale")
    desk.write("email", "robin@seaside-bakery.example")
    desk.press("Invite")

    # The agreement: a plan and what is their own.
    desk.page.goto(f"/desk/customers/{customer.slug}/agreement/")
    desk.press("Begin a draft", kind="link")
    desk.write("plan", "gold@2026-01")
    desk.press("Begin the agreement")
    expect(desk.page.locator("main")).to_contain_text("In short")
    desk.write("is-hours", "08:00-18:00")
    desk.press("Keep")
    expect(desk.page.locator("#text-0")).to_have_value(re.compile('mon-fri: "08:00-18:00"'))
    desk.press("Send")
    desk.press("Sign")
    desk.write("password", PASSWORD)
    desk.press("Confirm")
    expect(desk.page.locator("main")).to_contain_text("You have signed.")

    # The customer, on the phone, by the link from the mail.
    phone = Counted(contexts["phone"].new_page())
    address = re.search(r"/portal/signing/link/\S+", mail_to("robin@seaside-bakery.example", "to_sign"))
    assert address is not None
    phone.page.goto(address[0])
    phone.press("Send me the code")
    code = re.search(r"^(\d{6})$", mail_to("robin@seaside-bakery.example", "signing_code"), re.MULTILINE)
    assert code is not None
    phone.write("code", code[1])
    phone.press("Sign")
    expect(phone.page.locator("main")).to_contain_text("You have signed.")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    sent = Sending.objects.get(customer=customer)
    verified = verify_document(bytes(sent.sealed or b""), trusted=[seal_of_installation(at=chicago(NOW)).fingerprint])
    history = history_of(customer.pk)
    assert verified.faults == ()
    assert [each.name for each in verified.signatures] == ["Owner", "Robin Vale"]
    assert history is not None
    assert "08:00-18:00" in sent.papers["agreement.yaml"]
    presses, fields = desk.presses + phone.presses, desk.fields + phone.fields
    assert presses <= MOST_PRESSES
    assert fields <= MOST_FIELDS
