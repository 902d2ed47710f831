"""A running server that is flooded with alerts loses none and doubles none."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from tests.web.conftest import Cast

from asagreed_web.intake.models import MonitoringKey, Signal, SignalDelivery
from asagreed_web.intake.signals import (
    MOST_WAITING,
    READ_AGAIN_AFTER,
    STALE_AFTER,
    make_key,
    read_left_over,
    store_delivery,
)
from asagreed_web.kit import clock, wall
from asagreed_web.uptime.models import OutageRecord

pytestmark = pytest.mark.django_db(transaction=True)
SENDERS = 8


@dataclass(frozen=True, slots=True)
class Flood:
    """What was sent with one key, and how long it took."""

    key: MonitoringKey
    alerts: int
    seconds: float


@pytest.fixture(autouse=True)
def seeing_all(transactional_db: None) -> Iterator[None]:
    """Let the test itself look behind the wall."""
    with wall.seeing(wall.ALL):
        yield


def flooded(cast: Cast, server: Any, *, alerts: int, a_second: int) -> Flood:
    """Send alerts of as many things, each twice, as fast as is asked or as the server lets eight senders."""
    made = make_key(customer=cast.harbour, name="Flood", system="mail", actor="person 1", at=clock.now())
    where = urlsplit(f"{server.url}/hooks/monitoring/{made.secret}/")
    at, began = clock.now() - 600, time.monotonic()

    def send(number: int) -> int:
        time.sleep(max(0.0, began + number / a_second - time.monotonic()))
        thing = number // 2 % alerts
        body = {"system": f"host-{thing}", "state": "down", "at": at + thing % 300, "id": f"alert {thing}"}
        connection = HTTPConnection(where.hostname or "", where.port, timeout=120)
        try:
            connection.request("POST", where.path, json.dumps(body), {"Content-Type": "application/json"})
            return connection.getresponse().status
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as senders:
        answers = list(senders.map(send, range(2 * alerts)))
    assert set(answers) == {202}
    return Flood(made.key, alerts, time.monotonic() - began)


def check(flood: Flood) -> None:
    """Check that each alert is there once, with its ticket and its outage, when a worker has read what was left."""
    key, alerts = flood.key, flood.alerts
    read_left_over(at=clock.now() + 3600, most=100_000)
    assert SignalDelivery.objects.filter(key=key).count() == 2 * alerts
    assert not SignalDelivery.objects.exclude(state="read").exists()
    assert sorted(Signal.objects.values_list("external_id", flat=True)) == sorted(f"alert {n}" for n in range(alerts))
    assert Signal.objects.exclude(became="ticket").count() == 0
    assert OutageRecord.objects.filter(edition=1).count() == OutageRecord.objects.count() == alerts


def test_a_flood_of_alerts_is_taken_in_whole(cast: Cast, live_server: Any) -> None:
    check(flooded(cast, live_server, alerts=12, a_second=100))


def test_a_source_that_sends_faster_than_is_read_is_answered_at_once_and_read_later(cast: Cast, client: Client) -> None:
    made = make_key(customer=cast.harbour, name="Flood", system="mail", actor="person 1", at=clock.now())
    for _ in range(MOST_WAITING):
        store_delivery(key=made.key, raw=b"{}", at=clock.now())
    body = {"system": "host-1", "state": "down", "at": clock.now() - 60}
    answer = client.post(f"/hooks/monitoring/{made.secret}/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["state"], answer.json()["because"]) == (
        202, "received", "So much comes at once that it is kept now and read in a moment.")  # fmt: skip
    assert not OutageRecord.objects.exists()
    read_left_over(at=clock.now() + READ_AGAIN_AFTER)
    assert OutageRecord.objects.get().system == "mail"


def test_deliveries_that_nobody_has_read_for_long_hold_no_other_one_up(cast: Cast, client: Client) -> None:
    made = make_key(customer=cast.harbour, name="Flood", system="mail", actor="person 1", at=clock.now())
    for _ in range(MOST_WAITING):
        store_delivery(key=made.key, raw=b"{}", at=clock.now() - STALE_AFTER)
    body = {"system": "host-1", "state": "down", "at": clock.now() - 60}
    answer = client.post(f"/hooks/monitoring/{made.secret}/", body, content_type="application/json")
    assert answer.json()["state"] == "read"


@pytest.mark.proof
def test_a_hundred_alerts_a_second_for_a_minute_are_taken_in_whole(cast: Cast, live_server: Any) -> None:
    flood = flooded(cast, live_server, alerts=3000, a_second=100)
    assert flood.seconds < 90
    check(flood)


def test_ten_megabytes_are_refused_in_words(cast: Cast, live_server: Any) -> None:
    made = make_key(customer=cast.harbour, name="Flood", system="mail", actor="person 1", at=clock.now())
    where = urlsplit(f"{live_server.url}/hooks/monitoring/{made.secret}/")
    connection = HTTPConnection(where.hostname or "", where.port, timeout=60)
    body = b'{"system": "' + b"x" * 10_000_000 + b'"}'
    connection.request("POST", where.path, body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()
    assert (answer.status, said["detail"]) == (413, "The body is larger than 1 MiB. Send less at once.")
