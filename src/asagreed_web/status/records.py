"""What is on record of a customer's systems, for the desk: outages, maintenance, excuses, what nobody watched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from asagreed_web.agreements.queries import history_of
from asagreed_web.customers.models import Customer
from asagreed_web.people.models import Person
from asagreed_web.systems.words import words_in
from asagreed_web.uptime.models import ExcuseRecord, OutageRecord, UnwatchedRecord, WindowRecord
from asagreed_web.uptime.queries import editions_of, excuses_of, outages_of, unwatched_of, windows_of

DAY = 86_400
SINCE = 90 * DAY
"""How far back the lists reach; older records are in the event log and in the figures of their months."""


@dataclass(frozen=True, slots=True)
class RecordsView:
    """The records that hold, the newest first, and what the systems are called."""

    titles: Mapping[str, str]
    outages: Sequence[OutageRecord]
    windows: Sequence[WindowRecord]
    excuses: Sequence[ExcuseRecord]
    unwatched: Sequence[UnwatchedRecord]
    names: Mapping[str, str]
    """The people who recorded them, by how the chain names them."""

    def title(self, system: str) -> str:
        """Return what a system is called; one that is no longer agreed has its word."""
        return self.titles.get(system, system)

    def all_of(self, systems: Iterable[str]) -> str:
        """Return the titles of systems; none are all of them."""
        return ", ".join(map(self.title, systems))

    def who(self, actor: str) -> str:
        """Return who put something on record."""
        return self.names.get(actor, actor)


@dataclass(frozen=True, slots=True)
class OutageView:
    """An outage through its editions, the newest first; the first of them holds."""

    records: RecordsView
    editions: Sequence[OutageRecord]

    @property
    def holds(self) -> OutageRecord:
        """The edition that holds."""
        return self.editions[0]


def records_of(customer: Customer, *, at: int) -> RecordsView:
    """Return what is on record of the last 90 days and of the time ahead."""
    since = at - SINCE
    outages = list(outages_of(customer.pk, since=since))
    windows = sorted(windows_of(customer.pk, since=since), key=lambda each: -each.starts_at)
    excuses = sorted(excuses_of(customer.pk, since=since), key=lambda each: -each.start_at)
    unwatched = list(unwatched_of(customer.pk, since=since))
    actors = {each.recorded_by for rows in (outages, windows, excuses, unwatched) for each in rows}
    return RecordsView(titles_of(customer, at=at), outages, windows, excuses, unwatched, _names(actors))


def outage_of(customer: Customer, record: str, *, at: int) -> OutageView | None:
    """Return an outage of a customer through its editions; None where there is none."""
    editions = editions_of(OutageRecord.objects.filter(customer=customer), record)
    if not editions:
        return None
    names = _names(each.recorded_by for each in editions)
    return OutageView(RecordsView(titles_of(customer, at=at), (), (), (), (), names), editions)


def titles_of(customer: Customer, *, at: int) -> dict[str, str]:
    """Return what the systems of the agreement in force are called."""
    return dict(words_in(history_of(customer.pk), at=at).systems)


def _names(actors: Iterable[str]) -> dict[str, str]:
    numbers = [int(number) for kind, _, number in (each.partition(" ") for each in actors) if kind == "person"]
    return {each.actor: each.name for each in Person.objects.filter(pk__in=numbers)}
