"""What the pages print of systems: frozen values, made by the library and only shown here.

Moments are UTC seconds, lengths are seconds. Shares are printed by `asagreed.measures.availability`: cut
down, never rounded up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asagreed.measures.availability import Availability, in_percent
from asagreed.measures.standing import Standing, SystemDay
from asagreed.terms.sections.uptime import ALL_TIME
from asagreed_web.kit.wording import day_of, in_zone, open_duration

VERDICTS: Mapping[str, str] = {
    "met": "met",
    "missed": "breached",
    "undetermined": "undetermined",
    "not applicable": "not applicable",
}
"""The verdicts of the library, by their states in kit/states.py."""
STARTS: Mapping[str, Promise] = {
    "occurred": gettext_lazy("occurred"),
    "detected": gettext_lazy("were detected"),
    "reported": gettext_lazy("were reported"),
    "detected or reported": gettext_lazy("were detected or reported"),
    "acknowledged": gettext_lazy("were acknowledged"),
}
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
NOT_LOOKED_AT = "not looked at"
REPORTED_UP = "reported up"
"""Nothing watches the system, and nobody reported an outage."""
DAY_TOPS: Mapping[str, int] = {
    "down": 0, "degraded": 6, "unknown": 12, "maintenance": 18, "up": 12, REPORTED_UP: 20, NOT_LOOKED_AT: 28,
}  # fmt: skip
URGENCY = ("down", "degraded", "unknown", "maintenance", "up")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """An agreed figure as it is printed: `bounds` where what nobody watched could change the verdict."""

    shown: str
    """«99.898%», cut down; a dash where there was no agreed time."""
    promised: str
    verdict: str
    """Of kit/states.py; empty where nothing is promised."""
    bounds: tuple[str, str] | None
    raw: str
    """As users saw it: all time, nothing left out."""
    down: int
    """Seconds that count, cut down to whole ones."""
    unknown: int
    allowed: int | None
    """Seconds that the promise allows to be down in the whole period."""
    days: str = ""
    """From which day to which, where it is not all of the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure of the agreement: of one system or of several together, this month so far and the one before.

    A month has several cells where what is agreed of uptime changed within it, and none before the agreement.
    """

    name: str
    title: str
    is_combined: bool
    members: tuple[str, ...]
    """Titles of what it is made of."""
    promised: str
    basis: str
    form: str
    """How several systems count together, in the agreement's words."""
    this_month: tuple[FigureCell, ...]
    last_month: tuple[FigureCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """A day of the strip: where it stands, what it was in a word, and all that is known of it in words."""

    place: int
    state: str
    words: str
    top: int
    """How far from the upper edge of 32 it begins: worse days are taller, so that colour is not needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A line of the table beside the strip: one day, or several that were all alike."""

    days: str
    state: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemView:
    """A system: how it stands, its days as marks and as lines of a table, and the strip in a sentence."""

    name: str
    title: str
    standing: Standing
    marks: tuple[DayMark, ...]
    rows: tuple[DayRow, ...]
    summary: str
    figure: FigureRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """Maintenance: `systems` are titles, none for all; `ends_at` is the planned end, or when it was over earlier."""

    id: str
    title: str
    systems: tuple[str, ...]
    starts_at: int
    ends_at: int
    notified_at: int | None
    cancelled_at: int | None
    changed_at: int | None
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """An outage as everybody may read it: no names of machines, no words of a monitor, no cause."""

    id: str
    system: str
    is_degraded: bool
    occurred_at: int
    restored_at: int | None
    seconds: int
    recorded_at: int | None
    edition: int

    @property
    def is_corrected(self) -> bool:
        """Whether what is known of it was changed after it had been recorded and closed."""
        return self.edition > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDay:
    """A day with its incidents, or several quiet ones together, in words."""

    days: str
    incidents: tuple[IncidentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What stands on top: a tone and an icon of the kit, the sentence, and since when."""

    tone: str
    icon: str
    words: str
    since_at: int | None = None
    until_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """Everything that a status page shows, as of a moment; `why` says why there is nothing to show."""

    customer: str
    zone: str
    at: int
    headline: Headline
    systems: tuple[SystemView, ...] = ()
    combined: tuple[FigureRow, ...] = ()
    month: str = ""
    month_before: str = ""
    windows_now: tuple[WindowView, ...] = ()
    windows_planned: tuple[WindowView, ...] = ()
    windows: tuple[WindowView, ...] = ()
    """All of the strip's days and of the time ahead, for the calendar feed."""
    history: tuple[HistoryDay, ...] = ()
    strip_from: str = ""
    """The first day of the strips, in words."""
    why: str = ""

    @property
    def legend(self) -> tuple[tuple[str, int], ...]:
        """The states of days with the upper edges of their marks; those that are rare only where there are any."""
        reported = (REPORTED_UP,) if any(not each.standing.is_watched for each in self.systems) else ()
        return tuple((state, DAY_TOPS[state]) for state in (*reversed(URGENCY), *reported))

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """Every figure, those of systems first."""
        return (*(each.figure for each in self.systems if each.figure), *self.combined)

    @property
    def basis(self) -> str:
        """Of what all figures are shares, where that is the same for all of them."""
        said = {each.basis for each in self.figures}
        return said.pop() if len(said) == 1 else ""

    @property
    def incidents(self) -> tuple[IncidentView, ...]:
        """Every incident, the newest first."""
        return tuple(each for day in self.history for each in day.incidents)


def figure_cells(measured: Sequence[Availability], *, zone: str) -> tuple[FigureCell, ...]:
    """Return an agreed figure of a month as it is printed, part by part."""
    return tuple(figure_cell(each, is_part=len(measured) > 1, zone=zone) for each in measured)


def figure_cell(measured: Availability, *, is_part: bool, zone: str, over: str = "") -> FigureCell:
    """Return one measured figure as it is printed; `over` names the quarter or year over which it is judged.

    A month of a share that is promised for longer is shown without a verdict: it keeps or misses nothing alone.
    """
    is_judged = measured.promised is not None and (measured.every == "month" or bool(over))
    is_open = measured.verdict == "undetermined"
    first, last = (in_zone(at, zone).date() for at in (measured.period.start, measured.period.end - 1))
    return FigureCell(
        shown=in_percent(measured.shown),
        promised=in_percent(measured.promised) if measured.promised is not None else "",
        verdict=VERDICTS[measured.verdict] if is_judged else "",
        bounds=(in_percent(measured.low), in_percent(measured.high)) if is_open else None,
        raw=in_percent(measured.raw),
        down=int(measured.down),
        unknown=int(measured.unknown),
        allowed=measured.allowance if is_judged else None,
        days=over or (days_words(first, last) if is_part else ""),
    )


def basis_words(basis: str | None, counts_from: str | None) -> str:
    """Return of which time a figure is a share and from when outages count, in words."""
    of = _("all time") if basis in (None, ALL_TIME) else _("the hours «%(name)s»") % {"name": basis}
    return _("a share of %(time)s; outages count from when they %(start)s") % {
        "time": of,
        "start": STARTS[counts_from or "occurred"],
    }


def month_named(text: str) -> date | None:
    """Return the first day of a month that is written «2026-05»; None for anything else."""
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def headline_of(standings: Sequence[Standing]) -> Headline:
    """Return the one line on top of the page."""
    by_state = {state: [each for each in standings if each.state == state] for state in URGENCY}
    if by_state["down"]:
        count = len(by_state["down"])
        words = ngettext("%(num)s system down", "%(num)s systems down", count) % {"num": count}
        return Headline(tone="late", icon="x-octagon-fill", words=words, since_at=_first(by_state["down"]))
    if by_state["degraded"]:
        count = len(by_state["degraded"])
        words = ngettext("%(num)s system works in part", "%(num)s systems work in part", count) % {"num": count}
        return Headline(tone="soon", icon="exclamation-circle", words=words, since_at=_first(by_state["degraded"]))
    if by_state["unknown"]:
        count = len(by_state["unknown"])
        words = ngettext("%(num)s system is not watched", "%(num)s systems are not watched", count) % {"num": count}
        return Headline(tone="none", icon="question-circle", words=words, since_at=_first(by_state["unknown"]))
    if by_state["maintenance"]:
        until = max((each.until_at for each in by_state["maintenance"] if each.until_at), default=None)
        return Headline(tone="paused", icon="gear", words=_("Maintenance is going on"), until_at=until)
    reported = sum(1 for each in standings if not each.is_watched)
    if reported:
        words = ngettext(
            "No outage is reported; nobody watches %(num)s system",
            "No outage is reported; nobody watches %(num)s systems",
            reported,
        ) % {"num": reported}
        return Headline(tone="none", icon="people", words=words)
    return Headline(tone="ok", icon="check-circle-fill", words=_("All systems normal"))


def day_marks(days: Sequence[SystemDay], *, is_watched: bool) -> tuple[DayMark, ...]:
    """Return the marks of a strip, one a day."""
    states = [_shown_state(each, is_watched=is_watched) for each in days]
    return tuple(
        DayMark(place=place, state=state, words=f"{day_of(each.day)}: {day_words(each)}", top=DAY_TOPS[state])
        for place, (each, state) in enumerate(zip(days, states, strict=True))
    )


def _shown_state(day: SystemDay, *, is_watched: bool) -> str:
    if day.state == "up" and not is_watched:
        return REPORTED_UP
    return day.state or NOT_LOOKED_AT


def day_rows(days: Sequence[SystemDay], *, is_watched: bool) -> tuple[DayRow, ...]:
    """Return the lines of the table beside a strip, the newest first; days without anything to tell stand together."""
    rows: list[DayRow] = []
    for state, group in groupby(reversed(days), key=lambda day: day.state if _is_quiet(day) else "told"):
        alike = list(group)
        if state != "told":
            shown = _shown_state(alike[0], is_watched=is_watched)
            rows.append(DayRow(days=days_words(alike[-1].day, alike[0].day), state=shown, words=day_words(alike[0])))
        else:
            rows += [DayRow(days=day_of(each.day), state=each.state or "", words=day_words(each)) for each in alike]
    return tuple(rows)


def day_words(day: SystemDay) -> str:
    """Return all that is known of a day: «38 min down, 2 h not watched»."""
    if not day.looked_at:
        return _("before the agreement")
    parts = (
        (day.down, _("%(length)s down")),
        (day.degraded, _("%(length)s in part")),
        (day.unknown, _("%(length)s not watched")),
        (day.maintenance, _("%(length)s maintenance")),
    )
    said = [words % {"length": open_duration(seconds)} for seconds, words in parts if seconds]
    return ", ".join(said) or _("no outage")


def days_words(first: date, last: date) -> str:
    """Return a day, or from which to which: «12 Mar – 4 Apr 2026»."""
    if first == last:
        return day_of(first)
    return _("%(first)s – %(last)s") % {"first": day_of(first), "last": day_of(last)}


def summary_of(days: Sequence[SystemDay]) -> str:
    """Return a strip in a sentence, for whoever does not see it."""
    looked_at = [each for each in days if each.looked_at]
    broken = sum(1 for each in looked_at if each.down or each.degraded)
    unknown = sum(1 for each in looked_at if each.unknown)
    said = ngettext("%(num)s day", "%(num)s days", len(looked_at)) % {"num": len(looked_at)}
    outages = ngettext("%(num)s with an outage", "%(num)s with outages", broken) % {"num": broken}
    words = f"{said}: {outages if broken else _('no outage')}"
    if unknown:
        words += ", " + ngettext("%(num)s not watched throughout", "%(num)s not watched throughout", unknown) % {
            "num": unknown
        }
    return words


def history_days(
    incidents: Sequence[IncidentView], *, first: date, last: date, zone: str, at: int
) -> tuple[HistoryDay, ...]:
    """Return the days from the last to the first: each with the incidents that began on it, quiet ones together.

    A day on which an incident went on that had begun before is neither: it stands with the day of its beginning.
    """
    begun: dict[date, list[IncidentView]] = {}
    touched: set[date] = set()
    for each in incidents:
        start, end = (in_zone(moment, zone).date() for moment in (each.occurred_at, each.restored_at or at))
        begun.setdefault(max(start, first), []).append(each)
        touched |= {start + timedelta(days=number) for number in range((end - start).days + 1)}
    days = [last - timedelta(days=number) for number in range((last - first).days + 1)]
    found = []
    for kind, group in groupby(days, key=lambda day: day if day in begun else day in touched):
        alike = list(group)
        if kind is False:
            found.append(HistoryDay(days=days_words(alike[-1], alike[0]), incidents=()))
        elif kind is not True:
            found.append(HistoryDay(days=day_of(alike[0]), incidents=tuple(begun[alike[0]])))
    return tuple(found)


def _is_quiet(day: SystemDay) -> bool:
    return day.state in (None, "up")


def _first(standings: Sequence[Standing]) -> int | None:
    return min((each.since_at for each in standings if each.since_at is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """To whom a status page is shown, and where: whole addresses, empty where there is none."""

    shown: str
    word: str
    link: str
    address: str
    changed_at: int | None
    changed_by: str
