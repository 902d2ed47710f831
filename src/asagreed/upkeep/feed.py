"""Recurring work as a calendar that other programs subscribe to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from asagreed.upkeep.judging import UpkeepItem, UpkeepState

PRODUCT = "-//asagreed//upkeep//EN"
_CALLED_OFF = (UpkeepState.SKIPPED, UpkeepState.DEFERRED)
_MARKS = {UpkeepState.DONE: "✓ ", UpkeepState.MISSED: "missed: ", UpkeepState.LATE: "late: "}


def calendar_feed(
    items: Iterable[tuple[str, UpkeepItem]],
    *,
    name: str,
    as_of: int,
    about: Callable[[str, UpkeepItem], str] = lambda customer, _item: customer,
) -> bytes:
    """Return a calendar of recurring work, each piece with the customer it is for.

    `about` says what stands below a title. Work with a time stands at it, other work on its whole day; nothing that
    was called off is left out, for a calendar that knew it must learn of it.
    """
    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", name)):
        calendar.add(key, value)
    for customer, item in items:
        calendar.add_component(_event(customer, item, about(customer, item), as_of))
    return bytes(calendar.to_ical())


def _event(customer: str, item: UpkeepItem, about: str, as_of: int) -> Event:
    event = Event()
    event.add("uid", f"{item.due_on}-{_plain(item.task.name)}-{_plain(customer)}@upkeep.asagreed")
    event.add("dtstamp", _utc(as_of))
    event.add("summary", f"{_MARKS.get(item.state, '')}{item.task.title}")
    if item.task.at is None:
        event.add("dtstart", item.due_on)
        event.add("dtend", item.due_on + timedelta(days=1))
    else:
        event.add("dtstart", _utc(item.due_at))
        event.add("duration", timedelta(minutes=30))
    event.add("description", "\n".join(filter(None, (about, item.why.because, str(item.task.clause)))))
    event.add("status", "CANCELLED" if item.state in _CALLED_OFF else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("categories", [customer])
    return event


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at, tz=UTC)


def _plain(text: str) -> str:
    """Return a text as a part of an address: every other character as its number, so that no two become one."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"-{ord(letter):x}-" for letter in text)
