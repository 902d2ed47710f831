"""Signals of monitoring systems: stored as they came, then made into tickets and what is told on them.

A thing that is down has one ticket as long as that is open. What comes late or out of order leads to the same ticket,
what comes twice to nothing. That a thing is up again is put on record and never resolves the ticket: whether a fix
holds is for people to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.intake.models import MonitoringKey, Signal, SignalDelivery
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.intake.signal_shapes import Read, ShapeUnknown, Sighting, fitting_word, read_body
from asagreed_web.intake.things_seen import things_seen
from asagreed_web.kit import wall
from asagreed_web.people.tokens import digest_of, is_secret_of, new_secret
from asagreed_web.systems.words import agreed_words
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Status, Ticket
from asagreed_web.tickets.operations import Author, note, tell

KEY_PREFIX = "asm_"
LARGEST = 1024 * 1024
OPEN = (Status.OPEN, Status.ON_HOLD)
READ_AGAIN_AFTER = 10
"""Seconds after which a delivery of which nothing was made is read by a worker: it was left, or its process died."""
MOST_WAITING = 3
"""So many deliveries of one source wait while one is read: more of them are left to the workers."""
STALE_AFTER = 60
"""Seconds after which a delivery that nobody has read holds no other one up: perhaps no worker runs."""


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key of the monitoring hook, and the secret of its address, which is known here for this once."""

    key: MonitoringKey
    secret: str


@transaction.atomic
def make_key(
    *, customer: Customer, name: str, system: str, actor: str, at: int, looks_every: int | None = None
) -> MadeKey:
    """Make a key for the monitoring hook of a customer; `system` is the agreement's word for all that it reports.

    `looks_every` is for a source that tells each look and not only changes: when it is silent for three times as many
    seconds, nobody knows any more.
    """
    if not name.strip():
        raise NotPossible("A key needs a name by which it is known later. Give it one, such as «Alertmanager Harbour».")
    if system and system not in dict(agreed_words(customer.pk, at=at).systems):
        raise NotPossible(f"The agreement lists no system «{system}». Choose one that it lists, or none.")
    secret = new_secret(KEY_PREFIX)
    key = MonitoringKey.objects.create(
        customer=customer,
        name=name.strip()[:80],
        system=system,
        looks_every=looks_every,
        token_digest=digest_of(secret),
        made_at=at,
    )
    _tell(key, "monitoring key made", actor, at)
    return MadeKey(key, secret)


@transaction.atomic
def end_key(*, key_id: int, actor: str, at: int) -> MonitoringKey:
    """End a key; ending it twice is the same as once."""
    key = MonitoringKey.objects.select_for_update().get(pk=key_id)
    if key.ended_at is None:
        key.ended_at = at
        key.save(update_fields=["ended_at"])
        _tell(key, "monitoring key ended", actor, at)
    return key


def find_key(secret: str) -> MonitoringKey | None:
    """Return the key whose secret came in an address, or None where it is unknown or ended."""
    with wall.seeing(wall.DOOR):
        found = MonitoringKey.objects.filter(token_digest=digest_of(secret)).first()
    if found is None or not is_secret_of(found.token_digest, secret) or found.ended_at is not None:
        return None
    return found


def store_delivery(*, key: MonitoringKey, raw: bytes, at: int) -> SignalDelivery:
    """Keep what came, byte by byte, before anything is made of it."""
    return SignalDelivery.objects.create(key=key, customer_id=key.customer_id, raw=raw, received_at=at)


def read_delivery(delivery_id: int, *, at: int) -> SignalDelivery:
    """Make of a delivery what is to be made of it: tickets, notes, or the reason why nothing is. Once."""
    with transaction.atomic():
        # Signals of one source are taken one after the other: two at once cannot open two tickets.
        key = MonitoringKey.objects.select_for_update(of=("self",)).get(deliveries=delivery_id)
        delivery = SignalDelivery.objects.get(pk=delivery_id)
        if delivery.state == SignalDelivery.State.RECEIVED:
            _make_of(delivery, key, at)
            delivery.save(update_fields=["state", "because"])
    return delivery


