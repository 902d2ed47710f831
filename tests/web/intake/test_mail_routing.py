"""What becomes of a mail: a ticket, a reply by a signed address, or it is set aside with the reason."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast
from tests.web.intake.mail_desk import DESK, NOW, mail_from, signed, taken
from tests.web.intake.mails.corpus import CORPUS
from tests.web.intake.mails.writing import divided

from asagreed_web.intake.mail import routing
from asagreed_web.intake.mail.routing import route_received
from asagreed_web.intake.mail.storing import store_mail
from asagreed_web.intake.models import ReceivedMail
from asagreed_web.intake.operations import log_ticket
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.tickets.models import Message, Status, Ticket, TicketLink
from asagreed_web.tickets.operations import Author, merge, put_on_hold, resolve

State = ReceivedMail.State
Kind = Message.Kind
VIEWER, APPROVER = "viewer@harbour-dental.example", "approver@harbour-dental.example"
WORKER = "newcomer@harbour-dental.example"
TECHNICIAN, STRANGER = "technician@northwind.example", "stranger@riverbend-vets.example"


def asked(sender: str = VIEWER, *, subject: str = "E-mail is down") -> Ticket:
    """Return the ticket that a mail of a customer became."""
    ticket = taken(mail_from(sender, subject=subject, body="Nobody can send.")).ticket
    assert ticket is not None
    return ticket


def answered(
    ticket: Ticket, sender: str = VIEWER, *, proved: bool = True, to: str = "", body: str = "Thank you."
) -> ReceivedMail:
    """Return what became of an answer to the address that was signed for its sender."""
    to = to or signed(ticket.number, sender)
    return taken(mail_from(sender, subject=f"Re: #{ticket.number}", to=to, body=body, proved=proved), at=NOW + 600)


def kinds(ticket: Ticket) -> list[tuple[str, bool]]:
    """Return what was said on a ticket after its report and its acknowledgement, and whether it is proved by whom."""
    said = Message.objects.filter(ticket=ticket).exclude(kind=Kind.AUTOMATIC).order_by("pk")
    return [(message.kind, message.is_verified) for message in said[1:]]


def test_a_proved_mail_of_a_person_becomes_their_ticket(desk: Cast) -> None:
    ticket = asked()
    assert (ticket.customer, ticket.requester, ticket.channel) == (desk.harbour, desk.viewer, "e-mail")
    assert (ticket.subject, ticket.reported_at, ticket.is_sender_verified) == ("E-mail is down", NOW - 60, True)
    assert Message.objects.filter(ticket=ticket).order_by("pk")[0].text == "Nobody can send."


def test_a_mail_that_is_not_proved_becomes_a_ticket_without_a_person(desk: Cast) -> None:
    mail = taken(mail_from(VIEWER, proved=False))
    assert mail.ticket is not None
    assert (mail.ticket.customer, mail.ticket.requester) == (desk.harbour, None)
    assert (mail.ticket.requester_email, mail.ticket.is_sender_verified) == (VIEWER, False)
    assert "not verified: DMARC result: fail" in mail.because


def test_somebody_new_of_a_proved_domain_writes_for_its_customer(desk: Cast) -> None:
    mail = taken(mail_from(WORKER))
    assert mail.ticket is not None
    assert (mail.ticket.customer, mail.ticket.requester_email) == (desk.harbour, WORKER)


@pytest.mark.parametrize(
    ("sender", "proved", "reason"),
    [
        (WORKER, False, "Unknown sender: newcomer@harbour-dental.example belongs to no customer"),
        ("x@evil.example", True, "Unknown sender: x@evil.example belongs to no customer that is known."),
        (TECHNICIAN, True, "technician@northwind.example is one of our own people."),
    ],
)
@pytest.mark.usefixtures("desk")
def test_a_mail_of_nobody_known_is_set_aside_with_the_reason(sender: str, proved: bool, reason: str) -> None:
    mail = taken(mail_from(sender, proved=proved))
    assert (mail.state, mail.ticket, mail.sender, mail.subject) == (State.SET_ASIDE, None, sender, "Printer")
    assert mail.because.startswith(reason)


def test_whose_access_was_ended_is_nobody(desk: Cast) -> None:
    ticket = asked()
    desk.viewer.access_ended_at = NOW
    desk.viewer.save()
    assert taken(mail_from(VIEWER)).because.endswith("(the access of viewer@harbour-dental.example was ended).")
    answered(ticket)
    assert kinds(ticket) == [(Kind.CUSTOMER_REPLY, False)]


def test_a_customer_who_is_served_no_longer_is_seen_by_a_person(desk: Cast) -> None:
    desk.harbour.is_served = False
    desk.harbour.save()
    assert taken(mail_from(VIEWER)).because == "Harbour Dental is no longer served."


def test_files_come_with_the_ticket(desk: Cast) -> None:
    mail = taken(mail_from(VIEWER, "Content-Type: text/plain", "Content-Disposition: attachment; filename=log.txt"))
    assert mail.ticket is not None
    assert [file.name for file in mail.ticket.attachments.all()] == ["log.txt"]


@pytest.mark.usefixtures("desk")
def test_what_cannot_be_read_is_a_ticket_of_who_is_known_and_quarantined_of_others() -> None:
    raw = CORPUS["3,000 nested parts"].raw
    known = taken(raw.replace(b"ann@harbour.example", VIEWER.encode()))
    assert known.ticket is not None
    assert known.ticket.attachments.get().name == "original.eml"
    unknown = taken(raw)
    assert (unknown.state, unknown.ticket) == (State.QUARANTINED, None)
    assert unknown.because.startswith("It is nested too deeply to be read. Unknown sender")


def test_a_signed_address_joins_the_ticket_and_lets_it_go_on(desk: Cast) -> None:
    ticket = asked()
    put_on_hold(ticket_id=ticket.pk, by=Author.of(desk.technician), reason="waiting for customer", at=NOW + 60)
    mail = answered(ticket)
    ticket.refresh_from_db()
    assert (mail.state, mail.ticket, ticket.status) == (State.REPLY, ticket, Status.OPEN)
    said = Message.objects.filter(ticket=ticket).latest("pk")
    assert (said.author, said.is_verified, said.text, said.at) == (desk.viewer, True, "Thank you.", NOW + 540)


@pytest.mark.parametrize("state", [Status.ON_HOLD, Status.RESOLVED])
def test_an_answer_that_is_not_proved_joins_and_moves_nothing(desk: Cast, state: str) -> None:
    ticket, by = asked(), Author.of(desk.technician)
    if state == Status.ON_HOLD:
        put_on_hold(ticket_id=ticket.pk, by=by, reason="waiting for customer", at=NOW + 60)
    else:
        resolve(ticket_id=ticket.pk, by=by, at=NOW + 60)
    answered(ticket, proved=False)
    ticket.refresh_from_db()
    assert (ticket.status, kinds(ticket)) == (state, [(Kind.CUSTOMER_REPLY, False)])


def test_an_envelope_that_names_the_signed_address_is_enough(desk: Cast) -> None:
    ticket = asked()
    mail = taken(mail_from(VIEWER), recipients=(signed(ticket.number, VIEWER),), at=NOW + 60)
    assert (mail.state, mail.ticket) == (State.REPLY, ticket)


def test_an_answer_to_a_merged_ticket_joins_the_one_that_stays(desk: Cast) -> None:
    first, second = asked(), asked(APPROVER, subject="Mail is down")
    merge(ticket_ids=[first.pk], into_id=second.pk, by=Author.of(desk.technician), at=NOW + 60)
    assert answered(first).ticket == second


def forged(ticket: Ticket, way: str) -> str:
    """Return an address that looks like one that was signed."""
    right, other = signed(ticket.number, VIEWER), signed(ticket.number + 1, VIEWER)
    mac = right.partition("@")[0].rpartition("-")[2]
    return {
        "forged mac": right.replace(mac, "a" * len(mac)),
        "of another ticket": other.replace(f"t-{ticket.number + 1}-", f"t-{ticket.number}-"),
        "of another recipient": signed(ticket.number, APPROVER),
        "old format": f"desk+{ticket.number}@northwind.example",
        "without mac": f"desk+t-{ticket.number}@northwind.example",
        "of another domain": right.replace("@northwind.example", "@evil.example"),
        "only a subject": DESK,
    }[way]


@pytest.mark.parametrize(
    "way",
    ["forged mac", "of another ticket", "of another recipient", "old format", "without mac", "of another domain",
     "only a subject"],
)  # fmt: skip
@pytest.mark.usefixtures("desk")
def test_anything_but_the_signed_address_is_a_new_ticket_linked_to_what_it_names(way: str) -> None:
    ticket = asked()
    mail = answered(ticket, to=forged(ticket, way))
    assert (mail.state, kinds(ticket)) == (State.TICKET, [])
    assert mail.ticket not in (None, ticket)
    assert [(pair.first, pair.second) for pair in TicketLink.objects.all()] == [(ticket, mail.ticket)]


@pytest.mark.usefixtures("desk")
def test_thread_headers_link_within_one_customer_only() -> None:
    ticket = asked()
    thread = f"In-Reply-To: {OutboxEntry.objects.get().says['message_id']}"
    assert taken(mail_from(STRANGER, thread, subject=f"#{ticket.number}")).state == State.TICKET
    assert not TicketLink.objects.exists()
    taken(mail_from(APPROVER, thread, subject="Also here"))
    assert TicketLink.objects.get().first == ticket


def test_a_stranger_with_the_address_of_another_learns_and_changes_nothing(desk: Cast) -> None:
    ticket = asked()
    mail = answered(ticket, STRANGER, to=signed(ticket.number, VIEWER))
    assert mail.ticket is not None
    assert (mail.ticket.customer, kinds(ticket)) == (desk.other, [])


def test_a_person_of_another_customer_has_no_rights_even_with_an_address_of_their_own(desk: Cast) -> None:
    ticket = asked()
    resolve(ticket_id=ticket.pk, by=Author.of(desk.technician), at=NOW + 60)
    answered(ticket, STRANGER)
    ticket.refresh_from_db()
    assert (ticket.status, kinds(ticket)) == (Status.RESOLVED, [(Kind.CUSTOMER_REPLY, False)])


def test_the_desk_answers_by_mail_when_it_is_proved_and_by_note_when_not(desk: Cast) -> None:
    ticket = asked()
    answered(ticket, TECHNICIAN, proved=False)
    answered(ticket, TECHNICIAN, body="We are on it.")
    assert kinds(ticket) == [(Kind.NOTE, False), (Kind.REPLY, True)]
    said = Message.objects.filter(ticket=ticket).latest("pk")
    assert (said.author, said.text) == (desk.technician, "We are on it.")
    assert OutboxEntry.objects.filter(key=f"message {said.pk}").count() == 1


def test_an_answer_of_the_desk_without_words_is_not_sent(desk: Cast) -> None:
    ticket = asked()
    answered(ticket, TECHNICIAN, body="")
    assert kinds(ticket) == [(Kind.NOTE, False)]


def bounce_of(entry: OutboxEntry) -> bytes:
    """Return a report that a mail of ours was not delivered."""
    ours = b"<asagreed.t-1042.abcDEF123456@northwind.example>"
    return CORPUS["delivery report"].raw.replace(ours, str(entry.says["message_id"]).encode())


@pytest.mark.usefixtures("desk")
def test_a_bounce_is_told_on_its_ticket_once() -> None:
    ticket = asked()
    raw = bounce_of(OutboxEntry.objects.get())
    mails = [taken(raw), taken(raw.replace(b"<bounce@", b"<second@"))]
    assert [(mail.state, mail.ticket) for mail in mails] == [(State.SET_ASIDE, ticket)] * 2
    told = Message.objects.get(ticket=ticket, kind=Kind.NOTE)
    assert f"did not reach {VIEWER} (5.1.1)" in told.text
    assert mails[0].because in told.text


@pytest.mark.usefixtures("desk")
def test_a_bounce_of_what_we_never_sent_is_set_aside() -> None:
    mail = taken(CORPUS["delivery report"].raw)
    assert (mail.state, mail.ticket) == (State.SET_ASIDE, None)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (("Auto-Submitted: auto-replied",), "Auto-Submitted: auto-replied"),
        (("X-Asagreed-Notice: reply",), "it is a mail of ours that came back"),
        (("Message-ID: <asagreed.t-1042.abcDEF123456@northwind.example>",), "it is a mail of ours that came back"),
        (("List-Id: <all.harbour.example>",), "a mailing list passed it on (List-Id)"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_machines_send_is_set_aside(fields: tuple[str, ...], reason: str) -> None:
    raw = mail_from(VIEWER, *fields)
    if fields[0].startswith("Message-ID"):
        raw = b"\r\n".join(line for line in raw.split(b"\r\n") if not line.endswith(b"harbour-dental.example>"))
    mail = taken(raw)
    assert (mail.state, mail.because) == (State.SET_ASIDE, f"It is no request: {reason}.")


def test_a_mail_from_our_own_address_is_set_aside(desk: Cast) -> None:
    assert taken(mail_from(DESK)).because == "It is no request: it comes from our own address."


@pytest.mark.usefixtures("desk")
def test_a_mail_that_meets_a_fault_of_ours_is_kept_and_those_behind_it_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2):
        store_mail(raw=mail_from(VIEWER, subject=f"Printer {number}"), received_at=NOW, at=NOW)
    logs = log_ticket

    def failing(*given: object, **named: object) -> Ticket:
        if named["report"].subject == "Printer 0":  # type: ignore[attr-defined]
            raise KeyError("report")
        return logs(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(routing, "log_ticket", failing)
    assert route_received(at=NOW) == 2
    kept, routed = ReceivedMail.objects.order_by("pk")
    assert (kept.state, routed.state) == (State.QUARANTINED, State.TICKET)
    assert "A fault of the desk stopped it (KeyError)" in kept.because


@pytest.mark.usefixtures("desk")
def test_what_was_routed_is_not_routed_again() -> None:
    mail = taken(mail_from(VIEWER))
    assert routing.route(mail.pk, at=NOW + 60).ticket == mail.ticket
    assert Ticket.objects.count() == 1


@pytest.mark.usefixtures("desk")
def test_a_mail_of_many_files_keeps_the_rest_in_the_original() -> None:
    raw = divided(*[b"Content-Disposition: attachment; filename=a.txt\r\n\r\nx"] * 25)
    mail = taken(raw.replace(b"ann@harbour.example", VIEWER.encode()))
    assert mail.ticket is not None
    assert mail.ticket.attachments.count() == 20
    assert "5 of its files are only in the original." in mail.because
