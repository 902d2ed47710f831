"""The checks are made for real: a server that is stopped is down, and up again when it is started."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.web.conftest import Cast
from tests.web.kit.peers import free_port
from tests.web.monitoring import servers

from asagreed_web.kit import clock
from asagreed_web.monitoring.models import Blindness, Check, Look, VantageBeat
from asagreed_web.monitoring.operations import make_check
from asagreed_web.monitoring.prober import Prober
from asagreed_web.uptime.queries import outages_of


@pytest.fixture
def prober(settings: Any) -> Iterator[Prober]:
    """Return a prober that may look at loopback."""
    settings.CHECKED_NETWORKS = ["127.0.0.0/8"]
    prober = Prober("here")
    yield prober
    prober.end()


def until(prober: Prober, is_so: Callable[[], object], *, is_due_again: bool = True) -> None:
    """Do rounds until something is so."""
    give_up = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < give_up, "It never became so."
        # Not waited for: what is due is due now.
        if is_due_again:
            Check.objects.update(next_at=clock.now())
        prober.round(at=clock.now())
        time.sleep(0.05)


def test_a_server_that_is_stopped_and_started_has_an_outage_with_the_right_seconds(cast: Cast, prober: Prober) -> None:
    port = free_port()
    now = clock.now()
    make_check(customer=cast.harbour, system="mail", kind="http", target=f"http://127.0.0.1:{port}/", every_seconds=10,
               retries=0, by="person 1", at=now)  # fmt: skip
    outages = outages_of(cast.harbour.pk)
    with servers.pages(port):
        until(prober, Look.objects.filter(is_up=True).exists)
    stopped = clock.now()
    until(prober, outages.exists)
    found_out = clock.now()
    with servers.pages(port):
        started = clock.now()
        until(prober, outages.filter(restored_at__isnull=False).exists)
    row = outages.get()
    assert stopped <= row.occurred_at <= found_out
    assert started <= (row.restored_at or 0) <= clock.now()
    assert "Connect call failed" in Look.objects.filter(is_up=False)[0].says


def test_a_slow_server_keeps_no_other_check_waiting(cast: Cast, prober: Prober) -> None:
    port, now = free_port(), clock.now()
    for path in ("slow", ""):
        make_check(customer=cast.harbour, system="mail", kind="http", target=f"http://127.0.0.1:{port}/{path}",
                   every_seconds=60, timeout_seconds=30, by="person 1", at=now)  # fmt: skip
    with servers.pages(port):
        began = time.monotonic()
        until(prober, Look.objects.exists, is_due_again=False)
        assert time.monotonic() - began < 10
        assert [each.check_made.target[-1] for each in Look.objects.all()] == ["/"] * Look.objects.count()
        prober.end()


def test_a_round_beats_and_finds_out_that_the_clock_was_set(cast: Cast, prober: Prober) -> None:
    now = clock.now()
    prober.round(at=now)
    prober.round(at=now + 6 * 3600)
    prober.round(at=now + 1)
    assert VantageBeat.objects.get().at == now + 1
    assert [each.because.split(" by ")[0] for each in Blindness.objects.order_by("pk")] == [
        "the machine slept, or its clock was set forward", "the clock was set back"]  # fmt: skip
