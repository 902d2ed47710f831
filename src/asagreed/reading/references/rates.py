"""The rate card: every price one price, in the currency of the agreement, and bands that say when and what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from asagreed.reading.problems import Problem
from asagreed.reading.references.calendars import unknown_holidays
from asagreed.reading.references.lookup import Lookup, Path
from asagreed.reading.references.priorities import unknown_priority
from asagreed.terms.sections.rates import WORK_TYPES, Band, Rate
from asagreed.terms.values.days import find_days
from asagreed.terms.values.prices import Price

MONEY = ("services", "block", "retainer", "fees", "rates", "riders")
"""Sections in which prices stand."""


@dataclass(frozen=True)
class WrittenPrice:
    """A price and the path at which it stands."""

    path: Path
    price: Price


def check_currency(lookup: Lookup) -> Iterator[Problem]:
    """Find prices in other currencies than that of the agreement, and prices of an agreement without one."""
    currency = lookup.agreement.currency
    for each in _prices(lookup):
        if currency is None:
            yield lookup.problem(
                each.path,
                "YML427",
                f"The agreement has prices, such as {each.price}, and does not say in which currency it is billed.",
                remedy=f"Add currency: {each.price.money.currency} to the agreement.",
            )
            return
        if each.price.money.currency != currency:
            yield lookup.problem(
                each.path,
                "YML426",
                f"{each.price} is another currency than that of the agreement, {currency}.",
                remedy=f"Write the price in {currency}, or correct currency: in the agreement.",
                word=each.price.money.currency,
            )


def check_rates(lookup: Lookup) -> Iterator[Problem]:
    """Find work without a price, bands that are no bands, and names that refer to nothing."""
    card = lookup.agreement.rates
    priced: set[str] = set()
    for path, rate in _rates(lookup):
        if rate.rate is not None or rate.by_role:
            priced.add(path[-1])
        # From a date on the minimum alone may change: what is left out stays as it was.
        elif path[-1] not in priced:
            yield lookup.problem(
                path,
                "YML430",
                f"«{path[-1]}» has no price: neither «rate» nor «by role» is given.",
                remedy="Add rate: and a price per h, or by role: with one for each role.",
                at_key=True,
            )
    for path, band in _bands(lookup):
        yield from _band(lookup, path, band)
    if card.outside and card.outside.of is None:
        yield lookup.problem(
            ("rates", "outside"),
            "YML432",
            "This rate holds outside some hours, and does not say outside which.",
            remedy="Add of: and a calendar, such as {of: support, times: 1.5}.",
            at_key=True,
        )
    yield from _scheduled(lookup)
    yield from _travel(lookup)


def notice_unpriced_ways(lookup: Lookup) -> Iterator[Problem]:
    """Find sites at a distance for which no way is priced, where others are."""
    priced = lookup.agreement.rates.travel
    for name, site in lookup.agreement.sites.items():
        if priced and site.distance and site.distance not in priced:
            yield lookup.problem(
                ("sites", name, "distance"),
                "YML445",
                f"«rates: travel» has no price for the distance «{site.distance}», so the way to {name} is not billed.",
                remedy=f"Add {site.distance}: and a price under rates: travel, or correct the name.",
            )


def _prices(lookup: Lookup) -> Iterator[WrittenPrice]:
    for section in MONEY:
        yield from _prices_in(getattr(lookup.agreement, section), (section,))


def _prices_in(value: object, path: Path) -> Iterator[WrittenPrice]:
    """Yield the prices of a part, by the keys under which they were written."""
    if isinstance(value, Price):
        yield WrittenPrice(path, value)
    elif isinstance(value, BaseModel):
        fields = type(value).model_fields
        for name, inner in value:
            key = fields[name].alias or name
            # Types of work stand beside the other keys of the card.
            yield from _prices_in(inner, path if key == WORK_TYPES else (*path, key))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _prices_in(inner, (*path, str(number)))
    elif hasattr(value, "items"):
        for key, inner in value.items():
            yield from _prices_in(inner, (*path, getattr(key, "text", str(key))))


def _rates(lookup: Lookup) -> Iterator[tuple[Path, Rate]]:
    card = lookup.agreement.rates
    for name, rate in card.work_types.items():
        yield ("rates", name), rate
    for first, change in sorted(card.changes.items()):
        for name, rate in change.work_types.items():
            yield ("rates", "changes", first.isoformat(), name), rate


def _bands(lookup: Lookup) -> Iterator[tuple[Path, Band]]:
    card = lookup.agreement.rates
    if card.outside:
        yield ("rates", "outside"), card.outside
    if card.emergency:
        yield ("rates", "emergency"), card.emergency
    for name, band in card.bands.items():
        yield ("rates", "bands", name), band


def _band(lookup: Lookup, path: Path, band: Band) -> Iterator[Problem]:
    yield from lookup.unknown_calendar((*path, "of"), band.of)
    yield from lookup.unknown_calendar((*path, "during"), band.during)
    yield from lookup.unknown_work((*path, "for"), band.for_)
    for number, priority in enumerate(band.asked_as):
        yield from unknown_priority(lookup, (*path, "asked as", str(number)), priority, at_key=False)
    for number, days in enumerate(band.on):
        yield from _unknown_days(lookup, (*path, "on", str(number)), days)
    said = [name for name in ("times", "plus", "rate") if getattr(band, name) is not None]
    if len(said) > 1:
        yield lookup.problem(
            path,
            "YML429",
            f"«{path[-1]}» has {' and '.join(f'«{name}»' for name in said)}, and which comes first changes the price.",
            remedy="Keep one of them.",
            at_key=True,
        )
    if not said and band.draws is None and not (path[-1] == "outside" and lookup.agreement.outside_draws):
        yield lookup.problem(
            path,
            "YML428",
            f"«{path[-1]}» changes nothing: it has none of «times», «plus», «rate» and «draws».",
            remedy="Add times: 1.5, plus: or rate: with a price per h, or draws: with a length of time.",
            at_key=True,
        )
    if band.of and band.during:
        yield lookup.problem(
            path,
            "YML431",
            f"«{path[-1]}» holds outside «{band.of}» and within «{band.during}»; that is for a calendar to say.",
            remedy="Keep one of them; calendars: {late: {any of: [night], except: [support]}} says both.",
            at_key=True,
        )


def _unknown_days(lookup: Lookup, path: Path, text: str) -> Iterator[Problem]:
    if text in lookup.agreement.holidays:
        return
    key = find_days(text)
    if key is None or key.holidays:
        yield from unknown_holidays(lookup, path, key.holidays if key else text)


def _scheduled(lookup: Lookup) -> Iterator[Problem]:
    scheduled, outside = lookup.agreement.rates.scheduled, lookup.agreement.rates.outside
    if scheduled is None:
        return
    yield from lookup.unknown_work(("rates", "scheduled", "also"), scheduled.also)
    path = ("rates", "scheduled", "agreed before")
    before = scheduled.agreed_before
    if not before.working_days:
        return
    if lookup.agreement.working_day is None:
        yield lookup.problem(
            path,
            "YML410",
            "The notice counts in working days, and the agreement does not say how long one is.",
            remedy="Add working day: 9 h (as long as your desk is open) to the agreement.",
        )
    if outside is None or outside.of is None:
        yield lookup.problem(
            path,
            "YML439",
            "Nothing says in which hours these working days count.",
            remedy="Write 24 h or 1 elapsed day, or name the hours: rates: {outside: {of: support, times: 1.5}}.",
        )


def _travel(lookup: Lookup) -> Iterator[Problem]:
    for name, way in lookup.agreement.rates.travel.items():
        if not (way.per_visit or way.per_km or way.per_h or way.by_arrangement):
            yield lookup.problem(
                ("rates", "travel", name),
                "YML437",
                f"The way «{name}» has no price, and nobody who decides it.",
                remedy="Add per visit, per km or per h and a price, or by arrangement with: SOMEBODY.",
                at_key=True,
            )
