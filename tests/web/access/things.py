"""What stands in addresses: things of Harbour Dental, made through the same operations as in real use."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from allauth.usersessions.models import UserSession
from tests.web.billing.at_work import PROJECT, ticket_of, worked
from tests.web.conftest import Cast, chicago
from tests.web.discovery.asked import asked
from tests.web.signing.put import sent

from asagreed_web.agreements.models import Edition
from asagreed_web.agreements.plan_operations import start_draft
from asagreed_web.billing.operations import enter_books
from asagreed_web.intake.models import MonitoringKey
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.intake.signals import make_key
from asagreed_web.invoicing.exporting import export
from asagreed_web.invoicing.models import Invoice
from asagreed_web.invoicing.operations import issue_month
from asagreed_web.invoicing.receipts import receive_money
from asagreed_web.kit.web_hooks import add_web_hook
from asagreed_web.monitoring.models import Thing
from asagreed_web.monitoring.operations import make_check
from asagreed_web.people.models import Role
from asagreed_web.people.operations import invite, make_token
from asagreed_web.reports.issuing import issue_report
from asagreed_web.status.links import token_of
from asagreed_web.status.operations import show_status_page
from asagreed_web.tickets.attachments import Upload, store_all
from asagreed_web.tickets.models import Ticket
from asagreed_web.tickets.operations import Author, reply
from asagreed_web.upkeep.models import EvidenceFile, SettledWork
from asagreed_web.upkeep.operations import keep
from asagreed_web.uptime.operations import OutageSaid, agree_excuse, announce_window, record_outage

AT = chicago("2026-05-15 16:50")


def things_of(cast: Cast) -> dict[str, str]:
    """Return what addresses are filled with, by the names that `outcomes.yaml` uses."""
    ticket = a_ticket(cast)
    answer = reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text="We are on it.", at=AT + 60, html="<p>x")
    upload = Upload(name="log.txt", size=7, content=io.BytesIO(b"a line\n"))
    (attachment,) = store_all(message=answer, uploads=[upload])
    papers = Edition.objects.filter(customer=cast.harbour).latest("pk").papers
    session = UserSession.objects.create(user=cast.viewer, ip="192.0.2.7", session_key="a" * 32, user_agent="Firefox/1")
    key, _secret = make_token(name="monitor", role=Role.TECHNICIAN, customer=None, by=cast.owner, at=AT)
    hook = add_web_hook(url="https://hooks.example/", kinds=["ticket.logged"], at=AT)
    assert enter_books(customer=cast.harbour, text="books: harbour-dental\n", by=cast.bookkeeper, at=AT).edition
    asked(cast)
    document = sent(cast)
    page = show_status_page(customer=cast.harbour, shown="everybody", word="harbour", by=cast.approver, at=AT)
    report = issue_report(customer=cast.harbour, period="2026-04", language="en", by=cast.owner, at=AT)
    return {
        "report": str(report.number),
        "pdf": "pdf",
        "ticket": str(ticket.number),
        "another ticket": str(a_ticket(cast).number),
        "message": str(answer.pk),
        "attachment": str(attachment.pk),
        "evidence": str(an_evidence(cast)),
        "viewer": str(cast.viewer.pk),
        "newcomer": str(a_newcomer(cast)),
        "session": str(session.pk),
        "key": str(key.pk),
        "web hook": str(hook.pk),
        "customer": cast.harbour.slug,
        "customer number": str(cast.harbour.pk),
        "response": "response",
        "paper": min(papers),
        "plan": "gold@2026-01",
        "draft": start_draft(name="gold", month="2026-05", by=cast.owner, at=AT).name,
        "agreement draft": str(document.draft.number),
        "document": str(document.pk),
        "invoice": (invoice := april_issued(cast)),
        "payment": str(
            receive_money(
                customer_id=cast.harbour.pk,
                purpose=invoice,
                amount=Decimal(5),
                by=cast.bookkeeper,
                on=date(2026, 5, 14),
                at=AT,
            ).pk
        ),
        "outage": an_outage(cast),
        "window": a_window(cast),
        "excuse": an_excuse(cast),
        "thing": str(a_thing(cast)),
        "check": str(a_check(cast)),
        "monitoring key": str(MonitoringKey.objects.get(customer=cast.harbour).pk),
        "status word": page.word,
        "status link": token_of(page),
        "month": "2026-05",
        "a system": "mail",
        "export": str(export(invoices=list(Invoice.objects.all()), form="json", by=cast.bookkeeper, at=AT).pk),
        "a guess": "guessed",
    }


def april_issued(cast: Cast) -> str:
    """Return the number of an invoice of Harbour Dental."""
    worked(cast, ticket_of(cast, "2026-04-14 09:00", service=PROJECT), "2026-04-14 10:00", "2026-04-14 11:00")
    return issue_month(customer_id=cast.harbour.pk, month=(2026, 4), by=cast.bookkeeper, at=AT, with_open=True).number


def a_ticket(cast: Cast) -> Ticket:
    """Return a ticket that Harbour Dental's viewer reported."""
    report = Report(
        channel="portal",
        subject="E-mail is down",
        text="Nobody can send or receive.",
        by=Author.of(cast.viewer),
        reported_at=AT,
        system="mail",
        impact="company",
        urgency="now",
    )
    return log_ticket(customer=cast.harbour, report=report, at=AT)


