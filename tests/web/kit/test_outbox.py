"""What is put into the outbox: once for each key, worded at once, without any header a user could write."""

from __future__ import annotations

from typing import Any

import pytest

from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox import KEPT_SECONDS, prune_sent, put_mail, send_again

State = OutboxEntry.State
REPLY = {"number": 1017, "subject": "E-mail is down", "text": "We are on it.", "author": "Tess", "has_portal": True}


def put_reply(**more: Any) -> OutboxEntry:
    """Put an answer about ticket 1017 to the viewer at Harbour Dental."""
    given: dict[str, Any] = {"key": "message 1", "to": "viewer@harbour.example", "says": REPLY, "ticket": 1017}
    given |= {"template": "reply", "customer_id": 1, "at": 1000, "is_automatic": False}
    return put_mail(**{**given, **more})


@pytest.mark.usefixtures("sees_all")
def test_the_same_key_leaves_once_and_keeps_its_message_id() -> None:
    first, second = put_reply(), put_reply(at=2000, says={**REPLY, "text": "Something else."})
    assert first.pk == second.pk
    assert (second.written_at, second.says["message_id"]) == (1000, first.says["message_id"])
    assert first.says["message_id"].startswith("<asagreed.t-1017.")


@pytest.mark.usefixtures("sees_all")
def test_a_mail_says_what_was_so_when_it_was_put() -> None:
    says = put_reply().says
    assert says["subject"] == "Re: [#1017] E-mail is down"
    assert "We are on it." in says["text"]
    assert "<p>We are on it.</p>" in says["html"]


@pytest.mark.usefixtures("sees_all")
def test_automatic_mail_says_so_and_an_answer_of_a_person_does_not() -> None:
    person, machine = put_reply().says["headers"], put_reply(key="2", is_automatic=True).says["headers"]
    assert machine["Auto-Submitted"] == "auto-generated"
    assert "Auto-Submitted" not in person
    assert person["X-Asagreed-Notice"] == machine["X-Asagreed-Notice"] == "reply"


@pytest.mark.usefixtures("sees_all")
def test_answers_come_back_to_an_address_signed_for_ticket_and_recipient() -> None:
    one = put_reply(takes_reply=True).says["headers"]["Reply-To"]
    other = put_reply(key="2", takes_reply=True, to="other@harbour.example").says["headers"]["Reply-To"]
    assert "desk+t-1017-" in one
    assert one != other


@pytest.mark.usefixtures("sees_all")
def test_no_name_or_subject_writes_a_header() -> None:
    bad = "Tess\r\nBcc: everybody@victim.example\r\n\r\nHello"
    entry = put_reply(sender=bad, says={**REPLY, "subject": bad, "author": bad}, references=["<a@b>\r\nX-Evil: 1"])
    for field in (entry.says["subject"], entry.says["from"], *entry.says["headers"].values()):
        assert not set(field) & set("\r\n\x00\u2028")
    assert entry.says["to"] == "viewer@harbour.example"


@pytest.mark.usefixtures("sees_all")
@pytest.mark.parametrize(
    "to", ["", "nobody", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", "a b@c.example"]
)
def test_what_is_no_address_is_put_as_refused_where_it_can_be_seen(to: str) -> None:
    entry = put_reply(to=to)
    assert entry.state == State.REFUSED
    assert "is no mail address" in entry.last_error


@pytest.mark.usefixtures("sees_all")
def test_what_was_given_up_can_be_sent_again() -> None:
    entry = put_reply()
    OutboxEntry.objects.update(state=State.REFUSED, attempts=10)
    send_again(entry, at=5000)
    entry.refresh_from_db()
    assert (entry.state, entry.attempts, entry.next_at) == (State.WAITING, 0, 5000)


@pytest.mark.usefixtures("sees_all")
def test_effects_that_left_are_forgotten_after_ninety_days() -> None:
    put_reply()
    put_reply(key="waits")
    OutboxEntry.objects.filter(key="message 1").update(state=State.SENT, sent_at=1000)
    assert prune_sent(at=1000 + KEPT_SECONDS) == 0
    assert prune_sent(at=1001 + KEPT_SECONDS) == 1
