"""From work to what is owed for it: judged, rounded by the job, drawn in the order in which it was done, priced.

1. Entries with one job are put together; each entry is cut and judged.
2. Minimum and step apply once to the job.
3. Jobs are drawn in order: those of a statement that was issued before those of later ones, and within one by when
   they were done. A late entry so draws what is left of its own period, and rewrites nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from asagreed.billing.work.boundaries import Month, month_after, month_at, month_start, months_between, version_at
from asagreed.billing.work.drawing import RETAINER, Drawn, Purses
from asagreed.billing.work.hourly_price import HOUR
from asagreed.billing.work.judging import Judge, Judgement, Stretch
from asagreed.billing.work.lots import NEVER
from asagreed.billing.work.rounding import Rounded, round_job
from asagreed.facts.books import AcceptedQuote, Books
from asagreed.facts.work import WorkEntry
from asagreed.figures import Clause
from asagreed.terms.resolved.prepaid_clauses import MonthlyDraw
from asagreed.versions import History

FREE, UNDECIDED, NOT_DONE, QUOTE = "free", "undecided", "excluded", "quote"
SOURCES = (FREE, "allowance", "block", RETAINER, "rate", QUOTE, NOT_DONE, UNDECIDED)
"""Everything that may become of a part of work."""


class WorkPart(NamedTuple):
    """A part of an entry with what pays for it.

    `start` and `end` are UTC seconds, None for work without times. `worked` are seconds of work, `billed` those with
    what minimum and step add, `taken` what was drawn from the lot `purse`. `amount` is exact, in the currency of the
    agreement: the price at the rate, or what the retainer paid. `appears_in` is the month of the statement.
    """

    entry: str
    job: str
    start: int | None
    end: int | None
    worked: int
    billed: int
    month: Month
    appears_in: Month
    judgement: Judgement
    source: str
    purse: str
    taken: int
    amount: Fraction
    because: str
    clause: Clause | None
    rounded: Rounded | None


@dataclass(frozen=True, slots=True)
class Issued:
    """A statement that was issued: its month, when, and the ids of the entries that it holds.

    `credits` is what it gave back for missed promises, by month and system; None where nobody kept that.
    """

    month: Month
    issued_at: int
    entries: frozenset[str] | None = None
    credits: tuple[tuple[Month, str, Fraction], ...] | None = None

    def holds(self, entry: WorkEntry, zone: str) -> bool:
        """Say whether an entry is on it: it was of that month or an earlier one, and was known."""
        if self.entries is not None:
            return entry.id in self.entries
        return month_at(entry.began_at, zone) <= self.month and entry.known_at <= self.issued_at


@dataclass(frozen=True, slots=True)
class Job:
    """Entries that minimum and step apply to together, with what places them in order.

    `monthly` is the fixed time of a month, which has one entry that nobody wrote. `reverses` are the entries of issued
    statements that this job corrects.
    """

    name: str
    entries: tuple[WorkEntry, ...]
    began_at: int
    known_at: int
    month: Month
    monthly: MonthlyDraw | None = None
    reverses: tuple[str, ...] = ()


@dataclass
class Settlement:
    """What became of all work: its parts in the order in which they were drawn, and what is left of the purses."""

    history: History
    books: Books
    purses: Purses
    judge: Judge
    parts: list[WorkPart] = field(default_factory=list)
    entries: dict[str, WorkEntry] = field(default_factory=dict)


def settle(
    entries: Iterable[WorkEntry],
    history: History,
    books: Books,
    *,
    issued: Sequence[Issued] = (),
    until: Month | None = None,
) -> Settlement:
    """Return what is owed for work; `issued` are the statements so far, in the order in which they were issued.

    Fixed monthly time is deducted up to the month `until`; without it up to the month of the last work or statement.
    """
    settlement = Settlement(history, books, Purses(history, books), Judge(history, books))
    jobs = in_order(entries, history, issued, until=until)
    settler = settle_issued(settlement, jobs, issued)
    _settle_turn(settlement, settler, (job for turn, job in jobs if turn == len(issued)), next_open(issued))
    return settlement


def settle_issued(settlement: Settlement, jobs: Sequence[tuple[int, Job]], issued: Sequence[Issued]) -> Settler:
    """Settle what issued statements hold, given in turns, and return what draws the work that is still open."""
    settler = Settler(settlement)
    for turn, each in enumerate(issued):
        settler.know(each.issued_at)
        settlement.parts.extend(settler.answered(each.month))
        _settle_turn(settlement, settler, (job for number, job in jobs if number == turn), each.month)
    settler.know(NEVER)
    settlement.parts.extend(settler.answered(next_open(issued)))
    return settler


def _settle_turn(settlement: Settlement, settler: Settler, jobs: Iterable[Job], appears_from: Month) -> None:
    for job in jobs:
        settlement.entries.update((entry.id, entry) for entry in job.entries)
        settlement.parts.extend(settler.settled(job, appears_from))


def in_order(
    entries: Iterable[WorkEntry], history: History, issued: Sequence[Issued] = (), *, until: Month | None = None
) -> list[tuple[int, Job]]:
    """Return all jobs in the order in which they are drawn, with the number of the statement that first held them."""
    found = list(_jobs(tuple(entries), history, issued))
    last = until or max((*(job.month for _, job in found), *(each.month for each in issued)), default=(0, 1))
    found += [(_turn(job.entries[0], history, issued), job) for job in _monthly_jobs(history, last)]
    return sorted(found, key=lambda each: (each[0], each[1].began_at, each[1].name))


def _turn(entry: WorkEntry, history: History, issued: Sequence[Issued]) -> int:
    return next((number for number, each in enumerate(issued) if each.holds(entry, history.zone)), len(issued))


def next_open(issued: Sequence[Issued]) -> Month:
    """Return the month after all that were issued; without any the first of all, before which no work is done."""
    return month_after(max(each.month for each in issued)) if issued else (0, 1)


def _jobs(entries: Sequence[WorkEntry], history: History, issued: Sequence[Issued]) -> Iterator[tuple[int, Job]]:
    """Yield the jobs with their turns; an entry that was corrected is gone, unless an issued statement holds it.

    An entry that came too late for the statement of its job is a job of its own, on the next one.
    """
    frozen: set[str] = set()
    gone = {entry.corrects: entry for entry in reversed(entries) if entry.corrects}
    if gone and issued:
        known = [entry for entry in entries if entry.id in gone]
        frozen = {entry.id for entry in known if _was_issued(entry, gone[entry.id], history, issued)}
    by_id = {entry.id: entry for entry in entries} if frozen else {}
    by_name: dict[tuple[int, str], list[WorkEntry]] = {}
    for entry in entries:
        if entry.id not in gone or entry.id in frozen:
            turn = _turn(entry, history, issued) if issued else 0
            by_name.setdefault((turn, entry.job or entry.id), []).append(entry)
    for (turn, name), found in by_name.items():
        ordered = tuple(sorted(found, key=lambda entry: (entry.began_at, entry.id))) if len(found) > 1 else tuple(found)
        job = _job(name, ordered, history)
        corrected = (_corrected(entry, frozen, by_id) for entry in ordered) if frozen else ()
        reverses = tuple(each for each in corrected if each)
        yield turn, replace(job, reverses=reverses) if reverses else job


def _corrected(entry: WorkEntry, frozen: set[str], by_id: Mapping[str, WorkEntry]) -> str:
    """Return the issued entry that an entry corrects in the end, also where it corrects a correction."""
    seen: set[str] = set()
    while entry.corrects and entry.corrects not in frozen and entry.corrects in by_id and entry.id not in seen:
        seen.add(entry.id)
        entry = by_id[entry.corrects]
    return entry.corrects if entry.corrects in frozen else ""


def _job(name: str, entries: tuple[WorkEntry, ...], history: History) -> Job:
    began_at = entries[0].began_at
    known_at = max(entry.known_at for entry in entries)
    return Job(name, entries, began_at, known_at, month_at(began_at, history.zone))


def _was_issued(entry: WorkEntry, correction: WorkEntry, history: History, issued: Sequence[Issued]) -> bool:
    """Say whether a statement held an entry before the one that corrects it was known."""
    turn = _turn(entry, history, issued)
    return turn < len(issued) and correction.known_at > issued[turn].issued_at


def _monthly_jobs(history: History, last: Month) -> Iterator[Job]:
    """Yield the fixed time of every month that begins, or in which the agreement begins, while it is agreed."""
    if not any(version.terms.prepaid.monthly_draws for version in history.versions):
        return
    begins = history.versions[0].from_at
    for month in months_between(month_at(begins, history.zone), last):
        moment = max(month_start(month, history.zone), begins)
        version = version_at(history, moment)
        for name, draw in version.terms.prepaid.monthly_draws.items() if version else ():
            named = f"{name} {month[0]}-{month[1]:02d}"
            entry = WorkEntry(id=named, seconds=draw.seconds, done_on=moment, service=name, place=str(draw.clause))
            yield Job(named, (entry,), moment, moment, month, draw)


class Settler:
    """Draws one job after the other."""

    def __init__(self, settlement: Settlement) -> None:
        self._judge, self.purses, self._settled = settlement.judge, settlement.purses, settlement.parts
        self._quotes = settlement.books.quotes
        self._limits: dict[tuple[str, object], int] = {}
        self._counted: dict[str, list[tuple[tuple[str, object], int]]] = {}
        self._quoted: dict[str, int] = {}
        self._entries = settlement.entries
        self._open: list[tuple[Job, WorkPart]] = []

    def copy(self, judge: Judge) -> Settler:
        """Return another one that stands where this one does, and goes on by itself, judging as `judge` does."""
        other = Settler(Settlement(judge.history, judge.books, self.purses.copy(), judge))
        other._limits, other._quoted = dict(self._limits), dict(self._quoted)
        # What was issued may still be corrected: its parts are taken back then.
        other._settled, other._counted, other._open = self._settled, dict(self._counted), list(self._open)
        return other

    def know(self, until: int) -> None:
        """Let only what was known up to a moment count, from here on."""
        self._judge.know(until)
        self.purses.know(until)

    def answered(self, appears_from: Month) -> list[WorkPart]:
        """Return the parts that were left open on an issued statement and can be settled now."""
        left, self._open = self._open, []
        return [each for job, part in left for each in self._kept(job, self._answered(job, part, appears_from))]

    def settled(self, job: Job, appears_from: Month) -> list[WorkPart]:
        """Return the parts of a job as they are drawn."""
        return self._kept(job, self._settle(job, appears_from))

    def _kept(self, job: Job, parts: Iterable[WorkPart]) -> list[WorkPart]:
        """Return parts, and remember those that somebody still has to decide."""
        found = list(parts)
        self._open += [(job, part) for part in found if part.source == UNDECIDED]
        return found

    def _answered(self, job: Job, part: WorkPart, appears_from: Month) -> Iterator[WorkPart]:
        entry = self._entries[part.entry]
        judgement = self._judge.judge_again(entry, part.start)
        is_paid_since = part.purse == RETAINER and self.purses.last_paid_at > entry.began_at
        if judgement.verdict == "undecided" or (judgement == part.judgement and not is_paid_since):
            self._open.append((job, part))
            return
        stretch = Stretch(part.start, part.end, part.worked, part.month, judgement)
        if not judgement.sources:
            yield from self._parts(entry, stretch, part.billed, job, appears_from, part.rounded)
            return
        moment = self.purses.last_paid_at if is_paid_since else None
        surplus, appears_in = part.billed - part.worked, max(part.month, appears_from)
        yield from self._drawn(entry, stretch, surplus, job, appears_in, part.rounded, at=moment)

    def _settle(self, job: Job, appears_from: Month) -> Iterator[WorkPart]:
        for name in job.reverses:
            yield from self._reversed(name, job, appears_from)
        parts = [
            (entry, part)
            for entry in job.entries
            for cut in self._judged(entry, job)
            for part in self._within_limit(entry, cut)
        ]
        rounded = round_job([part for _, part in parts])
        for number, (entry, part) in enumerate(parts):
            billed = rounded.billed[number]
            why = rounded if rounded.surplus and rounded.on == number else None
            quote = self._quotes.get(entry.quote) if entry.quote else None
            if quote is not None and _holds(quote, entry):
                yield from self._quoted_parts(entry, part, billed, quote, job, appears_from, why)
            else:
                yield from self._parts(entry, part, billed, job, appears_from, why)

    def _reversed(self, name: str, job: Job, appears_from: Month) -> Iterator[WorkPart]:
        """Yield what takes back the parts of an entry: what was drawn goes back to where it came from."""
        for counted, seconds in self._counted.pop(name, ()):
            self._limits[counted] -= seconds
        self._open = [(held, part) for held, part in self._open if part.entry != name]
        # What nobody had decided was never charged, so there is nothing to take back.
        for part in [each for each in self._settled if each.entry == name and each.source != UNDECIDED]:
            if part.source == QUOTE:
                self._quoted[part.purse] -= part.billed
            self.purses.give_back(part.purse, part.taken, part.amount if part.source == RETAINER else Fraction(0))
            yield part._replace(
                worked=-part.worked,
                billed=-part.billed,
                taken=-part.taken,
                amount=-part.amount,
                appears_in=max(part.appears_in, appears_from),
                because=f"reversed, since {job.name} corrects {name}",
            )

    def _judged(self, entry: WorkEntry, job: Job) -> Sequence[Stretch]:
        if job.monthly is not None:
            return (self._judge.judge_monthly(job.monthly, job.began_at),)
        return self._judge.judge(entry)

    def _parts(
        self, entry: WorkEntry, part: Stretch, billed: int, job: Job, appears_from: Month, why: Rounded | None
    ) -> Iterator[WorkPart]:
        judgement = part.judgement
        appears_in = max(part.month, appears_from)
        if not judgement.sources:
            source = {"covered": FREE, "excluded": NOT_DONE}.get(judgement.verdict, UNDECIDED)
            yield _part(entry, job, part, appears_in, Drawn(source, "", billed), part.seconds, why)
            return
        surplus = billed - part.seconds
        for piece in self._cut_by_purses(part):
            added = surplus if piece.end == part.end else 0
            yield from self._drawn(entry, piece, added, job, appears_in, why)

    def _cut_by_purses(self, part: Stretch) -> Iterator[Stretch]:
        """Yield the stretch cut at the moments at which a block begins or ends, or money comes in."""
        # Work with breaks cannot be cut: nobody knows on which side of a moment the breaks were.
        if part.start is None or part.end is None or part.seconds != part.end - part.start:
            yield part
            return
        rest = part
        # The first use of a block may set its end, so each moment is asked for when the work before it is drawn.
        while rest.start is not None and (moment := self.purses.next_change(rest.start, part.end)) is not None:
            piece, rest = _split(rest, moment - rest.start)
            yield piece
        yield rest

    def _drawn(
        self,
        entry: WorkEntry,
        piece: Stretch,
        surplus: int,
        job: Job,
        appears_in: Month,
        why: Rounded | None,
        *,
        at: int | None = None,
    ) -> Iterator[WorkPart]:
        """Yield what pays for a piece, drawn as of its beginning, or as of another moment."""
        moment = at if at is not None else piece.start if piece.start is not None else entry.began_at
        left, rest = piece.seconds + surplus, piece
        for drawn in self.purses.draw(piece.judgement, left, moment, cause=entry.id):
            left -= drawn.worked
            done, rest = _split(rest, min(drawn.worked, rest.seconds))
            yield _part(entry, job, done, appears_in, drawn, done.seconds, why)
        if left:
            because = "everything that it may be taken from is used up, and the order of use names no rate"
            yield _part(entry, job, rest, appears_in, Drawn(UNDECIDED, "", left, because=because), rest.seconds, why)

    def _within_limit(self, entry: WorkEntry, part: Stretch) -> Iterator[Stretch]:
        """Yield a part cut where the inner limit of an included service is reached."""
        limit = part.judgement.limit
        if limit is None:
            yield part
            return
        case: object = part.month if limit.per == "month" else entry.ticket or entry.incident or entry.job_name
        counted = limit.service, case
        used = self._limits.get(counted, 0)
        self._limits[counted] = used + part.seconds
        self._counted.setdefault(entry.id, []).append((counted, part.seconds))
        within, beyond = _split(part, min(part.seconds, max(limit.seconds - used, 0)))
        if within.seconds:
            yield within
        if beyond.seconds:
            yield beyond._replace(judgement=limit.beyond)

    def _quoted_parts(
        self,
        entry: WorkEntry,
        part: Stretch,
        billed: int,
        quote: AcceptedQuote,
        job: Job,
        appears_from: Month,
        why: Rounded | None,
    ) -> Iterator[WorkPart]:
        """Yield a part under an accepted quote, which goes before every other paper (agreements.md, section 3)."""
        used = self._quoted.get(quote.id, 0)
        room = billed if quote.at_most_seconds is None else max(quote.at_most_seconds - used, 0)
        within = min(billed, room)
        self._quoted[quote.id] = used + within
        clause = Clause(f"quote {quote.id}", quote.place)
        if within:
            done, part = _split(part, min(within, part.seconds))
            because = f"the customer accepted quote {quote.id}, which goes before every other paper"
            done = done._replace(judgement=replace(done.judgement, verdict="billable", because=because, clause=clause))
            said = f"accepted by {quote.by or 'the customer'}"
            price = f"the price of {quote.price}" if quote.price else f"{quote.per_hour} an hour"
            amount = Fraction(0) if quote.per_hour is None else quote.per_hour.exact * within / HOUR
            drawn = Drawn(QUOTE, quote.id, within, because=f"quote {quote.id}, {said}, fixes {price}", clause=clause)
            made = _part(entry, job, done, max(part.month, appears_from), drawn, done.seconds, why)
            yield made._replace(amount=amount)
        if within < billed:
            yield from self._parts(entry, part, billed - within, job, appears_from, why)


def _split(part: Stretch, seconds: int) -> tuple[Stretch, Stretch]:
    """Return the first seconds of a part, and what is left of it.

    Of work with breaks the cut is put where it would be had all of them come last.
    """
    if seconds == part.seconds:
        return part, part._replace(start=part.end, seconds=0)
    cut = None if part.start is None else part.start + seconds
    return part._replace(end=cut, seconds=seconds), part._replace(start=cut, seconds=part.seconds - seconds)


def _holds(quote: AcceptedQuote, entry: WorkEntry) -> bool:
    """Say whether a quote was accepted before the work began."""
    return quote.accepted_at <= entry.began_at


def _part(
    entry: WorkEntry, job: Job, part: Stretch, appears_in: Month, drawn: Drawn, worked: int, why: Rounded | None
) -> WorkPart:
    rate = part.judgement.rate
    amount = Fraction(0)
    if drawn.paid is not None:
        amount = drawn.paid.exact
    elif drawn.source == "rate" and rate is not None:
        amount = rate.per_hour * drawn.worked / HOUR
    return WorkPart(
        entry=entry.id,
        job=job.name,
        start=part.start,
        end=part.end,
        worked=worked,
        billed=drawn.worked,
        month=part.month,
        appears_in=appears_in,
        judgement=part.judgement,
        source=drawn.source,
        purse=drawn.purse,
        taken=drawn.taken,
        amount=amount,
        because=drawn.because,
        clause=drawn.clause,
        rounded=why,
    )
