"""Whether the desk answers a mail by itself: counted and put on record in the transaction of the answer."""

from __future__ import annotations

import logging

from django.db.models import Q

from asagreed_web.chronicle.models import HOUSE, Event
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.intake.mail.loops import (
    DAY_SECONDS,
    HOUR_SECONDS,
    Budget,
    PastAnswer,
    Withheld,
    why_not_answer,
    why_withheld,
)
from asagreed_web.intake.mail.parsed_mail import ParsedMail
from asagreed_web.intake.mail.reply_address import fold_address
from asagreed_web.intake.models import AutomaticAnswer
from asagreed_web.kit.mail_identity import desk_address, mail_domain
from asagreed_web.tickets.correspondence import acknowledge
from asagreed_web.tickets.models import Ticket

STOPPED = "automatic answers stopped"
_log = logging.getLogger(__name__)


def answer_if_allowed(
    ticket: Ticket, mail: ParsedMail, *, is_known: bool, envelope_sender: str | None, at: int
) -> str | None:
    """Acknowledge a ticket to who wrote, unless loops or budgets forbid it; return why not, or None if it was done.

    The caller holds the lock that logging a ticket takes, so that two mails at once cannot both take the last place.
    """
    forbidden = why_not_answer(
        mail, own_domain=mail_domain(), own_addresses=(desk_address(),), envelope_sender=envelope_sender
    )
    if forbidden or mail.sender is None:
        return forbidden or "it has no sender"
    recipient = fold_address(mail.sender.email)
    withheld = why_withheld(recipient=recipient, is_known=is_known, past=_past(recipient, at=at), at=at)
    if withheld:
        _raise_alarm(withheld, at=at)
        return withheld.reason
    if acknowledge(ticket, at=at) is None:
        return "there is no address to which it could go"
    domain = recipient.rpartition("@")[2]
    AutomaticAnswer.objects.create(sender=recipient[:254], domain=domain[:254], is_known=is_known, at=at)
    return None


def prune_answers(*, at: int) -> int:
    """Forget automatic answers that no budget counts any more; return how many."""
    return AutomaticAnswer.objects.filter(at__lt=at - 2 * DAY_SECONDS).delete()[0]


def _past(recipient: str, *, at: int) -> list[PastAnswer]:
    """Return the answers that can matter: all of the last hour, and those to one recipient in the last day."""
    counted = Q(at__gt=at - HOUR_SECONDS) | Q(at__gt=at - DAY_SECONDS, sender=recipient[:254])
    rows = AutomaticAnswer.objects.filter(counted).values_list("at", "sender", "is_known")
    return [PastAnswer(*row) for row in rows]


def _raise_alarm(withheld: Withheld, *, at: int) -> None:
    """Put on record in the chain of the house, once an hour, that no more answers leave."""
    told = Event.objects.filter(chain=HOUSE, subject="mail", kind=STOPPED, recorded_at__gt=at - HOUR_SECONDS)
    if withheld.budget is not Budget.BREAKER or told.exists():
        return
    _log.warning("No more automatic answers leave for now: %s. Tickets are logged as before.", withheld.reason)
    happening = Happening(
        subject="mail", subject_id=0, kind=STOPPED, happened_at=at, recorded_at=at, actor="worker",
        says={"because": withheld.reason},
    )  # fmt: skip
    append(HOUSE, happening)
