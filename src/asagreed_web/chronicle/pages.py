"""The log of a chain, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed_web.chronicle.models import Event


@dataclass(frozen=True, slots=True)
class LogPage:
    """Events of a chain, the newest first; `older` is the number before which the next page ends."""

    events: tuple[Event, ...]
    older: int | None


def log_page(chain: int, *, before: int | None = None, size: int = 100) -> LogPage:
    """Return a page of a chain: the events numbered below `before`, where that is given."""
    events = Event.objects.filter(chain=chain)
    if before is not None:
        events = events.filter(seq__lt=before)
    read = list(events.order_by("-seq")[: size + 1])
    return LogPage(tuple(read[:size]), read[size - 1].seq if len(read) > size else None)
