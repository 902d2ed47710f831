"""Handing a mail of the outbox to the mail server, and what its answer means.

| what happens                                             | what follows                                  |
| -------------------------------------------------------- | --------------------------------------------- |
| no connection, no greeting, signing in fails             | the server is away: all mail waits, no try counts |
| 4xx for this mail, the connection breaks off in it       | tried again by the ladder, with the same Message-ID |
| 5xx for this mail or its recipient                       | refused, with the server's words              |
| 5xx for us as the sender, other than for its size        | a fault of the installation: as if away       |
"""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from asagreed_web.kit.outbox_delivery import CarrierAway, Delayed, Lease, Refused
from asagreed_web.kit.outward import cut_after

ANSWER_SECONDS = 10
"""How long the server may take for one answer."""
MAIL_SECONDS = 45
"""How long it may take for a whole mail: less than a lease."""
_TOO_LARGE = 552


def carry_mail(lease: Lease) -> None:
    """Send the mail of an entry. Raises Refused, Delayed, CarrierAway, LeaseLost."""
    message = _message(lease.entry.says, written_at=lease.entry.written_at)
    with _opened() as connection:
        # Opening may have been slow; what comes now cannot be taken back.
        if lease.now - lease.at >= ANSWER_SECONDS:
            lease.renew()
        with _in_time(connection):
            _send(connection, message)


def _message(says: dict[str, Any], *, written_at: int) -> EmailMultiAlternatives:
    written = format_datetime(datetime.fromtimestamp(written_at, UTC))
    headers = {**says["headers"], "Message-ID": says["message_id"], "Date": written}
    message = EmailMultiAlternatives(says["subject"], says["text"], says["from"], [says["to"]], headers=headers)
    message.attach_alternative(says["html"], "text/html")
    return message


@contextmanager
def _opened() -> Iterator[BaseEmailBackend]:
    connection = get_connection(timeout=ANSWER_SECONDS)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise CarrierAway(f"The mail server cannot be used: {_words(error)}.") from error
    try:
        yield connection
    finally:
        # The mail was taken or not before; a goodbye that fails changes nothing.
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _in_time(connection: BaseEmailBackend) -> Any:
    session = getattr(connection, "connection", None)
    found = getattr(session, "sock", None)
    return cut_after(found, MAIL_SECONDS) if isinstance(found, socket.socket) else nullcontext()


def _send(connection: BaseEmailBackend, message: EmailMultiAlternatives) -> None:
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _meaning(code, words) from error
    except smtplib.SMTPSenderRefused as error:
        if error.smtp_code == _TOO_LARGE or error.smtp_code < 500:
            raise _meaning(error.smtp_code, error.smtp_error) from error
        raise CarrierAway(f"The mail server does not take mail from us: {_words(error)}.") from error
    except smtplib.SMTPResponseException as error:
        raise _meaning(error.smtp_code, error.smtp_error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Delayed(f"The connection broke off: {_words(error)}.") from error
    except ValueError as error:
        raise Refused(f"It cannot be written as a mail: {error}.") from error


def _meaning(code: int, words: bytes | str) -> Exception:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    text = f"The mail server said {code}: {said[:500]}"
    return Refused(text) if code >= 500 else Delayed(text)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:300]}"
