"""A mail of everybody, on every path, does what was declared, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from ruamel.yaml import YAML
from tests.web.access.matrix import IDENTITIES, spread
from tests.web.conftest import Cast
from tests.web.intake.mail_desk import DESK, NOW, OWN_SERVER, mail_from, signed, taken

from asagreed_web.intake.models import ReceivedMail
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.tickets.models import Message, Status, Ticket, TicketLink
from asagreed_web.tickets.operations import Author, put_on_hold, reply

pytestmark = pytest.mark.usefixtures("sees_all")
DECLARED: Mapping[str, Mapping[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parent / "mail_outcomes.yaml").read_text()
)["paths"]
NOBODY = "somebody@unknown.example"
SAID: Mapping[tuple[str, bool], str] = {
    (Message.Kind.CUSTOMER_REPLY, True): "answers",
    (Message.Kind.CUSTOMER_REPLY, False): "is added",
    (Message.Kind.REPLY, True): "speaks for the desk",
    (Message.Kind.NOTE, False): "is noted",
}
"""What a message is that came to Harbour Dental's ticket, by its kind and whether its writer is proved."""


def _to_desk(_ticket: Ticket, _sender: str) -> dict[str, Any]:
    return {}


def _to_own_reply_address(ticket: Ticket, sender: str) -> dict[str, Any]:
    return {"to": signed(ticket.number, sender)}


def _to_address_of_viewer(ticket: Ticket, _sender: str) -> dict[str, Any]:
    return {"to": signed(ticket.number, "viewer@harbour-dental.example")}


def _to_address_of_another_ticket(ticket: Ticket, sender: str) -> dict[str, Any]:
    other = signed(ticket.number + 1, sender)
    return {"to": other.replace(f"t-{ticket.number + 1}-", f"t-{ticket.number}-")}


def _with_number(ticket: Ticket, _sender: str) -> dict[str, Any]:
    return {"subject": f"Re: #{ticket.number} Printer"}


def _in_the_thread(_ticket: Ticket, _sender: str) -> dict[str, Any]:
    ours = OutboxEntry.objects.filter(says__message_id__isnull=False).order_by("pk")[0]
    return {"fields": (f"In-Reply-To: {ours.says['message_id']}",)}


PATHS: Mapping[str, Callable[[Ticket, str], dict[str, Any]]] = {
    "to the desk": _to_desk,
    "to the reply address of the writer": _to_own_reply_address,
    "to the reply address of the viewer": _to_address_of_viewer,
    "to a reply address that was tampered with": _to_address_of_another_ticket,
    "to the desk, with the number": _with_number,
    "to the desk, in the thread": _in_the_thread,
}
WAYS = [(path, proof) for path in PATHS for proof in ("proved", "not proved")]


@pytest.fixture
def ticket(cast: Cast, settings: Settings) -> Ticket:
    """Return a ticket of Harbour Dental's viewer that was answered, and waits for them."""
    settings.DEFAULT_FROM_EMAIL, settings.AUTHSERV_ID = DESK, OWN_SERVER
    report = Report(channel="portal", subject="Printer", text="It is on fire.", by=Author.of(cast.viewer),
                    reported_at=NOW - 7200)  # fmt: skip
    ticket = log_ticket(customer=cast.harbour, report=replace(report, system="mail"), at=NOW - 7200)
    by = Author.of(cast.technician)
    reply(ticket_id=ticket.pk, by=by, text="Which printer?", at=NOW - 5400)
    return put_on_hold(ticket_id=ticket.pk, by=by, reason="waiting for customer", at=NOW - 3600)


def test_every_path_proof_and_identity_is_declared() -> None:
    assert {(path, proof) for path in DECLARED for proof in DECLARED[path]} == set(WAYS)
    for path, proof in WAYS:
        assert set(spread(DECLARED[path][proof])) == set(IDENTITIES), f"{path}, {proof}"


@pytest.mark.parametrize("identity", IDENTITIES)
@pytest.mark.parametrize(("path", "proof"), WAYS)
def test_a_mail_does_what_is_declared_of_its_path(
    cast: Cast, ticket: Ticket, path: str, proof: str, identity: str
) -> None:
    sender = getattr(cast, identity).email if identity != "anonymous" else NOBODY
    form = {"fields": (), **PATHS[path](ticket, sender)}
    mail = taken(mail_from(sender, *form.pop("fields"), proved=proof == "proved", **form))
    assert outcome(mail, ticket, cast) == spread(DECLARED[path][proof])[identity]


def outcome(mail: ReceivedMail, ticket: Ticket, cast: Cast) -> str:
    """Return in words what a mail did to the ticket of Harbour Dental, and what else became of it."""
    before = ticket.status
    ticket.refresh_from_db()
    went_on = " and it goes on" if ticket.status == Status.OPEN != before else ""
    said = Message.objects.filter(ticket=ticket, at__gt=NOW - 3600).exclude(kind=Message.Kind.AUTOMATIC)
    if mail.state != ReceivedMail.State.TICKET or mail.ticket is None:
        return "; ".join([SAID[message.kind, message.is_verified] + went_on for message in said] or [mail.state])
    assert not said, "A new ticket says nothing on the old one."
    of = {cast.harbour: "a ticket of Harbour", cast.other: "a ticket of the other"}[mail.ticket.customer]
    who = "" if mail.ticket.is_sender_verified else ", by nobody proved"
    return of + who + (", linked" if TicketLink.objects.exists() else "")
