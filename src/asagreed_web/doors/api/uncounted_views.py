"""What keeps time out of the measures: excuses that both parties agreed to, and time that nobody watched."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from asagreed_web.doors.api.customer_views import Slug, find_customer
from asagreed_web.doors.api.identity import allow, asker_of
from asagreed_web.doors.api.registering import action, question
from asagreed_web.doors.api.shapes import Page, paged
from asagreed_web.doors.api.uncounted_shapes import (
    ExcuseCorrected,
    ExcuseSaid,
    ExcuseShown,
    UnwatchedCorrected,
    UnwatchedSaid,
    UnwatchedShown,
)
from asagreed_web.doors.api.uptime_shapes import Because, RecordsAsked
from asagreed_web.doors.api.uptime_views import Record, page_of
from asagreed_web.people.passing import moment_of
from asagreed_web.uptime.models import ExcuseRecord, UnwatchedRecord
from asagreed_web.uptime.operations import (
    agree_excuse,
    correct_excuse,
    correct_unwatched,
    record_unwatched,
    withdraw_excuse,
    withdraw_unwatched,
)
from asagreed_web.uptime.queries import standing
from asagreed_web.uptime.rules import may_announce_windows, may_record_outages, records_for

router = Router(tags=["uptime"])


@action(router, "/excuses", ExcuseShown, status=201)
def record_an_excuse(request: HttpRequest, said: ExcuseSaid) -> ExcuseShown:
    """Put on record that both parties agreed not to count a stretch."""
    asker = allow(request, may_announce_windows, "record excuses")
    given = said.model_dump(exclude={"customer", "systems"})
    told: dict[str, Any] = {"by": asker.author.actor, "at": moment_of(request)}
    customer = find_customer(asker, said.customer)
    return _excuse_shown(agree_excuse(customer=customer, systems=tuple(said.systems), **given, **told))


@question(router, "/excuses", Page[ExcuseShown])
def list_excuses(request: HttpRequest, asked: Query[RecordsAsked]) -> Page[ExcuseShown]:
    """List the excuses that hold, the last recorded first; a customer's token sees its own."""
    rows = page_of(standing(records_for(asker_of(request).person, ExcuseRecord)), asked)
    return Page[ExcuseShown](**paged(rows, asked.limit, shown=_excuse_shown, place=lambda row: row.pk))


@action(router, "/excuses/{slug}/{record}/correct", ExcuseShown)
def correct_an_excuse(request: HttpRequest, slug: Slug, record: Record, said: ExcuseCorrected) -> ExcuseShown:
    """Replace from when to when an excuse holds, with the reason; what stood there stays readable."""
    asker = allow(request, may_announce_windows, "correct excuses")
    told: dict[str, Any] = {**said.model_dump(), "by": asker.author.actor, "at": moment_of(request)}
    return _excuse_shown(correct_excuse(customer_id=find_customer(asker, slug).pk, record=record, **told))


@action(router, "/excuses/{slug}/{record}/withdraw", ExcuseShown)
def withdraw_an_excuse(request: HttpRequest, slug: Slug, record: Record, said: Because) -> ExcuseShown:
    """Take an excuse back; it stays on record, with the reason."""
    asker = allow(request, may_announce_windows, "withdraw excuses")
    told: dict[str, Any] = {"because": said.because, "by": asker.author.actor, "at": moment_of(request)}
    return _excuse_shown(withdraw_excuse(customer_id=find_customer(asker, slug).pk, record=record, **told))


@action(router, "/unwatched", UnwatchedShown, status=201)
def record_unwatched_time(request: HttpRequest, said: UnwatchedSaid) -> UnwatchedShown:
    """Put on record that nobody knows whether a system was up; that time is counted neither up nor down."""
    asker = allow(request, may_record_outages, "record unwatched time")
    given = said.model_dump(exclude={"customer"})
    told: dict[str, Any] = {"by": asker.author.actor, "at": moment_of(request)}
    return _unwatched_shown(record_unwatched(customer=find_customer(asker, said.customer), **given, **told))


@question(router, "/unwatched", Page[UnwatchedShown])
def list_unwatched_time(request: HttpRequest, asked: Query[RecordsAsked]) -> Page[UnwatchedShown]:
    """List the time that nobody watched, the last recorded first; a customer's token sees its own."""
    rows = page_of(standing(records_for(asker_of(request).person, UnwatchedRecord)), asked)
    return Page[UnwatchedShown](**paged(rows, asked.limit, shown=_unwatched_shown, place=lambda row: row.pk))


@action(router, "/unwatched/{slug}/{record}/correct", UnwatchedShown)
def correct_unwatched_time(
    request: HttpRequest, slug: Slug, record: Record, said: UnwatchedCorrected
) -> UnwatchedShown:
    """Replace from when to when nobody watched, with the reason; what stood there stays readable."""
    asker = allow(request, may_record_outages, "correct unwatched time")
    told: dict[str, Any] = {**said.model_dump(), "by": asker.author.actor, "at": moment_of(request)}
    return _unwatched_shown(correct_unwatched(customer_id=find_customer(asker, slug).pk, record=record, **told))


@action(router, "/unwatched/{slug}/{record}/withdraw", UnwatchedShown)
def withdraw_unwatched_time(request: HttpRequest, slug: Slug, record: Record, said: Because) -> UnwatchedShown:
    """Take back that nobody watched: other evidence was found."""
    asker = allow(request, may_record_outages, "withdraw unwatched time")
    told: dict[str, Any] = {"because": said.because, "by": asker.author.actor, "at": moment_of(request)}
    return _unwatched_shown(withdraw_unwatched(customer_id=find_customer(asker, slug).pk, record=record, **told))


def _excuse_shown(row: ExcuseRecord) -> ExcuseShown:
    given = {name: getattr(row, name) for name in ExcuseShown.model_fields if name != "customer"}
    return ExcuseShown(**given, customer=row.customer.slug)


def _unwatched_shown(row: UnwatchedRecord) -> UnwatchedShown:
    given = {name: getattr(row, name) for name in UnwatchedShown.model_fields if name != "customer"}
    return UnwatchedShown(**given, customer=row.customer.slug)
