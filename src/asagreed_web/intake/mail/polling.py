"""Fetching mail: each one is kept first and only then put away, so that a connection or a process may end anywhere.

Nothing is remembered of the mailbox. What was kept and not put away is fetched again, and known by its bytes.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.conf import settings

from asagreed_web.intake.mail.answering import prune_answers
from asagreed_web.intake.mail.mailbox import DeskMailbox, Trouble, Waiting, opened_mailbox
from asagreed_web.intake.mail.storing import LARGEST, store_mail, store_too_large
from asagreed_web.intake.models import MailFetch

MOST = 200
"""Mails that one turn takes in: the next turn takes the next ones, and a stop of the worker waits for none."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fetched:
    """How a look into the mailbox went: mails that are new here, those that were known, those still to be fetched."""

    new: int = 0
    known: int = 0
    left: int = 0


def poll(*, at: int, most: int = MOST) -> Fetched:
    """Take in the mails that wait in the mailbox, the oldest first, at most so many; at a moment in UTC seconds.

    What goes wrong with the server is logged and kept in words for `asagreed doctor`; the next turn tries again.
    """
    if not settings.IMAP_HOST:
        return Fetched()
    prune_answers(at=at)
    try:
        with opened_mailbox() as mailbox:
            fetched = _take_in(mailbox, at=at, most=most)
    except Trouble as trouble:
        _failed(_in_words(trouble), at=at)
        return Fetched()
    _remember(at, succeeded_at=at, failing_since=None, error="", left_in_mailbox=fetched.left)
    return fetched


def _take_in(mailbox: DeskMailbox, *, at: int, most: int) -> Fetched:
    uids = mailbox.waiting()
    if not uids:
        return Fetched()
    mailbox.make_room()
    turns = mailbox.described(uids[:most])
    new = sum(_take_one(mailbox, waiting, at=at) for waiting in turns)
    return Fetched(new=new, known=len(turns) - new, left=len(uids) - len(uids[:most]))


def _take_one(mailbox: DeskMailbox, waiting: Waiting, *, at: int) -> bool:
    """Keep one mail, then put it away; return whether it is new here."""
    if waiting.size > LARGEST:
        head = mailbox.head(waiting.uid)
        _, is_new = store_too_large(head=head or b"", size=waiting.size, received_at=waiting.received_at, at=at)
        mailbox.leave_flagged(waiting.uid)
        return is_new
    raw = mailbox.content(waiting.uid)
    if raw is None:
        return False
    _, is_new = store_mail(raw=raw, received_at=waiting.received_at, at=at)
    mailbox.put_away(waiting.uid)
    return is_new


def _failed(words: str, *, at: int) -> None:
    _log.warning("Mail could not be fetched from %s:%s. %s", settings.IMAP_HOST, settings.IMAP_PORT, words)
    before = MailFetch.objects.filter(pk=1).values_list("failing_since", flat=True).first()
    _remember(at, failing_since=at if before is None else before, error=words[:500])


def _remember(at: int, **says: object) -> None:
    MailFetch.objects.update_or_create(pk=1, defaults={"tried_at": at, **says})


def _in_words(trouble: BaseException) -> str:
    said = str(trouble).strip() or "The server ended the connection."
    return said if isinstance(trouble, OSError) else f"The mail server said: {said}"
