"""The verdict on work: cut at every boundary, each part with its coverage, its price and what may pay for it.

Coverage comes first, then funding (agreements.md, section 6). A part is judged by the version in force at its instant;
what an emergency is, and which advice stood declined, by the version and the declarations as of when the incident
began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from asagreed.billing.work.boundaries import Boundaries, Month, State, version_at
from asagreed.billing.work.hourly_price import HourlyRate, NoRate, RateQuestion, find_rate, work_type_of
from asagreed.coverage import (
    Circumstances,
    Considered,
    Coverage,
    EmergencyVerdict,
    decide_coverage,
    describe_work,
    find_changes,
    is_emergency,
)
from asagreed.coverage.emergencies import declined_for, deferred_for
from asagreed.coverage.work import NOTHING_ON_RECORD
from asagreed.facts.books import Books, Incident, Ruling
from asagreed.facts.work import Appointment, WorkEntry
from asagreed.figures import Clause
from asagreed.open_time import in_words, in_zone
from asagreed.terms.resolved.prepaid_clauses import MonthlyDraw
from asagreed.terms.resolved.rate_card import local_midnight
from asagreed.terms.resolved.scope import WorkLike
from asagreed.terms.resolved.terms import ALWAYS
from asagreed.terms.sections.services import EXCLUDED, INCLUDED
from asagreed.versions import History, Version

Verdict = Literal["covered", "billable", "excluded", "undecided"]


@dataclass(frozen=True, slots=True)
class Limit:
    """Up to how many seconds a service is included, per case or per month, and what holds beyond."""

    service: str
    seconds: int
    per: str
    clause: Clause
    beyond: Judgement


@dataclass(frozen=True, slots=True)
class Judgement:
    """What holds for one part of a piece of work.

    `sources` are what the work is taken from before it is billed, in their order; none for work that is free or not
    done. `version` is the number of the version in force and `version_hash` its hash.
    """

    verdict: Verdict
    because: str
    clause: Clause | None
    coverage: Coverage
    rate: HourlyRate | None = None
    sources: tuple[str, ...] = ()
    limit: Limit | None = None
    emergency: EmergencyVerdict | None = None
    version: int = 0
    version_hash: str = ""
    considered: tuple[Considered, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def is_free(self) -> bool:
        """Whether nothing is taken from anything for this work."""
        return self.verdict == "covered" and not self.sources


class Stretch(NamedTuple):
    """A part of an entry, in UTC seconds, with its judgement; without times `start` and `end` are None."""

    start: int | None
    end: int | None
    seconds: int
    month: Month
    judgement: Judgement


NOT_IN_FORCE = Coverage("no clause fits", "no version of the agreement is in force at this moment", None)


class Judge:
    """Judges work under one agreement; equal work in equal circumstances is judged once."""

    def __init__(self, history: History, books: Books) -> None:
        self.history, self.books = history, books
        self._rulings = books.rulings
        self.boundaries = Boundaries(history)
        self._decided: dict[object, Judgement] = {}
        self._interned: dict[Judgement, Judgement] = {}
        self._emergencies: dict[str, tuple[EmergencyVerdict, ...]] = {}

    def know(self, until: int) -> None:
        """Let only rulings made up to a moment count: a statement that was issued knew no more."""
        self._rulings = tuple(ruling for ruling in self.books.rulings if ruling.at <= until)
        self._emergencies.clear()

    def judge_again(self, entry: WorkEntry, start: int | None) -> Judgement:
        """Return what now holds for the part of an entry that begins at a moment."""
        parts = self.judge(entry)
        later = [part for part in parts if part.start is not None and start is not None and part.start <= start]
        return (later or parts)[-1 if later else 0].judgement

    def judge(self, entry: WorkEntry) -> tuple[Stretch, ...]:
        """Return the parts of an entry, in order; they add up to its seconds."""
        unknown = self._names_unknown(entry)
        if unknown:
            return (Stretch(entry.start, entry.end, entry.seconds, self._month_of(entry), self._undecided(unknown)),)
        if entry.start is None or entry.end is None or entry.start >= entry.end:
            return (self._judge_untimed(entry),)
        parts = self._judge_timed(entry, entry.start, entry.end)
        if entry.seconds == entry.end - entry.start:
            return parts
        # Work with breaks: where a boundary lies within it, nobody knows on which side of it the breaks were.
        return (Stretch(entry.start, entry.end, entry.seconds, parts[0].month, self._of_all(parts)),)

    def _names_unknown(self, entry: WorkEntry) -> str:
        """Return that an entry names an incident or quote which the books do not have, or nothing."""
        for what, name, known in (
            ("incident", entry.incident, self.books.incidents),
            ("quote", entry.quote, self.books.quotes),
        ):
            if name and name not in known:
                return f"the entry names the {what} «{name}», and the books have none of that name"
        return ""

    def _month_of(self, entry: WorkEntry) -> Month:
        return self.boundaries.state_at(entry.began_at).month

    def judge_monthly(self, draw: MonthlyDraw, moment: int) -> Stretch:
        """Return what holds for the fixed time of a month: it is deducted, whoever worked and when."""
        state = self.boundaries.state_at(moment)
        version = self.history.versions[state.version - 1]
        question = RateQuestion(draw.name, None, frozenset((draw.name,)), None, is_scheduled=True, is_emergency=False)
        coverage = Coverage(INCLUDED, f"{draw.name} is deducted as {in_words(draw.seconds)} a month", draw.clause)
        return Stretch(
            None, None, draw.seconds, state.month, _Verdict(coverage, None, version, state, question).drawn()
        )

    def _judge_timed(self, entry: WorkEntry, start: int, end: int) -> tuple[Stretch, ...]:
        incident = self.books.incidents.get(entry.incident) if entry.incident else None
        appointment = entry.appointment
        if incident is None and appointment is None:
            raw = (
                (first, last, state, self._judgement(entry, state, None, first, is_scheduled=False))
                for first, last, state in self.boundaries.stretches(start, end)
            )
            return tuple(_joined(raw))
        return tuple(_joined(self._cut(entry, incident, appointment, start, end)))

    def _cut(
        self, entry: WorkEntry, incident: Incident | None, appointment: Appointment | None, start: int, end: int
    ) -> Iterator[tuple[int, int, State, Judgement]]:
        """Yield the stretches of an entry, cut where an emergency begins or ends and where an appointment does."""
        moments = {start, end}
        if incident is not None:
            began = version_at(self.history, incident.began_at)
            moments |= set(find_changes(incident, began.terms, self._rulings)) if began else set()
        is_kept = appointment is not None and self._is_agreed_early(appointment)
        if appointment is not None:
            moments |= {appointment.start, appointment.end}
        ordered = sorted(moment for moment in moments if start <= moment <= end)
        for first, last in pairwise(ordered):
            is_scheduled = is_kept and appointment is not None and appointment.start <= first < appointment.end
            for begins, ends, state in self.boundaries.stretches(first, last):
                yield begins, ends, state, self._judgement(entry, state, incident, begins, is_scheduled=is_scheduled)

    def _judge_untimed(self, entry: WorkEntry) -> Stretch:
        """Judge work of which only the duration is known: refused where it matters when it was done."""
        if entry.done_on is None:
            because = "the entry has a duration, but neither times nor a day, so nobody can say what holds for it"
            return Stretch(None, None, entry.seconds, (1970, 1), self._undecided(because))
        day = in_zone(entry.done_on, self.history.zone).date()
        parts = self._judge_timed(entry, entry.done_on, local_midnight(day + timedelta(days=1), self.history.zone))
        return Stretch(None, None, entry.seconds, parts[0].month, self._of_all(parts))

    def _of_all(self, parts: tuple[Stretch, ...]) -> Judgement:
        """Return what holds for every part alike, or that nobody can say what holds."""
        first = parts[0]
        alike = all(part.month == first.month and _is_same(part.judgement, first.judgement) for part in parts)
        return first.judgement if alike else self._untold(parts)

    def _untold(self, parts: tuple[Stretch, ...]) -> Judgement:
        """Say what changes within work of which nobody knows when it was done."""
        one = parts[0]
        other = next((part for part in parts if not _is_same(part.judgement, one.judgement)), parts[-1])
        at = in_zone(other.start or 0, self.history.zone).strftime("%Y-%m-%d %H:%M")
        before, after = _told(one.judgement), _told(other.judgement)
        changes = f"what holds changes from «{before}» to «{after}»" if before != after else "the month changes"
        because = f"the entry does not say when the work was done, and at {at} {changes}; give it a start and an end"
        return self._undecided(because)

    def _undecided(self, because: str) -> Judgement:
        return Judgement("undecided", because, None, Coverage("no clause fits", because, None))

    def _is_agreed_early(self, appointment: Appointment) -> bool:
        """Say whether both sides accepted an appointment early enough, or the provider moved it to another time."""
        version = version_at(self.history, appointment.start)
        scheduled = version.terms.rates.scheduled if version else None
        if version is None or scheduled is None:
            return False
        if appointment.moved_by == "provider":
            return True
        terms, notice = version.terms, scheduled.agreed_before
        if not notice.working_days:
            return appointment.start - appointment.accepted_at >= notice.seconds
        needed = notice.in_seconds(working_day=terms.working_day_seconds)
        hours = terms.calendar(scheduled.calendar or ALWAYS)
        return hours.seconds_between(appointment.accepted_at, appointment.start) >= needed > 0

    def _judgement(
        self, entry: WorkEntry, state: State, incident: Incident | None, at: int, *, is_scheduled: bool
    ) -> Judgement:
        ruling = self._ruling(entry) if self._rulings else None
        facts = (
            entry.service,
            entry.kind,
            entry.system,
            entry.site,
            entry.delivery,
            entry.cause,
            entry.work_type,
            entry.role,
            entry.asked_as,
        )
        emergency = self._emergency(incident, at) if incident else None
        # Not the month: it decides what hours are drawn from, and nothing about the work.
        now = state.version, state.edition, state.is_open
        key = (now, facts, incident.id if incident else "", ruling.id if ruling else "", emergency, is_scheduled)
        found = self._decided.get(key)
        if found is None:
            made = self._made(entry, state, incident, emergency, ruling, is_scheduled=is_scheduled)
            found = self._decided[key] = self._interned.setdefault(made, made)
        return found

    def _ruling(self, entry: WorkEntry) -> Ruling | None:
        """Return the ruling about this work: about the entry before its ticket, its incident, its service."""
        for about in (entry.id, entry.ticket, entry.incident, entry.service, entry.kind):
            for ruling in reversed(self._rulings):
                if about and ruling.about == about and ruling.says in (INCLUDED, EXCLUDED):
                    return ruling
        return None

    def _emergency(self, incident: Incident, at: int) -> EmergencyVerdict | None:
        """Return what an incident is at a moment, as of the moment from which the same answer holds."""
        if incident.id not in self._emergencies:
            self._emergencies[incident.id] = tuple(self._answers(incident))
        found: EmergencyVerdict | None = None
        for answer in self._emergencies[incident.id]:
            found = answer if found is None or answer.at <= at else found
        return found

    def _answers(self, incident: Incident) -> Iterator[EmergencyVerdict]:
        """Yield every answer about an incident once, by the version that was in force when it began."""
        version = version_at(self.history, incident.began_at)
        if version is None:
            return
        last: EmergencyVerdict | None = None
        for moment in (incident.began_at, *find_changes(incident, version.terms, self._rulings)):
            if moment < incident.began_at:
                continue
            answer = is_emergency(
                incident,
                version.terms,
                self.history.register,
                at=moment,
                rulings=self._rulings,
                deferred=self.books.deferred,
            )
            if last is None or (last.answer, last.because) != (answer.answer, answer.because):
                yield answer
                last = answer

    def _made(
        self,
        entry: WorkEntry,
        state: State,
        incident: Incident | None,
        emergency: EmergencyVerdict | None,
        ruling: Ruling | None,
        *,
        is_scheduled: bool,
    ) -> Judgement:
        if not state.version:
            return Judgement("undecided", NOT_IN_FORCE.because, None, NOT_IN_FORCE)
        version = self.history.versions[state.version - 1]
        work = describe_work(entry, version.terms, incident=incident)
        coverage = decide_coverage(work, version.terms, self._on_record(incident, ruling))
        is_urgent = emergency is not None and emergency.is_emergency
        service = coverage.service
        work_type = work_type_of(entry.work_type, service.work_type if service else None, work.delivery, version.terms)
        names = _names(entry, work, service.name if service else None, work_type, is_urgent=is_urgent)
        question = RateQuestion(work_type, entry.role, names, entry.asked_as, is_scheduled and not is_urgent, is_urgent)
        return _Verdict(coverage, emergency, version, state, question).judgement()

    def _on_record(self, incident: Incident | None, ruling: Ruling | None) -> Circumstances:
        if incident is None:
            return Circumstances(ruling=ruling) if ruling else NOTHING_ON_RECORD
        return Circumstances(
            declined=declined_for(incident, self.history.register),
            deferred=deferred_for(incident, self.books.deferred),
            ruling=ruling,
            contested=bool(incident.cause and incident.cause.is_contested),
        )


def _names(entry: WorkEntry, work: WorkLike, service: str | None, work_type: str, *, is_urgent: bool) -> frozenset[str]:
    """Return every name by which an allowance, a block or a band may know the work."""
    known = (work_type, work.delivery, service, entry.service, work.kind, work.kind_group)
    return frozenset(name for name in (*known, "emergency" if is_urgent else None) if name)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The way from a coverage to a judgement, in one state of the calendars."""

    coverage: Coverage
    emergency: EmergencyVerdict | None
    version: Version
    state: State
    question: RateQuestion

    def judgement(self) -> Judgement:
        if self.coverage.is_open:
            return self._open()
        if not self.coverage.is_offered:
            return self._said("excluded", f"{self.coverage.because}, and is not offered", self.coverage.clause)
        if self.coverage.box == INCLUDED:
            return self._included()
        return self._billable(self.coverage.because, self.coverage.clause)

    def _open(self) -> Judgement:
        return self._said("undecided", self.coverage.because, self.coverage.clause)

    def _included(self) -> Judgement:
        service, cover = self.coverage.service, self.version.terms.emergencies.cover
        because, clause = self.coverage.because, self.coverage.clause
        if self.question.is_emergency and cover is not None:
            if self._is_open(cover.included_in):
                return self._covered(f"{because}, and emergency work is included now", cover.clause)
            if cover.is_charged:
                return self._billable("emergency work is charged", cover.clause)
        if service is None or service.hours is None:
            return self._covered(because, clause)
        if service.hours == ALWAYS:
            return self._covered(f"{because} at all hours", clause)
        if self._is_open(service.hours):
            return self._covered(f"{because} within {service.hours}", clause)
        return self._billable(f"{because} within {service.hours} only", service.hours_clause)

    def _is_open(self, calendar: str | None) -> bool:
        return calendar is not None and (calendar == ALWAYS or calendar in self.state.is_open)

    def _covered(self, because: str, clause: Clause | None) -> Judgement:
        service = self.coverage.service
        if service is not None and service.draws:
            return self._billable(f"{because}, and draws hours", clause, verdict="covered")
        if service is None or service.limit is None or service.limit_clause is None:
            return self._said("covered", because, clause)
        inner = service.limit
        said = f"{service.title} is included up to {in_words(inner.seconds)} a {inner.per} only"
        beyond = self._billable(said, service.limit_clause)
        limit = Limit(service.name, inner.seconds, inner.per, service.limit_clause, beyond)
        return self._said("covered", because, clause, limit=limit)

    def _billable(self, because: str, clause: Clause | None, *, verdict: Verdict = "billable") -> Judgement:
        terms = self.version.terms
        if not any(edition.rates for edition in terms.rates.editions) and not self._has_prepaid():
            return self._said("excluded", f"{because}; the agreement knows no money", clause)
        rate = find_rate(self.question, self.version, self.state)
        sources = self._sources()
        if isinstance(rate, NoRate) and not any(edition.rates for edition in terms.rates.editions):
            # An agreement without money may still count hours.
            rate, sources = _without_price(self.question, clause), tuple(each for each in sources if each != "rate")
        if isinstance(rate, NoRate):
            return self._said("undecided", f"{because}, but {rate.because}", rate.clause or clause)
        return self._said(verdict, because, clause, rate=rate, sources=sources)

    def _has_prepaid(self) -> bool:
        return any(source != "rate" for source in self._sources())

    def drawn(self) -> Judgement:
        """Return what pays for fixed time: the prepaid sources, and the rate if the card has a line for it."""
        rate = find_rate(self.question, self.version, self.state)
        because, clause = self.coverage.because, self.coverage.clause
        if isinstance(rate, NoRate):
            sources = tuple(source for source in self._sources() if source != "rate")
            return self._said("covered", because, clause, rate=_without_price(self.question, clause), sources=sources)
        return self._said("covered", because, clause, rate=rate, sources=self._sources())

    def _sources(self) -> tuple[str, ...]:
        """Return what the work may be taken from, in the order of use, up to the rate."""
        prepaid = self.version.terms.prepaid
        clauses = {"allowance": prepaid.allowance, "block": prepaid.block, "retainer": prepaid.retainer}
        found: list[str] = []
        for word in prepaid.order:
            clause = clauses.get("block" if word == "oldest block" else word)
            if word == "rate":
                return (*found, word)
            if clause is not None and clause.purpose.allows(*self.question.names):
                found.append(word)
        return tuple(found)

    def _said(
        self,
        verdict: Verdict,
        because: str,
        clause: Clause | None,
        *,
        rate: HourlyRate | None = None,
        sources: tuple[str, ...] = (),
        limit: Limit | None = None,
    ) -> Judgement:
        return Judgement(
            verdict=verdict,
            because=because,
            clause=clause,
            coverage=self.coverage,
            rate=rate,
            sources=sources,
            limit=limit,
            emergency=self.emergency,
            version=self.version.number,
            version_hash=self.version.hash,
            considered=self.coverage.considered,
            names=self.question.names,
        )


