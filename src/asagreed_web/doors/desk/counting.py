"""How many tickets stand in each queue, counted again only when something was put on record, or a minute has passed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from markupsafe import Markup

from asagreed_web.people.models import Person
from asagreed_web.tickets.queue import (
    STANDING,
    Horizon,
    QueueFilter,
    choices_in_use,
    count_queues,
    queue_stamp,
    saved_queues_for,
)

MINUTE = 60


@dataclass(frozen=True, slots=True)
class SavedCount:
    """A saved queue with the tickets in it; None where nobody counts."""

    title: str
    asked: QueueFilter
    count: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What the navigation and the headings of a queue say, as of a stamp."""

    stamp: str
    standing: dict[str, int]
    saved: tuple[SavedCount, ...]
    sections: dict[str, int]


def horizon_at(now: int) -> Horizon:
    """Return what parts the sections of the queue at a moment: the day ends at midnight of the installation's zone."""
    zone = ZoneInfo(settings.TIME_ZONE)
    tomorrow = datetime.fromtimestamp(now, zone).date() + timedelta(days=1)
    return Horizon(now, int(datetime.combine(tomorrow, time(), zone).timestamp()))


def counts_for(person: Person, *, at: int, asked: QueueFilter | None = None, stamp: str = "") -> Counts:
    """Return the counts for somebody at a moment, and of the sections of the queue that is asked for."""
    asked, stamp = asked or QueueFilter(), stamp or queue_stamp()
    return _kept(("counts", stamp, at // MINUTE, person.pk, asked), lambda: _count(person, asked, stamp, at))


def choices_for(person: Person, *, at: int, stamp: str) -> dict[str, Markup]:
    """Return what the filters of the queue offer, as options of which none is chosen yet."""
    return _kept(("choices", stamp, at // MINUTE), lambda: _options(choices_in_use(person)))


def _options(choices: Mapping[str, Iterable[tuple[str, str]]]) -> dict[str, Markup]:
    option = Markup('<option value="{}">{}</option>')
    return {name: Markup().join(option.format(*pair) for pair in pairs) for name, pairs in choices.items()}


def with_chosen(options: Markup, word: str) -> Markup:
    """Return options with one chosen, where it is among them."""
    plain, chosen = (
        each.format(word) for each in (Markup('<option value="{}">'), Markup('<option value="{}" selected>'))
    )
    return Markup(str(options).replace(plain, chosen, 1)) if word else options  # noqa: S704 – what was escaped stays so


def _count(person: Person, asked: QueueFilter, stamp: str, at: int) -> Counts:
    saved = [(each.name, QueueFilter.of(each.asks)) for each in saved_queues_for(person)]
    named = {f"standing_{name}": queue for name, queue in STANDING.items()}
    named |= {f"saved_{place}": queue for place, (_, queue) in enumerate(saved)}
    of_page = asked.condition(person)
    conditions = {} if asked.is_of_ended else horizon_at(at).conditions()
    sections = {f"section_{name}": of_page & condition for name, condition in conditions.items()}
    found = count_queues(person, named, sections)
    return Counts(
        stamp=stamp,
        standing={name: found[f"standing_{name}"] for name in STANDING},
        saved=tuple(SavedCount(name, queue, found.get(f"saved_{i}")) for i, (name, queue) in enumerate(saved)),
        sections={name: found[f"section_{name}"] for name in conditions},
    )


Found = TypeVar("Found")
_KEPT: dict[Hashable, object] = {}
_MOST = 512


def _kept(key: Hashable, count: Callable[[], Found]) -> Found:
    found = _KEPT.get(key)
    if found is None:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        found = _KEPT[key] = count()
    return found  # type: ignore[return-value]
