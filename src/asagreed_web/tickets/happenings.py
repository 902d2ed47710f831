"""What happened to a ticket besides what was said on it, each as a line of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext

from asagreed_web.kit.parts import TimelineEntry
from asagreed_web.kit.wording import open_duration, promise_name

SAID = ("created", "reply", "internal note", "customer reply", "automatic reply")
"""Kinds of events that are read as messages."""
Says = Mapping[str, Any]
Names = Mapping[str, str]


class Line(NamedTuple):
    """The icon and the words of a happening."""

    icon: str
    words: str


def entry_of(event: Mapping[str, Any], names: Names) -> TimelineEntry | None:
    """Return what an event tells, or None when it is read elsewhere; `names` has what actors are called."""
    if event["kind"] in SAID:
        return None
    told = _TOLD.get(event["kind"], _plain)(event, names)
    return TimelineEntry(at=event["happened_at"], icon=told.icon, text=told.words, by=name_of(event["actor"], names))


def actors_of(events: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return everybody whom events name: those who acted, and those whom tickets were given to."""
    return {str(name) for event in events for name in (event["actor"], event["says"].get("value")) if name}


def name_of(actor: str, names: Names) -> str:
    """Return what an actor is called on a page."""
    if actor in names:
        return names[actor]
    kind = actor.partition(" ")[0]
    return {
        "worker": gettext("by itself"),
        "mail": gettext("by e-mail"),
        "token": gettext("by a program"),
        "monitoring": gettext("by monitoring"),
    }.get(kind, "")


def _status(event: Says, _: Names) -> Line:
    value = event["says"].get("value", "")
    if value == "open":
        return Line("play-circle", gettext("Work goes on"))
    return Line("pause-circle", gettext("On hold: %(reason)s") % {"reason": value})


def _priority(event: Says, _: Names) -> Line:
    says = event["says"]
    words = {"before": says.get("before") or gettext("none"), "after": says["value"], "why": says.get("why", "")}
    return Line("arrow-up", gettext("Priority from %(before)s to %(after)s: %(why)s") % words)


def _assigned(event: Says, names: Names) -> Line:
    return Line("person-check", gettext("Given to %(name)s") % {"name": name_of(str(event["says"]["value"]), names)})


def _unassigned(_: Says, __: Names) -> Line:
    return Line("person", gettext("Given back: nobody has it"))


def _resolved(event: Says, _: Names) -> Line:
    how = (event.get("personal__data") or {}).get("how", "")
    words = gettext("Resolved: %(how)s") % {"how": how} if how else gettext("Resolved")
    return Line("check-circle", words)


def _reopened(event: Says, _: Names) -> Line:
    return Line("arrow-return-right", gettext("Reopened: %(why)s") % {"why": event["says"].get("why", "")})


def _cancelled(event: Says, _: Names) -> Line:
    return Line("slash-circle", gettext("Cancelled: %(why)s") % {"why": event["says"].get("why", "")})


def _closed(_: Says, __: Names) -> Line:
    return Line("check2-all", gettext("Closed"))


def _merged(event: Says, _: Names) -> Line:
    return Line("sign-merge-right", gettext("Merged into #%(number)s") % {"number": event["says"]["value"]})


def _took_in(event: Says, _: Names) -> Line:
    numbers = ", ".join(f"#{number}" for number in event["says"]["tickets"])
    return Line("sign-merge-right", gettext("Took in %(numbers)s") % {"numbers": numbers})


def _linked(event: Says, _: Names) -> Line:
    return Line("link-45deg", gettext("Linked with #%(number)s") % {"number": event["says"]["to"]})


def _changed(event: Says, _: Names) -> Line:
    says = event["says"]
    words = {
        "what": attribute_name(says["attribute"]),
        "before": says.get("before") or gettext("none"),
        "after": says["value"] or gettext("none"),
    }
    return Line("pencil", gettext("%(what)s from %(before)s to %(after)s") % words)


def _arrived(_: Says, __: Names) -> Line:
    return Line("geo-alt", gettext("A technician is on site"))


def _happened(event: Says, _: Names) -> Line:
    return Line("bookmark", str(event["says"]["value"]).capitalize())


def _breach(event: Says, _: Names) -> Line:
    return Line("x-octagon-fill", gettext("%(promise)s missed") % {"promise": promise_name(event["says"]["clock"])})


def _warning(event: Says, _: Names) -> Line:
    says = {"promise": promise_name(event["says"]["clock"]), "step": _step(event["says"]["step"])}
    return Line("hourglass-split", gettext("%(promise)s at risk: %(step)s") % says)


def _step(step: str) -> str:
    """Return a step as people say it: «75 % used», «15 min left»; in the chain its seconds stand whole."""
    seconds, _, when = step.partition(" s ")
    if when:
        words = {"length": open_duration(int(seconds))}
        return gettext("%(length)s left") % words if when == "before" else gettext("%(length)s over") % words
    return gettext("%(share)s used") % {"share": step}


def _plain(event: Says, _: Names) -> Line:
    return Line("info-circle", str(event["kind"]).capitalize())


_TOLD: Mapping[str, Callable[[Says, Names], Line]] = {
    "status": _status,
    "priority": _priority,
    "assigned": _assigned,
    "unassigned": _unassigned,
    "resolved": _resolved,
    "reopened": _reopened,
    "closed": _closed,
    "cancelled": _cancelled,
    "merged": _merged,
    "took in": _took_in,
    "linked": _linked,
    "changed": _changed,
    "arrived": _arrived,
    "happened": _happened,
    "breach": _breach,
    "warning": _warning,
}


def attribute_name(attribute: str) -> str:
    """Return what an attribute of a ticket is called on a page."""
    return {
        "kind": gettext("Kind"),
        "service": gettext("Service"),
        "system": gettext("System"),
        "site": gettext("Site"),
        "delivery": gettext("Delivery"),
        "impact": gettext("Impact"),
        "urgency": gettext("Urgency"),
    }.get(attribute, attribute.capitalize())
