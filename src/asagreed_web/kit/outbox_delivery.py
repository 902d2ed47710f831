"""Letting what waits in the outbox leave, each effect once, by any number of workers.

An entry is claimed by one conditional UPDATE, which sets until when it is leased. Whoever holds the lease tries once
and settles it under the same condition; when a worker dies, the lease passes and the next one goes on. Nothing here
waits: a failed try sets when the next one is due.

| step | 1      | 2   | 3     | 4      | 5   | 6   | 7    | 8    | 9    | 10   |
| ---- | ------ | --- | ----- | ------ | --- | --- | ---- | ---- | ---- | ---- |
| wait | none   | 5 s | 5 min | 30 min | 2 h | 5 h | 10 h | 14 h | 20 h | 24 h |
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox import SECRET

LEASE = 60
"""Seconds; no try may take longer, so that none is made twice at once."""
LADDER = (0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""Seconds to wait before each try."""
JITTER = 0.1
AWAY = 30
"""Seconds until all mail is tried again whose server is away; that is no failed try of any of it."""
_LOOKED_AT = 20

_log = logging.getLogger(__name__)


class Refused(Exception):
    """It can never arrive; the text says why."""


class Delayed(Exception):
    """It did not arrive this time; `wait` is the least time in seconds that the receiver asked for."""

    def __init__(self, because: str, *, wait: int = 0) -> None:
        super().__init__(because)
        self.wait = wait


class CarrierAway(Exception):
    """What would carry it is away, which says nothing of this effect."""


@dataclass(slots=True)
class Lease:
    """An entry that was claimed; `until` is what its row says, so that a lost lease can be told from a held one."""

    entry: OutboxEntry
    until: int
    at: int
    began: float = field(default_factory=monotonic)

    @property
    def now(self) -> int:
        """The moment it was claimed plus the seconds that have passed since."""
        return self.at + int(monotonic() - self.began)

    def renew(self) -> None:
        """Begin the lease anew before the step that cannot be taken back. Raises LeaseLost."""
        until = max(self.now + LEASE, self.until + 1)
        if not self._held.update(leased_until=until):
            raise LeaseLost(f"entry {self.entry.pk} was taken over by another worker")
        self.until = until

    def settle(self, **columns: object) -> bool:
        """Write down what became of it; False when the lease was lost, and with it the say."""
        if self._held.update(leased_until=0, **columns):
            return True
        _log.warning("Outbox entry %s was settled by another worker.", self.entry.pk)
        return False

    @property
    def _held(self) -> QuerySet[OutboxEntry]:
        return OutboxEntry.objects.filter(pk=self.entry.pk, state=OutboxEntry.State.WAITING, leased_until=self.until)


class LeaseLost(Exception):
    """Another worker has the entry: nothing more is done here."""


Carrier = Callable[[Lease], None]


def deliver_next(carriers: Mapping[str, Carrier], *, kind: str, at: int) -> bool:
    """Try the next effect of a kind that is due at `at`; False when there is none, or its carrier is away."""
    lease = claim(kind=kind, at=at)
    if lease is None:
        return False
    try:
        if lease.entry.attempts > len(LADDER):
            raise Refused("Given up: each time the worker died over it.")  # noqa: TRY301 – settled like any other
        carriers[kind](lease)
    except LeaseLost as lost:
        _log.warning("%s", lost)
    except Refused as refused:
        lease.settle(state=OutboxEntry.State.REFUSED, last_error=str(refused))
    except CarrierAway as away:
        _put_off(lease, str(away))
        return False
    except Delayed as delayed:
        _try_later(lease, delayed)
    else:
        lease.settle(state=OutboxEntry.State.SENT, sent_at=lease.now, last_error="", **_without_secret(lease.entry))
    return True


def claim(*, kind: str, at: int) -> Lease | None:
    """Lease the next entry of a kind that is due, or return None."""
    due = _claimable(kind, at)
    for pk in due.order_by("next_at", "pk").values_list("pk", flat=True)[:_LOOKED_AT]:
        # The condition once more: whoever changes the row first has it, everybody else changes nothing.
        if _claimable(kind, at).filter(pk=pk).update(leased_until=at + LEASE, attempts=F("attempts") + 1):
            return Lease(OutboxEntry.objects.get(pk=pk), at + LEASE, at)
    return None


def wait_before(try_: int, key: str) -> int:
    """Return the seconds to wait before a try, the first being 1: those of the ladder, and up to a tenth more."""
    step = LADDER[min(try_, len(LADDER)) - 1]
    share = int.from_bytes(hashlib.sha256(f"{try_} {key}".encode()).digest()[:4], "big") / 2**32
    return step + int(step * JITTER * share)


def _claimable(kind: str, at: int) -> QuerySet[OutboxEntry]:
    same_lane = OutboxEntry.objects.filter(lane=OuterRef("lane"), state=OutboxEntry.State.WAITING)
    if kind == OutboxEntry.Kind.MAIL:
        blocked = same_lane.filter(pk__lt=OuterRef("pk"))
    else:
        blocked = same_lane.filter(leased_until__gt=at)
    due = OutboxEntry.objects.filter(kind=kind, state=OutboxEntry.State.WAITING, next_at__lte=at, leased_until__lte=at)
    return due.filter(Q(lane="") | ~Exists(blocked))


def _try_later(lease: Lease, delayed: Delayed) -> None:
    tried = lease.entry.attempts
    if tried >= len(LADDER):
        because = f"Given up after {tried} tries. The last one: {delayed}"
        lease.settle(state=OutboxEntry.State.REFUSED, last_error=because)
        return
    wait = max(wait_before(tried + 1, lease.entry.key), min(delayed.wait, LADDER[-1]))
    lease.settle(next_at=lease.now + wait, last_error=str(delayed))


def _put_off(lease: Lease, because: str) -> None:
    """Let everything of this kind wait until its carrier may be back; the try does not count."""
    then = lease.now + AWAY
    if lease.settle(next_at=then, last_error=because, attempts=F("attempts") - 1):
        waiting = OutboxEntry.objects.filter(kind=lease.entry.kind, state=OutboxEntry.State.WAITING)
        waiting.filter(next_at__lt=then, leased_until__lte=lease.at).update(next_at=then)


def _without_secret(entry: OutboxEntry) -> dict[str, object]:
    if entry.says.get("template") not in SECRET:
        return {}
    return {"says": {name: value for name, value in entry.says.items() if name not in ("text", "html")}}
