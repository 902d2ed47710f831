"""What others report → things, the systems they are, and outages derived of all that was ever said of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from asagreed.facts.uptime import Reading, Stretch, stretches_of_changes, stretches_of_looks
from asagreed_web.intake.models import MonitoringKey, Signal
from asagreed_web.intake.signal_shapes import fitting_word
from asagreed_web.monitoring.models import Thing
from asagreed_web.monitoring.outages import Source, last_known_good, record_stretches
from asagreed_web.systems.words import agreed_words
from asagreed_web.uptime.recording import NotRecorded, check_systems

COLUMNS = ("at", "state", "is_confirmed", "episode", "began_at")
MOST_NAMES = 3


def take_in_things(*, key: MonitoringKey, things: Mapping[str, int], at: int, **_: Any) -> str:
    """Derive again what is known of things that were just reported on; return what should be looked at, in words."""
    waiting = []
    for thing in sorted(things):
        known = _known(key, thing, at)
        if known is None:
            continue
        if known.system:
            derive_thing(known, at=at, told_from=things[thing])
        else:
            waiting.append(next(iter(known.names), thing))
    return _words(waiting)


def _known(key: MonitoringKey, thing: str, at: int) -> Thing | None:
    """Return a thing with the system that it is; None where nothing was said of whether it works."""
    says = Signal.objects.filter(key=key, thing=thing).exclude(state="").order_by("-at", "-pk").only("names").first()
    if says is None:
        return None
    known, _ = Thing.objects.get_or_create(
        key=key, thing=thing, defaults={"customer_id": key.customer_id, "names": says.names, "seen_at": at}
    )
    known.names, known.seen_at = says.names, at
    if not known.system:
        known.system = fitting_word(says.names, agreed_words(key.customer_id, at=at).systems) or key.system
    known.save(update_fields=["names", "seen_at", "system"])
    return known


def _words(waiting: list[str]) -> str:
    if not waiting:
        return ""
    named = ", ".join(f"«{name[:60]}»" for name in waiting[:MOST_NAMES])
    more = f" and {len(waiting) - MOST_NAMES} more" if len(waiting) > MOST_NAMES else ""
    return f"The agreement knows no system {named}{more}: it is kept, and counts once it is assigned to a system."


def derive_thing(thing: Thing, *, at: int, told_from: int = 0) -> None:
    """Let outages and unwatched time say what all signals of a thing say, as of a moment (UTC seconds).

    `told_from` is the first moment of which something new was told.
    """
    key = thing.key
    source = Source(
        customer=thing.customer,
        system=thing.system,
        name=f"thing {thing.pk}",
        actor=f"monitoring {key.pk}",
        evidence=f"{key.name}: {next(iter(thing.names), thing.thing)}"[:200],
        ticket_of=partial(_ticket_of, thing),
    )
    rows = Signal.objects.filter(key=key, thing=thing.thing).exclude(state="")
    if key.looks_every is None:
        record_stretches(source, stretches_of_changes(_readings(rows)), at=at)
        return
    since = last_known_good(source, rows.filter(state="up", is_confirmed=True), told_from)
    looks = _readings(rows.filter(at__gte=since))
    record_stretches(source, stretches_of_looks(looks, stale_after=3 * key.looks_every, as_of=at), at=at, since=since)


def _ticket_of(thing: Thing, stretch: Stretch) -> int | None:
    """Return the number of the ticket that was opened or told of by the signals of an outage."""
    told = Signal.objects.filter(key=thing.key, thing=thing.thing, at__gte=stretch.start, ticket__isnull=False)
    if stretch.end is not None:
        told = told.filter(at__lte=stretch.end)
    return told.order_by("at", "pk").values_list("ticket__number", flat=True).first()


def _readings(rows: QuerySet[Signal]) -> list[Reading]:
    return [Reading(**row) for row in rows.order_by("at", "pk").values(*COLUMNS)]


@transaction.atomic
def assign_thing_to_system(*, thing_id: int, system: str, by: str, at: int) -> Thing:
    """Say which system a thing is; all that was ever reported of it counts from then on. Raises NotRecorded.

    Said otherwise later, its outages are corrected to be those of the other system.
    """
    # The key is held, as while a delivery is read: nothing is taken in meanwhile.
    found = Thing.objects.filter(pk=thing_id).values_list("key", flat=True).first()
    if found is None:
        raise NotRecorded("There is no such thing. Look at the list.")
    MonitoringKey.objects.select_for_update(of=("self",)).get(pk=found)
    thing = Thing.objects.select_related("key", "customer").get(pk=thing_id)
    check_systems(thing.customer_id, (system,), at=at)
    thing.system, thing.assigned_at, thing.assigned_by = system, at, by
    thing.save(update_fields=["system", "assigned_at", "assigned_by"])
    derive_thing(thing, at=at)
    return thing


def notice_silence(*, at: int) -> int:
    """Derive again the things of sources that tell each look, which may have fallen silent; return how many."""
    things: QuerySet[Thing] = Thing.objects.filter(key__looks_every__isnull=False, key__ended_at__isnull=True)
    found = list(things.exclude(system="").select_related("key", "customer").order_by("pk"))
    silent = [thing for thing in found if at - thing.seen_at > 3 * (thing.key.looks_every or 0)]
    for thing in silent:
        with transaction.atomic():
            MonitoringKey.objects.select_for_update(of=("self",)).get(pk=thing.key_id)
            derive_thing(thing, at=at, told_from=at)
    return len(silent)
