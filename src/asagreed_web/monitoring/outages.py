"""Stretches that were derived → records: what is new is recorded, what turned out otherwise is corrected or withdrawn.

What a person corrected or withdrew stays as they said; only an end that nobody knew is filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from asagreed.facts.uptime import Stretch
from asagreed_web.customers.models import Customer
from asagreed_web.uptime.models import OutageRecord, UnwatchedRecord
from asagreed_web.uptime.queries import newest_of
from asagreed_web.uptime.recording import Told, add_edition, add_first, held

ENDED = "it is over"
LATE = "what came later says otherwise"
NO_MORE = "what came later says that it was not so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who tells of a system: a thing of a key, or a check; `evidence` is how it is named on reports."""

    customer: Customer
    system: str
    name: str
    actor: str
    evidence: str
    ticket_of: Callable[[Stretch], int | None] = lambda _: None
    """Returns the number of the ticket for an outage that is recorded now, and may open one."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was newly recorded, and what is over by now."""

    begun: tuple[OutageRecord, ...]
    ended: tuple[OutageRecord, ...]


def record_stretches(source: Source, stretches: Iterable[Stretch], *, at: int, since: int = 0) -> Changed:
    """Let the records of a source say what was derived from `since` on (UTC seconds); the caller has a transaction."""
    held(source.customer.pk)
    derived = tuple(stretches)
    outages = _Side(OutageRecord, "occurred_at", "restored_at", source, at, since)
    changed = outages.settle([each for each in derived if each.state != "unknown"])
    unwatched = _Side(UnwatchedRecord, "start_at", "end_at", source, at, since)
    unwatched.settle([each for each in derived if each.state == "unknown"])
    return changed


def last_known_good(source: Source, good: QuerySet[Any], told_from: int) -> int:
    """Return from which moment on readings have to be looked at, when something was told of a moment.

    That is the last good one before it, and before all of the source that is not over yet.
    """
    mine = {"customer": source.customer, "source": source.name, "is_withdrawn": False}
    outages = newest_of(OutageRecord.objects.filter(**mine)).filter(restored_at__isnull=True)
    unwatched = newest_of(UnwatchedRecord.objects.filter(**mine)).filter(end_at__isnull=True)
    starts = [*outages.values_list("occurred_at", flat=True), *unwatched.values_list("start_at", flat=True)]
    before = good.filter(at__lt=min([told_from, *starts])).order_by("-at")
    return before.values_list("at", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class _Side:
    """The records of one kind that a source has, and how their columns are called."""

    model: Any
    start: str
    end: str
    source: Source
    at: int
    since: int

    def settle(self, stretches: Sequence[Stretch]) -> Changed:
        """Record, correct and withdraw until the records say what the stretches say."""
        known = [row for row in self._known() if self._is_of(row)]
        begun, ended = [], []
        for stretch in stretches:
            row = next((row for row in known if self._meets(row, stretch)), None)
            if row is None:
                begun.append(add_first(self.model, self.source.customer, self._first(stretch), told=self._told()))
                continue
            known.remove(row)
            newer = self._corrected(row, stretch)
            if newer is not None and getattr(row, self.end) is None and stretch.end is not None:
                ended.append(newer)
        for row in known:
            if not row.is_by_hand:
                add_edition(row, {"is_withdrawn": True}, told=self._told(NO_MORE), kind="withdrawn")
        return Changed(tuple(begun), tuple(ended))

    def _known(self) -> Iterable[Any]:
        of_source: QuerySet[Any] = QuerySet(self.model).filter(customer=self.source.customer, source=self.source.name)
        rows = newest_of(of_source).order_by(self.start, "pk")
        return [row for row in rows if not row.is_withdrawn or row.is_by_hand]

    def _is_of(self, row: Any) -> bool:
        end = getattr(row, self.end)
        return end is None or end > self.since

    def _meets(self, row: Any, stretch: Stretch) -> bool:
        start, end = getattr(row, self.start), getattr(row, self.end)
        if start == stretch.start:
            return True
        return (end is None or stretch.start <= end) and (stretch.end is None or start <= stretch.end)

    def _corrected(self, row: Any, stretch: Stretch) -> Any:
        if row.is_by_hand:
            is_end_missing = not row.is_withdrawn and getattr(row, self.end) is None and stretch.end is not None
            says = {self.end: stretch.end} if is_end_missing else {}
        else:
            says = {name: value for name, value in self._says(stretch).items() if name in self._judged}
            says = {name: value for name, value in says.items() if value != getattr(row, name)}
        if not says:
            return None
        is_end = set(says) == {self.end} and getattr(row, self.end) is None
        return add_edition(
            row, says, told=self._told(ENDED if is_end else LATE), kind="ended" if is_end else "corrected"
        )

    @property
    def _judged(self) -> tuple[str, ...]:
        more = ("is_degraded",) if self.model is OutageRecord else ()
        return (self.start, self.end, "system", *more)

    def _says(self, stretch: Stretch) -> dict[str, Any]:
        says: dict[str, Any] = {"system": self.source.system, self.start: stretch.start, self.end: stretch.end}
        if self.model is OutageRecord:
            says["is_degraded"] = stretch.state == "degraded"
            says["detected_at"] = stretch.confirmed_at
            says["evidence"] = self.source.evidence
        return says

    def _first(self, stretch: Stretch) -> dict[str, Any]:
        says = self._says(stretch)
        return {**says, "ticket_number": self.source.ticket_of(stretch)} if self.model is OutageRecord else says

    def _told(self, because: str = "") -> Told:
        return Told(self.source.actor, self.at, because or self.source.evidence, self.source.name)
