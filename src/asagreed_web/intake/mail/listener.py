"""A door for a mail server on this machine: LMTP, with an answer for each recipient once the mail is on the disk.

The mail server before it has checked sender and recipients, and writes Authentication-Results. Nothing is passed on
from here, so there is nothing to relay.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, connections

from asagreed_web.intake.mail.storing import LARGEST, MOST_RECIPIENTS, store_mail
from asagreed_web.kit import clock, wall

_TAKEN = "250 2.0.0 Kept"
_LATER = "451 4.3.0 It could not be kept now, try again later"
_TOO_LARGE = f"552 5.3.4 Larger than {LARGEST // 1024**2} MB, send less"
_TOO_MANY = "452 4.5.3 Too many recipients at once, send the rest again"
_log = logging.getLogger(__name__)


class DeskLmtp(LMTP):
    """LMTP that answers for each recipient, as RFC 2033 asks, and takes lines of any length: mails have them."""

    line_length_limit = LARGEST

    async def push(self, status: str | bytes) -> None:
        """Say a status; one that ends a mail is said once for each recipient."""
        said = status.decode("ascii", "replace") if isinstance(status, bytes) else status
        if said.startswith(("552 Error: Too much", "500 Line too long")):
            said = _for_each(self.envelope, _TOO_LARGE)
        await super().push(said)


class Door:
    """What is done with what a mail server brings."""

    async def handle_RCPT(  # noqa: N802 – aiosmtpd asks for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient: whose mail comes here is for the mail server to say."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return _TOO_MANY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail, and say so only then."""
        try:
            await asyncio.to_thread(_keep, envelope)
        except (OSError, DatabaseError):
            _log.exception("A mail could not be kept; the mail server was asked to bring it again.")
            return _for_each(envelope, _LATER)
        return _for_each(envelope, _TAKEN)


def listening(*, host: str, port: int) -> Controller:
    """Return what listens from `start()` to `stop()`, in a thread of its own."""
    return DeskController(Door(), hostname=host, port=port)


class DeskController(Controller):
    """Starts the listener."""

    def factory(self) -> SMTP:
        """Return who talks with one caller."""
        return DeskLmtp(
            self.handler, hostname="asagreed", ident="asagreed LMTP", data_size_limit=LARGEST, enable_SMTPUTF8=True
        )


def _keep(envelope: Envelope) -> None:
    now = clock.now()
    content: Any = envelope.original_content
    try:
        with wall.seeing(wall.ALL):
            store_mail(
                raw=bytes(content or b""), received_at=now, at=now, envelope_sender=envelope.mail_from or "",
                recipients=envelope.rcpt_tos,
            )  # fmt: skip
    finally:
        # Each mail may come to a thread of its own, which nobody would tell to let go.
        connections.close_all()


def _for_each(envelope: Envelope | None, status: str) -> str:
    count = len(envelope.rcpt_tos) if envelope else 1
    return "\r\n".join([status] * max(count, 1))
