"""Every state of every page: who looks, where, and what is done there first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

Act = Callable[[Page], None]


def nothing(page: Page) -> None:
    """Leave the page as it opens."""


@dataclass(frozen=True)
class State:
    """A page as somebody sees it; its address is filled with the things of the house."""

    name: str
    who: str
    address: str
    act: Act = nothing


def press(name: str) -> Act:
    """Press a button."""
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


def unfold(*names: str) -> Act:
    """Open what is folded, one in the other."""

    def act(page: Page) -> None:
        for name in names:
            page.locator("summary", has_text=name).filter(visible=True).first.click()

    return act


def typed(button: str, **fields: str) -> Act:
    """Type into fields by the names that forms give them, and press a button."""

    def act(page: Page) -> None:
        for name, text in fields.items():
            field = page.locator(f"main [name={name}]").first
            field.select_option(text) if field.evaluate("field => field.localName") == "select" else field.fill(text)
        press(button)(page)

    return act


def typed_at(button: str, field: str, text: str) -> Act:
    """Type into one field of several forms of a page, and press the button of its form."""

    def act(page: Page) -> None:
        page.fill(field, text)
        press(button)(page)
        page.wait_for_load_state()

    return act


def _why(page: Page) -> None:
    page.locator(".promise .why").first.click()
    page.wait_for_selector("#why[open]")


def _try_it(page: Page) -> None:
    page.get_by_role("button", name="Try", exact=True).click()
    page.wait_for_selector("#tried dl")


def _write_nonsense(page: Page) -> None:
    page.locator("#text-0").fill("agreement: quay-books\nzone: here\n")
    page.wait_for_selector("#draft-looked .problems .tone-late")


def _select_two(page: Page) -> None:
    for box in page.locator(".cell-select input").all()[:2]:
        box.check()


def _merge_with_nothing(page: Page) -> None:
    unfold("More", "Merge")(page)
    page.fill("[name=merge-number]", "7")
    press("Merge")(page)
    page.wait_for_selector(".error-summary")


def _credit_nothing(page: Page) -> None:
    unfold("Take lines back")(page)
    page.fill("[name=why]", "Wrong")
    press("Issue the credit note")(page)
    page.wait_for_selector(".error-summary")


def _upload(page: Page) -> None:
    page.set_input_files("#papers", {"name": "agreement.yaml", "mimeType": "text/yaml", "buffer": b"agreement: x\n"})
    press("Upload")(page)


def _wrong_password(page: Page) -> None:
    page.fill("[name=login]", "somebody@northwind.example")
    page.fill("[name=password]", "wrong")
    page.locator("main form button[type=submit]:not([form])").first.click()


def _make_hook(page: Page) -> None:
    page.fill("[name=url]", "https://hooks.example/" + "chat" * 30)
    page.check("[name=kinds] >> nth=0")
    press("Make the web hook")(page)
    page.wait_for_selector(".secret")


def _with_old_number(page: Page) -> None:
    page.evaluate("document.querySelectorAll('[name=number]').forEach(each => { each.value = 99 })")
    page.locator(".service-card button[value=excluded]").first.click()
    page.wait_for_selector("#draft-boxes .tone-late[role=alert]")


def _keep_an_old_text(page: Page) -> None:
    page.evaluate("document.querySelector('main [name=number]').value = 99")
    page.fill("[name=text]", page.input_value("[name=text]").replace("Gold", "Gold and more"))
    press("Keep the text")(page)


WORK = {"start": "2026-05-14T16:30", "end": "2026-05-14T19:00", "delivery": "remote", "service": "help for users"}
WRONG_BOOKS = "books: harbour-dental\nblocks:\n  B-1: {size: many, bought: 2026-05-01, colour: red}\n"
HARBOUR = "/desk/customers/harbour-dental"

QUEUES = (
    State("queue", "dispatcher", "/desk/"),
    State("queue of a technician", "technician", "/desk/"),
    State("queue, nothing fits", "dispatcher", "/desk/?text=nothing"),
    State("queue, filtered", "dispatcher", "/desk/?priority=P1&waits=yes"),
    State("queue, two selected", "dispatcher", "/desk/", _select_two),
    State("queue, to be saved", "dispatcher", "/desk/?priority=P3", unfold("Save this queue")),
    State("queue, keys", "dispatcher", "/desk/", press("Keys")),
    State("queue, profile menu", "dispatcher", "/desk/", unfold("Your profile")),
    State("bulk assign", "dispatcher", "/desk/bulk/?do=assign&ticket={talked}&ticket={paused}"),
    State("bulk done", "dispatcher", "/desk/bulk/?do=hold&ticket={resolved}&ticket={closed}", press("Put on hold")),
    State("search, found", "technician", "/desk/search/?q=calendar"),
    State("search, found beside", "technician", "/desk/search/?q=harbour"),
    State("search, none", "technician", "/desk/search/?q=zebra"),
    State("search, empty", "technician", "/desk/search/"),
    State("saved queues", "owner", "/desk/queues/"),
    State("canned replies", "dispatcher", "/desk/canned-replies/"),
    State("canned reply", "dispatcher", "/desk/canned-replies/{canned}/"),
    State("canned reply, error", "dispatcher", "/desk/canned-replies/new/", typed("Keep", title="x" * 81, text="y")),
    State("outbox", "owner", "/desk/outbox/"),
    State("web hooks", "owner", "/desk/web-hooks/"),
    State("new web hook", "owner", "/desk/web-hooks/new/"),
    State("web hook, error", "owner", "/desk/web-hooks/new/", typed("Make the web hook", url="ftp://x.example")),
    State("web hook, secret", "owner", "/desk/web-hooks/new/", _make_hook),
    State("set aside", "dispatcher", "/desk/set-aside/"),
    State("ticket of a mail", "dispatcher", "/desk/set-aside/{mail}/ticket/"),
)
TICKETS = (
    State("ticket, missed", "technician", "/desk/tickets/{missed}/"),
    State("ticket, open", "technician", "/desk/tickets/{talked}/"),
    State("ticket, mail as it was sent", "technician", "/desk/tickets/{talked}/", unfold("Show as it was sent")),
    State("ticket, paused", "dispatcher", "/desk/tickets/{paused}/"),
    State("ticket, resolved", "dispatcher", "/desk/tickets/{resolved}/"),
    State("ticket, closed", "dispatcher", "/desk/tickets/{closed}/"),
    State("ticket, merged", "dispatcher", "/desk/tickets/{merged}/"),
    State("ticket, read only", "bookkeeper", "/desk/tickets/{talked}/"),
    State("ticket, with work and quotes", "dispatcher", "/desk/tickets/{quoted}/"),
    State("ticket, priority menu", "dispatcher", "/desk/tickets/{talked}/", unfold("Priority")),
    State("ticket, hold menu", "dispatcher", "/desk/tickets/{talked}/", unfold("Hold")),
    State("ticket, more", "dispatcher", "/desk/tickets/{talked}/", unfold("More", "What it is about")),
    State("ticket, error", "dispatcher", "/desk/tickets/{talked}/", _merge_with_nothing),
    State("ticket, why in a dialog", "technician", "/desk/tickets/{missed}/", _why),
    State("why", "technician", "/desk/tickets/{paused}/why/resolution/"),
    State("what is left", "dispatcher", "/desk/tickets/{quoted}/what-is-left/"),
    State("new ticket, whose", "technician", "/desk/tickets/new/"),
    State("new ticket", "technician", "/desk/tickets/new/?customer=harbour-dental"),
    State("new ticket, what holds", "technician", "/desk/tickets/new/?customer=harbour-dental",
          typed("Show what holds", subject="Slow")),
    State("new ticket, error", "technician", "/desk/tickets/new/?customer=harbour-dental",
          press("Log the ticket")),
    State("time", "technician", "/desk/tickets/{quoted}/time/"),
    State("time, what it comes to", "technician", "/desk/tickets/{quoted}/time/",
          typed("Show what it comes to", **WORK)),
    State("time, error", "technician", "/desk/tickets/{quoted}/time/",
          typed("Show what it comes to", **{**WORK, "end": "2026-05-14T10:00"})),
    State("time of somebody else", "dispatcher", "/desk/tickets/{quoted}/time/"),
    State("why of time", "technician", "/desk/tickets/{quoted}/time/{entry}/why/"),
    State("correction", "technician", "/desk/tickets/{quoted}/time/?corrects={entry}"),
    State("quote", "dispatcher", "/desk/tickets/{quoted}/quotes/new/"),
    State("quote, prices", "dispatcher", "/desk/tickets/{quoted}/quotes/new/", press("Show the prices")),
    State("quote, error", "dispatcher", "/desk/tickets/{quoted}/quotes/new/", typed("Show the prices", title="")),
)  # fmt: skip
CUSTOMERS = (
    State("customers", "owner", "/desk/customers/"),
    State("new customer", "owner", "/desk/customers/new/"),
    State("new customer, error", "owner", "/desk/customers/new/", typed("Enter", name="Harbour Dental", slug="x")),
    State("customer", "technician", f"{HARBOUR}/"),
    State("customer without agreement", "owner", "/desk/customers/mill-bakery/"),
    State("month", "bookkeeper", f"{HARBOUR}/month/"),
    State("invoices", "bookkeeper", "/desk/invoices/"),
    State("invoices, none fits", "bookkeeper", "/desk/invoices/?state=credited&customer=nobody"),
    State("invoice", "bookkeeper", "/desk/invoices/{invoice}/", unfold("why?", "Take lines back")),
    State("invoice, refused credit", "bookkeeper", "/desk/invoices/{invoice}/", _credit_nothing),
    State("credit note", "technician", "/desk/invoices/{credit note}/"),
    State("issue a month", "bookkeeper", "/desk/invoices/issue/?month=2026-04"),
    State("issue a month that is not over", "owner", "/desk/invoices/issue/?month=2026-05"),
    State("issue one month", "bookkeeper", f"{HARBOUR}/month/issue/?month=2026-03"),
    State("money", "bookkeeper", f"{HARBOUR}/money/", unfold("Every entry")),
    State("money, refused", "bookkeeper", f"{HARBOUR}/money/", typed("Record it", amount="much")),
    State("money of nobody yet", "technician", "/desk/customers/mill-bakery/money/"),
    State("exports", "bookkeeper", "/desk/invoices/exports/"),
    State("month before", "owner", f"{HARBOUR}/month/?month=2026-04"),
    State("month without figures", "owner", "/desk/customers/mill-bakery/month/"),
    State("reports", "dispatcher", f"{HARBOUR}/reports/", unfold("Change")),
    State("reports, none", "technician", "/desk/customers/mill-bakery/reports/"),
    State("report so far", "technician", f"{HARBOUR}/reports/so-far/2026-05/", unfold("why?")),
    State("report so far, no agreement", "owner", "/desk/customers/mill-bakery/reports/so-far/2026-05/"),
    State("report, to issue, in German", "owner", f"{HARBOUR}/reports/so-far/2026-03/?language=de"),
    State("issued report", "owner", f"{HARBOUR}/reports/{{report}}/"),
    State("portfolio", "bookkeeper", "/desk/portfolio/?period=2026-05&cost_per_hour=60+USD"),
    State("portfolio, refused", "owner", "/desk/portfolio/?cost_per_hour=much"),
    State("proof", "owner", "/desk/portfolio/proof/?period=2026-04"),
    State("books", "bookkeeper", f"{HARBOUR}/books/"),
    State("books with problems", "bookkeeper", f"{HARBOUR}/books/", typed("Check", text=WRONG_BOOKS)),
    State("books, edition", "owner", f"{HARBOUR}/books/1/"),
    State("customer, log", "owner", f"{HARBOUR}/log/"),
    State("customer, change", "owner", f"{HARBOUR}/change/"),
    State("agreement", "owner", f"{HARBOUR}/agreement/"),
    State("agreement, none", "owner", "/desk/customers/mill-bakery/agreement/"),
    State("paper at a line", "technician", f"{HARBOUR}/agreement/plans/gold@2026-01.yaml#L139"),
    State("editor", "owner", f"{HARBOUR}/agreement/write/agreement.yaml"),
    State("editor with problems", "owner", f"{HARBOUR}/agreement/write/",
          typed("Check", path="amendments/3.yaml", text="amendment: 3\nset:\n  targets.P1.respond: 5\n")),
    State("upload refused", "owner", f"{HARBOUR}/agreement/", _upload),
    State("discovery", "owner", f"{HARBOUR}/discovery/"),
    State("discovery, what it rests on", "technician", f"{HARBOUR}/discovery/", unfold("It rests on")),
    State("discovery, not begun", "technician", "/desk/customers/mill-bakery/discovery/"),
    State("discovery, company", "technician", f"{HARBOUR}/discovery/answers/0/"),
    State("discovery, a system", "technician", f"{HARBOUR}/discovery/answers/2/"),
    State("discovery, error", "technician", f"{HARBOUR}/discovery/answers/1/", typed("Keep", may_lose="x" * 1100)),
    State("discovery, verify", "technician", f"{HARBOUR}/discovery/answers/2/",
          lambda page: page.locator("details.fold > summary").first.click()),
    State("discovery, papers", "owner", f"{HARBOUR}/discovery/papers/"),
    State("discovery, paper as a draft", "owner", f"{HARBOUR}/discovery/",
          press("Write the offer more frequent backup for files")),
    State("discovery, which agreement", "owner", f"{HARBOUR}/discovery/which-agreement/"),
    State("new draft", "owner", "/desk/customers/mill-bakery/drafts/new/"),
    State("new draft, change", "owner", f"{HARBOUR}/drafts/new/"),
    State("draft", "owner", "/desk/customers/quay-books/drafts/{written}/"),
    State("draft, tried", "owner", "/desk/customers/quay-books/drafts/{written}/", _try_it),
    State("draft, error", "owner", "/desk/customers/quay-books/drafts/{written}/", _write_nonsense),
    State("document", "owner", "/desk/documents/{document}/"),
    State("version", "technician", f"{HARBOUR}/version/?day=2026-05-05"),
    State("plans", "owner", "/desk/plans/"),
    State("plan", "owner", "/desk/plans/gold@2026-01/"),
)  # fmt: skip
PLANS = (
    State("plans, services", "owner", "/desk/plans/services/"),
    State("plans, wrong size", "owner", "/desk/plans/services/?user=many"),
    State("plans, compared", "owner", "/desk/plans/compare/"),
    State("plans, compared in German", "owner", "/desk/plans/compare/?language=de"),
    State("plans, new", "owner", "/desk/plans/new/"),
    State("plans, new, error", "owner", "/desk/plans/new/", typed("Begin the plan", name="Gold plan")),
    State("plan draft", "owner", "/desk/plans/drafts/gold/"),
    State("plan draft, refused", "owner", "/desk/plans/drafts/gold/", _with_old_number),
    State("plan draft, service", "owner", "/desk/plans/drafts/gold/service/?box=included&service=patching"),
    State("plan draft, service, error", "owner", "/desk/plans/drafts/gold/service/",
          typed("Add the service", name="dns", costs="a lot")),
    State("plan draft, text", "owner", "/desk/plans/drafts/gold/text/"),
    State("plan draft, text, changed by another", "owner", "/desk/plans/drafts/gold/text/", _keep_an_old_text),
)  # fmt: skip
PEOPLE = (
    State("people", "owner", "/desk/people/"),
    State("invite", "owner", "/desk/people/invite/"),
    State("person", "owner", "/desk/people/{viewer}/"),
    State("invited person", "owner", "/desk/people/{newcomer}/"),
    State("keys", "owner", "/desk/people/keys/"),
    State("profile", "technician", "/account/profile"),
    State("sign-in", "", "/account/login/"),
    State("sign-in, refused", "", "/account/login/", _wrong_password),
    State("reset", "", "/account/password/reset/"),
    State("invitation, unknown", "", "/account/invitation/guess"),
    State("password", "technician", "/account/password/change/"),
    State("two factors", "technician", "/account/2fa/"),
    State("sessions", "technician", "/account/sessions/"),
    State("403", "bookkeeper", "/desk/people/"),
    State("404", "technician", "/desk/tickets/999999/"),
    State("404, nobody", "", "/nothing/"),
)
PORTAL = (
    State("portal", "approver", "/portal/"),
    State("portal, all tickets", "viewer", "/portal/tickets/"),
    State("portal, nothing found", "viewer", "/portal/tickets/?q=zebra"),
    State("own invoices", "viewer", "/portal/invoices/"),
    State("own invoice", "approver", "/portal/invoices/{march}/", unfold("why?")),
    State("report", "viewer", "/portal/report/"),
    State("report, what will happen", "viewer", "/portal/report/", typed("What will happen?", subject="Slow")),
    State("report, error", "viewer", "/portal/report/", press("Report it")),
    State("portal ticket", "viewer", "/portal/tickets/{talked}/"),
    State("portal ticket, missed", "viewer", "/portal/tickets/{missed}/"),
    State("portal ticket, solved?", "viewer", "/portal/tickets/{resolved}/"),
    State("portal ticket, merged", "viewer", "/portal/tickets/{merged}/"),
    State("portal ticket, quote waits", "approver", "/portal/tickets/{quoted}/"),
    State("portal why", "viewer", "/portal/tickets/{missed}/why/response/"),
    State("to approve", "approver", "/portal/quotes/"),
    State("quote, to answer", "approver", "/portal/quotes/{waiting}/"),
    State("quote, of a viewer", "viewer", "/portal/quotes/{waiting}/"),
    State("quote, accepted", "approver", "/portal/quotes/{accepted}/"),
    State("signing link", "", "/portal/signing/link/{signing}/"),
    State("signing link, code", "", "/portal/signing/link/{signing}/", press("Send me the code")),
    State("signing by no link", "", "/portal/signing/link/guess/"),
    State("verify", "", "/portal/signing/verify/"),
    State("quote by link", "", "/portal/quotes/link/{token}/"),
    State("upkeep", "technician", "/desk/upkeep/"),
    State("upkeep, calendar made", "technician", "/desk/upkeep/", press("Make an address")),
    State("upkeep of a customer", "dispatcher", "/desk/customers/mill-lane-school/upkeep/"),
    State("upkeep, none agreed", "dispatcher", "/desk/customers/mill-bakery/upkeep/"),
    State("upkeep, settling", "technician", "/desk/customers/mill-lane-school/upkeep/2026-06-30/test restore/"),
    State(
        "upkeep, settling, error",
        "technician",
        "/desk/customers/mill-lane-school/upkeep/2026-05-15/backup logs/",
        typed("Put on record", worked="an hour"),
    ),
    State("portal upkeep", "bursar", "/portal/upkeep/?month=2026-05"),
    State("portal upkeep, none agreed", "buyer", "/portal/upkeep/"),
    State("approval list", "bursar", "/portal/upkeep/lists/{approvals}/"),
    State("approval list by link", "", "/portal/upkeep/link/{approving}/"),
    State("approval list by no link", "", "/portal/upkeep/link/guess/"),
    State("quote by no link", "", "/portal/quotes/link/guess/"),
    State("portal discovery", "approver", "/portal/discovery/"),
    State("portal reports", "viewer", "/portal/reports/"),
    State("portal reports, none", "buyer", "/portal/reports/"),
    State("portal report", "approver", "/portal/reports/{report}/", unfold("why?")),
    State("portal report, restated", "viewer", "/portal/reports/{restated}/"),
    State("portal agreement", "approver", "/portal/agreement/"),
    State("portal version", "viewer", "/portal/agreement/version/?number=1"),
    State("portal agreement, to sign", "buyer", "/portal/agreement/"),
    State("portal draft", "buyer", "/portal/agreement/drafts/{written}/", unfold("Say something")),
    State("portal document", "buyer", "/portal/agreement/documents/{document}/"),
    State("portal discovery, a system", "approver", "/portal/discovery/2/"),
    State("promises", "viewer", "/portal/promises/"),
)
LANTERN = "/desk/customers/lantern-press/uptime"
UPTIME = (
    State("what is down", "technician", "/desk/uptime/"),
    State("uptime", "owner", f"{LANTERN}/"),
    State("uptime, of a bookkeeper", "bookkeeper", f"{LANTERN}/"),
    State("uptime, nothing promised", "dispatcher", f"{HARBOUR}/uptime/"),
    State("uptime, no agreement", "dispatcher", "/desk/customers/mill-bakery/uptime/"),
    State("uptime, call it off", "dispatcher", f"{LANTERN}/", unfold("Call it off")),
    State("uptime, new key", "owner", f"{LANTERN}/", typed_at("Make a key", "#key-name", "Alertmanager")),
    State("uptime, why", "technician", f"{LANTERN}/why/2026-05/mail/"),
    State("outage", "technician", f"{LANTERN}/outages/{{outage}}/", unfold("Take it back")),
    State("outage, error", "technician", f"{LANTERN}/outages/{{outage}}/",
          typed("Correct it", restored_at="2026-05-05T07:00", because="The log says so.")),
    State("new outage", "technician", f"{LANTERN}/outages/new/"),
    State("announce maintenance", "dispatcher", f"{LANTERN}/maintenance/new/"),
    State("new check, error", "dispatcher", f"{LANTERN}/checks/new/",
          typed("Look from now on", kind="tcp", target="https://x.example/", every="5")),
    State("new excuse, error", "dispatcher", f"{LANTERN}/excuses/new/",
          typed("Put it on record", starts_at="2026-05-14T10:00", ends_at="2026-05-14T09:00", agreed_by="Printer",
                because="They moved.")),
    State("status page", "", "/status/lantern/"),
    State("status page, day by day", "", "/status/lantern/", unfold("Day by day")),
    State("portal uptime", "printer", "/portal/uptime/"),
    State("portal uptime, nothing promised", "viewer", "/portal/uptime/"),
    State("portal uptime, why", "reader", "/portal/uptime/2026-05/office/"),
    State("status page by link", "", "/status/link/{status_link}/"),
)  # fmt: skip
STATES = {"queues": QUEUES, "tickets": TICKETS, "customers": CUSTOMERS, "plans": PLANS, "people": PEOPLE,
          "portal": PORTAL, "uptime": UPTIME}  # fmt: skip


def visit(page: Page, state: State, things: dict[str, str]) -> None:
    """Bring a page into a state, and wait until nothing moves any more."""
    page.goto(state.address.format(**things))
    state.act(page)
    page.wait_for_load_state()
    expect(page.locator(".htmx-request")).to_have_count(0)
