"""Outages follow from all that was ever reported, with the seconds of its source, in whatever order it came."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from tests.web.conftest import Cast
from tests.web.intake.test_signals import AT, moment, send, signal

from asagreed_web.chronicle.queries import find_break
from asagreed_web.intake.models import MonitoringKey, Signal, SignalDelivery
from asagreed_web.intake.signals import make_key
from asagreed_web.monitoring.models import Thing
from asagreed_web.monitoring.reported import assign_thing_to_system, notice_silence
from asagreed_web.tickets.models import Ticket
from asagreed_web.uptime.models import OutageRecord
from asagreed_web.uptime.operations import NotRecorded, OutageSaid, correct_outage, withdraw_outage
from asagreed_web.uptime.queries import outages_of, unwatched_of

Seen = tuple[str, int, int | None]
LATER = AT + 86400


@pytest.fixture
def key(cast: Cast) -> MonitoringKey:
    """Return a key of Harbour Dental."""
    return make_key(customer=cast.harbour, name="Monitor", system="", actor="person 1", at=AT).key


def outages(cast: Cast) -> list[Seen]:
    """Return the outages that hold, in seconds after ten."""
    found = outages_of(cast.harbour.pk).order_by("occurred_at", "system")
    return [(each.system, each.occurred_at - AT, None if each.restored_at is None else each.restored_at - AT)
            for each in found]  # fmt: skip


def unwatched(cast: Cast) -> list[Seen]:
    """Return when nobody watched, in seconds after ten."""
    found = unwatched_of(cast.harbour.pk).order_by("start_at")
    return [(each.system, each.start_at - AT, None if each.end_at is None else each.end_at - AT) for each in found]


def alert(status: str, minute: int, *, began: int = 0, fingerprint: str = "f1", **labels: str) -> dict[str, Any]:
    """Return an alert of Alertmanager."""
    ends = moment(minute) if status == "resolved" else "0001-01-01T00:00:00Z"
    labels = {"alertname": "Down", "system": "mail", "outage": "true", **labels}
    return {"status": status, "labels": labels, "annotations": {}, "startsAt": moment(began), "endsAt": ends,
            "fingerprint": fingerprint}  # fmt: skip


def test_an_outage_and_its_end_have_the_seconds_of_their_source(cast: Cast, key: MonitoringKey) -> None:
    send(key, signal("down", 0), at=AT + 7)
    assert outages(cast) == [("mail", 0, None)]
    send(key, signal("up", 5), at=AT + 400)
    assert outages(cast) == [("mail", 0, 300)]
    row = outages_of(cast.harbour.pk).get()
    assert (row.record, row.edition, row.because, row.evidence) == ("outage-1", 2, "it is over", "Monitor: mail")
    assert (row.recorded_by, row.recorded_at, row.is_by_hand) == (f"monitoring {key.pk}", AT + 400, False)
    assert find_break(cast.harbour.pk) is None


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_in_any_order_and_twice_the_same_outages_hold(cast: Cast, key: MonitoringKey, order: tuple[int, ...]) -> None:
    sent = [signal("down", 0), signal("up", 5), signal("down", 9), signal("up", 20)]
    for place in (*order, *order):
        send(key, sent[place])
    assert outages(cast) == [("mail", 0, 300), ("mail", 540, 1200)]


def test_what_comes_late_corrects_what_was_recorded(cast: Cast, key: MonitoringKey) -> None:
    send(key, signal("down", 2))
    send(key, signal("up", 20))
    send(key, signal("up", 5))
    assert outages(cast) == [("mail", 120, 300)]
    send(key, signal("down", 0))
    assert outages(cast) == [("mail", 0, 300)]
    told = OutageRecord.objects.order_by("pk").values_list("edition", "because")
    assert list(told) == [(1, "Monitor: mail"), (2, "it is over"), (3, "what came later says otherwise"),
                          (4, "what came later says otherwise")]  # fmt: skip


def test_two_outages_that_turn_out_to_be_one_leave_one(cast: Cast, key: MonitoringKey) -> None:
    body = {"alerts": [alert("resolved", 10), alert("resolved", 20, began=15, fingerprint="f1")]}
    send(key, body)
    assert outages(cast) == [("mail", 0, 600), ("mail", 900, 1200)]
    send(key, {"alerts": [alert("resolved", 16, began=8)]})
    assert outages(cast) == [("mail", 0, 1200)]
    assert OutageRecord.objects.filter(is_withdrawn=True).count() == 1


def test_an_end_alone_tells_the_whole_outage_of_alertmanager(cast: Cast, key: MonitoringKey) -> None:
    send(key, {"alerts": [alert("resolved", 10)]})
    send(key, {"alerts": [alert("firing", 0)]})
    assert outages(cast) == [("mail", 0, 600)]


def test_a_rule_that_fires_is_no_outage_unless_it_says_so(cast: Cast, key: MonitoringKey) -> None:
    send(key, {"alerts": [alert("firing", 0, outage="false"), alert("firing", 1, outage="degraded", fingerprint="f2")]})
    assert [(each.system, each.is_degraded) for each in outages_of(cast.harbour.pk)] == [("mail", True)]
    assert Ticket.objects.count() == 2


def test_an_alert_that_ends_before_it_begins_is_kept_and_is_no_outage(cast: Cast, key: MonitoringKey) -> None:
    delivery = send(key, {"alerts": [alert("resolved", 5, began=10)]})
    assert (outages(cast), Signal.objects.count(), delivery.state) == ([], 1, "read")


def test_what_the_source_is_not_sure_of_is_no_outage_and_opens_no_ticket(cast: Cast, key: MonitoringKey) -> None:
    host = {"host": "mail", "state": "DOWN", "since": str(AT)}
    send(key, {**host, "state_type": "SOFT"})
    assert (outages(cast), Ticket.objects.count(), Signal.objects.count()) == ([], 0, 1)
    send(key, {**host, "state_type": "HARD"})
    assert (outages(cast), Ticket.objects.count()) == ([("mail", 0, None)], 1)


def test_an_outage_in_maintenance_that_the_source_knows_of_counts_and_opens_no_ticket(
    cast: Cast, key: MonitoringKey
) -> None:
    body = {"host": "mail", "state": "DOWN", "state_type": "HARD", "since": str(AT), "downtime_depth": "1"}
    send(key, body)
    assert (outages(cast), Ticket.objects.count()) == ([("mail", 0, None)], 0)
    assert Signal.objects.get().in_maintenance


def test_what_its_source_does_not_know_is_time_that_nobody_watched(cast: Cast, key: MonitoringKey) -> None:
    send(key, signal("unknown", 0))
    send(key, signal("up", 5))
    assert (outages(cast), unwatched(cast), Ticket.objects.count()) == ([], [("mail", 0, 300)], 0)


def test_a_thing_that_the_agreement_does_not_know_is_kept_and_counts_once_it_is_assigned(
    cast: Cast, key: MonitoringKey
) -> None:
    delivery = send(key, signal("down", 0, system="host-17"))
    assert delivery.because == (
        "The agreement knows no system «host-17»: it is kept, and counts once it is assigned to a system."
    )
    send(key, signal("up", 5, system="host-17"))
    assert outages(cast) == []
    thing = Thing.objects.get()
    with pytest.raises(NotRecorded, match="lists no system «moon»"):
        assign_thing_to_system(thing_id=thing.pk, system="moon", by="person 1", at=LATER)
    assign_thing_to_system(thing_id=thing.pk, system="files", by="person 1", at=LATER)
    assert outages(cast) == [("files", 0, 300)]
    assign_thing_to_system(thing_id=thing.pk, system="mail", by="person 1", at=LATER)
    assert outages(cast) == [("mail", 0, 300)]
    with pytest.raises(NotRecorded, match="There is no such thing"):
        assign_thing_to_system(thing_id=0, system="mail", by="person 1", at=LATER)


def test_what_a_person_said_is_not_taken_back_by_what_comes_later(cast: Cast, key: MonitoringKey) -> None:
    send(key, signal("down", 0))
    correct_outage(customer_id=cast.harbour.pk, record="outage-1", edition=1, because="the log shows it",
                   outage=OutageSaid(system="mail", occurred_at=AT - 60), by="person 1", at=AT + 4000)  # fmt: skip
    send(key, signal("up", 5))
    assert outages(cast) == [("mail", -60, 300)]
    send(key, signal("up", 4))
    assert outages(cast) == [("mail", -60, 300)]


def test_an_outage_that_a_person_took_back_stays_so(cast: Cast, key: MonitoringKey) -> None:
    send(key, signal("down", 0))
    withdraw_outage(customer_id=cast.harbour.pk, record="outage-1", because="a test", by="person 1", at=AT + 4000)
    send(key, signal("up", 5))
    send(key, signal("down", 0, id="again"))
    assert outages(cast) == []


@pytest.fixture
def agent(cast: Cast) -> MonitoringKey:
    """Return the key of an agent that tells every minute that all is well."""
    made = make_key(customer=cast.harbour, name="Agent", system="mail", actor="person 1", at=AT, looks_every=60)
    return made.key


def test_an_agent_that_falls_silent_leaves_time_that_nobody_watched(cast: Cast, agent: MonitoringKey) -> None:
    for minute in (0, 1, 2):
        send(agent, signal("up", minute, system="agent"), at=AT + 60 * minute)
    assert (notice_silence(at=AT + 120 + 180), unwatched(cast)) == (0, [])
    for _ in range(2):
        assert notice_silence(at=AT + 120 + 181) == 1
    assert unwatched(cast) == [("mail", 120, None)]
    send(agent, signal("up", 360, system="agent"), at=AT + 21600)
    assert (unwatched(cast), outages(cast)) == ([("mail", 120, 21600)], [])


def test_what_an_agent_kept_and_sends_late_fills_the_gap(cast: Cast, agent: MonitoringKey) -> None:
    for minute in (0, 10):
        send(agent, signal("up", minute, system="agent"), at=AT + 600)
    assert unwatched(cast) == [("mail", 0, 600)]
    for minute in (3, 6, 8):
        send(agent, signal("up", minute, system="agent"), at=AT + 600)
    assert unwatched(cast) == []


def test_things_of_other_customers_stay_theirs(cast: Cast, key: MonitoringKey) -> None:
    send(key, signal("down", 0))
    assert list(outages_of(cast.other.pk)) == []


def test_a_truncated_delivery_says_so_beside_what_it_told(cast: Cast, key: MonitoringKey) -> None:
    delivery = send(key, {"alerts": [alert("firing", 0)], "truncatedAlerts": 3})
    assert "Alertmanager left out 3 alerts" in SignalDelivery.objects.get(pk=delivery.pk).because
    assert outages(cast) == [("mail", 0, None)]
