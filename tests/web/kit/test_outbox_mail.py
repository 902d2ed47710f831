"""Mails leave to a real mail server on loopback, whatever it does."""

from __future__ import annotations

import pytest
from pytest_django import Settings
from tests.web.kit.peers import MailPeer, free_port

from asagreed_web.kit import mail_carrier
from asagreed_web.kit.mail_carrier import carry_mail
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox import put_mail
from asagreed_web.kit.outbox_delivery import deliver_next

MAIL, State = OutboxEntry.Kind.MAIL, OutboxEntry.State
REPLY = {"subject": "E-mail is down", "text": "Grüße,\nwe are on it.", "author": "Tess", "has_portal": False}


@pytest.fixture
def port(settings: Settings, sees_all: None) -> int:
    """Let mail go to a port of loopback on which nobody listens yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    return int(settings.EMAIL_PORT)


def put_one(number: int, *, key: str = "", to: str = "viewer@harbour.example") -> OutboxEntry:
    """Put an answer about a ticket."""
    return put_mail(
        key=key or f"mail {number}", template="reply", to=to, says={**REPLY, "number": number}, customer_id=None,
        at=1000, ticket=number, is_automatic=False, takes_reply=True,
    )  # fmt: skip


def drain(at: int) -> None:
    """Let everything leave that is due."""
    while deliver_next({MAIL: carry_mail}, kind=MAIL, at=at):
        pass


def due(entry: OutboxEntry) -> int:
    """Return when an entry is tried next."""
    entry.refresh_from_db()
    return entry.next_at


def test_a_mail_arrives_as_it_was_worded(port: int) -> None:
    entry, peer = put_one(1017), MailPeer()
    with peer.listening(port):
        drain(1000)
    mail = peer.taken[0]
    assert (mail["Message-ID"], mail["To"]) == (entry.says["message_id"], "viewer@harbour.example")
    assert mail["Subject"] == "Re: [#1017] E-mail is down"
    plain, html = (part for part in mail.walk() if not part.is_multipart())
    assert "Grüße," in bytes(plain.get_payload(decode=True)).decode()
    assert html.get_content_type() == "text/html"
    entry.refresh_from_db()
    assert (entry.state, entry.sent_at) == (State.SENT, 1000)


def test_a_server_that_is_down_for_a_day_gets_everything_later_once_in_order(port: int) -> None:
    put = [put_one(1017, key=f"mail {number}") for number in range(5)]
    for at in range(1000, 1000 + 86400, 1800):
        drain(at)
    assert not OutboxEntry.objects.exclude(state=State.WAITING, attempts=0).exists()
    peer = MailPeer()
    with peer.listening(port):
        drain(90000)
        drain(90001)
    assert peer.ids == [entry.says["message_id"] for entry in put]


def test_after_a_4xx_it_is_tried_again_with_the_same_message_id(port: int) -> None:
    entry, peer = put_one(1017), MailPeer("RCPT 450 busy", "451 not now", "ok")
    with peer.listening(port):
        drain(1000)
        drain(due(entry))
        drain(due(entry))
    assert peer.ids == [entry.says["message_id"]]
    assert {mail["Message-ID"] for mail in peer.seen} == {entry.says["message_id"]}


@pytest.mark.parametrize("says", ["RCPT 550 no such user", "554 not wanted"])
def test_a_5xx_ends_it_with_the_words_of_the_server(port: int, says: str) -> None:
    entry = put_one(1017)
    with MailPeer(says).listening(port):
        drain(1000)
    entry.refresh_from_db()
    assert entry.state == State.REFUSED
    assert says.removeprefix("RCPT ")[4:] in entry.last_error


def test_cut_off_in_the_mail_it_is_sent_again_with_the_same_message_id(port: int) -> None:
    entry, peer = put_one(1017), MailPeer("cut")
    with peer.listening(port):
        drain(1000)
        drain(due(entry))
    assert [mail["Message-ID"] for mail in peer.seen] == [entry.says["message_id"]] * 2
    assert peer.ids == [entry.says["message_id"]]


def test_a_server_that_does_not_answer_delays_this_mail_only(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_carrier, "MAIL_SECONDS", 0.3)
    entry, other = put_one(1017), put_one(1018)
    with MailPeer("slow").listening(port):
        drain(1000)
    entry.refresh_from_db()
    other.refresh_from_db()
    assert (entry.state, other.state) == (State.WAITING, State.SENT)


def test_what_comes_later_on_a_ticket_waits_for_what_came_before(port: int) -> None:
    first, second = put_one(1017, key="first"), put_one(1017, key="second")
    peer = MailPeer("451 not now")
    with peer.listening(port):
        drain(1000)
        assert peer.ids == []
        drain(due(first))
    assert peer.ids == [first.says["message_id"], second.says["message_id"]]


def test_a_mailbox_that_is_full_holds_up_nobody_else(port: int) -> None:
    put_one(1017)
    other = put_one(1017, key="to the desk", to="tess@northwind.example")
    peer = MailPeer("RCPT 452 full")
    with peer.listening(port):
        drain(1000)
    assert peer.ids == [other.says["message_id"]]


def test_a_link_that_lets_somebody_in_is_forgotten_when_it_has_left(port: int) -> None:
    says = {"name": "Tess", "link": "http://testserver/in/secret", "expires_at": 9000, "zone": "UTC"}
    entry = put_mail(key="i", template="invitation", to="t@northwind.example", says=says, customer_id=None, at=1000)
    peer = MailPeer()
    with peer.listening(port):
        drain(1000)
    assert "in/secret" in peer.taken[0].as_string()
    entry.refresh_from_db()
    assert "secret" not in str(entry.says)
