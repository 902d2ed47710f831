"""Reports are issued as the customer's schedule says: once for each period, after missed ticks too."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.web.conftest import Cast, chicago
from tests.web.reports.may import JUNE_3, MAY, may_issued, month_of_may
from tests.web.signing.put import mails_to

from asagreed_web.customers.models import Customer
from asagreed_web.kit import worker_duties
from asagreed_web.reports.errors import NotReported
from asagreed_web.reports.models import Report, Schedule, ToReview
from asagreed_web.reports.scheduling import Wanted, keep_schedule, take_due

MONTHLY = Wanted(every="month", day=3, language="en", is_reviewed=False, is_on=True)
REVIEWED = Wanted(every="month", day=3, language="de", is_reviewed=True, is_on=True)


def scheduled(cast: Cast, wanted: Wanted = MONTHLY, at: str = "2026-05-11 10:00") -> Schedule:
    return keep_schedule(customer=cast.harbour, wanted=wanted, by=cast.owner, at=chicago(at))


def issued() -> list[str]:
    return list(Report.objects.order_by("pk").values_list("period", flat=True))


def test_the_first_report_is_about_the_month_that_runs_and_is_due_on_the_day(cast: Cast) -> None:
    schedule = scheduled(cast)
    assert (schedule.next_period, schedule.next_at) == (MAY, JUNE_3)

    assert (take_due(at=JUNE_3 - 1), issued()) == (0, [])
    assert (take_due(at=JUNE_3), issued()) == (1, [MAY])
    schedule.refresh_from_db()
    assert (schedule.next_period, schedule.next_at) == ("2026-06", chicago("2026-07-03 07:00"))


def test_a_worker_that_was_away_for_months_makes_up_for_each_of_them_once(cast: Cast) -> None:
    scheduled(cast)
    take_due(at=chicago("2026-09-01 12:00"))
    take_due(at=chicago("2026-09-01 12:05"))

    assert issued() == ["2026-05", "2026-06", "2026-07"]


def test_a_quarter_is_due_on_the_day_of_the_month_after_it(cast: Cast) -> None:
    scheduled(cast, Wanted(every="quarter", day=28, language="en", is_reviewed=False, is_on=True))
    take_due(at=chicago("2026-07-28 06:59"))
    assert issued() == []
    take_due(at=chicago("2026-07-28 07:00"))
    assert issued() == ["2026-Q2"]


def test_a_report_that_is_read_first_waits_and_is_told_of_once(cast: Cast) -> None:
    scheduled(cast, REVIEWED)
    take_due(at=JUNE_3)
    take_due(at=JUNE_3 + 300)

    (waiting,) = ToReview.objects.all()
    assert (waiting.period, waiting.language, waiting.due_at) == (MAY, "de", JUNE_3)
    assert issued() == []
    (mail,) = mails_to(cast.dispatcher.email)
    assert "/desk/customers/harbour-dental/reports/so-far/2026-05/" in mail.says["text"]
    may_issued(cast)
    assert not ToReview.objects.exists()


def test_what_somebody_issued_already_is_not_issued_again(cast: Cast) -> None:
    month_of_may(cast)
    scheduled(cast)
    first = may_issued(cast)
    take_due(at=JUNE_3)

    assert [each.pk for each in Report.objects.all()] == [first.pk]


def test_what_cannot_be_made_says_why_is_tried_again_and_keeps_nobody_waiting(cast: Cast) -> None:
    bare = Customer.objects.create(slug="a-bakery", name="A Bakery", zone="America/Chicago", entered_at=0)
    keep_schedule(customer=bare, wanted=MONTHLY, by=cast.owner, at=chicago("2026-05-11 10:00"))
    scheduled(cast)
    take_due(at=JUNE_3)

    assert issued() == [MAY]
    troubled = Schedule.objects.get(customer=bare)
    assert "no agreement" in troubled.trouble
    assert (troubled.next_period, troubled.next_at) == (MAY, JUNE_3 + 3600)


def test_a_schedule_that_goes_on_keeps_what_is_next_and_one_that_stops_is_quiet(cast: Cast) -> None:
    scheduled(cast)
    changed = scheduled(cast, Wanted(every="month", day=10, language="de", is_reviewed=False, is_on=True),
                        at="2026-06-02 09:00")  # fmt: skip
    assert (changed.next_period, changed.next_at) == (MAY, chicago("2026-06-10 07:00"))
    scheduled(cast, Wanted(every="month", day=10, language="de", is_reviewed=False, is_on=False),
              at="2026-06-02 09:01")  # fmt: skip
    take_due(at=chicago("2026-06-20 12:00"))
    assert issued() == []


@pytest.mark.parametrize("day", [0, 29])
def test_a_day_that_not_every_month_has_is_refused_by_form_and_database(cast: Cast, day: int) -> None:
    with pytest.raises(NotReported, match="no day of every month"):
        scheduled(cast, Wanted(every="month", day=day, language="en", is_reviewed=False, is_on=True))
    kept = scheduled(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.filter(pk=kept.pk).update(day=day)


def test_a_worker_does_both() -> None:
    names = {each.name for each in worker_duties.registered()}
    assert names >= {"issue reports that are due", "look over issued reports"}
