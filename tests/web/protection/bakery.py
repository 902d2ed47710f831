"""What the tests of data protection share: a customer with a clause on retention, and what one person leaves behind."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from tests.checks.test_rules import BASE
from tests.web.conftest import LATER, made_person
from tests.web.intake.mail_desk import mail_from, taken

from asagreed_web.agreements.operations import enter_papers
from asagreed_web.billing.models import BooksEdition, Quote, Ruling
from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import ReceivedMail
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.attachments import Upload, store_all
from asagreed_web.tickets.models import Attachment, Message, Ticket
from asagreed_web.tickets.operations import Author, close, customer_reply, reply, resolve
from asagreed_web.tickets.time_entries import Worked, record_time

ANN, ADDRESS = "Ann Łukaszewicz", "ann@mill-bakery.example"
DAY, YEAR = 86_400, 366 * 86_400


def made_bakery(retention: str = "{tickets: 3 years, afterwards: deleted}") -> Customer:
    """Return a customer whose agreement says how long records are kept."""
    text = BASE.read_text("utf-8").replace("{tickets: 3 years, afterwards: deleted}", retention)
    customer = Customer.objects.create(
        slug="mill-bakery", name="Mill Bakery", zone="America/Chicago", entered_at=LATER, phone="", notes=""
    )
    entered = enter_papers(customer=customer, papers={"agreement.yaml": text}, by=None, at=LATER)
    assert entered.edition, [str(problem) for problem in entered.problems]
    return customer


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody left behind: a ticket that has ended, with words, a file, an original mail, work and a ruling."""

    ann: Person
    ticket: Ticket
    attachment: Attachment
    mail: ReceivedMail


def left_behind(customer: Customer, technician: Person, *, at: int = LATER) -> Left:
    """Let Ann report something by portal and mail, have it worked on, and be answered by her name."""
    ann = Person.objects.filter(email=ADDRESS).first() or made_person("ann", Role.APPROVER, customer)
    Person.objects.filter(pk=ann.pk).update(name=ANN)
    ann.refresh_from_db()
    report = Report(channel="portal", subject=f"Printer of {ANN}", text=f"It is on fire. {ANN}", by=Author.of(ann),
                    reported_at=at)  # fmt: skip
    ticket = log_ticket(customer=customer, report=report, at=at)
    said = customer_reply(
        ticket_id=ticket.pk, by=Author.of(ann), text=f"Still on fire.\n{ANN}\n+1 555 0188", at=at + 60
    )
    content = io.BytesIO(b"a plan of the office")
    (attachment,) = store_all(message=said, uploads=[Upload(f"{ANN}.txt", 20, content)])
    reply(ticket_id=ticket.pk, by=Author.of(technician), text=f"Dear {ANN}, it is out.", at=at + 120)
    mail = taken(mail_from(ADDRESS, subject="One more thing", body=f"Thank you.\n{ANN}"), at=at + 180)
    worked = Worked(person=technician, start_at=at, end_at=at + 900, note=f"Called {ANN}")
    record_time(ticket_id=ticket.pk, by=technician, worked=worked, verdict={}, at=at + 900)
    Ruling.objects.create(ticket=ticket, customer=customer, says="included", provider_person=technician,
                          customer_name=ANN, note=f"{ANN} agreed on the phone", at=at)  # fmt: skip
    for number in {ticket.pk, mail.ticket_id or 0}:
        resolve(ticket_id=number, by=Author.of(technician), at=at + 1000, how=f"{ANN} has a new one")
        close(ticket_id=number, by=Author.of(technician), at=at + 2000)
    return Left(ann, ticket, attachment, mail)


def traces_of(*words: str) -> list[str]:
    """Return every place of the database in which one of the words stands, and of the search index."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not model._meta.managed:
                continue
            columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
            cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}"')  # noqa: S608 – names of models
            rows = cursor.fetchall()
            found += [f"{model._meta.label}: {row}" for row in rows if any(word in _text(row) for word in words)]
    return found


def _text(row: tuple[Any, ...]) -> str:
    whole = " ".join(bytes(each).decode("utf-8", "replace") if isinstance(each, (bytes, memoryview)) else str(each)
                     for each in row)  # fmt: skip
    return whole.encode().decode("unicode_escape", "replace") + whole if "\\u" in whole else whole


def counts() -> dict[str, int]:
    """Return how many rows stand in some tables."""
    models: list[Any] = [Ticket, Message, Attachment, ReceivedMail, BooksEdition, Quote]
    return {model._meta.label: model.objects.count() for model in models}
