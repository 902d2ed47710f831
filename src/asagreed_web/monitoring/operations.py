"""What people do about own checks: they are made, paused for good, and never changed, so that old looks stay true."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.kit.outward_addresses import read_target
from asagreed_web.monitoring.checking import derive_check
from asagreed_web.monitoring.models import Check
from asagreed_web.uptime.recording import NotRecorded, check_systems

LEAST_EVERY, MOST_EVERY = 10, 86400
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.:-]{0,251}[A-Za-z0-9_.])?")
_STATUS = re.compile(r"[1-5][0-9][0-9](-[1-5][0-9][0-9])?(, ?[1-5][0-9][0-9](-[1-5][0-9][0-9])?)*")
_RECORD = re.compile(r"A|AAAA|CNAME|MX|NS|PTR|SOA|SRV|TXT|CAA")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200 and "\0" not in value


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _fits(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


check_words: Mapping[str, Mapping[str, Callable[[object], bool]]] = {
    "http": {"status": _fits(_STATUS), "text": _is_text},
    "tcp": {},
    "icmp": {},
    "dns": {"server": _fits(_HOST), "type": _fits(_RECORD), "answer": _is_text},
    "tls": {"days": lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1000},
    "smtp": {"starttls": _is_flag, "tls": _is_flag},
    "imap": {"tls": _is_flag},
}
"""What each kind of check may expect, and whether a value of it can be."""


@transaction.atomic
def make_check(
    *,
    customer: Customer,
    system: str,
    kind: str,
    target: str,
    every_seconds: int,
    by: str,
    at: int,
    port: int | None = None,
    expects: Mapping[str, Any] | None = None,
    retries: int = 2,
    retry_seconds: int = 15,
    timeout_seconds: int = 10,
    vantage: str = "here",
    opens_ticket: bool = True,
) -> Check:
    """Look at a system from now on. Raises NotRecorded, TargetRefused.

    Whether an address may be looked at is asked again at each look, of what its name says then.
    """
    check_systems(customer.pk, (system,), at=at)
    _check_kind(kind, target, port, expects or {})
    if not LEAST_EVERY <= every_seconds <= MOST_EVERY:
        raise NotRecorded(f"A check looks every {LEAST_EVERY} seconds at most and once a day at least. Say how often.")
    check = Check.objects.create(
        customer=customer,
        system=system,
        kind=kind,
        target=target,
        port=port,
        expects=dict(expects or {}),
        every_seconds=every_seconds,
        retries=retries,
        retry_seconds=retry_seconds,
        timeout_seconds=timeout_seconds,
        vantage=vantage,
        opens_ticket=opens_ticket,
        made_at=at,
        next_at=at,
    )
    _tell(check, "check made", by, at)
    return check


def _check_kind(kind: str, target: str, port: int | None, expects: Mapping[str, Any]) -> None:
    if kind not in check_words:
        raise NotRecorded(f"«{kind[:20]}» is no kind of check. The kinds are: {', '.join(check_words)}.")
    if kind == "http":
        read_target(target)
    elif not _HOST.fullmatch(target):
        raise NotRecorded(f"«{target[:60]}» is no host. Write a name or an address, without a port or a path.")
    if kind == "tcp" and port is None:
        raise NotRecorded("A check by TCP needs a port. Say which.")
    known = check_words[kind]
    for name, value in expects.items():
        if name not in known:
            may = ", ".join(known) or "nothing else"
            raise NotRecorded(f"A check by {kind} knows no «{name[:40]}». It may expect: {may}.")
        if not known[name](value):
            raise NotRecorded(f"«{name}» cannot be «{str(value)[:60]}» for a check by {kind}. See the guide.")


@transaction.atomic
def end_check(*, check_id: int, by: str, at: int) -> Check:
    """Look no more; what was seen stays. An outage that is still open is for a person to end. Twice is as once."""
    check = Check.objects.select_for_update(of=("self",)).select_related("customer").get(pk=check_id)
    if check.ended_at is None:
        derive_check(check, at=at, told_from=at)
        check.ended_at = at
        check.save(update_fields=["ended_at"])
        _tell(check, "check ended", by, at)
    return check


def _tell(check: Check, kind: str, by: str, at: int) -> None:
    says = {"system": check.system, "kind": check.kind, "target": check.target, "every": check.every_seconds}
    append(
        check.customer_id,
        Happening(subject="check", subject_id=check.pk, kind=kind, happened_at=at, recorded_at=at, actor=by, says=says),
    )
