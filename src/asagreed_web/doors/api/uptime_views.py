"""Outages and windows on record, own checks, and the systems that reported things are."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router

from asagreed_web.customers.rules import customers_of
from asagreed_web.doors.api.customer_views import Slug, find_customer
from asagreed_web.doors.api.identity import allow, asker_of
from asagreed_web.doors.api.problems import NotThere
from asagreed_web.doors.api.registering import action, question
from asagreed_web.doors.api.shapes import BIGGEST_ID, ById, Page, paged
from asagreed_web.doors.api.uptime_shapes import (
    Because,
    CheckSaid,
    CheckShown,
    OutageCorrected,
    OutageOf,
    OutageSaidNew,
    OutageShown,
    RecordsAsked,
    ThingAssigned,
    ThingsAsked,
    ThingShown,
    WindowEnded,
    WindowSaid,
    WindowShown,
)
from asagreed_web.monitoring.models import Check, Thing
from asagreed_web.monitoring.operations import end_check, make_check
from asagreed_web.monitoring.reported import assign_thing_to_system
from asagreed_web.people.passing import moment_of
from asagreed_web.people.rules import may_manage_people, may_work_on_tickets
from asagreed_web.uptime.models import OutageRecord, WindowRecord
from asagreed_web.uptime.operations import (
    OutageSaid,
    announce_window,
    cancel_window,
    correct_outage,
    end_window,
    record_outage,
    withdraw_outage,
)
from asagreed_web.uptime.queries import standing
from asagreed_web.uptime.rules import may_announce_windows, may_record_outages, records_for

router = Router(tags=["uptime"])
Record = Annotated[str, Path(pattern=r"^[a-z]{1,20}-[0-9]{1,15}$", description="The name of the record.")]
OwnId = Annotated[int, Path(ge=1, le=BIGGEST_ID)]


@action(router, "/outages", OutageShown, status=201)
def record_an_outage(request: HttpRequest, said: OutageSaidNew) -> OutageShown:
    """Put on record that a system was down, or is."""
    asker = allow(request, may_record_outages, "record outages")
    customer = find_customer(asker, said.customer)
    at = moment_of(request)
    row = record_outage(customer=customer, outage=_said(said), by=asker.author.actor, at=at, because=said.because)
    return _outage_shown(row)


@question(router, "/outages", Page[OutageShown])
def list_outages(request: HttpRequest, asked: Query[RecordsAsked]) -> Page[OutageShown]:
    """List the outages that hold, the last recorded first; a customer's token sees its own."""
    rows = page_of(standing(records_for(asker_of(request).person, OutageRecord)), asked)
    return Page[OutageShown](**paged(rows, asked.limit, shown=_outage_shown, place=lambda row: row.pk))


@action(router, "/outages/{slug}/{record}/correct", OutageShown)
def correct_an_outage(request: HttpRequest, slug: Slug, record: Record, said: OutageCorrected) -> OutageShown:
    """Replace what is on record of an outage, with the reason; what stood there stays readable."""
    asker = allow(request, may_record_outages, "correct outages")
    row = correct_outage(
        customer_id=find_customer(asker, slug).pk,
        record=record,
        edition=said.edition,
        outage=_said(said),
        because=said.because,
        by=asker.author.actor,
        at=moment_of(request),
    )
    return _outage_shown(row)


@action(router, "/outages/{slug}/{record}/withdraw", OutageShown)
def withdraw_an_outage(request: HttpRequest, slug: Slug, record: Record, said: Because) -> OutageShown:
    """Take back that there was an outage; it stays on record, with the reason."""
    asker = allow(request, may_record_outages, "withdraw outages")
    told: dict[str, Any] = {"because": said.because, "by": asker.author.actor, "at": moment_of(request)}
    return _outage_shown(withdraw_outage(customer_id=find_customer(asker, slug).pk, record=record, **told))


@action(router, "/windows", WindowShown, status=201)
def announce_a_window(request: HttpRequest, said: WindowSaid) -> WindowShown:
    """Announce maintenance; one that has begun already is kept as a note for a dispute, and excuses nothing."""
    asker = allow(request, may_announce_windows, "announce maintenance")
    row = announce_window(
        customer=find_customer(asker, said.customer),
        systems=tuple(said.systems),
        starts_at=said.starts_at,
        planned_end_at=said.planned_end_at,
        title=said.title,
        by=asker.author.actor,
        at=moment_of(request),
    )
    return _window_shown(row)


@question(router, "/windows", Page[WindowShown])
def list_windows(request: HttpRequest, asked: Query[RecordsAsked]) -> Page[WindowShown]:
    """List the maintenance windows that hold, the last recorded first; a customer's token sees its own."""
    rows = page_of(standing(records_for(asker_of(request).person, WindowRecord)), asked)
    return Page[WindowShown](**paged(rows, asked.limit, shown=_window_shown, place=lambda row: row.pk))


