"""A worker that is killed leaves time of which nobody knows what was so: real processes, the second an hour later."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from subprocess import Popen

import pytest
from tests.web.conftest import Cast
from tests.web.kit.peers import child, free_port
from tests.web.monitoring import servers

from asagreed_web.kit import clock, wall
from asagreed_web.monitoring.models import Blindness, Look
from asagreed_web.monitoring.operations import make_check
from asagreed_web.uptime.queries import outages_of, unwatched_of

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = 3600


@pytest.fixture(autouse=True)
def seeing_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work as a worker does, and let workers look at loopback."""
    monkeypatch.setenv("ASAGREED_CHECKED_NETWORKS", "127.0.0.0/8")
    with wall.seeing(wall.ALL):
        yield


@contextmanager
def killed_in_the_end(*words: str) -> Iterator[Popen[bytes]]:
    """Run a worker for the length of a block, and kill it as a power cut would."""
    process = child("worker", *words)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)


def until(is_so: Callable[[], object], process: Popen[bytes]) -> None:
    """Wait until something is so."""
    give_up = time.monotonic() + 60
    while not is_so():
        assert process.poll() is None, "The worker ended by itself."
        assert time.monotonic() < give_up, "It never became so."
        time.sleep(0.05)


@pytest.mark.parametrize("was_up", [True, False], ids=["while all was well", "in an outage"])
def test_from_the_kill_to_the_first_look_after_it_nothing_is_up_and_nothing_is_down(
    cast: Cast, *, was_up: bool
) -> None:
    port, looks = free_port(), Look.objects.order_by("pk")
    make_check(customer=cast.harbour, system="mail", kind="http", target=f"http://127.0.0.1:{port}/", retries=0,
               every_seconds=10, by="person 1", at=clock.now())  # fmt: skip
    with servers.pages(port) if was_up else nullcontext(), killed_in_the_end() as first:
        until(looks.exists, first)
    before = list(looks)
    assert (first.returncode, [look.is_up for look in before]) == (-signal.SIGKILL, [was_up] * len(before))
    with servers.pages(port), killed_in_the_end(str(HOUR)) as second:
        until(unwatched_of(cast.harbour.pk).filter(end_at__isnull=False).exists, second)
    after = looks.all()[len(before)]
    (gap,) = unwatched_of(cast.harbour.pk)
    assert (gap.start_at, gap.end_at) == (before[-1].at, after.at)
    assert after.at - before[-1].at >= HOUR - 30
    assert [each.because for each in Blindness.objects.all()] == ["the checks were not running"]
    # An outage that was seen does not go on into time that nobody watched.
    assert {row.restored_at for row in outages_of(cast.harbour.pk)} <= {before[-1].at}
    assert (not was_up) or not outages_of(cast.harbour.pk).exists()
