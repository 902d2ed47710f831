"""What was set aside can become a ticket, and what was refused can leave again."""

from __future__ import annotations

from tests.web.conftest import Cast, chicago
from tests.web.doors.desk.test_queue import page_of, signed_in

from asagreed_web.intake.models import ReceivedMail
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.tickets.models import CannedReply, Ticket

RECEIVED = chicago("2026-05-15 09:05")


def quarantined() -> ReceivedMail:
    return ReceivedMail.objects.create(
        sha256="0" * 64, raw=b"From: x@y.example\r\n\r\n<script>", size=30, received_at=RECEIVED, fetched_at=RECEIVED,
        state=ReceivedMail.State.QUARANTINED, because="Reading it took more than 5 s of processor time.",
    )  # fmt: skip


def test_a_mail_that_could_not_be_read_is_listed_and_handed_out_as_a_download(cast: Cast) -> None:
    mail = quarantined()
    assert "processor time" in page_of(cast.dispatcher, "/desk/set-aside/")
    response = signed_in(cast.dispatcher).get(f"/desk/set-aside/{mail.pk}/original/")
    assert (response.content, response["Content-Type"]) == (bytes(mail.raw), "application/octet-stream")


def test_a_ticket_of_a_mail_counts_from_when_the_mail_was_received(cast: Cast) -> None:
    mail = quarantined()
    typed = {"customer": "harbour-dental", "subject": "Scanner", "text": "It jams.", "sender": "x@y.example"}
    signed_in(cast.dispatcher).post(f"/desk/set-aside/{mail.pk}/ticket/", typed)
    ticket = Ticket.objects.get()
    mail.refresh_from_db()
    assert (ticket.reported_at, ticket.is_sender_verified, mail.ticket) == (RECEIVED, False, ticket)
    assert "Nothing is set aside" in page_of(cast.dispatcher, "/desk/set-aside/")


def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    mail = quarantined()
    typed = {"customer": "harbour-dental", "subject": "", "text": "It jams.", "sender": ""}
    page = signed_in(cast.dispatcher).post(f"/desk/set-aside/{mail.pk}/ticket/", typed).content.decode()
    assert "needs a subject" in page
    assert "It jams." in page


def test_an_effect_that_was_refused_is_tried_again(cast: Cast) -> None:
    entry = OutboxEntry.objects.create(
        key="k", kind="mail", says={"to": "x@y.example", "subject": "Reply"}, state=OutboxEntry.State.REFUSED,
        written_at=RECEIVED, next_at=RECEIVED, attempts=10, last_error="550 no such user",
    )  # fmt: skip
    assert "550 no such user" in page_of(cast.owner, "/desk/outbox/")
    signed_in(cast.owner).post(f"/desk/outbox/{entry.pk}/again/")
    entry.refresh_from_db()
    assert (entry.state, entry.attempts) == ("waiting", 0)


def test_a_canned_reply_is_written_changed_and_taken_away(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    client.post("/desk/canned-replies/new/", {"title": "Restart", "text": "Please restart it."})
    reply = CannedReply.objects.get()
    again = client.post("/desk/canned-replies/new/", {"title": "Restart", "text": "x"}).content.decode()
    assert "already" in again
    client.post(f"/desk/canned-replies/{reply.pk}/", {"title": "Restart it", "text": "Please."})
    assert "Restart it" in page_of(cast.owner, "/desk/canned-replies/")
    client.post(f"/desk/canned-replies/{reply.pk}/delete/")
    assert not CannedReply.objects.exists()
