"""What a monitoring system sends is kept as it came, and leads to one ticket for what is down."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast, chicago

from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.intake import signals
from asagreed_web.intake.models import MonitoringKey, Signal, SignalDelivery
from asagreed_web.intake.signals import end_key, find_key, make_key, read_delivery, read_left_over, store_delivery
from asagreed_web.tickets.errors import NotPossible
from asagreed_web.tickets.models import Message, Ticket
from asagreed_web.tickets.operations import Author, resolve

AT = chicago("2026-05-15 10:00")


def moment(minute: int) -> str:
    """Return so many minutes after ten, as monitoring systems write it."""
    return datetime.fromtimestamp(AT + 60 * minute, UTC).isoformat().replace("+00:00", "Z")


def signal(state: str, minute: int, **more: Any) -> dict[str, Any]:
    """Return the documented minimum."""
    return {"system": "mail", "state": state, "at": moment(minute), "id": f"{state} {minute}", **more}


def send(key: MonitoringKey, body: object, *, at: int = AT + 3600) -> SignalDelivery:
    """Let something come in by a key."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_delivery(store_delivery(key=key, raw=raw, at=at).pk, at=at)


def notes() -> list[str]:
    """Return the first line of each note."""
    found = Message.objects.filter(kind=Message.Kind.NOTE).order_by("id")
    return [text.splitlines()[0] for text in found.values_list("text", flat=True)]


@pytest.fixture
def made(cast: Cast) -> signals.MadeKey:
    """Return a key of Harbour Dental with its secret."""
    return make_key(customer=cast.harbour, name="Monitor", system="", actor="person 1", at=AT)


@pytest.fixture
def key(made: signals.MadeKey) -> MonitoringKey:
    """Return a key of Harbour Dental."""
    return made.key


def test_what_is_down_gets_a_ticket_in_the_words_of_the_agreement(key: MonitoringKey) -> None:
    send(key, signal("down", 0, system="MAIL", text="SMTP does not answer"), at=AT + 5)
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.system, ticket.is_outage, ticket.subject) == ("alert", "mail", True, "MAIL is down")
    assert (ticket.occurred_at, ticket.reported_at, ticket.messages.get().text) == (AT, AT + 5, "SMTP does not answer")
    assert find_break(key.customer_id) is None


def test_a_system_that_the_agreement_does_not_list_is_that_of_the_key(cast: Cast) -> None:
    made = make_key(customer=cast.harbour, name="Monitor", system="mail", actor="person 1", at=AT)
    send(made.key, signal("down", 0, system="host-17"))
    assert Ticket.objects.get().system == "mail"


def test_the_same_signal_twice_is_one(key: MonitoringKey) -> None:
    for _ in range(3):
        send(key, signal("down", 0))
    assert (Signal.objects.count(), SignalDelivery.objects.count(), Ticket.objects.count()) == (1, 3, 1)


def test_as_long_as_its_ticket_is_open_no_other_is_made(key: MonitoringKey) -> None:
    for minute in range(4):
        send(key, signal("down", minute))
    assert (Ticket.objects.count(), notes()) == (1, [])


def test_that_it_is_up_again_is_put_on_record_and_resolves_nothing(key: MonitoringKey) -> None:
    send(key, signal("down", 0))
    send(key, signal("up", 5))
    send(key, signal("up", 6))
    assert notes() == ["mail is up again. Whether that lasts is for a person to say."]
    told = Event.objects.get(kind="up again")
    assert (told.happened_at, Ticket.objects.get().status) == (AT + 300, "open")


def test_that_it_is_down_again_is_told_on_the_open_ticket(key: MonitoringKey) -> None:
    for state, minute in (("down", 0), ("up", 5), ("down", 7)):
        send(key, signal(state, minute))
    assert (Ticket.objects.count(), notes()[-1]) == (1, "mail is down again.")


