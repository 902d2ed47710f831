"""When an agreement ends: on its agreed last day, or with a first term that does not renew."""

from __future__ import annotations

from datetime import datetime, time

from asagreed.terms import Agreement
from asagreed.versions.moments import utc_seconds


def end_of(model: Agreement) -> int | None:
    """Return the first moment, in UTC seconds, at which the agreement is over; None while it renews."""
    term = model.term
    if term.ends is not None:
        return utc_seconds(datetime.combine(term.ends, time()), model.zone)
    if term.for_ is None or term.renews is not None:
        return None
    return utc_seconds(term.for_.after(term.from_), model.zone)
