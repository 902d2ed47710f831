"""What becomes of a mail: a reply, a ticket, or it is set aside or kept unread, each with its reason. Never nothing.

The order matters: what machines wrote ends first, then the signed reply address decides, then the sender. Thread
headers and numbers in subjects point to a ticket for people to see; they let nobody write to it.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import DatabaseError, OperationalError, transaction

from asagreed_web.intake.mail.answering import answer_if_allowed
from asagreed_web.intake.mail.digest import content_digest
from asagreed_web.intake.mail.limited_child import parse_in_child
from asagreed_web.intake.mail.loops import NOTICE_FIELD
from asagreed_web.intake.mail.parsed_mail import MailAttachment, ParsedMail, Unreadable
from asagreed_web.intake.mail.reply_address import (
    addressed_ticket,
    fold_address,
    suggested_ticket,
    ticket_of_message_id,
)
from asagreed_web.intake.mail.writers import Writer, writer_of
from asagreed_web.intake.models import MailFetch, ReceivedMail
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.kit.mail_identity import desk_address, mail_domain, reply_key, reply_mailbox
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.tickets.attachments import MOST_FILES, Upload, store_all
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import Author, customer_reply, link, note, reply

State = ReceivedMail.State
NO_WORDS = "(The mail has no text.)"
_NUMBER = re.compile(r"#([1-9][0-9]{0,11})\b")
_MACHINE = Author(actor="mail", name="Mail")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail, and why in words."""

    state: str
    because: str = ""
    ticket: Ticket | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A mail that is being routed: its row, what it says, why it could not be read where that is so, and when."""

    row: ReceivedMail
    mail: ParsedMail
    unread: str
    writer: Writer
    at: int

    @property
    def text(self) -> str:
        return self.mail.text.strip() or self.mail.full_text.strip() or NO_WORDS

    @property
    def html(self) -> str:
        return self.mail.html or ""


def route(received_id: int, *, at: int) -> ReceivedMail:
    """Make of a stored mail what is to be made of it at a moment (UTC seconds), once.

    Raises OSError where this machine cannot start a process, and DatabaseError: then nothing happened, try again.
    """
    row = ReceivedMail.objects.get(pk=received_id)
    if row.state != State.RECEIVED:
        return row
    # Outside of the transaction: reading may take seconds, and writers would wait.
    read = parse_in_child(bytes(row.raw))
    with transaction.atomic():
        # One after the other: two deliveries of one mail must see each other.
        MailFetch.objects.select_for_update().get_or_create(pk=1, defaults={"tried_at": at})
        row = ReceivedMail.objects.select_for_update().get(pk=received_id)
        if row.state == State.RECEIVED:
            _settle(row, _outcome(row, read, at=at))
    return row


def route_received(*, at: int, most: int = 200) -> int:
    """Route the mails of which nothing was made yet, the oldest first; return how many."""
    waiting = ReceivedMail.objects.filter(state=State.RECEIVED).order_by("received_at", "pk")
    found = list(waiting.values_list("pk", flat=True)[:most])
    for received_id in found:
        _route_or_keep(received_id, at=at)
    return len(found)


def _route_or_keep(received_id: int, *, at: int) -> None:
    """Route a mail; one that sets off a fault of ours is kept for a person, so that it does not stop those behind it.

    A database that is away is no fault of the mail's: it stays for the next turn.
    """
    try:
        route(received_id, at=at)
    except (OSError, OperationalError):
        raise
    except Exception as error:  # noqa: BLE001 – whatever it is, the mails behind it must not wait
        _log.exception("Mail %s could not be routed; it is kept for a person to look at.", received_id)
        kind = "the database refused it" if isinstance(error, DatabaseError) else type(error).__name__
        reason = f"A fault of the desk stopped it ({kind}); the log of the worker says more."
        ReceivedMail.objects.filter(pk=received_id, state=State.RECEIVED).update(
            state=State.QUARANTINED, because=reason[:300]
        )


def _settle(row: ReceivedMail, outcome: Outcome) -> None:
    row.state, row.because, row.ticket = outcome.state, outcome.because[:300], outcome.ticket
    row.customer = outcome.ticket.customer if outcome.ticket else None
    row.save()


def _outcome(row: ReceivedMail, read: ParsedMail | Unreadable, *, at: int) -> Outcome:
    if isinstance(read, ParsedMail):
        mail, unread = read, ""
    elif read.envelope is not None:
        mail, unread = _as_far_as_read(read.envelope, read.reason, bytes(row.raw)), read.reason
    else:
        return Outcome(State.QUARANTINED, read.reason)
    mail = replace(mail, delivered_to=(*row.envelope_recipients, *mail.delivered_to))
    row.sender = mail.sender.email[:254] if mail.sender else ""
    row.subject, row.message_id = mail.subject[:200], (mail.message_id or "")[:255]
    row.content_digest = "" if unread else content_digest(mail)
    first = _same_mail(row)
    if first is not None:
        return Outcome(State.REPEATED, f"It came before, as mail {first.pk}.", first.ticket)
    return _decided(_Read(row, mail, unread, writer_of(mail), at))


def _as_far_as_read(envelope: ParsedMail, reason: str, raw: bytes) -> ParsedMail:
    """Return a mail that could not be read as one that says so, with the original attached."""
    words = f"This mail could not be read. {reason} The original is attached."
    original = MailAttachment("original.eml", "message/rfc822", raw)
    return replace(envelope, text=words, full_text=words, attachments=(original,))


def _same_mail(row: ReceivedMail) -> ReceivedMail | None:
    """Return the mail of which this is a second delivery; a mail without a Message-ID is none."""
    if not row.message_id or not row.content_digest:
        return None
    same = ReceivedMail.objects.filter(message_id=row.message_id, content_digest=row.content_digest)
    return same.exclude(pk=row.pk).exclude(state=State.REPEATED).select_related("ticket").order_by("pk").first()


def _decided(read: _Read) -> Outcome:
    if read.mail.is_bounce:
        return _bounced(read)
    machine = _why_machine(read)
    if machine:
        return Outcome(State.SET_ASIDE, f"It is no request: {machine}.")
    key, domain, mailbox = reply_key(), mail_domain(), reply_mailbox()
    number = addressed_ticket(read.mail, key=key, domain=domain, mailbox=mailbox)
    ticket = _one_that_goes_on(number) if number is not None else None
    if ticket is not None:
        return _answered(read, ticket)
    passed_on = next((n for n, _ in read.mail.signals if n.startswith("list-") or n == "mailing-list"), None)
    if passed_on:
        return Outcome(State.SET_ASIDE, f"It is no request: a mailing list passed it on ({passed_on.title()}).")
    return _asked(read)


def _why_machine(read: _Read) -> str | None:
    """Return what shows that no person asks for something here."""
    mail = read.mail
    if any(name == NOTICE_FIELD.lower() for name, _ in mail.signals):
        return "it is a mail of ours that came back"
    if mail.message_id and ticket_of_message_id(mail.message_id, domain=mail_domain()):
        return "it is a mail of ours that came back"
    if read.writer.address == fold_address(desk_address()):
        return "it comes from our own address"
    return mail.automatic


def _bounced(read: _Read) -> Outcome:
    """Set a report of non-delivery aside; the ticket whose mail did not arrive tells the desk."""
    entry = _entry_of(read.mail.bounce.message_id if read.mail.bounce else None)
    if entry is None:
        return Outcome(
            State.SET_ASIDE, "It reports that a mail was not delivered, which is none of ours that is known."
        )
    says, status = entry.says, read.mail.bounce.status if read.mail.bounce else None
    words = f"Our mail {says['message_id']} did not reach {says['to']}{f' ({status})' if status else ''}."
    number = ticket_of_message_id(says["message_id"], domain=mail_domain())
    ticket = _one_that_goes_on(number) if number is not None else None
    # Who received a mail knows its Message-ID, and could send reports without end.
    known = ReceivedMail.objects.filter(state=State.SET_ASIDE, ticket=ticket, because__startswith=words[:150])
    if ticket is not None and not known.exists():
        advice = "Mend the address, or call: nobody read it."
        note(ticket_id=ticket.pk, by=_MACHINE, text=f"{words} {advice}", at=read.at)
    return Outcome(State.SET_ASIDE, words, ticket)


def _entry_of(message_id: str | None) -> OutboxEntry | None:
    """Return the mail of ours that a Message-ID names, if it did leave here."""
    number = ticket_of_message_id(message_id, domain=mail_domain()) if message_id else None
    if number is None:
        return None
    ours = OutboxEntry.objects.filter(kind=OutboxEntry.Kind.MAIL, lane__startswith=f"ticket {number} to ")
    return ours.filter(says__message_id=message_id).first()


def _one_that_goes_on(number: int) -> Ticket | None:
    """Return the ticket of a number, or the one into which it was merged in the end."""
    ticket = Ticket.objects.select_related("merged_into").filter(number=number).first()
    seen = set()
    while ticket is not None and ticket.merged_into is not None and ticket.pk not in seen:
        seen.add(ticket.pk)
        ticket = ticket.merged_into
    return ticket


def _answered(read: _Read, ticket: Ticket) -> Outcome:
    """Add an answer to the ticket for which its address was signed."""
    writer = read.writer
    if writer.person is not None and writer.person.is_of_provider:
        message = _said_by_the_desk(read, ticket)
    else:
        belongs = writer.customer is None or writer.customer.pk == ticket.customer_id
        asked = fold_address(ticket.requester_email or (ticket.requester.email if ticket.requester else ""))
        by = writer.author if belongs and (writer.customer or writer.address == asked) else writer.outsider
        message = customer_reply(
            ticket_id=ticket.pk, by=by, text=read.text, at=read.at, html=read.html,
            received_at=max(read.row.received_at, ticket.reported_at), message_id=read.mail.message_id or "",
        )  # fmt: skip
    _attach(message, read.mail.attachments)
    return Outcome(State.REPLY, _remarks(read), ticket)


def _said_by_the_desk(read: _Read, ticket: Ticket) -> Message:
    """Let one of our own people answer by mail, if it is proved that they wrote; else only we read it."""
    writer = read.writer
    is_said = bool(read.mail.text.strip()) and not read.unread
    if writer.is_verified and writer.person is not None and writer.person.is_active and is_said:
        return reply(ticket_id=ticket.pk, by=Author.of(writer.person), text=read.mail.text.strip(), at=read.at)
    why = f"it is not proved that {writer.address} wrote this ({writer.doubt})" if writer.doubt else "nothing to send"
    words = f"Not sent to the customer: {why}.\n\n{read.text}"
    return note(ticket_id=ticket.pk, by=writer.outsider, text=words, at=read.at)


def _asked(read: _Read) -> Outcome:
    """Log a ticket for a mail whose sender belongs to a customer."""
    writer = read.writer
    if writer.customer is None or not writer.customer.is_served:
        state = State.QUARANTINED if read.unread else State.SET_ASIDE
        return Outcome(state, f"{read.unread} {_why_nobody(writer)}".strip())
    ticket = log_ticket(customer=writer.customer, report=_report(read), at=read.at)
    message = Message.objects.get(ticket=ticket)
    _link_suggested(ticket, read)
    withheld = answer_if_allowed(
        ticket, read.mail, is_known=writer.is_verified, envelope_sender=read.row.envelope_sender, at=read.at
    )
    # Last, for a file that was written stays when the rest fails.
    _attach(message, read.mail.attachments)
    return Outcome(State.TICKET, _remarks(read, f"No answer went out: {withheld}." if withheld else ""), ticket)


def _why_nobody(writer: Writer) -> str:
    """Return why a mail is of no customer, for the desk."""
    who = writer.address or "The sender"
    if writer.person is not None and writer.person.is_of_provider:
        return f"{who} is one of our own people. Make a ticket of it for the customer whom it is about."
    if writer.customer is not None:
        return f"{writer.customer} is no longer served."
    doubt = f" ({writer.doubt})" if writer.doubt else ""
    return f"Unknown sender: {who} belongs to no customer that is known{doubt}."


def _report(read: _Read) -> Report:
    return Report(
        channel=Ticket.Channel.E_MAIL,
        subject=read.mail.subject[:200] or "(no subject)",
        text=read.text,
        html=read.html,
        by=read.writer.author,
        reported_at=read.row.received_at,
        more={"message_id": read.row.message_id, "mail": read.row.pk},
    )


def _link_suggested(ticket: Ticket, read: _Read) -> None:
    """Link a ticket with the one that its mail points to, if that is of the same customer."""
    named = _NUMBER.search(read.mail.subject)
    number = suggested_ticket(read.mail, domain=mail_domain()) or (int(named[1]) if named else None)
    other = _one_that_goes_on(number) if number else None
    if other is not None and other.pk != ticket.pk and other.customer_id == ticket.customer_id:
        link(first_id=ticket.pk, second_id=other.pk, by=_MACHINE, at=read.at)


def _attach(message: Message, files: Sequence[MailAttachment]) -> None:
    """Store the files of a mail; what the list does not allow is kept with the reason, and the original has all."""
    kept = files[:MOST_FILES]
    store_all(
        message=message, uploads=[Upload(file.name, len(file.content), io.BytesIO(file.content)) for file in kept]
    )


def _remarks(read: _Read, *more: str) -> str:
    """Return what was unusual about a mail of which something was made."""
    left_out = len(read.mail.attachments) - MOST_FILES
    files = f"{left_out} of its files are only in the original." if left_out > 0 else ""
    doubt = f"The sender is not verified: {read.writer.doubt}." if read.writer.doubt else ""
    return " ".join(part for part in (read.unread, *more, doubt, files, *read.mail.notes) if part)