def comes_in_floods(key: MonitoringKey, *, at: int) -> bool:
    """Tell whether a source sends faster than is read: it is answered at once then, and read by the workers."""
    waiting = SignalDelivery.objects.filter(
        key=key, state=SignalDelivery.State.RECEIVED, received_at__gt=at - STALE_AFTER
    )
    return len(waiting.values_list("pk")[:MOST_WAITING]) == MOST_WAITING


def read_left_over(*, at: int, most: int = 400) -> int:
    """Read the deliveries that were left, and those whose process died before anything was made; return how many."""
    left = SignalDelivery.objects.filter(state=SignalDelivery.State.RECEIVED, received_at__lte=at - READ_AGAIN_AFTER)
    found = list(left.order_by("received_at").values_list("pk", flat=True)[:most])
    for delivery_id in found:
        read_delivery(delivery_id, at=at)
    return len(found)


def _make_of(delivery: SignalDelivery, key: MonitoringKey, at: int) -> None:
    try:
        read = read_body(bytes(delivery.raw), received_at=delivery.received_at)
    except ShapeUnknown as unknown:
        delivery.state, delivery.because = SignalDelivery.State.UNREADABLE, str(unknown)[:300]
        return
    delivery.state, delivery.because = SignalDelivery.State.READ, read.because[:300]
    for sighting in sorted(read.sightings, key=lambda each: each.at):
        _take_in(_Taken(delivery, key, sighting, at))
    if read.left_out:
        _tell_left_out(delivery, key, read, at)
    things: dict[str, int] = {}
    for sighting in read.sightings:
        began_at = sighting.at if sighting.began_at is None else sighting.began_at
        things[sighting.thing] = min(began_at, sighting.at, things.get(sighting.thing, at))
    answers = [words for _, words in things_seen.send(sender=Signal, key=key, things=things, at=at) if words]
    delivery.because = " ".join([delivery.because, *answers]).strip()[:300]


@dataclass(frozen=True, slots=True)
class _Taken:
    """A sighting that is being taken in, with where it came from."""

    delivery: SignalDelivery
    key: MonitoringKey
    sighting: Sighting
    at: int

    @property
    def author(self) -> Author:
        return Author(actor=f"monitoring {self.key.pk}", name=self.key.name)


def _take_in(taken: _Taken) -> None:
    seen, key = taken.sighting, taken.key
    if Signal.objects.filter(key=key, external_id=seen.external_id).exists():
        return
    became, ticket = _became(taken)
    Signal.objects.create(
        key=key,
        customer_id=key.customer_id,
        delivery=taken.delivery,
        external_id=seen.external_id,
        thing=seen.thing,
        is_down=seen.is_down,
        at=seen.at,
        state=seen.state or "",
        names=list(seen.systems),
        is_confirmed=seen.is_confirmed,
        in_maintenance=seen.in_maintenance,
        episode=seen.episode,
        began_at=seen.began_at,
        body=dict(seen.body),
        received_at=taken.delivery.received_at,
        became=became,
        ticket=ticket,
    )


def _became(taken: _Taken) -> tuple[Signal.Became, Ticket | None]:
    seen = taken.sighting
    if not seen.is_confirmed or seen.in_maintenance or seen.state == "unknown":
        # Of what is not sure yet, and of maintenance that the source knows of, nobody is called.
        return Signal.Became.NOTHING, None
    before, after = _neighbors(taken)
    return _down(before, after, taken) if seen.is_down else _up(before, taken)


def _neighbors(taken: _Taken) -> tuple[Signal | None, Signal | None]:
    """Return what was known of the same thing just before a sighting and just after it, by the source's moments."""
    told = _of_thing(taken).filter(is_confirmed=True, in_maintenance=False).exclude(state="unknown")
    at, others = taken.sighting.at, told.select_related("ticket")
    before = others.filter(at__lte=at).order_by("-at", "-pk").first()
    return before, others.filter(at__gt=at).order_by("at", "pk").first()


def _of_thing(taken: _Taken) -> QuerySet[Signal]:
    return Signal.objects.filter(key=taken.key, thing=taken.sighting.thing)


