"""Sites with a distance that has a travel time, and ways to report with hours that exist."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.reading.problems import Problem
from asagreed.reading.references.calendars import unknown_holidays
from asagreed.reading.references.lookup import Lookup
from asagreed.terms.values.closures import NamedHolidays


def check_sites(lookup: Lookup) -> Iterator[Problem]:
    """Find sites at an unknown distance, or closed on unknown holidays."""
    for name, site in lookup.agreement.sites.items():
        if site.distance:
            yield from lookup.unknown(
                ("sites", name, "distance"),
                "YML409",
                what="a distance of this agreement",
                name=site.distance,
                known=lookup.distances,
                where="travel",
            )
        for number, each in enumerate(site.no_access):
            if isinstance(each, NamedHolidays):
                path = ("sites", name, "no access", str(number))
                yield from unknown_holidays(lookup, path, each.name)


def check_systems(lookup: Lookup) -> Iterator[Problem]:
    """Find systems at a site, on a system or with vendor hours that the agreement does not have."""
    for name, system in lookup.agreement.systems.items():
        if system.site:
            yield from lookup.unknown(
                ("systems", name, "site"),
                "YML408",
                what="a site of this agreement",
                name=system.site,
                known=lookup.agreement.sites,
                where="sites",
            )
        yield from lookup.unknown_calendar(("systems", name, "vendor hours"), system.vendor_hours)
        yield from lookup.unknown_systems(("systems", name, "stands on"), system.stands_on)


def check_reporting(lookup: Lookup) -> Iterator[Problem]:
    """Find ways to report with hours that no calendar has."""
    for name, channel in lookup.agreement.reporting.items():
        if channel.hours:
            yield from lookup.unknown(
                ("reporting", name, "hours"),
                "YML401",
                what="a calendar of this agreement",
                name=channel.hours,
                known=lookup.calendars,
                where="calendars",
            )
