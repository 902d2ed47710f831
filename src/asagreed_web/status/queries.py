"""What a status page shows, put together from what was agreed and what is on record, as of a moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from asagreed.facts.uptime import Outage, UptimeFacts, WindowHeld
from asagreed.measures.availability import Availability, in_percent, known_at, measure, month_span
from asagreed.measures.availability.explaining import form_of
from asagreed.measures.availability.maintenance import Candidate, candidates
from asagreed.measures.availability.periods import period_of
from asagreed.measures.standing import SystemLog
from asagreed.open_time import Span, Spans, in_zone
from asagreed.terms import Terms
from asagreed.versions import History
from asagreed_web.agreements.pages import version_at
from asagreed_web.agreements.queries import history_of
from asagreed_web.customers.models import Customer
from asagreed_web.kit.wording import day_of, period_words
from asagreed_web.status.links import token_of
from asagreed_web.status.models import StatusPage
from asagreed_web.status.pages import (
    FigureCell,
    FigureRow,
    Headline,
    IncidentView,
    ShownView,
    StatusView,
    SystemView,
    WindowView,
    basis_words,
    day_marks,
    day_rows,
    figure_cell,
    figure_cells,
    headline_of,
    history_days,
    summary_of,
)
from asagreed_web.status.watching import watched_systems
from asagreed_web.uptime.queries import uptime_facts

DAYS = 90
AHEAD = 60
"""Days of the strips, and days ahead of which agreed maintenance is shown."""
DAY = 86_400


@dataclass(frozen=True)
class Known:
    """What a page is made of: the agreement with the terms in force, and the records as they were known."""

    customer: Customer
    history: History
    terms: Terms
    everything: UptimeFacts
    """Every edition of every record."""
    facts: UptimeFacts
    at: int
    watched: frozenset[str] = frozenset()
    """Systems of which somebody would learn that they are down if no person reported it."""

    @property
    def zone(self) -> str:
        """The zone of the agreement: its months are measured, and its days shown."""
        return self.history.zone

    @property
    def titles(self) -> Mapping[str, str]:
        """What the systems are called."""
        return {name: each.title or name for name, each in self.terms.systems.items()}


def known_of(customer: Customer, *, at: int) -> Known | None:
    """Return what is known of a customer at a moment; None without an agreement in force."""
    history = history_of(customer.pk)
    version = version_at(history, at=at)
    if history is None or version is None:
        return None
    everything = uptime_facts(customer.pk)
    watched = watched_systems([customer.pk], at=at).get(customer.pk, frozenset())
    return Known(customer, history, version.terms, everything, known_at(everything, as_of=at), at, watched)


def status_of(customer: Customer, *, at: int) -> StatusView:
    """Return what a customer's status page shows as of a moment."""
    known = known_of(customer, at=at)
    if known is None or not known.terms.systems:
        return _nothing(customer, at)
    papers = tuple(version.hash for version in known.history.versions)
    language = get_language() or ""
    return _view(_Asked(customer.pk, customer.name, papers, known.everything, known.watched, at, language, known))


@dataclass(frozen=True)
class _Asked:
    """What a view is made of, by which it is found again: everything that it depends on is compared."""

    customer: int
    name: str
    papers: tuple[str, ...]
    everything: UptimeFacts
    watched: frozenset[str]
    at: int
    language: str
    known: Known = field(compare=False)


# A page without sign-in may be asked for by many at once, all within the same half minute.
@lru_cache(maxsize=64)
def _view(asked: _Asked) -> StatusView:
    known, customer, at = asked.known, asked.known.customer, asked.at
    today = in_zone(at, known.zone).date()
    first = today - timedelta(days=DAYS - 1)
    windows = _windows(known)
    figures = figure_rows(known)
    systems = tuple(
        _system_view(name, known, windows, first=first, last=today, figure=figures.get(name)) for name in known.titles
    )
    shown = [_window_view(each, known) for each in windows]
    return StatusView(
        customer=customer.name,
        zone=known.zone,
        at=at,
        headline=headline_of([each.standing for each in systems]),
        systems=systems,
        combined=tuple(each for each in figures.values() if each.is_combined),
        month=f"{today:%Y-%m}",
        month_before=f"{today.replace(day=1) - timedelta(days=1):%Y-%m}",
        windows_now=tuple(each for each in shown if each.cancelled_at is None and each.starts_at <= at < each.ends_at),
        windows_planned=tuple(each for each in shown if each.cancelled_at is None and at < each.starts_at),
        windows=tuple(shown),
        history=history_days(_incidents(known, first), first=_begin(known, first), last=today, zone=known.zone, at=at),
        strip_from=day_of(first),
    )