def _without_price(question: RateQuestion, clause: Clause | None) -> HourlyRate:
    """Return the rate of time that only takes hours: an hour takes an hour and costs nothing."""
    nothing = Fraction(0)
    cited = clause or Clause(question.work_type)
    return HourlyRate(
        per_hour=nothing,
        because="hours only",
        clause=cited,
        normal=nothing,
        work_type=question.work_type,
        is_banded=False,
        minimum=None,
        step=None,
        draws=Fraction(1),
        draws_clause=None,
    )


def _is_same(one: Judgement, other: Judgement) -> bool:
    """Say whether two judgements are the same but for what else was considered."""
    return _without_losers(one) == _without_losers(other)


def _without_losers(judgement: Judgement) -> Judgement:
    rate = replace(judgement.rate, considered=()) if judgement.rate else None
    return replace(judgement, rate=rate, considered=())


def _told(judgement: Judgement) -> str:
    """Return what holds and at which rate, in a few words."""
    return f"{judgement.because}, {judgement.rate.because}" if judgement.rate else judgement.because


def _joined(raw: Iterable[tuple[int, int, State, Judgement]]) -> Iterator[Stretch]:
    """Join stretches for which the same holds, so that an edge that no clause asks about is no boundary."""
    # Equal judgements are one object, and comparing objects is what makes a year of work fast.
    for _, run in groupby(raw, key=lambda each: (id(each[3]), each[2].month)):
        pieces = list(run)
        (start, _, state, judgement), end = pieces[0], pieces[-1][1]
        yield Stretch(start, end, end - start, state.month, judgement)
