"""What the tests of incoming mail share: a desk with an address, mails as customers write them, and a turn of work."""

from __future__ import annotations

import zlib
from collections import Counter

from tests.web.conftest import LATER
from tests.web.intake.mails.writing import written

from asagreed_web.intake.mail.polling import Fetched, poll
from asagreed_web.intake.mail.routing import route, route_received
from asagreed_web.intake.mail.storing import store_mail
from asagreed_web.intake.models import ReceivedMail
from asagreed_web.kit.mail_identity import reply_line

DESK, OWN_SERVER = "desk@northwind.example", "mx.northwind.example"
NOW = LATER + 3600


def mail_from(
    sender: str,
    *fields: str,
    subject: str = "Printer",
    body: str = "It is on fire.",
    to: str = DESK,
    proved: bool = True,
) -> bytes:
    """Return a mail of a sender; `proved` lets our own mail server vouch for its domain."""
    domain = sender.rpartition("@")[2]
    verdict = f"Authentication-Results: {OWN_SERVER}; dmarc={'pass' if proved else 'fail'} header.from={domain}"
    number = zlib.crc32(repr((sender, subject, body, to, fields, proved)).encode())
    date, own_id = "Date: Fri, 20 Nov 2026 12:00:00 +0000", f"Message-ID: <{number}@{domain}>"
    usual = (f"From: {sender}", f"To: {to}", date, own_id)
    return written(verdict, *usual, *fields, subject=subject, body=body, usual=False)


def taken(raw: bytes, *, at: int = NOW, recipients: tuple[str, ...] = ()) -> ReceivedMail:
    """Return what became of a mail."""
    mail, _ = store_mail(raw=raw, received_at=at - 60, at=at, recipients=recipients)
    return route(mail.pk, at=at)


def signed(number: int, recipient: str) -> str:
    """Return the address to which one person answers about a ticket."""
    return reply_line(ticket=number, recipient=recipient).rpartition("<")[2].rstrip(">")


def worked(*, at: int = NOW, most: int = 200) -> Fetched:
    """Do one turn of each duty."""
    fetched = poll(at=at, most=most)
    route_received(at=at, most=1000)
    return fetched


def states() -> Counter[str]:
    """Return how many mails became what."""
    return Counter(ReceivedMail.objects.values_list("state", flat=True))
