"""A house in which something of every kind stands: tickets in every state, mail, quotes, people, papers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer
from tests.web.billing.at_work import PROJECT, offered, worked
from tests.web.conftest import Cast, chicago, made_cast, made_person
from tests.web.discovery.asked import asked, situation
from tests.web.doors.desk.test_in_and_out import quarantined
from tests.web.intake.test_logging import mail_is_down
from tests.web.signing.put import first_agreement_of
from tests.web.status.watched import watched
from tests.web.upkeep.agreed import called_before_service

from asagreed_web.agreements.plan_operations import start_draft
from asagreed_web.billing.links import QUOTES
from asagreed_web.billing.models import Quote
from asagreed_web.billing.operations import answer_quote, enter_books
from asagreed_web.chronicle import append_only
from asagreed_web.clocks.operations import sweep
from asagreed_web.customers.models import Customer
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.invoicing.exporting import export
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.operations import issue_credit, issue_month
from asagreed_web.invoicing.receipts import receive_money
from asagreed_web.kit import clock, wall
from asagreed_web.kit.mailed_links import MailedLink
from asagreed_web.kit.models import OutboxEntry, WebHookEndpoint
from asagreed_web.kit.web_hooks import KINDS, add_web_hook, end_web_hook, put_web_hooks
from asagreed_web.people.models import Person, Role
from asagreed_web.people.operations import invite, make_token
from asagreed_web.reports.issuing import issue_report, restate
from asagreed_web.reports.scheduling import Wanted, keep_recipients, keep_schedule
from asagreed_web.signing.drafting import remark, share_draft
from asagreed_web.signing.links import DOCUMENTS
from asagreed_web.signing.operations import send, sign_signed_in
from asagreed_web.tickets import operations
from asagreed_web.tickets.attachments import Upload, store_all
from asagreed_web.tickets.desk_operations import keep_canned_reply, save_queue
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author

NOW = "2026-05-15 11:00"  # a Friday
BOOKS = "books: harbour-dental\ncounts:\n  2026-01-12: {user: 14, server: 2}\n"
MONTHLY = Wanted(every="month", day=3, language="en", is_reviewed=True, is_on=True)
LETTER = "<p>Dear desk,</p><table><tr><td>the <b>scanner</b> jams.</td></tr></table>"


@dataclass(frozen=True)
class House:
    """Who is there, the site's address, and what addresses of pages are filled with."""

    cast: Cast
    site: str
    things: dict[str, str]

    def person(self, who: str) -> Person | None:
        """Return somebody of the cast, or of the house besides; nobody where nobody signs in."""
        return getattr(self.cast, who, None) or Person.objects.filter(email__startswith=f"{who}@").first()


@contextmanager
def built() -> Iterator[House]:
    """Build the house in an empty database, let the site run for it, and empty the database again."""
    with pytest.MonkeyPatch.context() as patch, wall.seeing(wall.ALL):
        patch.setattr(clock, "now", lambda: chicago(NOW))
        server = LiveServer("localhost")
        try:
            cast = made_cast()
            yield House(cast, server.url, {**_reports(cast), **_tickets(cast), **_quotes(cast), **_desk(cast)})
        finally:
            server.stop()
            append_only.lift()
            call_command("flush", interactive=False, verbosity=0)


def ticket(cast: Cast, subject: str, at: str = "2026-05-15 10:30", **said: Any) -> Ticket:
    """Log a small thing of Harbour Dental."""
    report = Report(channel="e-mail", subject=subject, text="It takes a minute to open.", by=Author.of(cast.viewer),
                    reported_at=chicago(at), impact="person", urgency="today", people_unable_to_work=0,
                    **{"system": "mail", "kind": "mail", **said})  # fmt: skip
    return log_ticket(customer=cast.harbour, report=report, at=chicago(at))


def _tickets(cast: Cast) -> dict[str, str]:
    by = Author.of(cast.technician)
    missed = mail_is_down(cast, "2026-05-15 10:00")
    talked, paused = ticket(cast, "The calendar is slow"), ticket(cast, "A very long word: " + "Kabel" * 20)
    _conversation(cast, talked)
    operations.assign(ticket_id=talked.pk, by=by, to=cast.technician, at=chicago("2026-05-15 10:32"))
    operations.put_on_hold(ticket_id=paused.pk, by=by, reason="waiting for customer", at=chicago("2026-05-15 10:40"))
    resolved, closed = ticket(cast, "The mouse is gone"), ticket(cast, "No sound")
    for each in (resolved, closed):
        operations.resolve(ticket_id=each.pk, by=by, how="Found it.", at=chicago("2026-05-15 10:45"))
    operations.close(ticket_id=closed.pk, by=by, at=chicago("2026-05-15 10:50"))
    merged = ticket(cast, "E-mail does not work")
    operations.merge(ticket_ids=[merged.pk], into_id=missed.pk, by=by, at=chicago("2026-05-15 10:50"))
    operations.link(first_id=talked.pk, second_id=missed.pk, by=by, at=chicago("2026-05-15 10:50"))
    sweep(at=chicago("2026-05-15 10:55"))
    named = {"missed": missed, "talked": talked, "paused": paused, "resolved": resolved, "closed": closed,
             "merged": merged}  # fmt: skip
    return {name: str(each.number) for name, each in named.items()}