def test_after_the_ticket_ended_another_one_is_made(cast: Cast, key: MonitoringKey) -> None:
    send(key, signal("down", 0))
    resolve(ticket_id=Ticket.objects.get().pk, by=Author.of(cast.technician), at=AT + 4000)
    send(key, signal("down", 7))
    assert Ticket.objects.count() == 2


def test_what_is_up_and_was_never_down_makes_nothing(key: MonitoringKey) -> None:
    send(key, signal("up", 0))
    assert (Ticket.objects.count(), Signal.objects.get().became) == (0, "nothing")


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_in_any_order_the_same_outage_has_one_ticket(key: MonitoringKey, order: tuple[int, ...]) -> None:
    sent = [signal("down", 0), signal("down", 1), signal("up", 5), signal("down", 9)]
    for place in order:
        send(key, sent[place])
    assert (Ticket.objects.count(), Signal.objects.filter(is_down=True, ticket=None).count()) == (1, 0)


def test_two_things_have_two_tickets(key: MonitoringKey) -> None:
    send(key, signal("down", 0))
    send(key, signal("down", 0, system="files", id="other"))
    assert Ticket.objects.count() == 2


def alert(status: str, fingerprint: str = "f1", **labels: str) -> dict[str, Any]:
    """Return an alert as Alertmanager 0.27 sends it."""
    return {
        "status": status,
        "labels": {"alertname": "MailDown", "instance": "mx1:25", **labels},
        "annotations": {"summary": "Mail does not answer", "description": "For 5 minutes."},
        "startsAt": moment(0),
        "endsAt": moment(8) if status == "resolved" else "0001-01-01T00:00:00Z",
        "generatorURL": "http://prometheus.example/graph",
        "fingerprint": fingerprint,
    }


def alerts(*sent: dict[str, Any], truncated: int = 0) -> dict[str, Any]:
    """Return what Alertmanager posts."""
    return {"version": "4", "groupKey": "{}:{}", "truncatedAlerts": truncated, "status": sent[0]["status"],
            "receiver": "asagreed", "alerts": list(sent)}  # fmt: skip


def test_alertmanager_is_understood_and_what_it_sends_again_is_no_new_outage(key: MonitoringKey) -> None:
    send(key, alerts(alert("firing", system="mail"), alert("firing", "f2")))
    send(key, alerts(alert("firing", system="mail")))
    send(key, alerts(alert("resolved", system="mail")))
    first, second = Ticket.objects.order_by("number")
    assert (first.system, first.subject, first.is_outage, second.system) == ("mail", "Mail does not answer", False, "")
    assert (len(notes()), Event.objects.get(kind="up again").happened_at) == (1, AT + 480)


def test_alerts_that_were_left_out_are_put_on_record(key: MonitoringKey) -> None:
    delivery = send(key, alerts(alert("firing"), truncated=7))
    assert delivery.because.startswith("Alertmanager left out 7 alerts.")
    assert Event.objects.get(kind="alerts left out").says == {"delivery": delivery.pk, "count": 7}
    assert notes() == [delivery.because]


def beat(status: int, minute: int) -> dict[str, Any]:
    """Return what Uptime Kuma posts; its times are in UTC without saying so."""
    time = moment(minute).replace("T", " ").replace("Z", ".123")
    return {"heartbeat": {"monitorID": 3, "status": status, "time": time, "msg": "timeout", "important": True},
            "monitor": {"id": 3, "name": "mail"}, "msg": "[mail] timeout"}  # fmt: skip


def test_uptime_kuma_is_understood(key: MonitoringKey) -> None:
    for status, minute in ((0, 0), (2, 1), (1, 4), (3, 6)):
        send(key, beat(status, minute))
    ticket = Ticket.objects.get()
    assert (ticket.system, ticket.occurred_at, len(notes()), Signal.objects.count()) == ("mail", AT, 1, 2)


