"""Moments, lengths and money in words, in the reader's zone and language.

Moments come as UTC seconds with the name of a zone, lengths as seconds. Lengths are cut, never rounded up: «38 min
left» must not promise a minute that is not there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext, pgettext

from asagreed.money import Money
from asagreed_web.kit.parts import PromiseCell

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
NO_BREAK = "\u00a0"


def in_zone(at: int, zone: str) -> datetime:
    """Return a moment as a date and time of day of a zone."""
    return datetime.fromtimestamp(at, ZoneInfo(zone))


def machine_moment(at: int) -> str:
    """Return a moment for `<time datetime>`: UTC, to the second."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock_time(at: int, zone: str) -> str:
    """Return the time of day: «14:05»."""
    # Translators: the time of day, in the letters of Django's date filter
    return dateformat.format(in_zone(at, zone), pgettext("pattern", "H:i"))


def day(at: int, zone: str) -> str:
    """Return the day: «Mon 2 Mar 2026»."""
    return day_of(in_zone(at, zone).date())


def day_of(day: date) -> str:
    """Return a day of a calendar: «Mon 2 Mar 2026»."""
    # Translators: a day with its year, in the letters of Django's date filter
    return dateformat.format(day, pgettext("pattern", "D j M Y"))


def month_name(month: str) -> str:
    """Return a month that is written «2026-05» in words: «May 2026»."""
    # Translators: a month with its year, in the letters of Django's date filter
    return dateformat.format(date.fromisoformat(f"{month}-01"), pgettext("pattern", "F Y"))


def period_words(period: str) -> str:
    """Return a month or quarter in words: «May 2026», «Q2 2026»."""
    if "Q" not in period:
        return month_name(period)
    return gettext("Q%(number)s %(year)s") % {"number": period[6:], "year": period[:4]}


def moment(at: int, zone: str) -> str:
    """Return a moment in full: «Mon 2 Mar 2026, 14:05»."""
    return gettext("%(day)s, %(time)s") % {"day": day(at, zone), "time": clock_time(at, zone)}


def near_moment(at: int, zone: str, now: int) -> str:
    """Return a moment as shortly as it stays clear: «14:05», «tomorrow 09:05», «Fri 09:05», «Fri 13 Mar, 09:05»."""
    there, here, time = in_zone(at, zone), in_zone(now, zone), clock_time(at, zone)
    ahead = (there.date() - here.date()).days
    if ahead == 0:
        return time
    if ahead == 1:
        return gettext("tomorrow %(time)s") % {"time": time}
    if ahead == -1:
        return gettext("yesterday %(time)s") % {"time": time}
    if 1 < ahead < 7:
        return f"{dateformat.format(there, 'D')} {time}"
    same_year = there.year == here.year
    return gettext("%(day)s, %(time)s") % {
        # Translators: a day of this year, in the letters of Django's date filter
        "day": dateformat.format(there, pgettext("pattern", "D j M")) if same_year else day(at, zone),
        "time": time,
    }


def stretch(start: int, end: int, zone: str, now: int) -> str:
    """Return from when to when: «08:47–10:47», «Fri 27 Feb, 15:47 – today 08:47»; the end is excluded."""
    first, last, here = (in_zone(at, zone).date() for at in (start, end, now))
    if first == last:
        return f"{near_moment(start, zone, now)}–{clock_time(end, zone)}"
    until = gettext("today %(time)s") % {"time": clock_time(end, zone)} if last == here else near_moment(end, zone, now)
    return f"{near_moment(start, zone, now)} – {until}"


def zone_note(at: int, zone: str) -> str:
    """Return the zone of a moment: «CET, Europe/Amsterdam»."""
    return f"{in_zone(at, zone).tzname()}, {zone}"


def duration(seconds: int) -> str:
    """Return a length on the wall by its two largest units: «3 d 4 h», «2 h 10 min», «38 min», «45 s»."""
    days, rest = divmod(abs(seconds), _DAY)
    if not days:
        return open_duration(seconds)
    hours = rest // _HOUR
    return _spaced(_days(days), _hours(hours) if hours else "")