def _conversation(cast: Cast, talked: Ticket) -> None:
    by, viewer = Author.of(cast.technician), Author.of(cast.viewer)
    operations.note(ticket_id=talked.pk, by=by, text="The same switch as in January?", at=chicago("2026-05-15 10:33"))
    operations.reply(ticket_id=talked.pk, by=by, text="Which computer is it?", at=chicago("2026-05-15 10:34"))
    letter = operations.customer_reply(ticket_id=talked.pk, by=viewer, text="All of them.", html=LETTER,
                                       at=chicago("2026-05-15 10:36"))  # fmt: skip
    files = {"the log of yesterday.txt": b"a line\n", "tool.exe": b"MZ\0"}
    store_all(message=letter, uploads=[Upload(name, len(said), io.BytesIO(said)) for name, said in files.items()])
    operations.reply(ticket_id=talked.pk, by=by, text="https://" + "long" * 60, at=chicago("2026-05-15 10:38"))


def _reports(cast: Cast) -> dict[str, str]:
    """Issue the report of April, and let work that was recorded late restate it."""
    at = chicago("2026-05-03 07:00")
    by = Author.of(cast.technician)
    for day in (7, 14, 21):
        late = ticket(cast, "The scanner is slow", at=f"2026-04-{day:02d} 09:00")
        operations.reply(
            ticket_id=late.pk, by=by, text="On it.", at=chicago(f"2026-04-{day:02d} {8 + day // 7 * 2:02d}:30")
        )
        operations.resolve(ticket_id=late.pk, by=by, how="Cable.", at=chicago(f"2026-04-{day + 1:02d} 15:00"))
    keep_schedule(customer=cast.harbour, wanted=MONTHLY, by=cast.owner, at=at - 1)
    keep_recipients(customer=cast.harbour, person_ids=[cast.approver.pk], by=cast.owner, at=at)
    report = issue_report(customer=cast.harbour, period="2026-04", language="en", by=cast.dispatcher, at=at)
    worked(cast, late, "2026-04-22 17:30", "2026-04-22 19:30", at=at + 3600, service="help for users")
    restated = restate(report_id=report.pk, at=at + 7200)
    assert restated
    return {"report": str(report.number), "restated": str(restated.number)}


def _quotes(cast: Cast) -> dict[str, str]:
    quoted = ticket(cast, "A network plan", at="2026-05-13 09:00", service=PROJECT)
    waiting = offered(cast, quoted, at="2026-05-14 10:00")
    accepted = offered(cast, quoted, at="2026-05-14 10:00", title="Old cables out")
    answer_quote(quote_id=accepted.pk, accept=True, person=cast.approver, at=chicago("2026-05-14 12:00"))
    worked(cast, quoted, "2026-05-14 16:30", "2026-05-14 19:00", note="Measured the rooms", service="help for users")
    entry = quoted.time_entries.get()
    return {"quoted": str(quoted.number), "entry": str(entry.pk), "waiting": str(waiting.pk),
            "accepted": str(accepted.pk), "token": _token(cast, waiting)}  # fmt: skip


def _token(cast: Cast, quote: Quote) -> str:
    return QUOTES.token_of(MailedLink(opens=quote.pk, customer_id=cast.harbour.pk, recipient=cast.approver.email,
                              expires_at=quote.expires_at))  # fmt: skip


