"""Moments that people type into forms: a day and a time of a zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from asagreed_web.tickets.errors import NotPossible


def typed_moment(text: str, zone: str) -> int | None:
    """Return what a field of the kind datetime-local says as UTC seconds; nothing typed is None.

    An hour that comes twice is taken the first time. Raises NotPossible for what is no moment of that zone.
    """
    if not text.strip():
        return None
    try:
        said = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NotPossible(_("«%(text)s» is no day and time. Write it as 2026-05-15T16:55.") % {"text": text}) from None
    if said.tzinfo is not None or not 1970 < said.year < 2900:
        raise NotPossible(
            _("«%(text)s» is no day and time of these years. Write it as 2026-05-15T16:55.") % {"text": text}
        )
    moment = said.replace(tzinfo=ZoneInfo(zone))
    if moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != said:
        raise NotPossible(
            _("There was no %(text)s in %(zone)s: the clocks went forward then. Write the time after it.")
            % {"text": text.replace("T", " "), "zone": zone}
        )
    return int(moment.timestamp())


def shown_moment(at: int | None, zone: str) -> str:
    """Return a moment (UTC seconds) as a field datetime-local takes it, with seconds only where there are any."""
    if at is None:
        return ""
    return datetime.fromtimestamp(at, ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S" if at % 60 else "%Y-%m-%dT%H:%M")