def a_newcomer(cast: Cast) -> int:
    """Return the id of somebody who was invited and has not come in."""
    email = "newcomer@harbour-dental.example"
    return invite(name="Newcomer", email=email, role=Role.VIEWER, customer=cast.harbour, by=cast.owner, at=AT).person.pk


def an_evidence(cast: Cast) -> int:
    """Return the id of a file that shows that recurring work was done for Harbour Dental."""
    work = SettledWork(customer=cast.harbour, task="backup logs", due_on=date(2026, 5, 14), says="done", at=AT)
    row = keep(work, actor=cast.technician.actor, at=AT, uploads=[Upload("restore.pdf", 9, io.BytesIO(b"%PDF-1.7\n"))])
    return EvidenceFile.objects.get(work=row).pk


def an_outage(cast: Cast) -> str:
    """Return the word of an outage of Harbour Dental's mail."""
    said = OutageSaid(system="mail", occurred_at=AT - 3600)
    return record_outage(customer=cast.harbour, outage=said, by=cast.technician.actor, at=AT).record


def a_window(cast: Cast) -> str:
    """Return the word of maintenance that is going to be."""
    return announce_window(customer=cast.harbour, systems=("mail",), starts_at=AT + 3600, planned_end_at=AT + 7200,
                           title="Restart", by=cast.dispatcher.actor, at=AT).record  # fmt: skip


def an_excuse(cast: Cast) -> str:
    """Return the word of an excuse."""
    return agree_excuse(
        customer=cast.harbour, kind="customer", systems=(), start_at=AT - 3600, end_at=AT, agreed_by="Approver",
        because="They moved.", by=cast.dispatcher.actor, at=AT,
    ).record  # fmt: skip


def a_thing(cast: Cast) -> int:
    """Return the id of a thing that a monitor reports on, and the agreement does not know."""
    key = make_key(customer=cast.harbour, name="Alertmanager", system="", actor=cast.owner.actor, at=AT).key
    return Thing.objects.create(key=key, customer=cast.harbour, thing="probe 7", names=["probe 7"], seen_at=AT).pk


def a_check(cast: Cast) -> int:
    """Return the id of an own check."""
    return make_check(customer=cast.harbour, system="mail", kind="tcp", target="mail.harbour-dental.example", port=25,
                      every_seconds=60, by=cast.dispatcher.actor, at=AT).pk  # fmt: skip