def _agreeing(cast: Cast, at: int) -> dict[str, str]:
    """Let a customer read a draft, and let a document wait for its signature."""
    quay = Customer.objects.create(slug="quay-books", name="Quay Books", zone="America/Chicago", entered_at=at)
    buyer = made_person("buyer", Role.APPROVER, quay)
    written, sent = (first_agreement_of(cast, quay, at=at, title=title) for title in ("Next year", "Service agreement"))
    share_draft(draft_id=written.pk, is_shared=True, by=cast.owner, at=at)
    remark(draft_id=written.pk, clause="", text="Can we have Saturdays too?", by=buyer, at=at)
    waiting = send(draft_id=sent.pk, by=cast.owner, expires_at=at + 14 * 86_400, at=at)
    sign_signed_in(sending_id=waiting.pk, person=cast.owner, name="Owner", shown_sha256=waiting.document_sha256, at=at)
    link = MailedLink(opens=waiting.pk, customer_id=quay.pk, recipient=buyer.email, expires_at=waiting.expires_at)
    return {"written": str(written.number), "document": str(waiting.pk), "signing": DOCUMENTS.token_of(link)}


def _money(cast: Cast) -> dict[str, str]:
    """Let March and April have been issued, a line taken back, something paid, and a file made."""
    old = ticket(cast, "A plan", at="2026-03-03 09:00", service=PROJECT)
    worked(cast, old, "2026-03-10 09:00", "2026-03-10 11:00")
    worked(cast, old, "2026-04-10 09:00", "2026-04-10 11:00")
    at = chicago("2026-05-01 09:00")
    march, april = (issue_month(customer_id=cast.harbour.pk, month=(2026, number), by=cast.bookkeeper, at=at + number,
                                with_open=True) for number in (3, 4))  # fmt: skip
    note = issue_credit(invoice_id=march.pk, by=cast.bookkeeper, why="Agreed on the phone", at=at + 60, lines=[1])
    receive_money(customer_id=cast.harbour.pk, purpose=april.number, amount=Decimal(20), by=cast.bookkeeper,
                  on=date(2026, 5, 4), at=chicago("2026-05-04 12:00"), note="bank 17")  # fmt: skip
    export(invoices=list(Invoice.objects.all()), form="xero", by=cast.bookkeeper, at=at + 120)
    return {"invoice": april.number, "credit note": note.number, "march": march.number}


def _hooks(cast: Cast, at: int) -> None:
    fails = add_web_hook(url="https://hooks.example/" + "board" * 20, kinds=["ticket.logged"], at=at)
    WebHookEndpoint.objects.filter(pk=fails.pk).update(failing_since=at, last_error="The receiver answered 500: oh")
    add_web_hook(url="https://on-call.example/", kinds=KINDS, description="On call", customer_id=cast.harbour.pk, at=at)
    ended = add_web_hook(url="https://old.example/", kinds=["quote.answered"], at=at)
    end_web_hook(ended, at=at, because="The receiver answered 410: it wants to be told nothing more.")
    refused = {"state": "refused", "attempts": 10, "last_error": "The receiver answered 404"}
    for number, became in enumerate(({}, {"state": "sent", "sent_at": at}, refused)):
        put_web_hooks(kind="ticket.logged", key=f"told {number}", data={}, customer_id=cast.harbour.pk, at=at)
        OutboxEntry.objects.filter(key__startswith=f"told {number} ").update(**became)


def _desk(cast: Cast) -> dict[str, str]:
    at = chicago(NOW) - 60
    reply = keep_canned_reply(reply=None, title="Restart", text="Please restart it.", by=cast.owner, at=at)
    save_queue(name="Clinic, urgent", asks={"priority": "P1"}, by=cast.owner, for_everybody=True, at=at)
    make_token(name="monitor", role=Role.TECHNICIAN, customer=None, by=cast.owner, at=at)
    new = invite(name="New", email="new@harbour-dental.example", role=Role.VIEWER, customer=cast.harbour, by=cast.owner,
                 at=at)  # fmt: skip
    start_draft(name="gold", month="2026-05", by=cast.owner, at=at)
    Customer.objects.create(slug="mill-bakery", name="Mill Bakery", zone="America/Chicago", entered_at=at)
    agreed = _agreeing(cast, at)
    for state in ("refused", "waiting"):
        OutboxEntry.objects.create(
            key=state, kind="mail", says={"to": "x@y.example", "subject": "Reply"}, state=state, written_at=at,
            next_at=at + 3600, attempts=9, last_error="550 no such user",
        )  # fmt: skip
    _hooks(cast, at)
    asked(cast)
    situation(cast)
    agreed |= watched(cast, at=at)
    agreed |= called_before_service(cast, at=at)
    assert enter_books(customer=cast.harbour, text=BOOKS, by=cast.bookkeeper, at=at).edition
    money = _money(cast)
    return {**money, "canned": str(reply.pk), "mail": str(quarantined().pk), "viewer": str(cast.viewer.pk),
            "newcomer": str(new.person.pk), **agreed}  # fmt: skip
