"""Customers read the desk's answers in their mail; nothing else leaves, and nothing goes to anybody else."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Cast, chicago
from tests.web.intake.test_logging import mail_is_down

from asagreed_web.customers.models import Customer
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.kit.mail_identity import mail_domain, reply_key, reply_mailbox
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.reply_address import check_reply_address
from asagreed_web.kit.web_hooks import KINDS, add_web_hook
from asagreed_web.tickets.correspondence import acknowledge
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import (
    Author,
    assign,
    cancel,
    change_priority,
    customer_reply,
    note,
    put_on_hold,
    reopen,
    reply,
    resolve,
)
from asagreed_web.tickets.telling import HOOK_OF

FRIDAY, MONDAY = "2026-05-15 16:50", chicago("2026-05-18 09:00")


def mails() -> list[dict[str, Any]]:
    """Return the mails to customers in the outbox, in their order."""
    rows = OutboxEntry.objects.filter(kind="mail", says__template__in=("reply", "acknowledgement"))
    return list(rows.order_by("pk").values_list("says", flat=True))


def from_outside(
    cast: Cast, email: str, *, is_verified: bool = False, of: Customer | None = None, **more: Any
) -> Ticket:
    """Log what somebody wrote whom we know by an address only."""
    by = Author(actor="mail", name="Casey", email=email, is_verified=is_verified)
    report = Report(
        channel="e-mail", subject="Buy now http://x.example", text="Hello", by=by, reported_at=MONDAY, impact="person",
        urgency="today", **more,
    )  # fmt: skip
    return log_ticket(customer=of or cast.harbour, report=report, at=MONDAY)


def answer(ticket: Ticket, cast: Cast, text: str = "We are on it.", at: int = MONDAY) -> Message:
    """Let the technician answer."""
    return reply(ticket_id=ticket.pk, by=Author.of(cast.technician), text=text, at=at)


def test_an_answer_of_the_desk_goes_to_the_one_who_asked_and_comes_back_signed(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    answer(ticket, cast)
    (mail,) = mails()
    assert (mail["to"], mail["headers"].get("Auto-Submitted")) == (cast.viewer.email, None)
    assert "We are on it." in mail["text"]
    assert f"/portal/tickets/{ticket.number}" in mail["text"]
    address = mail["headers"]["Reply-To"].split("<")[1].rstrip(">")
    signed: dict[str, Any] = {"key": reply_key(), "domain": mail_domain(), "mailbox": reply_mailbox()}
    assert check_reply_address(address, sender=cast.viewer.email, **signed) == ticket.number
    assert check_reply_address(address, sender=cast.stranger.email, **signed) is None


def test_an_internal_note_never_leaves(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    add_web_hook(url="https://hook.example/", kinds=KINDS, at=0)
    note(ticket_id=ticket.pk, by=Author.of(cast.technician), text="They never pay.", at=MONDAY)
    assert mails() == []
    assert not [says for says in OutboxEntry.objects.values_list("says", flat=True) if "never pay" in str(says)]
    assert not OutboxEntry.objects.filter(kind="web hook", says__kind__startswith="ticket.").exists()


def test_what_a_customer_writes_is_not_sent_to_anybody(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    unproved = Author(actor="mail", name="Casey", email="casey@elsewhere.example", is_verified=False)
    customer_reply(ticket_id=ticket.pk, by=unproved, text="Send it to me", at=MONDAY)
    answer(ticket, cast, at=MONDAY + 60)
    assert {mail["to"] for mail in mails()} == {cast.viewer.email}


def test_an_unproved_sender_reads_the_answer_to_their_own_report(cast: Cast) -> None:
    answer(from_outside(cast, "casey@elsewhere.example"), cast)
    assert [mail["to"] for mail in mails()] == ["casey@elsewhere.example"]
    assert "/portal/" not in mails()[0]["text"]


@pytest.mark.parametrize("email", ["", "gone"])
def test_without_an_address_nothing_leaves(cast: Cast, email: str) -> None:
    if email:
        ticket = mail_is_down(cast, FRIDAY)
        cast.viewer.is_active = False
        cast.viewer.save()
    else:
        ticket = from_outside(cast, "")
    answer(ticket, cast)
    assert mails() == []
    assert acknowledge(ticket, at=MONDAY) is None


def test_mails_of_a_ticket_are_one_thread(cast: Cast) -> None:
    ticket = from_outside(
        cast, "casey@harbour.example", is_verified=True, more={"message_id": "<theirs@harbour.example>"}
    )
    acknowledge(ticket, at=MONDAY)
    answer(ticket, cast)
    first, second = mails()
    assert first["headers"]["In-Reply-To"] == "<theirs@harbour.example>"
    root, own, theirs = second["headers"]["References"].split()
    assert (own, theirs) == (first["message_id"], "<theirs@harbour.example>")
    assert root.startswith(f"<asagreed.t-{ticket.number}.0")


def test_a_message_id_that_is_none_is_left_out(cast: Cast) -> None:
    ticket = from_outside(cast, "c@harbour.example", more={"message_id": "<a@b>\r\nBcc: <everybody@victim.example>"})
    answer(ticket, cast)
    assert "victim" not in str(mails())


def test_an_acknowledgement_out_of_hours_says_so_and_when_to_expect_an_answer(cast: Cast) -> None:
    ticket = mail_is_down(cast, "2026-05-16 11:00")
    entry = acknowledge(ticket, at=chicago("2026-05-16 11:00"))
    assert entry is not None
    text = entry.says["text"]
    assert f"Its number is #{ticket.number}." in text
    assert "support hours for it are over at the moment; they begin again Mon 18 May 2026" in text
    assert "first answer by Mon 18 May 2026" in text
    assert entry.says["headers"]["Auto-Submitted"] == "auto-generated"


def test_an_acknowledgement_in_hours_names_the_promise_of_the_clock(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    entry = acknowledge(ticket, at=chicago(FRIDAY))
    assert entry is not None
    assert "first answer by Mon 18 May 2026, 09:05 (CDT, America/Chicago)" in entry.says["text"]
    assert "over at the moment" not in entry.says["text"]


def test_an_acknowledgement_is_on_record_once_and_is_no_response(cast: Cast) -> None:
    ticket = mail_is_down(cast, FRIDAY)
    assert acknowledge(ticket, at=chicago(FRIDAY))
    assert acknowledge(ticket, at=chicago(FRIDAY) + 5) is None
    message = Message.objects.get(ticket=ticket, kind=Message.Kind.AUTOMATIC)
    assert message.text == mails()[0]["text"]
    assert ticket.clocks.get(name="response").state == "running"
    assert len(mails()) == 1


def test_an_acknowledgement_repeats_nothing_that_an_unproved_sender_wrote(cast: Cast) -> None:
    acknowledge(from_outside(cast, "victim@elsewhere.example"), at=MONDAY)
    assert "x.example" not in str(mails())
    assert "Casey" not in str(mails())


def test_a_customer_without_an_agreement_is_promised_nothing(cast: Cast) -> None:
    walk_in = Customer.objects.create(slug="corner-cafe", name="Corner Cafe", entered_at=0)
    ticket = from_outside(cast, "casey@cafe.example", is_verified=True, of=walk_in)
    entry = acknowledge(ticket, at=MONDAY)
    assert entry is not None
    assert "no time for an answer is agreed" in entry.says["text"]


def test_hooks_are_told_what_happens_to_a_ticket_in_its_order(cast: Cast) -> None:
    add_web_hook(url="https://hook.example/", kinds=KINDS, at=0)
    ticket, by = mail_is_down(cast, FRIDAY), Author.of(cast.dispatcher)
    assign(ticket_id=ticket.pk, by=by, to=cast.technician, at=MONDAY)
    answer(ticket, cast)
    put_on_hold(ticket_id=ticket.pk, by=by, reason="waiting for customer", at=MONDAY)
    customer_reply(ticket_id=ticket.pk, by=Author.of(cast.viewer), text="It works", at=MONDAY)
    change_priority(ticket_id=ticket.pk, by=by, priority="P3", why="it works", at=MONDAY)
    resolve(ticket_id=ticket.pk, by=by, at=MONDAY)
    reopen(ticket_id=ticket.pk, by=by, why="no", at=MONDAY)
    cancel(ticket_id=ticket.pk, by=by, why="twice", at=MONDAY)
    told = OutboxEntry.objects.filter(kind="web hook", says__kind__startswith="ticket.").order_by("pk")
    assert list(told.values_list("says__kind", flat=True)) == [
        "ticket.logged", "ticket.assigned", "ticket.replied", "ticket.status_changed", "ticket.customer_replied",
        "ticket.status_changed", "ticket.priority_changed", "ticket.resolved", "ticket.reopened", "ticket.closed",
    ]  # fmt: skip


def test_every_hook_of_tickets_is_a_kind_that_can_be_asked_for() -> None:
    assert set(HOOK_OF.values()) <= set(KINDS)
