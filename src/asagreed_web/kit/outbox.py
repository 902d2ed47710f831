"""Putting effects into the outbox, in the transaction of what causes them.

A mail is worded when it is put: it says what was so then, whenever it leaves. What it says is kept until it has left,
of mails that carry a secret (a link, a code) not a moment longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from asagreed_web.kit import wall
from asagreed_web.kit.mail_identity import new_message_id, one_line, reply_line, sender_line
from asagreed_web.kit.mail_wording import render
from asagreed_web.kit.models import OutboxEntry

SECRET = frozenset({"account", "approval_list", "invitation", "quote", "signing_code", "to_sign"})
"""Wordings with a link or code that lets somebody in or decide."""
_MOST_REFERENCES = 8


def put_mail(
    *,
    key: str,
    template: str,
    to: str,
    says: Mapping[str, Any],
    customer_id: int | None,
    at: int,
    ticket: int | None = None,
    sender: str = "",
    takes_reply: bool = False,
    references: Sequence[str] = (),
    is_automatic: bool = True,
    language: str = "",
) -> OutboxEntry:
    """Let a mail leave: `template` names its wording, `says` what stands in it. The same key leaves once.

    `ticket` is a number: mails about one ticket to one person leave in the order in which they were put. `takes_reply`
    lets the answer come back to the ticket, `references` are the Message-IDs that it continues, the last one last.
    A person who writes is named as `sender`, and is not automatic.
    """
    with wall.seeing(wall.ALL):
        known = OutboxEntry.objects.filter(key=key).first()
        if known is not None:
            return known
        worded = render(template, says, language=language)
        headers = _automatic_headers(template) if is_automatic else {"X-Asagreed-Notice": template}
        headers |= _thread_headers(references)
        if takes_reply and ticket is not None:
            headers["Reply-To"] = reply_line(ticket=ticket, recipient=to)
        content = {
            "to": to,
            "from": sender_line(sender),
            "subject": worded.subject,
            "text": worded.text,
            "html": worded.html,
            "message_id": new_message_id(ticket),
            "headers": headers,
            "template": template,
        }
        lane = f"ticket {ticket} to {to.lower()}"[:300] if ticket is not None else ""
        return put(kind=OutboxEntry.Kind.MAIL, key=key, says=content, customer_id=customer_id, at=at, lane=lane,
                   refused=_why_no_address(to))  # fmt: skip


def put(
    *, kind: str, key: str, says: Mapping[str, Any], customer_id: int | None, at: int, lane: str = "", refused: str = ""
) -> OutboxEntry:
    """Put any effect into the outbox; one that can never leave is put as refused, where it can be seen."""
    state = OutboxEntry.State.REFUSED if refused else OutboxEntry.State.WAITING
    columns = {"kind": kind, "customer_id": customer_id, "says": dict(says), "lane": lane, "written_at": at}
    with wall.seeing(wall.ALL):
        entry, _ = OutboxEntry.objects.get_or_create(
            key=key, defaults={**columns, "next_at": at, "state": state, "last_error": refused}
        )
    return entry


def message_ids_about(ticket: int, to: str) -> list[str]:
    """Return the Message-IDs of our mails about a ticket to one person, the oldest first, the last few of them."""
    lane = f"ticket {ticket} to {to.lower()}"[:300]
    with wall.seeing(wall.ALL):
        rows = OutboxEntry.objects.filter(kind=OutboxEntry.Kind.MAIL, lane=lane).order_by("-pk")
        return [says["message_id"] for says in rows.values_list("says", flat=True)[:_MOST_REFERENCES]][::-1]


def send_again(entry: OutboxEntry, *, at: int) -> None:
    """Let an effect that was given up be tried anew, from the first step of the ladder."""
    OutboxEntry.objects.filter(pk=entry.pk, state=OutboxEntry.State.REFUSED).update(
        state=OutboxEntry.State.WAITING, next_at=at, attempts=0, leased_until=0
    )


def prune_sent(*, at: int) -> int:
    """Forget effects that left more than 90 days before `at`; return how many."""
    old = OutboxEntry.objects.filter(state=OutboxEntry.State.SENT, sent_at__lt=at - KEPT_SECONDS)
    return old.delete()[0]


KEPT_SECONDS = 90 * 86400


def _automatic_headers(template: str) -> dict[str, str]:
    return {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "X-Asagreed-Notice": template,
    }


def _thread_headers(references: Sequence[str]) -> dict[str, str]:
    ids = [one_line(each, 250) for each in references if each][-_MOST_REFERENCES:]
    return {"In-Reply-To": ids[-1], "References": " ".join(ids)} if ids else {}


def _why_no_address(to: str) -> str:
    try:
        validate_email(to)
    except ValidationError:
        return f"«{one_line(to, 254)}» is no mail address. Mend the address, then send it again."
    return ""
