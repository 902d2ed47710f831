"""Answering a customer with files, and in the same stroke holding or resolving the ticket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.db import transaction

from asagreed_web.tickets.attachments import Upload, check_uploads, store_all
from asagreed_web.tickets.models import Message
from asagreed_web.tickets.operations import (
    WAITING_FOR_CUSTOMER,
    Author,
    customer_reply,
    note,
    put_on_hold,
    reply,
    resolve,
)

Then = Literal["", "hold", "resolve"]


def answer(
    *, ticket_id: int, by: Author, text: str, at: int, uploads: Sequence[Upload] = (), then: Then = ""
) -> Message:
    """Answer the customer; then wait for them («hold») or end it («resolve»). Raises NotPossible.

    All of it happens, or nothing does.
    """
    check_uploads(uploads)
    with transaction.atomic():
        message = reply(ticket_id=ticket_id, by=by, text=text, at=at)
        if then == "hold":
            put_on_hold(ticket_id=ticket_id, by=by, reason=WAITING_FOR_CUSTOMER, at=at)
        if then == "resolve":
            resolve(ticket_id=ticket_id, by=by, at=at)
        # Last, for a file that was written stays when the rest fails.
        store_all(message=message, uploads=uploads)
    return message


def write_note(*, ticket_id: int, by: Author, text: str, at: int, uploads: Sequence[Upload] = ()) -> Message:
    """Write down something for the provider's people only, with files that only they see. Raises NotPossible."""
    check_uploads(uploads)
    with transaction.atomic():
        message = note(ticket_id=ticket_id, by=by, text=text, at=at)
        store_all(message=message, uploads=uploads)
    return message


def customer_answer(
    *, ticket_id: int, by: Author, text: str, at: int, uploads: Sequence[Upload] = (), html: str = ""
) -> Message:
    """Take in what a customer answers, with files. Raises NotPossible; then nothing of it happened."""
    check_uploads(uploads)
    with transaction.atomic():
        message = customer_reply(ticket_id=ticket_id, by=by, text=text, at=at, html=html)
        store_all(message=message, uploads=uploads)
    return message
