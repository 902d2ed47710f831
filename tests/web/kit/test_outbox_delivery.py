"""Entries are leased, tried by the ladder, settled once, and never taken twice at the same time."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from asagreed_web.kit import wall
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox import put
from asagreed_web.kit.outbox_delivery import (
    LADDER,
    LEASE,
    CarrierAway,
    Delayed,
    Lease,
    LeaseLost,
    Refused,
    claim,
    deliver_next,
    wait_before,
)

MAIL, HOOK = OutboxEntry.Kind.MAIL, OutboxEntry.Kind.WEB_HOOK
State = OutboxEntry.State


def put_one(key: str, *, at: int = 1000, kind: str = MAIL, lane: str = "") -> OutboxEntry:
    """Put an effect that says nothing."""
    return put(kind=kind, key=key, says={}, customer_id=None, at=at, lane=lane)


def raising(error: Exception | None) -> dict[str, Callable[[Lease], None]]:
    """Return carriers that end every try in the same way."""

    def carry(_lease: Lease) -> None:
        if error is not None:
            raise error

    return {MAIL: carry, HOOK: carry}


def key_of(lease: Lease | None) -> str | None:
    """Return what was claimed."""
    return lease.entry.key if lease else None


@pytest.mark.usefixtures("sees_all")
def test_what_is_leased_is_claimed_by_nobody_else_until_the_lease_has_passed() -> None:
    put_one("one")
    assert key_of(claim(kind=MAIL, at=1000)) == "one"
    assert claim(kind=MAIL, at=1000 + LEASE - 1) is None
    assert key_of(claim(kind=MAIL, at=1000 + LEASE)) == "one"


@pytest.mark.usefixtures("sees_all")
def test_nothing_is_claimed_before_it_is_due() -> None:
    put_one("one")
    assert claim(kind=MAIL, at=999) is None
    assert claim(kind=HOOK, at=1000) is None


@pytest.mark.usefixtures("sees_all")
def test_who_lost_the_lease_has_no_say() -> None:
    put_one("one")
    late, now = claim(kind=MAIL, at=1000), claim(kind=MAIL, at=1000 + LEASE)
    assert late is not None
    assert now is not None
    assert not late.settle(state=State.REFUSED)
    with pytest.raises(LeaseLost):
        late.renew()
    now.renew()
    assert now.settle(state=State.SENT)


@pytest.mark.usefixtures("sees_all")
def test_failed_tries_follow_the_ladder_and_end_in_refusal() -> None:
    put_one("one")
    at, waits = 1000, []
    for _ in range(len(LADDER) - 1):
        assert deliver_next(raising(Delayed("451 later")), kind=MAIL, at=at)
        entry = OutboxEntry.objects.get()
        waits.append(entry.next_at - at)
        at = entry.next_at
    assert all(step <= wait <= step * 1.1 for step, wait in zip(LADDER[1:], waits, strict=True))
    deliver_next(raising(Delayed("451 later")), kind=MAIL, at=at)
    entry = OutboxEntry.objects.get()
    assert (entry.state, entry.attempts) == (State.REFUSED, 10)
    assert "after 10 tries" in entry.last_error


def test_the_jitter_of_a_key_is_always_the_same_and_differs_from_others() -> None:
    assert wait_before(5, "one") == wait_before(5, "one")
    assert len({wait_before(5, f"key {number}") for number in range(50)}) > 25


@pytest.mark.usefixtures("sees_all")
def test_a_receiver_may_ask_for_more_time_but_not_for_ever() -> None:
    put_one("one")
    deliver_next(raising(Delayed("429", wait=600)), kind=MAIL, at=1000)
    assert OutboxEntry.objects.get().next_at == 1600
    deliver_next(raising(Delayed("429", wait=10**9)), kind=MAIL, at=1600)
    assert OutboxEntry.objects.get().next_at == 1600 + 86400


@pytest.mark.usefixtures("sees_all")
def test_a_refusal_for_good_ends_it_with_its_reason() -> None:
    put_one("one")
    deliver_next(raising(Refused("550 no such user")), kind=MAIL, at=1000)
    entry = OutboxEntry.objects.get()
    assert (entry.state, entry.last_error, entry.leased_until) == (State.REFUSED, "550 no such user", 0)


@pytest.mark.usefixtures("sees_all")
def test_while_the_carrier_is_away_everything_waits_and_no_try_counts() -> None:
    put_one("one")
    put_one("two")
    at = 1000
    for _ in range(100):
        assert not deliver_next(raising(CarrierAway("refused")), kind=MAIL, at=at)
        assert claim(kind=MAIL, at=at) is None
        at += 30
    assert set(OutboxEntry.objects.values_list("attempts", "state")) == {(0, State.WAITING)}
    assert [deliver_next(raising(None), kind=MAIL, at=at) for _ in range(3)] == [True, True, False]


@pytest.mark.usefixtures("sees_all")
def test_a_mail_waits_for_the_one_before_it_in_its_lane() -> None:
    for key in ("first", "second"):
        put_one(key, lane="ticket 1 to a@b.example")
    put_one("of another", lane="ticket 2 to a@b.example")
    deliver_next(raising(Delayed("451")), kind=MAIL, at=1000)
    assert key_of(claim(kind=MAIL, at=1000)) == "of another"
    assert claim(kind=MAIL, at=1000) is None
    assert key_of(claim(kind=MAIL, at=1010)) == "first"


@pytest.mark.usefixtures("sees_all")
def test_a_lane_goes_on_after_a_refusal() -> None:
    for key in ("first", "second"):
        put_one(key, lane="lane")
    deliver_next(raising(Refused("550")), kind=MAIL, at=1000)
    assert key_of(claim(kind=MAIL, at=1000)) == "second"


@pytest.mark.usefixtures("sees_all")
def test_a_receiver_of_hooks_is_called_once_at_a_time_and_holds_up_no_other() -> None:
    for key, lane in (("a1", "hook 1"), ("a2", "hook 1"), ("b1", "hook 2")):
        put_one(key, kind=HOOK, lane=lane)
    assert [key_of(claim(kind=HOOK, at=1000)) for _ in range(3)] == ["a1", "b1", None]


@pytest.mark.usefixtures("sees_all")
def test_an_entry_over_which_workers_die_is_given_up() -> None:
    put_one("poison")
    for turn in range(len(LADDER)):
        assert claim(kind=MAIL, at=1000 + turn * LEASE)
    deliver_next(raising(None), kind=MAIL, at=1000 + 20 * LEASE)
    assert "the worker died" in OutboxEntry.objects.get().last_error


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_take_each_entry_once() -> None:
    with wall.seeing(wall.ALL):
        for number in range(40):
            put_one(f"entry {number}")
    taken: list[str] = []
    together = Barrier(6)

    def work() -> None:
        with wall.seeing(wall.ALL):
            together.wait()
            while lease := claim(kind=MAIL, at=1000):
                taken.append(lease.entry.key)
        connection.close()

    threads = [Thread(target=work) for _ in range(6)]
    [thread.start() for thread in threads]  # type: ignore[func-returns-value]
    [thread.join() for thread in threads]  # type: ignore[func-returns-value]
    assert sorted(taken) == sorted(f"entry {number}" for number in range(40))
