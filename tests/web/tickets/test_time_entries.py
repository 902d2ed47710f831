"""A timer measures work and loses nothing; entries are corrected by new ones."""

from __future__ import annotations

import pytest
from tests.web.billing.at_work import ticket_of, worked
from tests.web.conftest import Cast, chicago

from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import RunningTimer, TimeEntry
from asagreed_web.tickets.operations import Author, merge
from asagreed_web.tickets.time_entries import (
    Worked,
    drop_timer,
    record_time,
    running_timer,
    start_timer,
    stop_timer,
)

NINE, TEN = chicago("2026-05-12 09:00"), chicago("2026-05-12 10:00")


def test_a_timer_measures_from_start_to_stop(cast: Cast) -> None:
    ticket = ticket_of(cast)
    start_timer(ticket_id=ticket.pk, person=cast.technician, at=NINE)
    stopped = stop_timer(person=cast.technician, at=TEN)
    assert (stopped.ticket_id, stopped.start_at, stopped.end_at) == (ticket.pk, NINE, TEN)


def test_a_stopped_timer_is_kept_until_its_work_is_recorded(cast: Cast) -> None:
    ticket = ticket_of(cast)
    start_timer(ticket_id=ticket.pk, person=cast.technician, at=NINE)
    stop_timer(person=cast.technician, at=TEN)
    assert running_timer(cast.technician) is not None
    worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 10:00")
    assert running_timer(cast.technician) is None


def test_recording_earlier_work_leaves_the_timer_alone(cast: Cast) -> None:
    ticket = ticket_of(cast)
    start_timer(ticket_id=ticket.pk, person=cast.technician, at=TEN)
    worked(cast, ticket, "2026-05-12 09:00", "2026-05-12 10:00")
    assert running_timer(cast.technician) is not None


def test_one_timer_runs_for_each_person(cast: Cast) -> None:
    first, second = ticket_of(cast), ticket_of(cast)
    start_timer(ticket_id=first.pk, person=cast.technician, at=NINE)
    start_timer(ticket_id=second.pk, person=cast.dispatcher, at=NINE)
    with pytest.raises(NotPossible, match=f"runs on {first}"):
        start_timer(ticket_id=second.pk, person=cast.technician, at=TEN)


def test_starting_twice_on_one_ticket_goes_on(cast: Cast) -> None:
    ticket = ticket_of(cast)
    start_timer(ticket_id=ticket.pk, person=cast.technician, at=NINE)
    assert start_timer(ticket_id=ticket.pk, person=cast.technician, at=TEN).started_at == NINE
    assert RunningTimer.objects.count() == 1


def test_a_dropped_timer_tells_what_it_measured(cast: Cast) -> None:
    start_timer(ticket_id=ticket_of(cast).pk, person=cast.technician, at=NINE)
    assert drop_timer(person=cast.technician, at=TEN).end_at == TEN
    with pytest.raises(NotPossible, match="no timer"):
        stop_timer(person=cast.technician, at=TEN)


def test_a_timer_stopped_at_once_still_has_a_length(cast: Cast) -> None:
    start_timer(ticket_id=ticket_of(cast).pk, person=cast.technician, at=NINE)
    assert stop_timer(person=cast.technician, at=NINE).end_at == NINE + 1


def test_the_usual_role_of_the_person_is_kept_with_the_work(cast: Cast) -> None:
    cast.technician.work_role = "engineer"
    cast.technician.save()
    done = Worked(person=cast.technician, start_at=NINE, end_at=TEN)
    entry = record_time(ticket_id=ticket_of(cast).pk, by=cast.technician, worked=done, verdict={}, at=TEN)
    assert entry.role == "engineer"


def test_work_without_length_is_refused(cast: Cast) -> None:
    done = Worked(person=cast.technician, start_at=TEN, end_at=NINE)
    with pytest.raises(NotPossible, match="ends before it begins"):
        record_time(ticket_id=ticket_of(cast).pk, by=cast.technician, worked=done, verdict={}, at=TEN)


def test_work_on_a_merged_ticket_is_recorded_where_it_went(cast: Cast) -> None:
    first, second = ticket_of(cast), ticket_of(cast)
    merge(ticket_ids=[first.pk], into_id=second.pk, by=Author.of(cast.dispatcher), at=NINE)
    with pytest.raises(NotPossible, match=f"merged into {second}"):
        worked(cast, first, "2026-05-12 09:00", "2026-05-12 10:00")


@pytest.mark.parametrize("corrects", [-1, 0])
def test_only_entries_of_the_customer_are_corrected(cast: Cast, corrects: int) -> None:
    done = Worked(person=cast.technician, start_at=NINE, end_at=TEN)
    with pytest.raises(NotPossible, match="not one of this customer"):
        record_time(
            ticket_id=ticket_of(cast).pk, by=cast.technician, worked=done, verdict={}, at=TEN, corrects=corrects
        )
    assert not TimeEntry.objects.exists()
