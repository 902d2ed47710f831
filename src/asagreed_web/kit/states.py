"""Every state that a page shows: its tone (a colour pair of asagreed.css), its icon and its word.

State is never colour alone: the macros print all three.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class State:
    """How a state looks and what it is called."""

    tone: str
    icon: str
    word: Promise


STATES = {
    # promises
    "running": State("ok", "clock", _("On time")),
    "at risk": State("soon", "hourglass-split", _("At risk")),
    "breached": State("late", "x-octagon-fill", _("Missed")),
    "paused": State("paused", "pause-circle", _("Paused")),
    "met": State("ok", "check-circle-fill", _("Met")),
    "none": State("none", "dash-circle", _("No promise")),
    # tickets
    "new": State("accent", "circle", _("New")),
    "open": State("accent", "circle-half", _("Open")),
    "on hold": State("paused", "pause-circle", _("On hold")),
    "resolved": State("ok", "check-circle", _("Resolved")),
    "closed": State("none", "check2-all", _("Closed")),
    "cancelled": State("none", "slash-circle", _("Cancelled")),
    "merged": State("none", "sign-merge-right", _("Merged")),
    # coverage
    "covered": State("covered", "shield-check", _("Covered")),
    "billable": State("billable", "cash-coin", _("Billable")),
    "excluded": State("excluded", "slash-circle", _("Excluded")),
    "needs approval": State("approval", "person-check", _("Needs approval")),
    "by arrangement": State("approval", "chat-left-text", _("By arrangement")),
    "undecided": State("approval", "question-circle", _("To be decided")),
    "emergency": State("emergency", "exclamation-triangle-fill", _("Emergency")),
    # answers and papers
    "accepted": State("ok", "check-circle-fill", _("Accepted")),
    "declined": State("late", "x-circle", _("Declined")),
    "waiting": State("soon", "hourglass-split", _("Waiting for an answer")),
    "expired": State("none", "dash-circle", _("Expired")),
    "critical": State("late", "exclamation-circle", _("Critical")),
    "not critical": State("none", "dash-circle", _("Not critical")),
    "recommended": State("accent", "info-circle", _("Recommended")),
    "offered": State("soon", "hourglass-split", _("Offered")),
    "installed": State("ok", "check2-all", _("Installed")),
    # systems, and agreed shares of their time
    "up": State("ok", "check-circle-fill", _("Up")),
    "reported up": State("none", "people", _("Up as far as reported")),
    "degraded": State("soon", "exclamation-circle", _("In part")),
    "down": State("late", "x-octagon-fill", _("Down")),
    "maintenance": State("paused", "gear", _("Maintenance")),
    "unknown": State("none", "question-circle", _("Not known")),
    "undetermined": State("soon", "question-circle", _("Undetermined")),
    "not applicable": State("none", "dash-circle", _("Not applicable")),
    # what was said and what was seen
    "stated": State("soon", "question-circle", _("Stated, not verified")),
    "verified": State("ok", "check-circle", _("Verified")),
    # recurring work
    "due": State("accent", "circle", _("Due")),
    "done": State("ok", "check-circle-fill", _("Done")),
    "late": State("soon", "hourglass-split", _("Late")),
    "skipped": State("none", "slash-circle", _("Skipped")),
    "missed": State("late", "x-octagon-fill", _("Missed")),
    "proposed": State("soon", "question-circle", _("Waiting for an answer")),
    "agreed": State("accent", "check-circle", _("Agreed")),
    "deferred": State("paused", "pause-circle", _("Deferred")),
}

PRIORITIES = {
    "P1": State("late", "priority-1", _("Most urgent")),
    "P2": State("soon", "priority-2", _("Urgent")),
    "P3": State("paused", "priority-3", _("Normal")),
    "P4": State("none", "priority-4", _("Can wait")),
}

AUTHORS = {
    "customer": State("customer", "person", _("Customer")),
    "staff": State("staff", "headset", _("Desk")),
    "internal": State("internal", "lock", _("Internal")),
    "automatic": State("none", "gear", _("Automatic")),
}


def state_of(code: str) -> State:
    """Return how a state looks. Raises KeyError for a code that no page may show."""
    return STATES[code]
