"""Feeds of a status page: incidents for readers of news (Atom), maintenance for calendars (iCalendar)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from asagreed_web.kit.wording import duration, moment
from asagreed_web.status.pages import IncidentView, StatusView, WindowView


@dataclass(frozen=True, slots=True)
class Places:
    """Where the page, its feeds and its figures are found, as whole addresses."""

    page: str
    atom: str
    calendar: str
    data: str


class _Feed(Atom1Feed):
    """A feed that is the same each time it is made: without an entry it is as old as the time."""

    def latest_post_date(self) -> datetime:
        """Return when an entry changed last."""
        return max((item["updateddate"] for item in self.items), default=datetime.fromtimestamp(0, UTC))


def atom_feed(view: StatusView, places: Places) -> str:
    """Return the incidents of a page as a feed; an incident keeps its id when it ends or is corrected."""
    feed = _Feed(
        title=_("%(customer)s: incidents") % {"customer": view.customer},
        link=places.page,
        feed_url=places.atom,
        description=_("Outages of the last 90 days"),
        language="en",
    )
    for each in view.incidents:
        began = _moment(each.occurred_at)
        changed = [at for at in (each.recorded_at, each.restored_at, each.occurred_at) if at is not None]
        feed.add_item(
            title=incident_title(each),
            link=f"{places.page}#{each.id}",
            unique_id=f"{places.page}#{each.id}",
            # The generator calls descriptions HTML, so that readers read them as such.
            description=escape(incident_words(each, view.zone)),
            pubdate=began,
            updateddate=_moment(max(changed)),
        )
    return str(feed.writeString("utf-8"))


def calendar_feed(view: StatusView, places: Places) -> bytes:
    """Return the maintenance of a page as a calendar; moments are UTC, so that no zone has to be looked up."""
    calendar = Calendar()
    calendar.add("prodid", "-//asagreed//maintenance//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("%(customer)s: maintenance") % {"customer": view.customer})
    for each in view.windows:
        calendar.add_component(_event(each, places))
    return bytes(calendar.to_ical())


def incident_title(incident: IncidentView) -> str:
    """Return what happened in a few words."""
    words = _("%(system)s worked in part") if incident.is_degraded else _("%(system)s was down")
    if incident.restored_at is None:
        words = _("%(system)s works in part") if incident.is_degraded else _("%(system)s is down")
    return words % {"system": incident.system}


def incident_words(incident: IncidentView, zone: str) -> str:
    """Return from when to when, and for how long."""
    said = {"from": moment(incident.occurred_at, zone), "length": duration(incident.seconds)}
    if incident.restored_at is None:
        return _("Since %(from)s. Not over yet.") % said
    words = _("From %(from)s to %(to)s: %(length)s.") % {**said, "to": moment(incident.restored_at, zone)}
    return f"{words} {_('Corrected later.')}" if incident.is_corrected else words


def _event(window: WindowView, places: Places) -> Event:
    event = Event()
    event.add("uid", f"{window.id}@{places.page.split('://', 1)[-1].strip('/')}")
    event.add("dtstamp", _moment(window.changed_at if window.changed_at is not None else window.starts_at))
    event.add("dtstart", _moment(window.starts_at))
    event.add("dtend", _moment(max(window.ends_at, window.starts_at)))
    event.add("summary", window.title)
    event.add("description", _("Concerns: %(systems)s") % {"systems": ", ".join(window.systems) or _("all systems")})
    event.add("url", places.page)
    event.add("sequence", window.edition - 1)
    event.add("status", "CONFIRMED" if window.cancelled_at is None else "CANCELLED")
    event.add("transp", "TRANSPARENT")
    return event


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
