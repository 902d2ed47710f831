"""Tickets drawn for the agreements in tests/clocks/agreements: all kinds of events, in March and April 2026."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from hypothesis import strategies as st

from asagreed.facts import EventKind, Ticket, TicketEvent
from asagreed.versions import History, read_agreement

AGREEMENTS = Path(__file__).parent / "agreements"
BEGIN, END = 1_773_961_200, 1_776_636_000
"""From 20 March to 20 April 2026, midnight in Berlin."""

ATTRIBUTES = {
    "kind": (None, "printer", "disk", "browser", "hardware"),
    "site": (None, "clinic", "annex", "depot"),
    "system": (None, "mail", "files"),
    "delivery": (None, "remote", "on-site"),
    "channel": (None, "phone", "e-mail", "chat", "fax", "carrier pigeon"),
}
PRIORITIES = ("P1", "P2", "P3", "P4", "P7", None)
REASONS = ("waiting for customer", "waiting for vendor", "no site access", "in progress")
VALUES: dict[EventKind, tuple[str | None, ...]] = {
    EventKind.STATUS: REASONS,
    EventKind.PRIORITY: PRIORITIES[:-1],
    EventKind.AGREEMENT: (None, "everything", "fresh", "somebody else"),
    EventKind.CALENDAR: ("corrected",),
    EventKind.REOPENED: (None, "waiting for customer"),
    EventKind.HAPPENED: ("workaround", "plan sent", "accepted: premium response", "accepted: golden carpet"),
}
FREQUENT = (
    EventKind.STATUS,
    EventKind.REPLY,
    EventKind.CUSTOMER_REPLY,
    EventKind.RESOLVED,
    EventKind.REOPENED,
    EventKind.PRIORITY,
    EventKind.ASSIGNED,
)
OTHERS = tuple(kind for kind in EventKind if kind is not EventKind.CREATED)


@lru_cache
def agreed(name: str) -> History:
    history, problems = read_agreement(AGREEMENTS / name)
    assert history is not None, problems
    return history


@st.composite
def attributes(draw: st.DrawFn) -> MappingProxyType[str, str]:
    drawn = {name: draw(st.sampled_from(words)) for name, words in ATTRIBUTES.items()}
    return MappingProxyType({name: word for name, word in drawn.items() if word is not None})


@st.composite
def agreed_tickets(draw: st.DrawFn) -> Ticket:
    reported_at = draw(st.integers(BEGIN, END + 86_400))
    recorded_at = reported_at + draw(st.sampled_from((0, 0, 600, 40_000)))
    logged_at = draw(st.sampled_from((reported_at, recorded_at)))
    events = [TicketEvent(EventKind.CREATED, logged_at, 0, "0", draw(st.sampled_from((None, *REASONS))))]
    at = logged_at
    for number in range(1, draw(st.integers(0, 8)) + 1):
        at += draw(st.sampled_from((0, 60, 1800, 7200, 40_000, 200_000))) + draw(st.integers(0, 3600))
        events.append(draw(_event(at, number)))
    priority = draw(st.sampled_from(PRIORITIES))
    return Ticket("T", reported_at, recorded_at, tuple(events), priority, draw(attributes()))


@st.composite
def _event(draw: st.DrawFn, at: int, number: int) -> TicketEvent:
    kind = draw(st.one_of(st.sampled_from(FREQUENT), st.sampled_from(OTHERS)))
    if kind is EventKind.CHANGED:
        name = draw(st.sampled_from(sorted(ATTRIBUTES)))
        return TicketEvent(kind, at, number, str(number), draw(st.sampled_from(ATTRIBUTES[name])), name)
    return TicketEvent(kind, at, number, str(number), draw(st.sampled_from(VALUES.get(kind, (None,)))))
