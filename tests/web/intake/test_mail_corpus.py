"""The whole corpus through a real mailbox: every mail is accounted for, none is lost, none is doubled."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast
from tests.web.intake.dovecot import Dovecot
from tests.web.intake.mail_desk import NOW, states, worked
from tests.web.intake.mails import machines
from tests.web.intake.mails.corpus import CORPUS

from asagreed_web.intake.mail.polling import Fetched
from asagreed_web.intake.mail.reading import read_envelope, read_mail
from asagreed_web.intake.models import ReceivedMail
from asagreed_web.people.models import Person, Role
from asagreed_web.tickets.models import Message, Ticket

State = ReceivedMail.State
PEOPLE = (
    "Auto-Submitted: no is a person",
    "a person writing about automatic replies",
    "a person who forwards a bounce",
)
"""Those of the machines' mails that people wrote."""
MACHINES = tuple(name for name in machines.MAILS if name not in PEOPLE)
NAMES = tuple(CORPUS)


def of_its_own(name: str) -> bytes:
    """Return a mail of the corpus that no other mail of it repeats: most share one Message-ID."""
    number = b"%d" % NAMES.index(name)
    raw = CORPUS[name].raw
    for shared in (b"one@harbour.example", b"bounce@mx.harbour.example", b"one@x"):
        raw = raw.replace(shared, number + b"-" + shared)
    return raw


def check_ticket(mail: ReceivedMail) -> None:
    """Check that a ticket says what its mail says."""
    assert mail.ticket is not None
    said = Message.objects.get(ticket=mail.ticket, kind=Message.Kind.CUSTOMER_REPLY)
    if said.text.startswith("This mail could not be read."):
        assert said.attachments.get().name == "original.eml"
        parsed = read_envelope(bytes(mail.raw))
    else:
        parsed = read_mail(bytes(mail.raw))
        assert said.text.strip() in (parsed.text.strip(), parsed.full_text.strip(), "(The mail has no text.)")
        assert said.attachments.count() == min(len(parsed.attachments), 20)
    assert mail.ticket.subject == (parsed.subject[:200] or "(no subject)")
    assert [sender.email for sender in parsed.senders] == ["ann@harbour.example"]
    assert (said.is_verified, mail.ticket.requester) == (False, None)


def deliver(server: Dovecot, names: tuple[str, ...]) -> None:
    """Deliver mails twice, byte by byte, and check what became of each."""
    server.drop(*map(of_its_own, names))
    assert worked() == Fetched(new=len(names))
    server.drop(*map(of_its_own, names))
    assert worked() == Fetched(known=len(names))
    assert (server.count(), server.count("asagreed-done")) == (0, 2 * len(names))
    assert states()[State.RECEIVED] == states()[State.REPEATED] == 0
    assert sum(states().values()) == len(names)
    for mail in ReceivedMail.objects.select_related("ticket").order_by("pk"):
        assert mail.state == State.TICKET or mail.because
        if mail.state == State.TICKET:
            check_ticket(mail)
    assert Ticket.objects.count() == states()[State.TICKET]


@pytest.fixture
def ann(desk: Cast) -> Person:
    """Let the corpus have a sender who is known."""
    return Person.objects.create_user(email="ann@harbour.example", name="Ann", role=Role.VIEWER, customer=desk.harbour)


@pytest.mark.usefixtures("ann")
def test_every_kind_of_mail_is_accounted_for_and_twice_is_once(server: Dovecot) -> None:
    names = tuple(dict.fromkeys((*MACHINES, *PEOPLE, *NAMES[::4])))
    assert len(names) >= 65
    deliver(server, names)
    set_aside = ReceivedMail.objects.filter(state=State.SET_ASIDE)
    assert set_aside.filter(because__startswith="It ").count() == len(MACHINES)
    assert set_aside.filter(because__startswith="Unknown sender").count() == set_aside.count() - len(MACHINES)


@pytest.mark.proof
@pytest.mark.usefixtures("ann")
def test_the_whole_corpus_is_accounted_for_and_twice_is_once(server: Dovecot) -> None:
    deliver(server, NAMES)
    assert states() == {State.TICKET: 167, State.SET_ASIDE: 30}


@pytest.mark.usefixtures("ann")
def test_a_second_delivery_on_another_way_is_the_same_mail(server: Dovecot) -> None:
    server.append(of_its_own("Auto-Submitted: no is a person"))
    server.append(b"Received: from a by b\r\n" + of_its_own("Auto-Submitted: no is a person"))
    assert worked().new == 2
    first, second = ReceivedMail.objects.order_by("pk")
    assert (second.state, second.ticket) == (State.REPEATED, first.ticket)
    assert Ticket.objects.count() == 1


@pytest.mark.usefixtures("ann")
def test_a_ticket_counts_from_when_our_server_received_the_mail(server: Dovecot) -> None:
    server.append(of_its_own("Auto-Submitted: no is a person"), received_at=NOW - 7200)
    worked(at=NOW)
    assert Ticket.objects.get().reported_at == NOW - 7200
    assert ReceivedMail.objects.get().fetched_at == NOW
