"""What is put on record of systems is added to, never changed, and refused in words where it cannot be."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.web.conftest import Cast, chicago

from asagreed.facts.uptime import Outage
from asagreed_web.chronicle.queries import find_break
from asagreed_web.uptime.models import OutageRecord, WindowRecord
from asagreed_web.uptime.operations import (
    NotRecorded,
    OutageSaid,
    agree_excuse,
    announce_window,
    cancel_window,
    correct_excuse,
    correct_outage,
    correct_unwatched,
    end_window,
    record_outage,
    record_unwatched,
    record_window_of_series,
    withdraw_excuse,
    withdraw_outage,
    withdraw_unwatched,
    withdraw_window,
)
from asagreed_web.uptime.queries import editions_of, excuses_of, outages_of, unwatched_of, uptime_facts, windows_of

AT = chicago("2026-05-15 10:00")
HOUR = 3600


def said(start: int = AT, end: int | None = AT + HOUR, **more: Any) -> OutageSaid:
    """Return that mail was down."""
    return OutageSaid(system="mail", occurred_at=start, restored_at=end, **more)


def record(cast: Cast, outage: OutageSaid, *, at: int = AT + 2 * HOUR) -> OutageRecord:
    """Put an outage of Harbour Dental on record."""
    return record_outage(customer=cast.harbour, outage=outage, by="person 1", at=at)


def window(cast: Cast, *, starts_in: int = 100 * HOUR, at: int = AT) -> WindowRecord:
    """Announce two hours of maintenance."""
    starts = at + starts_in
    return announce_window(customer=cast.harbour, systems=("mail",), starts_at=starts, planned_end_at=starts + 2 * HOUR,
                           title="New disks", by="person 1", at=at)  # fmt: skip


def test_an_outage_becomes_a_fact_of_the_library(cast: Cast) -> None:
    row = record(cast, said(affected=Fraction(1, 2), cause="a disk", detected_at=AT + 60, ticket_number=17))
    assert uptime_facts(cast.harbour.pk).outages == (
        Outage(id="outage-1", system="mail", occurred_at=AT, detected_at=AT + 60, restored_at=AT + HOUR, cause="a disk",
               affected=Fraction(1, 2), recorded_at=AT + 2 * HOUR, recorded_by="person 1", ticket="#17"),
    )  # fmt: skip
    assert (row.record, find_break(cast.harbour.pk)) == ("outage-1", None)


def test_a_correction_is_a_newer_record_of_the_same_id_with_its_reason(cast: Cast) -> None:
    first = record(cast, said())
    correct_outage(customer_id=cast.harbour.pk, record=first.record, edition=1, outage=said(end=AT + 1800),
                   because="the log shows it", by="person 2", at=AT + 3 * HOUR)  # fmt: skip
    facts = uptime_facts(cast.harbour.pk).outages
    assert [(each.id, each.restored_at, each.because, each.recorded_at) for each in facts] == [
        ("outage-1", AT + HOUR, "", AT + 2 * HOUR),
        ("outage-1", AT + 1800, "the log shows it", AT + 3 * HOUR),
    ]
    assert [each.edition for each in outages_of(cast.harbour.pk)] == [2]
    assert [each.edition for each in editions_of(OutageRecord.objects.all(), "outage-1")] == [2, 1]


def test_two_corrections_at_once_do_not_pass_over_each_other(cast: Cast) -> None:
    record(cast, said())
    given: dict[str, Any] = {"customer_id": cast.harbour.pk, "record": "outage-1", "by": "person 2", "at": AT + 9000}
    correct_outage(**given, edition=1, outage=said(end=AT + 60), because="one found this")
    with pytest.raises(NotRecorded, match=r"was corrected meanwhile: edition 2 holds, and you saw 1. It says: one"):
        correct_outage(**given, edition=1, outage=said(end=AT + 90), because="another found that")


def test_a_withdrawn_outage_stays_on_record_and_holds_no_more(cast: Cast) -> None:
    record(cast, said())
    for _ in range(2):
        withdraw_outage(customer_id=cast.harbour.pk, record="outage-1", because="a test", by="person 2", at=AT + 9000)
    assert (list(outages_of(cast.harbour.pk)), OutageRecord.objects.count()) == ([], 2)


@pytest.mark.parametrize(
    ("outage", "words"),
    [
        (said(end=AT - 1), "It cannot be restored at 2026-05-15 14:59:59 UTC, before it began at 2026-05-15 15:00:00"),
        (said(detected_at=AT - 1), "It cannot be detected at"),
        (said(end=AT + 99 * HOUR), "lies ahead: it is 2026-05-15 17:00:00 UTC. Record it when it happened."),
        (said(affected=Fraction(3, 2)), "lies above 0 and at most at 1"),
        (OutageSaid(system="moon", occurred_at=AT), "The agreement lists no system «moon». It lists: "),
    ],
    ids=["ends first", "seen first", "ahead", "more than all", "unknown system"],
)
def test_what_cannot_be_is_refused_in_words(cast: Cast, outage: OutageSaid, words: str) -> None:
    with pytest.raises(NotRecorded) as refused:
        record(cast, outage)
    assert words in str(refused.value)
    assert not OutageRecord.objects.exists()


def test_a_correction_needs_its_reason(cast: Cast) -> None:
    record(cast, said())
    with pytest.raises(NotRecorded, match="needs its reason"):
        withdraw_outage(customer_id=cast.harbour.pk, record="outage-1", because=" ", by="person 2", at=AT + 9000)
    with pytest.raises(NotRecorded, match="There is no outage «outage-9»"):
        withdraw_outage(customer_id=cast.harbour.pk, record="outage-9", because="x", by="person 2", at=AT + 9000)


def test_the_database_refuses_what_was_changed_or_ends_before_it_begins(cast: Cast) -> None:
    row = record(cast, said())
    with pytest.raises(IntegrityError), transaction.atomic():
        OutageRecord.objects.filter(pk=row.pk).update(restored_at=AT + 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutageRecord.objects.create(customer=cast.harbour, record="x", edition=1, recorded_at=AT, recorded_by="nobody",
                                    system="mail", occurred_at=AT, restored_at=AT - 1)  # fmt: skip


def test_a_window_is_announced_ended_and_called_off(cast: Cast) -> None:
    first, second = window(cast), window(cast, starts_in=200 * HOUR)
    ended = AT + 101 * HOUR
    end_window(customer_id=cast.harbour.pk, record=first.record, ended_at=ended, by="person 1", at=ended + 60)
    cancel_window(customer_id=cast.harbour.pk, record=second.record, because="no disks", by="person 1", at=ended)
    assert [(each.record, each.ended_at, each.cancelled_at) for each in windows_of(cast.harbour.pk)] == [
        ("window-1", ended, None),
        ("window-2", None, ended),
    ]
    assert [each.notified_at for each in uptime_facts(cast.harbour.pk).windows] == [AT, AT, AT, AT]
    with pytest.raises(NotRecorded, match="was called off or taken back already"):
        end_window(customer_id=cast.harbour.pk, record=second.record, ended_at=ended, by="person 1", at=ended)
    withdraw_window(customer_id=cast.harbour.pk, record=first.record, because="wrong customer", by="person 1", at=ended)
    assert [each.record for each in windows_of(cast.harbour.pk)] == ["window-2"]


def test_a_window_that_is_over_is_not_called_off(cast: Cast) -> None:
    over = AT + 102 * HOUR
    with pytest.raises(NotRecorded, match="can no longer be called off"):
        cancel_window(customer_id=cast.harbour.pk, record=window(cast).record, because="x", by="person 1", at=over)


def test_a_window_that_is_declared_afterwards_is_kept_as_a_note_for_a_dispute(cast: Cast) -> None:
    assert [window(cast, starts_in=seconds).is_dispute_note for seconds in (1, 0, -HOUR)] == [False, True, True]


@pytest.mark.parametrize("hours", [0, -1])
def test_a_window_has_a_length(cast: Cast, hours: int) -> None:
    with pytest.raises(NotRecorded, match=r"window begins and ends at the same moment|before it begins"):
        announce_window(customer=cast.harbour, systems=(), starts_at=AT, planned_end_at=AT + hours * HOUR, title="",
                        by="person 1", at=AT)  # fmt: skip


def test_one_window_of_a_series_is_put_on_record_to_end_early(cast: Cast) -> None:
    row = record_window_of_series(
        customer=cast.harbour,
        agreed="patches",
        systems=(),
        starts_at=AT,
        planned_end_at=AT + HOUR,
        by="person 1",
        at=AT + 600,
        because="over early",
    )
    end_window(customer_id=cast.harbour.pk, record=row.record, ended_at=AT + 500, by="person 1", at=AT + 700)
    (held,) = windows_of(cast.harbour.pk)
    assert (held.agreed, held.ended_at, held.is_dispute_note) == ("patches", AT + 500, False)


def test_an_excuse_is_agreed_by_both_corrected_and_taken_back(cast: Cast) -> None:
    told: dict[str, Any] = {"by": "person 1", "at": AT + HOUR, "because": "power was cut"}
    about: dict[str, Any] = {
        "customer": cast.harbour,
        "kind": "customer",
        "systems": ("mail",),
        "start_at": AT,
        "end_at": AT + HOUR,
    }
    given = about | told
    with pytest.raises(NotRecorded, match="Say who agreed to it for the customer"):
        agree_excuse(**given, agreed_by=" ")
    with pytest.raises(NotRecorded, match=r"«weather» is no kind of excuse. The kinds are: customer, third party"):
        agree_excuse(**{**given, "kind": "weather"}, agreed_by="Ann")
    with pytest.raises(NotRecorded, match="Say how long it holds"):
        agree_excuse(**{**given, "end_at": AT}, agreed_by="Ann")
    row = agree_excuse(**given, agreed_by="Ann")
    correct_excuse(customer_id=cast.harbour.pk, record=row.record, edition=1, start_at=AT, end_at=AT + 60,
                   because="it was back sooner", by="person 1", at=AT + HOUR)  # fmt: skip
    (held,) = excuses_of(cast.harbour.pk)
    assert (held.end_at, held.agreed_by) == (AT + 60, "Ann")
    withdraw_excuse(customer_id=cast.harbour.pk, record=row.record, because="not so", by="person 1", at=AT + HOUR)
    assert (list(excuses_of(cast.harbour.pk)), len(uptime_facts(cast.harbour.pk).excuses)) == ([], 3)


def test_time_that_nobody_watched_is_put_on_record_corrected_and_taken_back(cast: Cast) -> None:
    row = record_unwatched(customer=cast.harbour, system="mail", start_at=AT, end_at=None, because="the monitor moved",
                           by="person 1", at=AT + HOUR)  # fmt: skip
    correct_unwatched(customer_id=cast.harbour.pk, record=row.record, edition=1, start_at=AT, end_at=AT + 60,
                      because="it was back", by="person 1", at=AT + HOUR)  # fmt: skip
    assert [(each.start_at, each.end_at) for each in unwatched_of(cast.harbour.pk)] == [(AT, AT + 60)]
    withdraw_unwatched(customer_id=cast.harbour.pk, record=row.record, because="logs show it was up", by="person 1",
                       at=AT + HOUR)  # fmt: skip
    assert list(unwatched_of(cast.harbour.pk)) == []
