"""Whether an automatic answer may go out: never to a machine, never to ourselves, never in numbers.

Support desks are used as mail cannons: a forged sender is answered, and the answer hits a stranger. So the answer is
the exception. It goes to the From address only and repeats nothing that the sender wrote.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from asagreed_web.intake.mail.parsed_mail import ParsedMail
from asagreed_web.intake.mail.reply_address import fold_address, ticket_of_message_id

NOTICE_FIELD = "X-Asagreed-Notice"
"""The field that every mail of ours carries, beside `Auto-Submitted: auto-generated`."""

DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600
PER_SENDER_A_DAY = 1
PER_UNKNOWN_DOMAIN_AN_HOUR = 5
PER_HOUR = 100

_NO_REPLY = re.compile(
    r"(?:mailer-?daemon|postmaster|abuse|hostmaster|no-?reply|do-?not-?reply|donot-reply|nobody|bounces?|auto-?reply"
    r"|notifications?|alerts?|listserv|majordomo)(?:[-+_=.].{0,64})?"
)
_SUPPRESSING = frozenset({"all", "oof", "autoreply"})


def why_not_answer(
    mail: ParsedMail, *, own_domain: str, own_addresses: Collection[str], envelope_sender: str | None = None
) -> str | None:
    """Return why no automatic answer may go to a mail, or None if one may.

    `own_domain` is that of our Message-IDs, `own_addresses` are the mailboxes we read. `envelope_sender` is what the
    transport said, empty for `<>`; without it the Return-Path field counts.
    """
    sender = fold_address(mail.sender.email) if mail.sender else ""
    if not sender or not mail.sender_is_clear:
        return "it does not have exactly one sender"
    if mail.automatic:
        return f"a machine wrote it: {mail.automatic}"
    if (mail.return_path if envelope_sender is None else envelope_sender) == "":
        return "its envelope has no sender, as that of a report"
    if sender in {fold_address(own) for own in own_addresses}:
        return "it comes from one of our own addresses"
    if _NO_REPLY.fullmatch(sender.rpartition("@")[0]):
        return f"nobody reads {sender}"
    if mail.message_id and ticket_of_message_id(mail.message_id, domain=own_domain):
        return "it is a mail of ours that came back"
    if mail.calendar:
        return "it is a calendar entry"
    return _why_signalled(mail.signals)


def _why_signalled(signals: Iterable[tuple[str, str]]) -> str | None:
    """Return what among the header fields forbids an answer."""
    for name, value in signals:
        words = {word.strip() for word in value.lower().split(",")}
        if name == NOTICE_FIELD.lower():
            return "it is a mail of ours that came back"
        if name.startswith("list-") or name == "mailing-list":
            return f"a mailing list passed it on ({name.title()})"
        if name in {"x-loop", "feedback-id"}:
            return f"it carries {name.title()}"
        if name == "precedence" and value.strip().lower() not in {"first-class", "normal", ""}:
            return f"Precedence: {value}"
        if name == "x-auto-response-suppress" and words & _SUPPRESSING:
            return f"X-Auto-Response-Suppress: {value}"
    return None


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An automatic answer that went out: when, in UTC seconds, to whom, and whether we knew them then."""

    sent_at: int
    recipient: str
    is_known: bool


class Budget(StrEnum):
    """What is used up when an answer is withheld."""

    SENDER = "sender"
    DOMAIN = "domain"
    BREAKER = "breaker"


@dataclass(frozen=True, slots=True)
class Withheld:
    """An answer that is not sent, the budget that is used up, and the reason; the breaker is worth an alarm."""

    budget: Budget
    reason: str


def why_withheld(*, recipient: str, is_known: bool, past: Iterable[PastAnswer], at: int) -> Withheld | None:
    """Return which budget forbids an answer at a moment (UTC seconds), or None if there is room for one more.

    `past` must hold at least all answers of the last 24 hours; count and record in one transaction.
    """
    to = fold_address(recipient)
    domain = to.rpartition("@")[2]
    day = [answer for answer in past if at - DAY_SECONDS < answer.sent_at <= at]
    hour = [answer for answer in day if at - HOUR_SECONDS < answer.sent_at]
    if len(hour) >= PER_HOUR:
        return Withheld(Budget.BREAKER, f"{PER_HOUR} automatic answers went out within the hour")
    if sum(fold_address(answer.recipient) == to for answer in day) >= PER_SENDER_A_DAY:
        return Withheld(Budget.SENDER, f"{to} had an automatic answer within the last 24 hours")
    strangers = [answer for answer in hour if not answer.is_known]
    same = sum(fold_address(answer.recipient).rpartition("@")[2] == domain for answer in strangers)
    if not is_known and same >= PER_UNKNOWN_DOMAIN_AN_HOUR:
        return Withheld(Budget.DOMAIN, f"{same} strangers of {domain} had an automatic answer within the hour")
    return None
