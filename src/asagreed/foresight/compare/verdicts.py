"""What a changed value is for the customer; the table of semantics/checks.md, section 3, value by value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from asagreed.open_time.counting import OpenHours
from asagreed.open_time.shifts import YEAR
from asagreed.open_time.spans import Spans
from asagreed.terms import Terms
from asagreed.terms.values.maintenance_windows import Budget
from asagreed.terms.values.periods import Period
from asagreed.terms.values.prices import Price
from asagreed.terms.values.promises import PromisedTime
from asagreed.terms.values.recurrences import Recurrence
from asagreed.terms.values.shares import Share
from asagreed.terms.values.uptime_shares import PromisedShare

_SAMPLE, _SAMPLE_ENDS = date(2024, 1, 1), date(2032, 1, 1)
"""Eight years, two of them leap years: what recurs is counted in them."""


class Verdict(StrEnum):
    """What a change is for the customer."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    CLARIFIES = "clarifies"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Sides:
    """The terms of both versions, and the moment (UTC seconds) from which their calendars are compared for a year."""

    old: Terms
    new: Terms
    from_at: int


Judge = Callable[[Any, Any, Sides], Verdict]
"""Says what it is that a value became another; both are there."""


def more(old: Any, new: Any, _sides: Sides) -> Verdict:
    """Say that more of it is better."""
    return _ordered(old, new)


def less(old: Any, new: Any, _sides: Sides) -> Verdict:
    """Say that less of it is better."""
    return _ordered(new, old)


def _ordered(low: Any, high: Any) -> Verdict:
    if low == high:
        return Verdict.NEUTRAL
    less_of, more_of = _measure(low), _measure(high)
    if less_of is None or more_of is None or less_of[0] != more_of[0]:
        return Verdict.CANNOT_TELL
    return Verdict.BETTER if less_of[1] < more_of[1] else Verdict.WORSE


def _measure(value: Any) -> tuple[object, Any] | None:
    """Return the unit of a value and how much of it there is; values of two units cannot be held against each other."""
    if isinstance(value, (bool, int, Fraction, str)):
        return type(value) if isinstance(value, str) else "number", value
    if isinstance(value, Price):
        return (value.money.currency, value.per), value.money.amount
    if isinstance(value, (PromisedShare, Share)):
        # Where none is promised, there is less than any share.
        return getattr(value, "every", ""), -1 if value.share is None else value.share
    if isinstance(value, Budget):
        return value.every, value.seconds
    if isinstance(value, Period):
        return "period", (value.months, value.days)
    return None


def in_order(*words: object) -> Judge:
    """Return the judge of words of which a later one is better."""

    def judge(old: Any, new: Any, _sides: Sides) -> Verdict:
        if old not in words or new not in words:
            return Verdict.CANNOT_TELL
        return _ordered(words.index(old), words.index(new))

    return judge


def always_is(verdict: Verdict) -> Judge:
    """Return the judge that says the same of every change."""
    return lambda _old, _new, _sides: verdict


def fewer_named(old: Iterable[str], new: Iterable[str], _sides: Sides) -> Verdict:
    """Say that fewer names are better; one for another is mixed."""
    return _subset(set(old), set(new))


def more_named(old: Iterable[str], new: Iterable[str], _sides: Sides) -> Verdict:
    """Say that more names are better; one for another is mixed."""
    return _subset(set(new), set(old))


def wider_named(old: Iterable[str], new: Iterable[str], _sides: Sides) -> Verdict:
    """Say that more names are better; none at all stand for everything."""
    before, after = set(old), set(new)
    if not before or not after:
        return Verdict.BETTER if before else Verdict.WORSE
    return _subset(after, before)


def _subset(old: set[str], new: set[str]) -> Verdict:
    if old == new:
        return Verdict.NEUTRAL
    if new < old:
        return Verdict.BETTER
    return Verdict.WORSE if old < new else Verdict.MIXED


def promised_time(old: PromisedTime, new: PromisedTime, _sides: Sides) -> Verdict:
    """Say that a shorter time is better, a guide less than a promise, and no time less than a guide."""
    if old.duration is None or new.duration is None:
        return Verdict.NEUTRAL if old == new else Verdict.WORSE if new.duration is None else Verdict.BETTER
    if old.duration.is_elapsed != new.duration.is_elapsed or bool(old.duration.working_days) != bool(
        new.duration.working_days
    ):
        return Verdict.MIXED
    shorter = both(
        _ordered(new.duration.working_days, old.duration.working_days),
        _ordered(new.duration.seconds, old.duration.seconds),
    )
    return both(shorter, _ordered(new.is_guide, old.is_guide), _ordered(new.plus_travel, old.plus_travel))


def both(*verdicts: Verdict) -> Verdict:
    """Return what several changes are together."""
    told = set(verdicts) - {Verdict.NEUTRAL}
    if not told:
        return Verdict.NEUTRAL
    return told.pop() if len(told) == 1 else Verdict.MIXED


def recurs(old: Recurrence, new: Recurrence, _sides: Sides) -> Verdict:
    """Say that work which comes more often is better; the same number of days in another order is mixed."""
    if not old.rule or not new.rule or old.on_working_days != new.on_working_days:
        return Verdict.CANNOT_TELL
    before, after = (sum(1 for _ in each.dates(began_on=_SAMPLE, until=_SAMPLE_ENDS)) for each in (old, new))
    return Verdict.BETTER if before < after else Verdict.WORSE if after < before else Verdict.MIXED


def calendar_named(old: str, new: str, sides: Sides) -> Verdict:
    """Say that wider hours are better."""
    return wider_hours(sides.old.calendar(old), sides.new.calendar(new), from_at=sides.from_at)


def wider_hours(old: OpenHours, new: OpenHours, *, from_at: int) -> Verdict:
    """Say whether hours are wider or narrower in the year from a moment (UTC seconds); both at once is mixed."""
    before: Spans = old.spans(from_at, from_at + YEAR)
    after: Spans = new.spans(from_at, from_at + YEAR)
    gained, lost = (after - before).total, (before - after).total
    if gained and lost:
        return Verdict.MIXED
    return Verdict.BETTER if gained else Verdict.WORSE if lost else Verdict.NEUTRAL
