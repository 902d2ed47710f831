"""Which ticket a mail was sent to, by its signed reply address; and what else may point to one without any right."""

from __future__ import annotations

from collections.abc import Iterable

from asagreed_web.intake.mail.parsed_mail import ParsedMail
from asagreed_web.kit.reply_address import (
    KEY_BYTES,
    LOCAL_PART_CHARACTERS,
    MAC_BYTES,
    check_reply_address,
    fold_address,
    own_message_id,
    sign_reply_address,
    ticket_of_message_id,
)

__all__ = [
    "KEY_BYTES",
    "LOCAL_PART_CHARACTERS",
    "MAC_BYTES",
    "addressed_ticket",
    "check_reply_address",
    "fold_address",
    "own_message_id",
    "sign_reply_address",
    "suggested_ticket",
    "ticket_of_message_id",
]


def addressed_ticket(mail: ParsedMail, *, key: bytes, domain: str, mailbox: str | None = None) -> int | None:
    """Return the ticket whose reply address, signed for the sender of a mail, the mail was sent to."""
    if mail.sender is None or not mail.sender_is_clear:
        return None
    addresses = (*mail.delivered_to, *(recipient.email for recipient in (*mail.to, *mail.cc)))
    checked = (
        check_reply_address(address, sender=mail.sender.email, key=key, domain=domain, mailbox=mailbox)
        for address in addresses
    )
    return next((ticket for ticket in checked if ticket is not None), None)


def suggested_ticket(mail: ParsedMail, *, domain: str) -> int | None:
    """Return the ticket that a mail seems to be about, by the mails it answers.

    A suggestion only: anybody can write these fields, and a forwarded mail carries them on. It may sort a mail beside
    a ticket for a person to look at; it gives no right to see, to write to or to act on that ticket.
    """
    answered: Iterable[str] = (*([mail.in_reply_to] if mail.in_reply_to else []), *reversed(mail.references))
    tickets = (ticket_of_message_id(message_id, domain=domain) for message_id in answered)
    return next((ticket for ticket in tickets if ticket is not None), None)