def figure_rows(known: Known) -> dict[str, FigureRow]:
    """Return the agreed figures by name, those of systems first: this month so far, and the one before."""
    this_month = in_zone(known.at, known.zone).date().replace(day=1)
    before = (this_month - timedelta(days=1)).replace(day=1)
    cells = {month: figures_of(known, month) for month in (this_month, before)}
    longer = _judged_over_longer(known, this_month)
    return {
        figure.name: FigureRow(
            name=figure.name,
            title=title_of(figure.name, known),
            is_combined=figure.is_combined,
            members=tuple(title_of(each, known) for each in figure.members) if figure.is_combined else (),
            promised=in_percent(figure.share) if figure.share is not None else "",
            basis=basis_words(figure.counting.basis, figure.counting.counts_from),
            form=form_of(figure),
            this_month=(
                *figure_cells(cells[this_month].get(figure.name, ()), zone=known.zone),
                *longer.get(figure.name, ()),
            ),
            last_month=figure_cells(cells[before].get(figure.name, ()), zone=known.zone),
        )
        for figure in known.terms.uptime.figures
    }


def _judged_over_longer(known: Known, month: date) -> dict[str, list[FigureCell]]:
    """Return by name the figures that are promised for a quarter or year, over the one that runs: «Q2 2026 so far»."""
    found: dict[str, list[FigureCell]] = {}
    for every in sorted({figure.counting.every or "month" for figure in known.terms.uptime.figures} - {"month"}):
        period = period_of(known.at, every=every, zone=known.zone)
        named = period_words(f"{month.year}-Q{(month.month + 2) // 3}") if every == "quarter" else str(month.year)
        for each in measure(known.history, known.everything, period=period, as_of=known.at):
            if each.every == every and each.promised is not None:
                over = _("%(period)s so far") % {"period": named}
                found.setdefault(each.name, []).append(figure_cell(each, is_part=False, zone=known.zone, over=over))
    return found


def shown_of(customer: Customer) -> ShownView:
    """Return to whom the status page of a customer is shown, and where."""
    page = StatusPage.objects.select_related("changed_by").filter(customer=customer).first()
    if page is None:
        return ShownView(shown=StatusPage.Shown.NOBODY, word="", link="", address="", changed_at=None, changed_by="")
    has_link, is_public = page.shown != StatusPage.Shown.NOBODY, page.shown == StatusPage.Shown.EVERYBODY
    return ShownView(
        shown=page.shown,
        word=page.word,
        link=settings.ADDRESS + reverse("status:by_link", args=(token_of(page),)) if has_link else "",
        address=settings.ADDRESS + reverse("status:page", args=(page.word,)) if is_public else "",
        changed_at=page.changed_at,
        changed_by=page.changed_by.name if page.changed_by else "",
    )


def zone_of(customer: Customer, *, at: int) -> str:
    """Return the zone in which a customer's uptime is told: of the agreement, else of the customer."""
    history = history_of(customer.pk)
    return history.zone if history and version_at(history, at=at) else customer.zone


def figures_of(known: Known, month: date) -> dict[str, list[Availability]]:
    """Return the measured figures of a month by name; several of one name where its terms changed within it."""
    period = month_span(month.year, month.month, zone=known.zone)
    found: dict[str, list[Availability]] = {}
    for each in measure(known.history, known.everything, period=period, as_of=known.at):
        found.setdefault(each.name, []).append(each)
    return found


