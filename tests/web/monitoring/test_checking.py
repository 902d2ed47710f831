"""What own checks saw becomes outages, tickets and unwatched time; what nobody could see is never up and never down."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Cast, chicago

from asagreed_web.chronicle.queries import find_break
from asagreed_web.kit.outward_addresses import TargetRefused
from asagreed_web.monitoring.checking import beat, began, claim_due, notice_unseen, store_looks, tell_blind
from asagreed_web.monitoring.condensing import KEPT_SINGLE, condense_looks
from asagreed_web.monitoring.models import Blindness, Check, Look
from asagreed_web.monitoring.operations import end_check, make_check
from asagreed_web.monitoring.probing.clock_watch import Blind, ClockWatch, since_last_beat
from asagreed_web.monitoring.probing.looking import Saw
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import Author, resolve
from asagreed_web.uptime.operations import NotRecorded
from asagreed_web.uptime.queries import outages_of, unwatched_of

AT = chicago("2026-05-15 10:00")
HOURS = 3600


def made(cast: Cast, **more: Any) -> Check:
    """Return a check of the mail of Harbour Dental, each minute."""
    given = {"system": "mail", "kind": "tcp", "target": "mail.harbour.example", "port": 25, "every_seconds": 60}
    return make_check(customer=cast.harbour, **{**given, **more}, by="person 1", at=AT)


def seen(check: Check, *parts: str) -> None:
    """Let a check have seen what is written as `up@60`, in seconds after ten, as it came."""
    for part in parts:
        state, second = part.split("@")
        at = AT + int(second)
        says = "" if state == "up" else "It does not answer."
        store_looks([Saw(check.pk, at, state == "up", 12, says)], at=at)


def outages(cast: Cast) -> list[tuple[int, int | None]]:
    """Return the outages that hold, in seconds after ten."""
    rows = outages_of(cast.harbour.pk).order_by("occurred_at")
    return [(row.occurred_at - AT, None if row.restored_at is None else row.restored_at - AT) for row in rows]


def unwatched(cast: Cast) -> list[tuple[int, int | None]]:
    """Return when nobody watched, in seconds after ten."""
    rows = unwatched_of(cast.harbour.pk).order_by("start_at")
    return [(row.start_at - AT, None if row.end_at is None else row.end_at - AT) for row in rows]


def test_an_outage_is_confirmed_by_retries_and_begins_with_the_first_failure(cast: Cast) -> None:
    check = made(cast)
    seen(check, "up@0", "down@60", "down@75")
    assert (outages(cast), Ticket.objects.count()) == ([], 0)
    seen(check, "down@90")
    row = outages_of(cast.harbour.pk).get()
    assert (outages(cast), row.detected_at) == ([(60, None)], AT + 90)
    ticket = Ticket.objects.get()
    assert (ticket.system, ticket.subject, ticket.occurred_at, ticket.number) == (
        "mail", "mail is down", AT + 60, row.ticket_number)  # fmt: skip
    seen(check, "down@150", "up@210")
    assert outages(cast) == [(60, 210)]
    notes = Message.objects.filter(kind=Message.Kind.NOTE).values_list("text", flat=True)
    assert list(notes) == ["mail is up again. Whether that lasts is for a person to say."]
    assert find_break(cast.harbour.pk) is None


def test_a_failure_that_a_retry_disproves_is_no_outage(cast: Cast) -> None:
    seen(made(cast), "up@0", "down@60", "up@75", "up@135")
    assert (outages(cast), unwatched(cast), Ticket.objects.count()) == ([], [], 0)


def test_as_long_as_its_ticket_is_open_a_check_opens_no_other(cast: Cast) -> None:
    check = made(cast, retries=0)
    seen(check, "up@0", "down@60", "up@120", "down@180", "up@240")
    assert (Ticket.objects.count(), len(outages(cast))) == (1, 2)
    resolve(ticket_id=Ticket.objects.get().pk, by=Author.of(cast.technician), at=AT + 300)
    seen(check, "down@360")
    assert Ticket.objects.count() == 2


def test_a_check_may_open_no_tickets(cast: Cast) -> None:
    seen(made(cast, retries=0, opens_ticket=False), "up@0", "down@60")
    assert (outages(cast), Ticket.objects.count()) == ([(60, None)], 0)


def test_a_machine_that_slept_for_six_hours_leaves_time_that_is_neither_up_nor_down(cast: Cast) -> None:
    check = made(cast, retries=0)
    seen(check, "up@0", "up@60", f"up@{6 * HOURS + 60}", f"up@{6 * HOURS + 120}")
    assert (unwatched(cast), outages(cast)) == ([(60, 6 * HOURS + 60)], [])


def test_an_outage_does_not_go_on_through_time_that_nobody_watched(cast: Cast) -> None:
    check = made(cast, retries=0)
    seen(check, "up@0", "down@60", "down@120", f"up@{6 * HOURS}")
    assert (outages(cast), unwatched(cast)) == ([(60, 120)], [(120, 6 * HOURS)])


def test_when_nobody_looks_any_more_that_is_noticed_while_it_lasts(cast: Cast) -> None:
    check = made(cast)
    seen(check, "up@0", "up@60")
    assert (notice_unseen(at=AT + 240), unwatched(cast)) == (0, [])
    for _ in range(2):
        assert notice_unseen(at=AT + 241) == 1
    assert unwatched(cast) == [(60, None)]
    seen(check, "up@600")
    assert unwatched(cast) == [(60, 600)]


def test_a_process_that_was_killed_leaves_a_gap_whatever_the_interval_of_a_check(cast: Cast) -> None:
    check = made(cast, every_seconds=3600)
    assert began(vantage="here", at=AT) is None
    seen(check, "up@0")
    beat(vantage="here", at=AT + 600)
    assert began(vantage="here", at=AT + 600 + 180) is None
    blind = began(vantage="here", at=AT + 3000)
    assert blind == Blind(AT + 780, AT + 3000, "the checks were not running")
    seen(check, "up@3600")
    assert (unwatched(cast), outages(cast)) == ([(0, 3600)], [])


def test_the_first_look_of_a_check_counts_though_the_process_was_killed_before_its_next_beat(cast: Cast) -> None:
    check = made(cast, retries=0)
    beat(vantage="here", at=AT)
    seen(check, "down@5")
    assert began(vantage="here", at=AT + HOURS) == Blind(AT + 5, AT + HOURS, "the checks were not running")
    seen(check, f"up@{HOURS + 1}")
    assert (outages(cast), unwatched(cast)) == ([], [(5, HOURS + 1)])


@pytest.mark.parametrize(
    ("wall", "steady", "expected"),
    [
        (1010, 10.0, None),
        (1012, 10.0, None),
        (22600, 10.0, Blind(1000, 22600, "the machine slept, or its clock was set forward by 21590 seconds")),
        (400, 10.0, Blind(400, 1010, "the clock was set back by 610 seconds")),
        (1005, 10.0, Blind(1000, 1010, "the clock was set back by 5 seconds")),
    ],
    ids=["in step", "corrected a little", "slept", "set back", "set back a little"],
)
def test_a_clock_that_was_set_is_found_out(wall: int, steady: float, expected: Blind | None) -> None:
    watch = ClockWatch(wall=1000, steady=0.0)
    assert watch.glance(wall=wall, steady=steady) == expected
    assert watch.glance(wall=wall + 1, steady=steady + 1) is None


@pytest.mark.parametrize(
    ("beat_at", "at", "expected"),
    [
        (None, 1000, None),
        (1000, 1180, None),
        (1000, 1181, Blind(1000, 1181, "the checks were not running")),
        (1000, 400, Blind(400, 1000, "the clock was set back while nobody was looking")),
    ],
)
def test_the_last_beat_tells_how_long_nobody_looked(beat_at: int | None, at: int, expected: Blind | None) -> None:
    assert since_last_beat(beat_at=beat_at, at=at) == expected


def test_a_clock_that_was_set_back_leaves_time_of_which_nobody_knows_what_was_so(cast: Cast) -> None:
    check = made(cast, retries=0)
    seen(check, "up@0", "up@60", "up@600", "up@660")
    # The clock shows eleven past once more: what was seen from then on, and what is seen now, cannot be told apart.
    tell_blind(vantage="here", blind=Blind(AT + 60, AT + 660, "the clock was set back by 600 seconds"), at=AT + 60)
    seen(check, "down@120", "up@180", "up@660", "up@720")
    assert (outages(cast), unwatched(cast)) == ([], [(60, 660)])
    assert Blindness.objects.get().because == "the clock was set back by 600 seconds"


def test_a_check_that_was_planned_before_the_clock_was_set_back_is_due_at_once(cast: Cast) -> None:
    check = made(cast)
    assert [each.check_id for each in claim_due(vantage="here", at=AT)] == [check.pk]
    assert claim_due(vantage="here", at=AT + 1) == []
    assert [each.check_id for each in claim_due(vantage="here", at=AT - HOURS)] == [check.pk]


def test_what_is_due_is_claimed_once_keeps_its_beat_and_belongs_to_its_vantage_point(cast: Cast) -> None:
    check = made(cast)
    assert claim_due(vantage="elsewhere", at=AT) == []
    assert len(claim_due(vantage="here", at=AT + 7)) == 1
    assert Check.objects.get().next_at == AT + 60
    assert claim_due(vantage="here", at=AT + 59) == []
    store_looks([Saw(check.pk, AT + 8, is_up=False, took_ms=1, says="no")], at=AT + 8)
    assert Check.objects.get().next_at == AT + 8 + 15


def test_a_check_that_ended_is_not_made_and_keeps_what_it_saw(cast: Cast) -> None:
    check = made(cast)
    seen(check, "up@0")
    for _ in range(2):
        end_check(check_id=check.pk, by="person 1", at=AT + 10)
    seen(check, "down@60")
    assert (claim_due(vantage="here", at=AT + 999), Look.objects.count(), notice_unseen(at=AT + 9999)) == ([], 1, 0)


def test_a_warning_is_no_outage(cast: Cast) -> None:
    check = made(cast, kind="tls", target="www.harbour.example", port=None)
    store_looks([Saw(check.pk, AT, is_up=True, took_ms=5, says="The certificate ends in 9 days.")], at=AT)
    check.refresh_from_db()
    assert (check.warned_at, check.says, outages(cast)) == (AT, "The certificate ends in 9 days.", [])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"system": "moon"}, "lists no system «moon»"),
        ({"kind": "gopher"}, "«gopher» is no kind of check. The kinds are: http, tcp, icmp"),
        ({"port": None}, "needs a port"),
        ({"target": "mail example/path"}, "is no host. Write a name"),
        ({"every_seconds": 5}, "looks every 10 seconds at most"),
        ({"expects": {"text": "x"}}, "A check by tcp knows no «text». It may expect: nothing else."),
        ({"kind": "http", "target": "http://x.example/", "expects": {"status": "many"}}, "«status» cannot be «many»"),
    ],
)
def test_a_check_that_cannot_be_is_refused_in_words(cast: Cast, given: dict[str, Any], words: str) -> None:
    with pytest.raises(NotRecorded) as refused:
        made(cast, **given)
    assert words in str(refused.value)


def test_an_address_of_another_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(TargetRefused, match="only http:// and https:// are called"):
        made(cast, kind="http", target="file:///etc/passwd")


def test_old_looks_are_put_together_and_say_the_same_as_before(cast: Cast) -> None:
    check = made(cast, retries=0)
    seen(check, *(f"up@{60 * minute}" for minute in range(20)), "down@1200", "down@1260", "up@1320")
    seen(check, f"up@{6 * HOURS}", f"up@{6 * HOURS + 60}")
    before = (outages(cast), unwatched(cast))
    assert before == ([(1200, 1320)], [(1320, 6 * HOURS)])
    assert condense_looks(at=AT + KEPT_SINGLE + 86400) == 20
    assert condense_looks(at=AT + KEPT_SINGLE + 86400) == 0
    kept = Look.objects.order_by("at").values_list("at", "until", "count", "is_up")
    assert [(at - AT, count, is_up) for at, _, count, is_up in kept] == [
        (0, 20, True), (1200, 1, False), (1260, 1, False), (1320, 1, True), (6 * HOURS, 2, True)]  # fmt: skip
    seen(check, f"up@{6 * HOURS + 600}")
    assert (outages(cast), unwatched(cast)) == ([(1200, 1320)], [(1320, 6 * HOURS), (6 * HOURS + 60, 6 * HOURS + 600)])