def open_duration(seconds: int) -> str:
    """Return open time in hours and minutes: «27 h 10 min». A day of support hours is no 24 hours, so none is named."""
    hours, rest = divmod(abs(seconds), _HOUR)
    minutes, odd = divmod(rest, _MINUTE)
    if not hours and not minutes:
        return gettext("%(count)s s") % {"count": odd} if odd else _minutes(0)
    return _spaced(_hours(hours) if hours else "", _minutes(minutes) if minutes else "")


def exact_duration(seconds: int) -> str:
    """Return a length without leaving anything out, for sums that readers check: «1:05:30»."""
    hours, rest = divmod(abs(seconds), _HOUR)
    minutes, odd = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02d}:{odd:02d}" if odd else f"{hours}:{minutes:02d}"


def relative(at: int, now: int) -> str:
    """Return how far a moment is from now: «3 h ago», «in 38 min», «just now»."""
    if abs(at - now) < _MINUTE:
        return gettext("just now")
    length = duration(abs(at - now))
    return gettext("in %(length)s" if at > now else "%(length)s ago") % {"length": length}


def money(amount: Money) -> str:
    """Return an amount with its currency, held together: «252.00 USD»."""
    return str(amount).replace(" ", NO_BREAK)


def file_size(size: int) -> str:
    """Return a number of bytes: «640 B», «12 kB», «3.4 MB»."""
    if size < 1000:
        return f"{size}{NO_BREAK}B"
    if size < 1_000_000:
        return f"{size // 1000}{NO_BREAK}kB"
    return f"{size // 100_000 / 10}{NO_BREAK}MB"


def used_share(cell: PromiseCell) -> int:
    """Return the used share of a promise's open time in whole percent, at most 100."""
    return min(100, cell.elapsed * 100 // cell.budget) if cell.budget else 0


def promise_words(cell: PromiseCell, *, zone: str, now: int, to_customer: bool = False) -> tuple[str, str]:
    """Return a promise in two parts, the first of which says the most: («Respond by 14:05», «38 min left»)."""
    if cell.state == "met":
        return gettext("Met in %(length)s") % {"length": open_duration(cell.elapsed)}, ""
    if cell.state == "breached":
        return gettext("Missed by %(length)s") % {"length": _at_least_a_minute(cell.remaining)}, ""
    if cell.state == "paused":
        lead = gettext("Paused: %(reason)s") % {"reason": cell.hold_reason} if cell.hold_reason else gettext("Paused")
        return lead, time_left(cell.remaining)
    if cell.state == "none" or cell.due_at is None:
        return gettext("No promise"), ""
    by = near_moment(cell.due_at, zone, now)
    return _promised(cell.name, to_customer=to_customer) % {"moment": by}, time_left(cell.remaining)


def time_left(remaining: int) -> str:
    """Return the open time that is left: «38 min left»."""
    return gettext("%(length)s left") % {"length": open_duration(max(remaining, 0))}


def promise_name(name: str) -> str:
    """Return what a clock is called on a page: «Response»."""
    return {
        "response": gettext("Response"),
        "update": gettext("Next update"),
        "resolution": gettext("Resolution"),
        "arrival": gettext("Arrival"),
    }.get(name, name.capitalize())


def _promised(name: str, *, to_customer: bool) -> str:
    if to_customer:
        words = {
            "response": gettext("Answer by %(moment)s"),
            "update": gettext("News by %(moment)s"),
            "resolution": gettext("Solved by %(moment)s"),
            "arrival": gettext("With you by %(moment)s"),
        }
    else:
        words = {
            "response": gettext("Respond by %(moment)s"),
            "update": gettext("Update by %(moment)s"),
            "resolution": gettext("Resolve by %(moment)s"),
            "arrival": gettext("Arrive by %(moment)s"),
        }
    return words.get(name, gettext("Due %(moment)s"))


def _at_least_a_minute(seconds: int) -> str:
    return open_duration(seconds) if abs(seconds) >= _MINUTE else gettext("less than a minute")


def _days(count: int) -> str:
    return gettext("%(count)s d") % {"count": count}


def _hours(count: int) -> str:
    return gettext("%(count)s h") % {"count": count}


def _minutes(count: int) -> str:
    return gettext("%(count)s min") % {"count": count}


def _spaced(*words: str) -> str:
    return " ".join(word for word in words if word)
