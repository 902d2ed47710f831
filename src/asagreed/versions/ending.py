"""When an agreement ends or renews, and until when notice can be given: on its last day, or term after term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from asagreed.terms import Agreement
from asagreed.terms.values.periods import Period
from asagreed.versions.moments import utc_seconds

MOST_TERMS = 1200
"""A century of monthly terms; an agreement that renews more often is not asked when it does."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The end of the term that runs at a moment, in UTC seconds: it renews then, or it is over.

    `notice_by` is the last moment at which notice for it can be given, where the agreement asks for notice.
    """

    at: int
    renews: bool
    notice_by: int | None


def end_of(model: Agreement) -> int | None:
    """Return the first moment, in UTC seconds, at which the agreement is over; None while it renews."""
    ends = _ends(model)
    return utc_seconds(ends, model.zone) if ends is not None else None


def next_turn(model: Agreement, *, at: int) -> Turn | None:
    """Return the next end of a term after a moment (UTC seconds); None for an agreement without one."""
    ends, term = _ends(model), model.term
    if ends is not None:
        return _turn(model, ends, renews=False) if utc_seconds(ends, model.zone) > at else None
    if term.for_ is None or term.renews is None:
        return None
    # Counted from the beginning each time: a term from 31 January ends on the last of every month, not on the 28th.
    first, again = term.for_, term.renews
    for number in range(MOST_TERMS):
        length = Period(first.months + number * again.months, first.days + number * again.days)
        turn = length.after(term.from_)
        if utc_seconds(turn, model.zone) > at:
            return _turn(model, turn, renews=True)
    return None


def _ends(model: Agreement) -> datetime | None:
    term = model.term
    if term.ends is not None:
        return datetime.combine(term.ends, time())
    if term.for_ is None or term.renews is not None:
        return None
    return term.for_.after(term.from_)


def _turn(model: Agreement, turn: datetime, *, renews: bool) -> Turn:
    notice = model.term.notice
    by = turn - relativedelta(months=notice.months, days=notice.days) if notice else None
    return Turn(utc_seconds(turn, model.zone), renews, utc_seconds(by, model.zone) if by else None)
