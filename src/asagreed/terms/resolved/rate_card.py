"""What an hour of work costs: rates by work type and role from their dates on, and the bands that change them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from types import MappingProxyType

from asagreed.figures import Clause
from asagreed.open_time import Calendar, DayRules, Holidays, LocalSpan, Shift
from asagreed.open_time.counting import OpenHours
from asagreed.terms.papers import Sections
from asagreed.terms.resolved.holiday_lists import holidays_of
from asagreed.terms.resolved.origins import Origins, Path
from asagreed.terms.sections.calendars import HolidayList
from asagreed.terms.sections.rates import Band, Rate, RateChange, TravelPrice
from asagreed.terms.values.days import find_days
from asagreed.terms.values.durations import Duration

OUTSIDE, EMERGENCY = "outside", "emergency"
WHOLE_DAY = (Shift(0, 86_400),)
NEVER: tuple[tuple[Shift, ...], ...] = ((),) * 7
BEGINNING = -(2**62)


@dataclass(frozen=True, slots=True)
class RateClause:
    """The rate of a work type: money an hour, of roles that have one of their own too; lengths in seconds."""

    work_type: str
    per_hour: Fraction | None
    by_role: Mapping[str, Fraction]
    minimum: int | None
    step: int | None
    clause: Clause
    role_clauses: Mapping[str, Clause]
    minimum_clause: Clause | None = None
    step_clause: Clause | None = None

    def changed_by(self, later: RateClause) -> RateClause:
        """Return the rate from the date of a later one on: what that leaves out stays as it was."""
        has_price, has_minimum, has_step = later.per_hour is not None, later.minimum is not None, later.step is not None
        return RateClause(
            work_type=self.work_type,
            per_hour=later.per_hour if has_price else self.per_hour,
            by_role={**self.by_role, **later.by_role},
            minimum=later.minimum if has_minimum else self.minimum,
            step=later.step if has_step else self.step,
            clause=later.clause if has_price else self.clause,
            role_clauses={**self.role_clauses, **later.role_clauses},
            minimum_clause=later.minimum_clause if has_minimum else self.minimum_clause,
            step_clause=later.step_clause if has_step else self.step_clause,
        )


@dataclass(frozen=True, slots=True)
class RateEdition:
    """The rates from a moment on, in UTC seconds."""

    from_at: int
    rates: Mapping[str, RateClause]


@dataclass(frozen=True, slots=True)
class BandClause:
    """Time at another rate. Exactly one of `times`, `plus` and `rate` changes it, or none where it only draws more.

    `hours` is open in the band, unless `is_inside_out`: then the band is where it is closed. Without hours the band is
    there at all times, for the work that it names. `draws` are the seconds that an hour of it takes from hours that
    were granted or paid ahead.
    """

    name: str
    calendar: str | None
    hours: OpenHours | None
    is_inside_out: bool
    asked_as: tuple[str, ...]
    work_types: tuple[str, ...]
    times: Fraction | None
    plus: Fraction | None
    rate: Fraction | None
    draws: int | None
    minimum: int | None
    step: int | None
    clause: Clause
    draws_clause: Clause | None

    def price(self, normal: Fraction) -> Fraction:
        """Return what an hour costs in the band, given what it costs otherwise."""
        if self.rate is not None:
            return self.rate
        return normal * (self.times or 1) + (self.plus or 0)


@dataclass(frozen=True, slots=True)
class ScheduledClause:
    """Work at an agreed time is paid at the normal rate when both sides accepted it so long before."""

    agreed_before: Duration
    calendar: str | None
    also: tuple[str, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class TravelClause:
    """What the way to a site of some distance costs."""

    distance: str
    per_visit: Fraction | None
    per_km: Fraction | None
    per_hour: Fraction | None
    free_km: int
    only_the_excess: bool
    ways: int
    decider: str
    clause: Clause


@dataclass(frozen=True)
class RateTerms:
    """The whole card; `minimum` and `step` hold where a rate or band has none of its own, in seconds."""

    editions: tuple[RateEdition, ...]
    bands: tuple[BandClause, ...]
    emergency: BandClause | None
    scheduled: ScheduledClause | None
    minimum: tuple[int, Clause] | None
    step: tuple[int, Clause] | None
    travel: Mapping[str, TravelClause]
    discount: tuple[Fraction, Clause] | None

    def edition_at(self, moment: int) -> RateEdition:
        """Return the rates in force at a moment."""
        return next(each for each in reversed(self.editions) if each.from_at <= moment)


def resolve_rates(written: Sections, origins: Origins, *, zone: str) -> RateTerms:
    """Return the clauses of the section `rates`, in the zone of the agreement."""
    card = written.rates
    bands = [*card.bands.items(), *([(OUTSIDE, card.outside)] if card.outside else ())]
    return RateTerms(
        editions=tuple(_editions(written, origins, zone)),
        bands=tuple(_band(name, part, written, origins, zone) for name, part in bands),
        emergency=_band(EMERGENCY, card.emergency, written, origins, zone) if card.emergency else None,
        scheduled=ScheduledClause(
            card.scheduled.agreed_before,
            card.outside.of if card.outside else None,
            card.scheduled.also,
            origins.clause(("rates", "scheduled")),
        )
        if card.scheduled
        else None,
        minimum=(card.minimum, origins.clause(("rates", "minimum"))) if card.minimum else None,
        step=(card.billed_in, origins.clause(("rates", "billed in"))) if card.billed_in else None,
        travel={name: _travel(name, part, origins) for name, part in card.travel.items()},
        discount=(card.discount, origins.clause(("rates", "discount"))) if card.discount else None,
    )


def _editions(written: Sections, origins: Origins, zone: str) -> Iterator[RateEdition]:
    known: dict[str, RateClause] = {}
    dated: list[tuple[int, RateChange, Path]] = [(BEGINNING, written.rates, ("rates",))]
    for first, change in sorted(written.rates.changes.items()):
        dated.append((local_midnight(first, zone), change, ("rates", "changes", first.isoformat())))
    for from_at, change, path in dated:
        for name, part in change.work_types.items():
            rate = _rate(name, part, (*path, name), origins)
            known[name] = known[name].changed_by(rate) if name in known else rate
        yield RateEdition(from_at, MappingProxyType(dict(known)))


def _rate(name: str, part: Rate, path: Path, origins: Origins) -> RateClause:
    return RateClause(
        work_type=name,
        per_hour=part.rate.money.exact if part.rate else None,
        by_role={role: price.money.exact for role, price in part.by_role.items()},
        minimum=part.minimum,
        step=part.billed_in,
        clause=origins.clause((*path, "rate")) if part.rate else origins.clause(path),
        role_clauses={role: origins.clause((*path, "by role", role)) for role in part.by_role},
        minimum_clause=origins.clause((*path, "minimum")) if part.minimum else None,
        step_clause=origins.clause((*path, "billed in")) if part.billed_in else None,
    )


def _band(name: str, part: Band, written: Sections, origins: Origins, zone: str) -> BandClause:
    path = ("rates", name) if name in (OUTSIDE, EMERGENCY) else ("rates", "bands", name)
    drawn, drawn_path = part.draws, (*path, "draws")
    if drawn is None and name == OUTSIDE:
        drawn, drawn_path = written.outside_draws, ("outside draws",)
    return BandClause(
        name=name,
        calendar=part.of or part.during,
        hours=_days(name, part.on, written.holidays, zone) if part.on else None,
        is_inside_out=part.of is not None,
        asked_as=part.asked_as,
        work_types=part.for_,
        times=part.times,
        plus=part.plus.money.exact if part.plus else None,
        rate=part.rate.money.exact if part.rate else None,
        draws=drawn,
        minimum=part.minimum,
        step=part.billed_in,
        clause=origins.clause(path),
        draws_clause=origins.clause(drawn_path) if drawn is not None else None,
    )


def _days(name: str, words: tuple[str, ...], holidays: Mapping[str, HolidayList], zone: str) -> Calendar:
    """Return the calendar that is open day and night on some days of the week, holidays, or days before them."""
    weekly = [*NEVER]
    on: list[tuple[Holidays, tuple[Shift, ...]]] = []
    before: list[tuple[Holidays, tuple[Shift, ...]]] = []
    for text in words:
        key = None if text in holidays else find_days(text)
        listed = text if text in holidays else key.holidays if key else ""
        if listed:
            (before if key and key.when == "before" else on).append((holidays_of(holidays[listed]), WHOLE_DAY))
        for day in key.days if key else ():
            weekly[day] = WHOLE_DAY
    rules = DayRules(weekly=tuple(weekly), on_holiday=tuple(on), before_holiday=tuple(before))
    return Calendar(name=name, zone=zone, editions=((date.min, rules),))


def _travel(name: str, part: TravelPrice, origins: Origins) -> TravelClause:
    return TravelClause(
        distance=name,
        per_visit=part.per_visit.money.exact if part.per_visit else None,
        per_km=part.per_km.money.exact if part.per_km else None,
        per_hour=part.per_h.money.exact if part.per_h else None,
        free_km=part.free_km or 0,
        only_the_excess=part.beyond == "the excess",
        ways=part.ways,
        decider=part.by_arrangement or "",
        clause=origins.clause(("rates", "travel", name)),
    )


def local_midnight(day: date, zone: str) -> int:
    """Return the UTC second at which a local date begins."""
    span = LocalSpan(datetime.combine(day, time()), datetime.combine(day, time(23, 59, 59))).in_zone(zone)
    return span.start if span else 0
