"""The queue: open tickets by the next promise to break, filtered as an address says, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asagreed_web.chronicle.models import ChainHead
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.tickets.models import ENDED, QueuePlace, SavedQueue, Ticket
from asagreed_web.tickets.rules import tickets_for

PAGE = 50
YES, MINE, NOBODY = "yes", "mine", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What a queue asks for, in the words of its address; an empty word asks for nothing.

    `customer` is a slug; `assignee` is «mine», «none» or the number of a person; `emergency` and `waits` are «yes».
    Without a status the queue shows what is open or on hold.
    """

    customer: str = ""
    assignee: str = ""
    priority: str = ""
    kind: str = ""
    status: str = ""
    system: str = ""
    emergency: str = ""
    waits: str = ""
    text: str = ""

    @classmethod
    def of(cls, words: Mapping[str, Any]) -> QueueFilter:
        """Return the filter that an address or a saved queue names; other words are left aside."""
        known = (each.name for each in fields(cls))
        return cls(**{name: str(words.get(name) or "").replace("\0", "").strip()[:200] for name in known})

    @property
    def words(self) -> dict[str, str]:
        """The words that ask for something."""
        return {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name)}

    @property
    def is_of_ended(self) -> bool:
        """Whether it asks for tickets that have left the queue."""
        return self.status in ENDED

    def condition(self, person: Person) -> Q:
        """Return what a ticket must fulfil; «mine» are those of the person."""
        asked = Q(status=self.status) if self.is_of_ended else Q(queue_place__lt=QueuePlace.ENDED)
        if self.status and not self.is_of_ended:
            asked &= Q(status=self.status)
        plain = {"customer__slug": self.customer, "priority": self.priority, "kind": self.kind, "system": self.system}
        asked &= Q(**{column: word for column, word in plain.items() if word})
        asked &= self._of_assignee(person)
        if self.emergency == YES:
            asked &= Q(is_emergency=True)
        if self.waits == YES:
            asked &= Q(waits_for_us=True)
        return asked & _with_text(self.text) if self.text else asked

    def _of_assignee(self, person: Person) -> Q:
        if self.assignee == MINE:
            return Q(assignee=person.pk)
        if self.assignee == NOBODY:
            return Q(assignee__isnull=True)
        # Whatever is no number that a person can have finds nobody's tickets, and never an error.
        is_number = self.assignee.isascii() and self.assignee.isdecimal() and len(self.assignee) < 19
        return Q(assignee=int(self.assignee) if is_number else 0) if self.assignee else Q()


def _with_text(text: str) -> Q:
    found = Q(subject__icontains=text) | Q(customer__name__icontains=text) | Q(requester_name__icontains=text)
    number = text.removeprefix("#")
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    return found | Q(number=int(number)) if is_number else found


class Section(NamedTuple):
    """A stretch of the queue, with the tone in which its heading is printed."""

    code: str
    title: Promise
    tone: str


SECTIONS = {
    section.code: section
    for section in (
        Section("missed", _("Missed"), "late"),
        Section("hour", _("Next hour"), "soon"),
        Section("today", _("Today"), "ok"),
        Section("later", _("Later"), "none"),
        Section("paused", _("Paused"), "paused"),
        Section("unpromised", _("Without promise"), "none"),
        Section("ended", _("Ended"), "none"),
    )
}
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Horizon:
    """The moments (UTC seconds) that part the sections: now, in an hour, and when the reader's day ends."""

    now: int
    day_ends_at: int

    @property
    def hour_ends_at(self) -> int:
        """When the next hour ends."""
        return self.now + HOUR

    def section(self, place: int, due_at: int) -> str:
        """Return the section of a ticket by its place and when its next promise breaks."""
        if place != QueuePlace.PROMISED:
            return _ELSEWHERE[place]
        if due_at < self.now:
            return "missed"
        if due_at < self.hour_ends_at:
            return "hour"
        return "today" if due_at < self.day_ends_at else "later"

    def conditions(self) -> dict[str, Q]:
        """Return what puts an open ticket into each section; they never overlap."""
        promised = Q(queue_place=QueuePlace.PROMISED)
        later = max(self.hour_ends_at, self.day_ends_at)
        return {
            "missed": promised & Q(next_due_at__lt=self.now),
            "hour": promised & Q(next_due_at__gte=self.now, next_due_at__lt=self.hour_ends_at),
            "today": promised & Q(next_due_at__gte=self.hour_ends_at, next_due_at__lt=later),
            "later": promised & Q(next_due_at__gte=later),
            "paused": Q(queue_place=QueuePlace.PAUSED),
            "unpromised": Q(queue_place=QueuePlace.UNPROMISED),
        }


_ELSEWHERE: dict[int, str] = {
    QueuePlace.PAUSED: "paused",
    QueuePlace.UNPROMISED: "unpromised",
    QueuePlace.ENDED: "ended",
}


class QueueRow(NamedTuple):
    """The columns of one row, as they lie in the database."""

    pk: int
    number: int
    subject: str
    customer_id: int
    customer: str
    priority: str
    status: str
    hold_reason: str
    assignee_id: int | None
    assignee: str | None
    is_emergency: bool
    waits_for_us: bool
    coverage_box: str
    requester_name: str
    reported_at: int
    last_activity_at: int
    queue_place: int
    next_due_at: int
    next_clock: str
    next_state: str
    next_verdict: str
    next_target: int
    next_elapsed: int
    next_at_risk_at: int | None
    judged_at: int


_COLUMNS = tuple({"customer": "customer__name", "assignee": "assignee__name"}.get(n, n) for n in QueueRow._fields)


