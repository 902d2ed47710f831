"""Putting effects into the outbox, in the transaction of what causes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asagreed_web.kit.models import OutboxEntry


def put_mail(
    *, key: str, template: str, to: str, says: Mapping[str, Any], customer_id: int | None, at: int, **headers: Any
) -> None:
    """Let a mail leave: `template` names its wording, `says` what stands in it. The same key leaves once."""
    _put(OutboxEntry.Kind.MAIL, key, {"template": template, "to": to, "says": dict(says), **headers}, customer_id, at)


def put_web_hooks(*, kind: str, key: str, data: Mapping[str, Any], customer_id: int | None, at: int) -> None:
    """Let every web hook that asked for this kind of event be called."""


def _put(kind: str, key: str, says: Mapping[str, Any], customer_id: int | None, at: int) -> None:
    OutboxEntry.objects.get_or_create(
        key=key,
        defaults={"kind": kind, "customer_id": customer_id, "says": dict(says), "written_at": at, "next_at": at},
    )
