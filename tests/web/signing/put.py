"""Drafts and documents as tests put them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import mail
from tests.web.conftest import LATER, Cast

from asagreed_web.customers.models import Customer
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.signing.drafting import begin_draft
from asagreed_web.signing.models import Draft, Sending
from asagreed_web.signing.operations import send, sign_signed_in
from asagreed_web.signing.proposals import first_agreement

AMENDMENT = (
    "amendment: 3\nin force from: 2027-01-01\nrunning tickets: keep their targets\n"
    "set:\n  targets.P1.otherwise.response: 20 min\n"
)
PLACE = "amendments/3.yaml"
DAY = 86_400
EXPIRES = LATER + 30 * DAY

__all__ = ["AMENDMENT", "DAY", "EXPIRES", "PLACE", "begun", "first_agreement_of", "mails_to", "sent", "signed_by_both"]


def begun(cast: Cast, text: str = AMENDMENT, *, place: str = PLACE, at: int = LATER) -> Draft:
    """Return a draft of one paper for Harbour Dental."""
    return begin_draft(customer=cast.harbour, title="Faster response", papers={place: text}, by=cast.owner, at=at)


def sent(cast: Cast, text: str = AMENDMENT, *, place: str = PLACE, at: int = LATER) -> Sending:
    """Return a document that was sent to Harbour Dental."""
    return send(draft_id=begun(cast, text, place=place, at=at).pk, by=cast.owner, expires_at=EXPIRES, at=at)


def signed_by_both(cast: Cast, sending: Sending, *, at: int = LATER) -> Sending:
    """Return a document that the owner and the approver have signed."""
    for person, later in ((cast.owner, 60), (cast.approver, 120)):
        done = sign_signed_in(
            sending_id=sending.pk,
            person=person,
            name=person.name,
            shown_sha256=sending.document_sha256,
            at=at + later,
        )
    return done


def first_agreement_of(cast: Cast, customer: Customer, *, at: int, title: str = "Service agreement") -> Draft:
    """Return the draft of the first agreement of a customer that has none, on Silver."""
    begins = (datetime.fromtimestamp(at, UTC) + timedelta(days=17)).date().isoformat()
    place, text = first_agreement(customer, plan="silver@2026-01", begins=begins, currency="USD", holidays="US-IL")
    return begin_draft(customer=customer, title=title, papers={place: text}, by=cast.owner, at=at)


def mails_to(address: str) -> list[Any]:
    """Return what waits in the outbox for an address, the oldest first."""
    assert not mail.outbox
    found = OutboxEntry.objects.filter(kind=OutboxEntry.Kind.MAIL).order_by("pk")
    return [each for each in found if each.says["to"] == address]
