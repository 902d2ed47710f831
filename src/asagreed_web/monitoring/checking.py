"""Own checks: which are due, what they saw, and what follows from it. Each is one transaction, told its moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import connection, transaction
from django.db.models import F, Max, Q, QuerySet

from asagreed.facts.uptime import Reading, Stretch, stretches_of_looks
from asagreed_web.intake.operations import Report, log_ticket
from asagreed_web.monitoring.certificates import author_of, is_news, tell_of_certificate
from asagreed_web.monitoring.models import Blindness, Check, Look, VantageBeat
from asagreed_web.monitoring.outages import Source, last_known_good, record_stretches
from asagreed_web.monitoring.probing.clock_watch import Blind, since_last_beat
from asagreed_web.monitoring.probing.looking import Asked, Saw
from asagreed_web.tickets.models import Status, Ticket
from asagreed_web.tickets.operations import note
from asagreed_web.uptime.models import OutageRecord

OPEN = (Status.OPEN, Status.ON_HOLD)
MOST_AT_ONCE = 2000


@transaction.atomic
def claim_due(*, vantage: str, at: int, most: int = MOST_AT_ONCE) -> list[Asked]:
    """Return the checks of a vantage point that are due, each to whoever asks first."""
    # One that is due much later than its interval was planned before the clock was set back.
    due = Q(next_at__lte=at) | Q(next_at__gt=at + F("every_seconds"))
    rows = Check.objects.filter(due, vantage=vantage, ended_at__isnull=True).order_by("next_at", "pk")
    checks = list(_held(rows)[:most])
    for check in checks:
        late = max(0, at - check.next_at) % check.every_seconds
        check.next_at = at + check.every_seconds - (late if check.next_at <= at else 0)
    Check.objects.bulk_update(checks, ["next_at"], batch_size=500)
    return [
        Asked(check.pk, check.kind, check.target, check.port, dict(check.expects), float(check.timeout_seconds))
        for check in checks
    ]


def _held(rows: QuerySet[Check]) -> QuerySet[Check]:
    skips = connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(skip_locked=skips, of=("self",) if skips else ())


@transaction.atomic
def store_looks(saws: Sequence[Saw], *, at: int) -> int:
    """Keep what checks saw, and derive what follows where something may have changed; return how many were kept."""
    checks = Check.objects.select_for_update(of=("self",)).select_related("customer")
    by_id = checks.in_bulk([saw.check_id for saw in saws])
    kept, changed = [], list[tuple[Check, Saw]]()
    for saw in saws:
        check = by_id.get(saw.check_id)
        if check is None or check.ended_at is not None:
            continue
        may_matter = _matters(check, saw)
        kept.append(_kept(check, saw))
        if is_news(check, saw):
            tell_of_certificate(check, saw, at=max(at, saw.at))
        if may_matter:
            changed.append((check, saw))
    Look.objects.bulk_create(kept, batch_size=500)
    columns = ["next_at", "failures", "seen_at", "says", "warned_at", "warned_of"]
    Check.objects.bulk_update(by_id.values(), columns, batch_size=500)
    for check, saw in changed:
        derive_check(check, at=max(at, saw.at), told_from=saw.at)
    return len(kept)


def _matters(check: Check, saw: Saw) -> bool:
    """Whether a look can change what is on record: one that goes well after one that went well cannot."""
    is_apart = check.seen_at is None or not 0 <= saw.at - check.seen_at <= check.stale_after
    return is_apart or not saw.is_up or check.failures > 0 or check.is_unsettled


def _kept(check: Check, saw: Saw) -> Look:
    check.failures = 0 if saw.is_up else min(check.failures + 1, 1000)
    is_confirmed = saw.is_up or check.failures > check.retries
    if not is_confirmed:
        check.next_at = min(check.next_at, saw.at + check.retry_seconds)
    check.seen_at, check.says = saw.at, saw.says
    warns = saw.is_up and bool(saw.says)
    check.warned_at = (check.warned_at or saw.at) if warns else None
    return Look(
        check_made=check,
        customer_id=check.customer_id,
        at=saw.at,
        is_up=saw.is_up,
        is_confirmed=is_confirmed,
        took_ms=saw.took_ms,
        says=saw.says,
    )


def derive_check(check: Check, *, at: int, told_from: int) -> None:
    """Let outages and unwatched time say what the looks of a check say, from the last good one before a moment on."""
    source = Source(
        customer=check.customer,
        system=check.system,
        name=f"check {check.pk}",
        actor=f"check {check.pk}",
        evidence=f"{check.kind} {check.target} from {check.vantage}"[:200],
        ticket_of=partial(_ticket_of, check, at),
    )
    looks = Look.objects.filter(check_made=check)
    since = last_known_good(source, looks.filter(is_up=True), told_from)
    blind = Blindness.objects.filter(vantage=check.vantage, end_at__gt=since).order_by("start_at")
    stretches = stretches_of_looks(
        _readings(looks.filter(Q(at__gte=since) | Q(until__gte=since))),
        stale_after=check.stale_after,
        as_of=at,
        blind=list(blind.values_list("start_at", "end_at")),
    )
    check.is_unsettled = any(stretch.end is None for stretch in stretches)
    check.save(update_fields=["is_unsettled"])
    changed = record_stretches(source, stretches, at=at, since=since)
    for row in changed.ended:
        _tell_of_end(check, row, at)


def _readings(looks: QuerySet[Look]) -> Iterable[Reading]:
    columns = ("at", "until", "is_up", "is_confirmed")
    for at, until, is_up, is_confirmed in looks.order_by("at", "pk").values_list(*columns):
        yield Reading(at=at, until=until, state="up" if is_up else "down", is_confirmed=is_confirmed)


def _ticket_of(check: Check, at: int, stretch: Stretch) -> int | None:
    """Return the ticket of an outage: the one that is still open for this check, or a new one where it opens any."""
    ticket = _open_ticket(check)
    if ticket is not None:
        note(ticket_id=ticket.pk, by=author_of(check), text=f"{check.system} is down again. {check.says}", at=at)
        return ticket.number
    if not check.opens_ticket:
        return None
    report = Report(
        channel=Ticket.Channel.ALERT,
        subject=f"{check.system} is down",
        text=f"{check.says}\n\nChecked: {check.kind} {check.target}, from {check.vantage}.",
        by=author_of(check),
        reported_at=at,
        occurred_at=stretch.start,
        system=check.system,
        is_outage=True,
        more={"check": check.pk},
    )
    return log_ticket(customer=check.customer, report=report, at=at).number


def _open_ticket(check: Check) -> Ticket | None:
    mine = OutageRecord.objects.filter(customer=check.customer, source=f"check {check.pk}", ticket_number__isnull=False)
    number = mine.order_by("-pk").values_list("ticket_number", flat=True).first()
    if number is None:
        return None
    found = Ticket.objects.filter(customer=check.customer, number=number).select_related("merged_into").first()
    ticket = found.merged_into or found if found else None
    return ticket if ticket is not None and ticket.status in OPEN else None


def _tell_of_end(check: Check, row: OutageRecord, at: int) -> None:
    ticket = _open_ticket(check)
    if ticket is not None and row.ticket_number is not None:
        words = f"{check.system} is up again. Whether that lasts is for a person to say."
        note(ticket_id=ticket.pk, by=author_of(check), text=words, at=at)


def notice_unseen(*, at: int, most: int = 500) -> int:
    """Put on record that nobody looks, where a check has not looked for too long; return how many were looked after."""
    stale = Check.objects.filter(ended_at__isnull=True, seen_at__lt=at - 3 * F("every_seconds"))
    found = list(stale.order_by("seen_at").values_list("pk", flat=True)[:most])
    for check_id in found:
        with transaction.atomic():
            check = Check.objects.select_for_update(of=("self",)).select_related("customer").get(pk=check_id)
            derive_check(check, at=at, told_from=at)
    return len(found)


@transaction.atomic
def beat(*, vantage: str, at: int) -> None:
    """Say that the checks of a vantage point are being made."""
    VantageBeat.objects.update_or_create(vantage=vantage, defaults={"at": at})


@transaction.atomic
def began(*, vantage: str, at: int) -> Blind | None:
    """Put on record that nobody looked from a vantage point until now, as its last beat tells; return for how long.

    A look that was stored after that beat was a sign of life too, and keeps its word.
    """
    beat_at = VantageBeat.objects.filter(vantage=vantage).values_list("at", flat=True).first()
    if beat_at is not None and beat_at <= at:
        seen = Check.objects.filter(vantage=vantage, seen_at__gt=beat_at, seen_at__lte=at)
        beat_at = seen.aggregate(last=Max("seen_at"))["last"] or beat_at
    blind = since_last_beat(beat_at=beat_at, at=at)
    if blind is not None:
        tell_blind(vantage=vantage, blind=blind, at=at)
    beat(vantage=vantage, at=at)
    return blind


@transaction.atomic
def tell_blind(*, vantage: str, blind: Blind, at: int) -> None:
    """Put on record that a vantage point saw nothing for a while, or did not know when; every check is told of it."""
    Blindness.objects.create(vantage=vantage, start_at=blind.start, end_at=blind.end, because=blind.because)
    checks = Check.objects.filter(vantage=vantage, ended_at__isnull=True, seen_at__isnull=False)
    for check in checks.select_for_update(of=("self",)).select_related("customer").order_by("pk"):
        derive_check(check, at=max(at, blind.end), told_from=blind.start)