def _down(before: Signal | None, after: Signal | None, taken: _Taken) -> tuple[Signal.Became, Ticket | None]:
    is_known = before is not None and before.is_down
    known = _ticket_of(before) if is_known else None
    if is_known and (after is not None or (known is not None and known.status in OPEN)):
        return Signal.Became.NOTHING, known
    ticket = _open_ticket(taken)
    if after is not None:
        return _late_down(after, ticket, taken)
    if ticket is None:
        return Signal.Became.TICKET, _logged(taken)
    _say(ticket, taken, "down again", f"{_name(taken)} is down again.")
    return Signal.Became.TOLD, ticket


def _late_down(after: Signal, ticket: Ticket | None, taken: _Taken) -> tuple[Signal.Became, Ticket | None]:
    """Take in that something was down of which a later state is known already."""
    if ticket is None and after.is_down:
        return Signal.Became.NOTHING, _ticket_of(after)
    if ticket is not None:
        _say(ticket, taken, "down earlier", f"{_name(taken)} was down earlier too, which was heard only now.")
        return Signal.Became.TOLD, ticket
    ticket = _logged(taken)
    _say(ticket, taken, "up again", f"{_name(taken)} is up again: that was heard before this.")
    return Signal.Became.TICKET, ticket


def _up(before: Signal | None, taken: _Taken) -> tuple[Signal.Became, Ticket | None]:
    ticket = _open_ticket(taken)
    if ticket is None or before is None or not before.is_down:
        return Signal.Became.NOTHING, ticket
    _say(ticket, taken, "up again", f"{_name(taken)} is up again. Whether that lasts is for a person to say.")
    return Signal.Became.TOLD, ticket


def _open_ticket(taken: _Taken) -> Ticket | None:
    """Return the ticket that is open for the thing of a sighting, if there is one."""
    is_open = Q(ticket__status__in=OPEN) | Q(ticket__merged_into__status__in=OPEN)
    told = _of_thing(taken).filter(is_open).select_related("ticket__merged_into")
    return _ticket_of(told.order_by("-at", "-pk").first())


def _ticket_of(signal: Signal | None) -> Ticket | None:
    """Return the ticket of a signal, or the one into which that was merged."""
    if signal is None or signal.ticket is None:
        return None
    return signal.ticket.merged_into or signal.ticket


def _name(taken: _Taken) -> str:
    return (next(iter(taken.sighting.systems), "") or taken.sighting.subject)[:200]


def _logged(taken: _Taken) -> Ticket:
    seen, key = taken.sighting, taken.key
    words = agreed_words(key.customer_id, at=taken.at)
    report = Report(
        channel=Ticket.Channel.ALERT,
        subject=seen.subject[:200],
        text=seen.text or seen.subject,
        by=taken.author,
        reported_at=taken.delivery.received_at,
        occurred_at=seen.at,
        system=fitting_word(seen.systems, words.systems) or key.system,
        is_outage=seen.is_outage,
        more={"monitoring_key": key.pk, "delivery": taken.delivery.pk},
    )
    return log_ticket(customer=key.customer, report=report, at=taken.at)


def _say(ticket: Ticket, taken: _Taken, kind: str, words: str) -> None:
    seen, delivery = taken.sighting, taken.delivery.pk
    tell(ticket, kind, by=taken.author, at=taken.at, happened_at=seen.at, thing=seen.thing, delivery=delivery)
    text = "\n\n".join(part for part in (words, taken.sighting.text) if part)
    note(ticket_id=ticket.pk, by=taken.author, text=text, at=taken.at)


def _tell_left_out(delivery: SignalDelivery, key: MonitoringKey, read: Read, at: int) -> None:
    """Put on record that the sender kept alerts back: what they said is not known here."""
    words = f"Alertmanager left out {read.left_out} alerts. Raise max_alerts there, or group by more labels."
    delivery.because = words
    _tell(key, "alerts left out", f"monitoring {key.pk}", at, delivery=delivery.pk, count=read.left_out)
    for ticket in Ticket.objects.filter(signals__delivery=delivery, status__in=OPEN).distinct():
        note(ticket_id=ticket.pk, by=Author(actor=f"monitoring {key.pk}", name=key.name), text=words, at=at)


def _tell(key: MonitoringKey, kind: str, actor: str, at: int, **says: object) -> None:
    happening = Happening(
        subject="monitoring key", subject_id=key.pk, kind=kind, happened_at=at, recorded_at=at, actor=actor, says=says
    )
    append(key.customer_id, happening)