def test_a_test_of_uptime_kuma_makes_nothing_and_says_so(key: MonitoringKey) -> None:
    delivery = send(key, {"heartbeat": None, "monitor": None, "msg": "Testing"})
    assert (delivery.state, delivery.because[:22]) == ("read", "A test of Uptime Kuma:")


ODD = [b"", b"null", b"{}", b"[]", b"\xff\x00", b"[" * 200_000, b'{"system": "", "state": "down"}', b'{"alerts": [1]}',
       b'{"system": "mail", "state": "burning"}', b'{"system": "\\ud800", "state": "down"}',
       b'{"alerts": [{}]}']  # fmt: skip


@pytest.mark.parametrize("raw", ODD, ids=range(len(ODD)))
def test_what_cannot_be_understood_is_kept_with_the_reason(key: MonitoringKey, raw: bytes) -> None:
    delivery = send(key, raw)
    assert (delivery.state, bytes(SignalDelivery.objects.get().raw)) == ("unreadable", raw)
    assert delivery.because
    assert Ticket.objects.count() == 0


STRANGE = [{"at": "soon"}, {"at": 1e300}, {"at": -5}, {"at": "9999-12-31T23:59:59Z"}, {"at": True}, {"at": [1]},
           {"id": "x" * 5000}, {"id": 7}, {"system": "a\0b"}, {"system": "s" * 100_000},
           {"text": "t" * 300_000}]  # fmt: skip


@pytest.mark.parametrize("more", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_part_does_not_keep_a_signal_from_counting(key: MonitoringKey, more: dict[str, Any]) -> None:
    assert send(key, signal("down", 0, **more)).state == "read"
    assert Ticket.objects.get().reported_at == AT + 3600


def test_what_a_process_that_died_left_is_read_by_a_worker(key: MonitoringKey) -> None:
    store_delivery(key=key, raw=json.dumps(signal("down", 0)).encode(), at=AT)
    assert [read_left_over(at=AT + later) for later in (9, 10, 70)] == [0, 1, 0]
    assert Ticket.objects.count() == 1


def test_a_key_that_ended_or_never_was_opens_nothing(made: signals.MadeKey) -> None:
    assert find_key(made.secret) == made.key
    assert [find_key(each) for each in ("", "asm_guess", made.key.token_digest, made.secret + "A")] == [None] * 4
    for _ in range(2):
        end_key(key_id=made.key.pk, actor="person 1", at=AT)
    assert find_key(made.secret) is None
    assert Event.objects.filter(kind="monitoring key ended").count() == 1


@pytest.mark.parametrize(("name", "system"), [(" ", ""), ("Monitor", "no such system")])
def test_a_key_without_a_name_or_for_an_unknown_system_is_refused(cast: Cast, name: str, system: str) -> None:
    with pytest.raises(NotPossible):
        make_key(customer=cast.harbour, name=name, system=system, actor="person 1", at=AT)


def test_the_hook_answers_at_once_with_the_id_of_what_came(made: signals.MadeKey) -> None:
    response = Client().post(f"/hooks/monitoring/{made.secret}/", signal("down", 0), content_type="application/json")
    assert (response.status_code, response.json()["id"]) == (202, SignalDelivery.objects.get().pk)


def test_what_fails_inside_is_still_stored_and_answered(made: signals.MadeKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "log_ticket", None)
    response = Client().post(f"/hooks/monitoring/{made.secret}/", signal("down", 0), content_type="application/json")
    assert (response.status_code, SignalDelivery.objects.get().state) == (202, "received")


@pytest.mark.parametrize(("secret", "body", "status"), [("asm_guess", b"{}", 404), ("", b" " * (1024 * 1024 + 1), 413)])
def test_the_hook_refuses_an_unknown_address_and_too_much(
    made: signals.MadeKey, secret: str, body: bytes, status: int
) -> None:
    path = f"/hooks/monitoring/{secret or made.secret}/"
    assert Client().post(path, body, content_type="application/json").status_code == status
    assert SignalDelivery.objects.count() == 0
