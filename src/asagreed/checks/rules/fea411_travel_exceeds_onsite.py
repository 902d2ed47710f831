"""There before one can have driven there."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.subject import Subject
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule

WRONG = """\
sites: {annex: {distance: far}}
travel: {far: 2 h}
targets: {hours: support, P1: {response: 1 h, resolution: 8 h, arrival: 1 h}}
"""
RIGHT = """\
sites: {annex: {distance: far}}
travel: {far: 2 h}
targets: {hours: support, P1: {response: 1 h, resolution: 8 h, arrival: 1 h plus travel}}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find arrival targets without travel that are below the journey to a site."""
    terms = subject.terms
    for target in terms.targets_by_clock.get("arrival", ()):
        if target.is_none or target.plus_travel:
            continue
        for site in terms.sites.values():
            journey = terms.travel.get(site.distance or "", 0)
            if target.selector.site in (None, site.name) and journey > target.within:
                yield subject.at(
                    target.clause,
                    "FEA411",
                    f"The journey to «{site.name}» takes {in_words(journey)}, {in_words(target.within)} are promised.",
                    remedy="Write plus travel, or give the site a target of its own.",
                )


CHECK = Check(
    Rule(
        code="FEA411",
        name="travel-exceeds-onsite",
        severity="error",
        finds="An arrival target shorter than the journey to a site.",
        matters="The technician leaves at once, drives for two hours, and is an hour late.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Add plus travel, or a target for that site.",
    ),
    look,
)