def title_of(name: str, known: Known) -> str:
    """Return what a system or a combined figure is called."""
    return known.titles.get(name) or name.replace("-", " ").capitalize()


def _nothing(customer: Customer, at: int) -> StatusView:
    why = _("No agreement that lists systems is in force.")
    headline = Headline(tone="none", icon="dash-circle", words=_("There is nothing to show yet"))
    return StatusView(customer=customer.name, zone=customer.zone, at=at, headline=headline, why=why)


def _begin(known: Known, first: date) -> date:
    """Return the first day that is shown: none before the agreement."""
    return max(first, in_zone(known.history.versions[0].from_at, known.zone).date())


def _windows(known: Known) -> tuple[Candidate, ...]:
    within = Span(known.at - DAYS * DAY, known.at + AHEAD * DAY)
    return candidates(known.terms.uptime.maintenance, known.facts.windows, within=within, zone=known.zone)


def _system_view(
    name: str, known: Known, windows: Sequence[Candidate], *, first: date, last: date, figure: FigureRow | None
) -> SystemView:
    maintenance = maintenance_of(name, windows)
    is_watched = name in known.watched
    log = SystemLog(name, known.facts, known.at, maintenance, is_watched=is_watched)
    days = log.days(first=first, last=last, zone=known.zone, from_at=known.history.versions[0].from_at)
    return SystemView(
        name=name,
        title=known.titles[name],
        standing=log.standing(),
        marks=day_marks(days, is_watched=is_watched),
        rows=day_rows(days, is_watched=is_watched),
        summary=summary_of(days),
        figure=figure,
    )


def maintenance_of(name: str, windows: Iterable[Candidate]) -> Spans:
    """Return when maintenance of a system is left out; what was announced too late is an outage like any other."""
    return Spans(each.qualified for each in windows if each.qualified and (not each.systems or name in each.systems))


def _window_view(window: Candidate, known: Known) -> WindowView:
    record = _record(window.id, known.facts.windows)
    ended = [at for at in (record.ended_at, record.cancelled_at) if at is not None] if record else []
    return WindowView(
        # Of an agreed series each date is one window, whether or not something of it was put on record.
        id=f"{window.agreed}-{window.planned.start}".replace(" ", "-") if window.agreed else window.id,
        title=window.name if window.name != window.id else _("Maintenance"),
        systems=tuple(known.titles.get(each, each) for each in window.systems),
        starts_at=window.planned.start,
        ends_at=min([window.planned.end, *ended]),
        notified_at=record.notified_at if record else None,
        cancelled_at=record.cancelled_at if record else None,
        changed_at=record.recorded_at if record else None,
        edition=_editions(window.id, known.everything.windows),
    )


def _record(id_: str, records: Iterable[WindowHeld]) -> WindowHeld | None:
    return next((each for each in records if each.id == id_), None)


def _editions(id_: str, records: Iterable[Outage | WindowHeld]) -> int:
    return max(1, sum(1 for each in records if each.id == id_))


def _incidents(known: Known, first: date) -> list[IncidentView]:
    """Return the outages that were not over before the first day, the newest first."""
    mine = (each for each in known.facts.outages if each.system in known.titles and each.occurred_at <= known.at)
    shown = (
        each
        for each in mine
        if each.restored_at is None or in_zone(each.restored_at, known.zone).date() >= _begin(known, first)
    )
    return [_incident(each, known) for each in sorted(shown, key=lambda each: (-each.occurred_at, each.id))]


def _incident(outage: Outage, known: Known) -> IncidentView:
    restored = outage.restored_at if outage.restored_at is not None and outage.restored_at <= known.at else None
    return IncidentView(
        id=outage.id,
        system=known.titles[outage.system],
        is_degraded=outage.is_degraded,
        occurred_at=outage.occurred_at,
        restored_at=restored,
        seconds=(known.at if restored is None else restored) - outage.occurred_at,
        recorded_at=outage.recorded_at,
        edition=_editions(outage.id, known.everything.outages),
    )
