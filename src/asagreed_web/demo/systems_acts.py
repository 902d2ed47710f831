"""What is done about systems in the half year: outages recorded and corrected, gaps admitted, maintenance announced."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed_web.customers.models import Customer
from asagreed_web.demo.half_year import DAY, MINUTE, Act, Clock, CustomerStory, Down, Maintenance, OwnCheck, Unwatched
from asagreed_web.monitoring.operations import end_check, make_check
from asagreed_web.people.models import Person
from asagreed_web.status.models import StatusPage
from asagreed_web.status.operations import show_status_page
from asagreed_web.uptime.operations import (
    OutageSaid,
    announce_window,
    correct_outage,
    record_outage,
    record_unwatched,
)

SEEN_AFTER = 2 * MINUTE
"""So long after it began an outage is seen."""


def systems_acts(customer: Customer, story: CustomerStory, *, owner: Person, begins: int, until: int) -> Iterator[Act]:
    """Yield what is done about the systems of a customer, in no order."""
    clock = Clock(customer.zone, until)
    if story.status_page:
        yield Act(begins, lambda at: show_status_page(customer=customer, shown=StatusPage.Shown.EVERYBODY,
                                                      word=story.status_page, by=owner, at=at))  # fmt: skip
    yield from (Act(begins, _Checked(customer, each, owner.actor)) for each in story.checks)
    for outage in story.outages:
        yield from _outage(customer, outage, clock, owner.actor)
    yield from (_unwatched(customer, each, clock, owner.actor) for each in story.unwatched)
    yield from (_window(customer, each, clock, owner.actor) for each in story.windows)


class _Checked:
    """Makes a check and ends it again."""

    def __init__(self, customer: Customer, check: OwnCheck, by: str) -> None:
        self._customer, self._check, self._by = customer, check, by

    def __call__(self, at: int) -> None:
        told = self._check
        made = make_check(customer=self._customer, system=told.system, kind=told.kind, target=told.target,
                          every_seconds=told.every, by=self._by, at=at)  # fmt: skip
        end_check(check_id=made.pk, by=self._by, at=at)


def _outage(customer: Customer, outage: Down, clock: Clock, by: str) -> Iterator[Act]:
    began = clock.moment(outage.ago, outage.day, outage.begins)
    kept: dict[str, str] = {}

    def said(minutes: int) -> OutageSaid:
        return OutageSaid(
            system=outage.system, occurred_at=began, detected_at=began + SEEN_AFTER,
            restored_at=began + minutes * MINUTE, is_degraded=outage.degraded, cause=outage.cause,
        )  # fmt: skip

    def record(at: int) -> None:
        kept["record"] = record_outage(customer=customer, outage=said(outage.minutes), by=by, at=at).record

    yield Act(began + (outage.minutes + 10) * MINUTE, record)
    late = outage.corrected
    if late is not None:
        yield Act(
            clock.moment(late.ago, late.day, "11:00"),
            lambda at: correct_outage(customer_id=customer.pk, record=kept["record"], edition=1,
                                      outage=said(late.minutes), because=late.because, by=by, at=at),
        )  # fmt: skip


def _unwatched(customer: Customer, gap: Unwatched, clock: Clock, by: str) -> Act:
    start = clock.moment(gap.ago, gap.day, gap.begins)
    end = start + gap.minutes * MINUTE
    return Act(end + 10 * MINUTE, lambda at: record_unwatched(
        customer=customer, system=gap.system, start_at=start, end_at=end, because=gap.because, by=by, at=at
    ))  # fmt: skip


def _window(customer: Customer, window: Maintenance, clock: Clock, by: str) -> Act:
    starts = (
        clock.ahead(window.ahead, window.begins)
        if window.ahead
        else clock.moment(window.ago, window.day, window.begins)
    )
    announced = min(starts - window.notice * DAY, clock.until)
    return Act(announced, lambda at: announce_window(
        customer=customer, systems=window.systems, starts_at=starts,
        planned_end_at=starts + window.minutes * MINUTE, title=window.title, by=by, at=at,
    ))  # fmt: skip
