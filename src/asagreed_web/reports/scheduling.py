"""Keeping schedules: which reports a customer gets, and what is due now.

The next moment is stored. A worker claims it by moving it on, and a tick that was missed is done when a worker lives
again, period by period. A period that cannot be reported stays next, and is tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from asagreed.errors import AsagreedError
from asagreed_web.chronicle.operations import Happening, append
from asagreed_web.customers.models import Customer
from asagreed_web.kit import wall
from asagreed_web.kit.outbox import put_mail
from asagreed_web.people.models import Person
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.issuing import issue_report, latest_of
from asagreed_web.reports.models import Recipient, Schedule, ToReview
from asagreed_web.reports.periods import after, due_at, find_period, period_at
from asagreed_web.reports.rules import may_get_reports, reviewers

LAST_DAY = 28
"""Every month has it."""
AGAIN_AFTER = 3600
"""Seconds until a report is tried again that could not be made."""
_MOST_AT_ONCE = 36
"""Periods that are made up for in one turn."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a customer gets reports of one length."""

    every: str
    day: int
    language: str
    is_reviewed: bool
    is_on: bool


@transaction.atomic
def keep_schedule(*, customer: Customer, wanted: Wanted, by: Person, at: int) -> Schedule:
    """Keep how a customer gets reports of one length. The first one is about the period that runs now.

    Raises NotReported for a day that not every month has.
    """
    if not 1 <= wanted.day <= LAST_DAY:
        raise NotReported(f"The {wanted.day}th is no day of every month. Choose one from 1 to {LAST_DAY}.")
    before = Schedule.objects.select_for_update().filter(customer=customer, every=wanted.every).first()
    # A schedule that goes on keeps what is next: a tick that was missed is not lost by another day of the month.
    goes_on = before is not None and before.is_on
    period = (
        find_period(before.next_period) if before and goes_on else period_at(at, every=wanted.every, zone=customer.zone)
    )
    columns = {
        "day": wanted.day,
        "language": wanted.language,
        "is_reviewed": wanted.is_reviewed,
        "is_on": wanted.is_on,
        "next_period": period.name,
        "next_at": due_at(period, day=wanted.day, zone=customer.zone),
        "trouble": "",
        "changed_at": at,
        "changed_by": by,
    }
    kept, _ = Schedule.objects.update_or_create(customer=customer, every=wanted.every, defaults=columns)
    says = {name: columns[name] for name in ("day", "language", "is_reviewed", "is_on", "next_period")}
    append(customer.pk, Happening(subject="report schedule", subject_id=kept.pk, kind="report schedule kept",
                                  happened_at=at, recorded_at=at, actor=by.actor,
                                  says={"every": wanted.every, **says}))  # fmt: skip
    return kept


@transaction.atomic
def keep_recipients(*, customer: Customer, person_ids: Iterable[int], by: Person, at: int) -> list[Person]:
    """Keep who of a customer is told of its reports; who has no access any more is left out."""
    chosen = list(may_get_reports(customer.pk).filter(pk__in=set(person_ids)).order_by("pk"))
    Recipient.objects.filter(customer=customer).exclude(person__in=chosen).delete()
    for person in chosen:
        Recipient.objects.get_or_create(person=person, defaults={"customer": customer})
    append(customer.pk, Happening(subject="report schedule", subject_id=customer.pk, kind="report recipients kept",
                                  happened_at=at, recorded_at=at, actor=by.actor,
                                  says={"people": [each.actor for each in chosen]}))  # fmt: skip
    return chosen


def take_due(*, at: int) -> int:
    """Issue what is due, or ask for it to be read; return how many periods were dealt with."""
    done = 0
    with wall.seeing(wall.ALL):
        for _ in range(_MOST_AT_ONCE):
            due = Schedule.objects.filter(is_on=True, next_at__lte=at).select_related("customer").order_by("next_at")
            dealt_with = [_take(each, at=at) for each in due]
            if not dealt_with:
                break
            done += sum(dealt_with)
    return done


def _take(schedule: Schedule, *, at: int) -> bool:
    """Deal with the next period of a schedule.

    1. Claim it for an hour; if no row changed, another worker has it.
    2. Issue the report, or let it wait for somebody to read it.
    3. Move the schedule on. What cannot be made stays next, with the reason, and is tried again after that hour; so is
       what a worker died over, and neither keeps the others waiting.
    """
    claimed = Schedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at, is_on=True)
    if not claimed.update(next_at=at + AGAIN_AFTER):
        return False
    period = find_period(schedule.next_period)
    following = after(period)
    try:
        with transaction.atomic():
            _deal_with(schedule, period.name, at=at)
            Schedule.objects.filter(pk=schedule.pk, next_period=period.name).update(
                next_period=following.name,
                next_at=due_at(following, day=schedule.day, zone=schedule.customer.zone),
                trouble="",
            )
    except AsagreedError as error:
        _log.warning("The report %s of %s was not made: %s", period.name, schedule.customer.slug, error)
        Schedule.objects.filter(pk=schedule.pk).update(trouble=str(error))
        return False
    return True


def _deal_with(schedule: Schedule, period: str, *, at: int) -> None:
    customer = schedule.customer
    if latest_of(customer.pk, period) is not None:
        return
    if not schedule.is_reviewed:
        issue_report(customer=customer, period=period, language=schedule.language, by=None, at=at)
        return
    ToReview.objects.get_or_create(
        customer=customer, period=period, defaults={"language": schedule.language, "due_at": schedule.next_at}
    )
    link = settings.ADDRESS + reverse("desk:report_so_far", args=(customer.slug, period))
    for each in reviewers():
        put_mail(
            key=f"report {customer.pk} {period} to review by {each.pk}",
            template="report_to_review",
            to=each.email,
            says={"name": each.name, "customer": customer.name, "period": period, "link": link},
            customer_id=customer.pk,
            at=at,
            language=each.language,
        )