class Position(NamedTuple):
    """Where a page ends: the place, the moment and the id of its last row."""

    place: int
    at: int
    pk: int

    def __str__(self) -> str:
        return f"{self.place}.{self.at}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> Position | None:
        """Return the position that an address names, or None for anything else."""
        parts = text.split(".")
        if len(parts) != len(cls._fields) or not all(_is_moment(part) for part in parts):
            return None
        return cls(*map(int, parts))


def _is_moment(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) < 19


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of rows; `next` is where the one after it begins, None on the last."""

    rows: tuple[QueueRow, ...]
    next: Position | None


def queue_page(person: Person, asked: QueueFilter, *, after: Position | None = None, size: int = PAGE) -> QueuePage:
    """Return a page of the queue that somebody may see, in the order of the next promise; one query.

    Tickets that have ended come by their last activity, the newest first.
    """
    tickets = tickets_for(person).filter(asked.condition(person))
    if asked.is_of_ended:
        moment, tickets = "last_activity_at", tickets.order_by("-last_activity_at", "-id")
        beyond = Q(last_activity_at__lt=after.at) | Q(last_activity_at=after.at, id__lt=after.pk) if after else Q()
    else:
        moment, tickets = "next_due_at", tickets.order_by("queue_place", "next_due_at", "id")
        beyond = _beyond(after) if after else Q()
    read = rows_of(tickets.filter(beyond)[: size + 1])
    rows = read[:size]
    last = rows[-1] if len(read) > size else None
    return QueuePage(rows, Position(last.queue_place, getattr(last, moment), last.pk) if last else None)


def rows_of(tickets: QuerySet[Ticket]) -> tuple[QueueRow, ...]:
    """Return tickets as rows, in their order; one query."""
    return tuple(QueueRow._make(row) for row in tickets.values_list(*_COLUMNS))


def _beyond(after: Position) -> Q:
    at_place = Q(queue_place=after.place)
    rest = Q(next_due_at__gt=after.at) | Q(next_due_at=after.at, id__gt=after.pk)
    # The first part says the same again, in the form in which an index can be entered.
    return Q(queue_place__gte=after.place) & (Q(queue_place__gt=after.place) | (at_place & rest))


def saved_queues_for(person: Person) -> list[SavedQueue]:
    """Return everybody's queues and those of somebody, by name."""
    return list(SavedQueue.objects.filter(Q(person__isnull=True) | Q(person=person.pk)))


def queue_stamp() -> str:
    """Return a word that is another one as soon as anything was put on record for any customer."""
    seen = ChainHead.objects.aggregate(Sum("seq"), Max("hash"))
    return f"{seen['seq__sum']}-{seen['hash__max']}"


def count_queues(person: Person, asked: Mapping[str, QueueFilter], sections: Mapping[str, Q]) -> dict[str, int]:
    """Return how many open tickets each filter finds, and each condition, under their names; one query.

    Queues of tickets that have ended are not counted: nobody works through them.
    """
    counted = {name: queue.condition(person) for name, queue in asked.items() if not queue.is_of_ended}
    conditions = {**counted, **sections}
    open_tickets = tickets_for(person).filter(queue_place__lt=QueuePlace.ENDED)
    return dict(open_tickets.aggregate(**{name: Count("pk", filter=each) for name, each in conditions.items()}))


STANDING: dict[str, QueueFilter] = {
    "open": QueueFilter(),
    "mine": QueueFilter(assignee=MINE),
    "unassigned": QueueFilter(assignee=NOBODY),
    "waits": QueueFilter(waits=YES),
    "emergency": QueueFilter(emergency=YES),
}
"""The queues that every desk has."""


def choices_in_use(person: Person) -> dict[str, list[tuple[str, str]]]:
    """Return what a filter can usefully ask for, as pairs of word and name: customers, people, kinds, systems.

    Kinds, systems and priorities are those of open tickets. One query.
    """
    open_tickets = tickets_for(person).filter(queue_place__lt=QueuePlace.ENDED)
    customers = Customer.objects.filter(is_served=True)
    staff = Person.objects.filter(customer__isnull=True, is_active=True)
    words = [_pairs(open_tickets.exclude(**{name: ""}), name, name, name) for name in ("kind", "system", "priority")]
    rows = _pairs(customers, "customer", "slug", "name").union(_pairs(staff, "assignee", "pk", "name"), *words)
    found: dict[str, list[tuple[str, str]]] = {what: [] for what in FILTERED_BY}
    for what, word, name in rows:
        found[what].append((word, name))
    return {what: sorted(pairs, key=lambda pair: pair[1].casefold()) for what, pairs in found.items()}


FILTERED_BY = ("customer", "assignee", "kind", "system", "priority")


def _pairs(rows: QuerySet[Any], what: str, word: str, name: str) -> QuerySet[Any]:
    text = CharField()
    return rows.order_by().values_list(Value(what, text), Cast(word, text), Cast(name, text))


def open_by_customer(person: Person, *, now: int) -> dict[int, tuple[int, int]]:
    """Return how many open tickets each customer has, and of how many a promise was missed; one query."""
    open_tickets = tickets_for(person).filter(queue_place__lt=QueuePlace.ENDED).order_by().values_list("customer")
    missed = Q(queue_place=QueuePlace.PROMISED, next_due_at__lt=now)
    counted = open_tickets.annotate(count=Count("pk"), missed=Count("pk", filter=missed))
    return {customer_id: (count, late) for customer_id, count, late in counted}