@action(router, "/windows/{slug}/{record}/end", WindowShown)
def end_a_window(request: HttpRequest, slug: Slug, record: Record, said: WindowEnded) -> WindowShown:
    """Say when maintenance was over."""
    asker = allow(request, may_announce_windows, "end maintenance")
    told: dict[str, Any] = {"ended_at": said.ended_at, "by": asker.author.actor, "at": moment_of(request)}
    return _window_shown(end_window(customer_id=find_customer(asker, slug).pk, record=record, **told))


@action(router, "/windows/{slug}/{record}/cancel", WindowShown)
def cancel_a_window(request: HttpRequest, slug: Slug, record: Record, said: Because) -> WindowShown:
    """Call maintenance off."""
    asker = allow(request, may_announce_windows, "call maintenance off")
    told: dict[str, Any] = {"because": said.because, "by": asker.author.actor, "at": moment_of(request)}
    return _window_shown(cancel_window(customer_id=find_customer(asker, slug).pk, record=record, **told))


@action(router, "/checks", CheckShown, status=201)
def make_a_check(request: HttpRequest, said: CheckSaid) -> CheckShown:
    """Look at a system from now on."""
    asker = allow(request, may_manage_people, "make checks")
    customer = find_customer(asker, said.customer)
    given = said.model_dump(exclude={"customer"})
    return _check_shown(make_check(customer=customer, **given, by=asker.author.actor, at=moment_of(request)))


@question(router, "/checks", Page[CheckShown])
def list_checks(request: HttpRequest, asked: Query[ById]) -> Page[CheckShown]:
    """List own checks with what they said last."""
    asker = allow(request, may_work_on_tickets, "see checks")
    checks = Check.objects.filter(customer__in=customers_of(asker.person.customer_id), pk__gt=asked.after or 0)
    rows = list(checks.select_related("customer").order_by("pk")[: asked.limit + 1])
    return Page[CheckShown](**paged(rows, asked.limit, shown=_check_shown, place=lambda row: row.pk))


@action(router, "/checks/{int:check_id}/end", CheckShown)
def end_a_check(request: HttpRequest, check_id: OwnId) -> CheckShown:
    """Look no more; what was seen stays."""
    asker = allow(request, may_manage_people, "end checks")
    if not Check.objects.filter(pk=check_id).exists():
        raise NotThere(f"check {check_id}")
    return _check_shown(end_check(check_id=check_id, by=asker.author.actor, at=moment_of(request)))


@question(router, "/things", Page[ThingShown])
def list_things(request: HttpRequest, asked: Query[ThingsAsked]) -> Page[ThingShown]:
    """List the things that monitoring reports on; those without a system wait for somebody to say which they are."""
    allow(request, may_work_on_tickets, "see things")
    things = Thing.objects.filter(pk__gt=asked.after or 0)
    if asked.waiting:
        things = things.filter(system="")
    rows = list(things.select_related("customer").order_by("pk")[: asked.limit + 1])
    return Page[ThingShown](**paged(rows, asked.limit, shown=_thing_shown, place=lambda row: row.pk))


@action(router, "/things/{int:thing_id}/assign", ThingShown)
def assign_a_thing(request: HttpRequest, thing_id: OwnId, said: ThingAssigned) -> ThingShown:
    """Say which system a thing is: all that was ever reported of it counts from then on."""
    asker = allow(request, may_record_outages, "assign things")
    if not Thing.objects.filter(pk=thing_id).exists():
        raise NotThere(f"thing {thing_id}")
    at = moment_of(request)
    return _thing_shown(assign_thing_to_system(thing_id=thing_id, system=said.system, by=asker.author.actor, at=at))


def _said(said: OutageOf) -> OutageSaid:
    given = {name: getattr(said, name) for name in OutageOf.model_fields}
    return OutageSaid(**{**given, "affected": Fraction(said.affected) if said.affected else None})


def page_of(rows: QuerySet[Any], asked: RecordsAsked) -> list[Any]:
    """Return the rows of a page of records, the last recorded first, and one more where there is one."""
    if asked.customer is not None:
        rows = rows.filter(customer__slug=asked.customer)
    if asked.after is not None:
        rows = rows.filter(pk__lt=asked.after)
    return list(rows.select_related("customer").order_by("-pk")[: asked.limit + 1])


def _outage_shown(row: OutageRecord) -> OutageShown:
    given = {name: getattr(row, name) for name in OutageShown.model_fields if name not in ("customer", "ticket")}
    return OutageShown(**given, customer=row.customer.slug, ticket=row.ticket_number)


def _window_shown(row: WindowRecord) -> WindowShown:
    given = {name: getattr(row, name) for name in WindowShown.model_fields if name != "customer"}
    return WindowShown(**given, customer=row.customer.slug)


def _check_shown(row: Check) -> CheckShown:
    given = {name: getattr(row, name) for name in CheckShown.model_fields if name != "customer"}
    return CheckShown(**given, customer=row.customer.slug)


def _thing_shown(row: Thing) -> ThingShown:
    given = {name: getattr(row, name) for name in ThingShown.model_fields if name != "customer"}
    return ThingShown(**given, customer=row.customer.slug)
