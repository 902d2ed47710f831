"""Telling other programs what happened, in the format of Standard Webhooks.

A call carries `webhook-id` (the same over all tries), `webhook-timestamp` and `webhook-signature`; its body is
`{"type", "timestamp", "data"}`. Any answer in the 200s is taken as received, 410 ends the hook, everything else is
tried again by the ladder of the outbox, and not before the time that `Retry-After` asks for. Nothing is redirected.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from standardwebhooks.webhooks import Webhook

from asagreed.errors import AsagreedError
from asagreed_web.kit import wall
from asagreed_web.kit.models import OutboxEntry, WebHookEndpoint
from asagreed_web.kit.outbox import put
from asagreed_web.kit.outbox_delivery import Delayed, Lease, Refused
from asagreed_web.kit.outward import Answer, CallFailed, call
from asagreed_web.kit.outward_addresses import TargetRefused, read_target

KINDS: Mapping[str, Promise] = {
    "ticket.logged": _("a ticket was logged"),
    "ticket.replied": _("the desk answered"),
    "ticket.customer_replied": _("the customer wrote again"),
    "ticket.assigned": _("a ticket was given to somebody"),
    "ticket.priority_changed": _("a ticket got another priority"),
    "ticket.status_changed": _("a ticket was put on hold, or goes on"),
    "ticket.resolved": _("a ticket was resolved"),
    "ticket.reopened": _("a ticket was opened again"),
    "ticket.closed": _("a ticket was closed, cancelled or merged"),
    "clock.at_risk": _("a promise is at risk"),
    "clock.breached": _("a promise was broken"),
    "quote.offered": _("work with its price was put to the customer"),
    "quote.answered": _("the customer accepted or declined"),
    "time_entry.recorded": _("work was recorded"),
}
"""What a hook can be told of, and what that means."""
SECRET_BYTES = 32
_MOST_SHOWN = 300


class HookRefused(AsagreedError):
    """A hook cannot be made as it was asked for; the text says why."""


def add_web_hook(
    *, url: str, kinds: Iterable[str], at: int, description: str = "", customer_id: int | None = None
) -> WebHookEndpoint:
    """Make a hook with a new secret; it is told of `kinds` of one customer, or of all. Raises HookRefused."""
    wanted = sorted(set(kinds))
    unknown = [kind for kind in wanted if kind not in KINDS]
    if not wanted:
        raise HookRefused(f"A hook has to be told of something. Choose from {', '.join(KINDS)}.")
    if unknown:
        raise HookRefused(f"«{', '.join(unknown)}» is nothing to be told of. Choose from {', '.join(KINDS)}.")
    try:
        read_target(url)
    except TargetRefused as error:
        raise HookRefused(str(error)) from error
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return WebHookEndpoint.objects.create(
        url=url, description=description, kinds=wanted, secret=secret, customer_id=customer_id, made_at=at
    )


def end_web_hook(endpoint: WebHookEndpoint, *, at: int, because: str = "") -> None:
    """Tell a hook nothing more; what still waits for it is refused when its turn comes."""
    WebHookEndpoint.objects.filter(pk=endpoint.pk, is_active=True).update(
        is_active=False, ended_at=at, last_error=because
    )


def told_lately(*, most: int) -> Sequence[OutboxEntry]:
    """Return what hooks were told of lately, or still are to be, the newest first."""
    return list(OutboxEntry.objects.filter(kind=OutboxEntry.Kind.WEB_HOOK).order_by("-pk")[:most])


def put_web_hooks(*, kind: str, key: str, data: Mapping[str, Any], customer_id: int | None, at: int) -> None:
    """Let every hook be called that asked for this kind of event, of this customer or of all.

    `data` is what its body says, in values of JSON; the same key is told once to each.
    """
    if kind not in KINDS:
        raise HookRefused(f"«{kind}» is nothing that hooks can be told of: it stands not in KINDS.")
    with wall.seeing(wall.ALL):
        active = WebHookEndpoint.objects.filter(is_active=True).order_by("pk")
        for pk, kinds, of in active.values_list("pk", "kinds", "customer_id"):
            if kind in kinds and of in (None, customer_id):
                _put(pk, kind, key, data, customer_id, at)


def carry_web_hook(lease: Lease) -> None:
    """Call the hook of an entry once. Raises Refused, Delayed."""
    says = lease.entry.says
    endpoint = WebHookEndpoint.objects.filter(pk=says["endpoint"]).first()
    if endpoint is None or not endpoint.is_active:
        raise Refused("The hook was ended before it could be told.")
    try:
        answer = call(endpoint.url, body=says["body"].encode(), headers=_signed(endpoint, says, at=lease.now))
    except TargetRefused as error:
        _fails(endpoint, str(error), at=lease.now)
        raise Refused(str(error)) from error
    except CallFailed as error:
        _fails(endpoint, str(error), at=lease.now)
        raise Delayed(str(error)) from error
    _judge(endpoint, answer, at=lease.now)


def _put(endpoint: int, kind: str, key: str, data: Mapping[str, Any], customer_id: int | None, at: int) -> None:
    own = f"{key} hook {endpoint}"
    moment = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = json.dumps({"type": kind, "timestamp": moment, "data": dict(data)}, separators=(",", ":"), default=str)
    says = {
        "endpoint": endpoint,
        "kind": kind,
        "id": f"msg_{hashlib.sha256(own.encode()).hexdigest()[:32]}",
        "body": body,
    }
    put(
        kind=OutboxEntry.Kind.WEB_HOOK,
        key=own,
        says=says,
        customer_id=customer_id,
        at=at,
        lane=f"hook {endpoint}",
    )


def _signed(endpoint: WebHookEndpoint, says: Mapping[str, Any], *, at: int) -> dict[str, str]:
    signature = Webhook(endpoint.secret).sign(says["id"], datetime.fromtimestamp(at, UTC), says["body"])
    return {
        "Content-Type": "application/json",
        "User-Agent": "asagreed",
        "webhook-id": says["id"],
        "webhook-timestamp": str(at),
        "webhook-signature": signature,
    }


def _judge(endpoint: WebHookEndpoint, answer: Answer, *, at: int) -> None:
    if 200 <= answer.status < 300:
        if endpoint.failing_since is not None:
            WebHookEndpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, last_error="")
        return
    because = f"The receiver answered {answer.status}: {answer.body[:_MOST_SHOWN].decode(errors='replace')}"
    if answer.status == 410:
        end_web_hook(endpoint, at=at, because="The receiver answered 410: it wants to be told nothing more.")
        raise Refused(because)
    _fails(endpoint, because, at=at)
    raise Delayed(because, wait=_asked_wait(answer.headers.get("retry-after", ""), at=at))


def _fails(endpoint: WebHookEndpoint, because: str, *, at: int) -> None:
    rows = WebHookEndpoint.objects.filter(pk=endpoint.pk)
    rows.update(last_error=because)
    rows.filter(failing_since__isnull=True).update(failing_since=at)


def _asked_wait(field: str, *, at: int) -> int:
    """Return the seconds that a `Retry-After` asks for: a number, or a date; 0 for anything else."""
    text = field.strip()
    if text.isascii() and text.isdigit():
        return int(text[:9])
    try:
        return max(0, int(parsedate_to_datetime(text).timestamp()) - at)
    except (ValueError, TypeError, OverflowError):
        return 0
