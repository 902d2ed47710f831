"""Maintenance is told to the customer's people once for each change, and the chain proves who was told."""

from __future__ import annotations

from typing import Any

from django.core import mail
from tests.web.conftest import Cast, chicago

from asagreed_web.chronicle.models import Event
from asagreed_web.chronicle.queries import find_break
from asagreed_web.kit.mail_carrier import carry_mail
from asagreed_web.kit.models import OutboxEntry
from asagreed_web.kit.outbox_delivery import deliver_next
from asagreed_web.people.models import Person
from asagreed_web.uptime.models import WindowRecord
from asagreed_web.uptime.operations import (
    announce_window,
    cancel_window,
    end_window,
    record_window_of_series,
    withdraw_window,
)

AT = chicago("2026-05-15 10:00")
HOUR = 3600


def announced(cast: Cast, **more: Any) -> WindowRecord:
    """Announce two hours of maintenance four days ahead."""
    given = {"systems": ("mail",), "starts_at": AT + 96 * HOUR, "planned_end_at": AT + 98 * HOUR, "title": "New disks"}
    return announce_window(customer=cast.harbour, **{**given, **more}, by="person 1", at=AT)


def mails() -> list[tuple[str, str]]:
    """Return to whom each mail goes and its subject, in their order."""
    return [(each.says["to"], each.says["subject"]) for each in OutboxEntry.objects.order_by("pk")]


def notices(cast: Cast) -> list[dict[str, Any]]:
    """Return what the chain says of notices."""
    events = Event.objects.filter(chain=cast.harbour.pk, subject="window").exclude(says__change=None).order_by("seq")
    return list(events.values_list("says", flat=True))


def test_an_announcement_leaves_for_everybody_of_the_customer_and_for_nobody_else(cast: Cast) -> None:
    row = announced(cast)
    day = "Maintenance for Harbour Dental on Tue 19 May 2026"
    assert mails() == [(cast.approver.email, day), (cast.viewer.email, day)]
    (told,) = notices(cast)
    assert (told["record"], told["edition"], told["change"]) == ("window-1", 1, "announced")
    assert told["people"] == [cast.approver.pk, cast.viewer.pk]
    assert told["message_ids"] == [each.says["message_id"] for each in OutboxEntry.objects.order_by("pk")]
    assert (row.notified_at, find_break(cast.harbour.pk)) == (AT, None)
    while deliver_next({OutboxEntry.Kind.MAIL: carry_mail}, kind=OutboxEntry.Kind.MAIL, at=AT):
        pass
    assert [each.extra_headers["Message-ID"] for each in mail.outbox] == told["message_ids"]
    text = str(mail.outbox[0].body)
    assert "New disks\n\nFrom Tue 19 May 2026, 10:00 to Tue 19 May 2026, 12:00 (CDT, America/Chicago)." in text
    assert "http://testserver/portal/uptime/" in text


def test_each_change_is_told_once(cast: Cast) -> None:
    first, second, third = (announced(cast) for _ in range(3))
    OutboxEntry.objects.all().delete()
    told: dict[str, Any] = {"customer_id": cast.harbour.pk, "by": "person 1", "at": AT + 97 * HOUR}
    end_window(record=first.record, ended_at=AT + 97 * HOUR, **told)
    cancel_window(record=second.record, because="no disks came", **told)
    for _ in range(2):
        withdraw_window(record=third.record, because="wrong customer", **told)
    on = "aintenance for Harbour Dental on Tue 19 May 2026"
    assert [subject for to, subject in mails() if to == cast.viewer.email] == [
        f"M{on} is over", f"Called off: m{on}", f"Taken back: m{on}"]  # fmt: skip
    assert [each["change"] for each in notices(cast)][3:] == ["ended early", "called off", "taken back"]
    texts = [each.says["text"] for each in OutboxEntry.objects.order_by("pk")]
    assert "earlier than planned, at Tue 19 May 2026, 11:00" in texts[0]
    assert "Why: no disks came" in texts[2]


def test_maintenance_that_ended_as_planned_or_belongs_to_a_series_needs_no_mail(cast: Cast) -> None:
    ended = AT + 98 * HOUR
    row = announced(cast)
    end_window(customer_id=cast.harbour.pk, record=row.record, ended_at=ended, by="person 1", at=ended)
    record_window_of_series(customer=cast.harbour, agreed="sundays", systems=("mail",), starts_at=AT,
                            planned_end_at=AT + HOUR, by="person 1", at=AT, because="to end it early")  # fmt: skip
    assert len(notices(cast)) == 1


def test_what_is_announced_after_it_began_says_that_it_excuses_nothing(cast: Cast) -> None:
    announced(cast, starts_at=AT - HOUR, systems=())
    text = OutboxEntry.objects.order_by("pk")[0].says["text"]
    assert "Systems: all of them.\n\nIt is announced after it began." in text


def test_where_nobody_can_be_told_the_chain_says_so(cast: Cast) -> None:
    Person.objects.filter(customer=cast.harbour).update(access_ended_at=AT - 1, is_active=False)
    announced(cast)
    assert ([each["people"] for each in notices(cast)], mails()) == ([[]], [])
    assert Event.objects.filter(kind="nobody to be told of a window").count() == 1
