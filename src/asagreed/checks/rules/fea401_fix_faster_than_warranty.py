"""A fix that is promised before the part can be there."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.check import Check
from asagreed.checks.proofs import NEXT_DAY, fixes_of_a_fortnight
from asagreed.checks.subject import Subject
from asagreed.checks.words import weekday_and_time
from asagreed.open_time import in_words
from asagreed.reading.problems import Problem
from asagreed.reading.rules import Rule
from asagreed.terms.sections.recovery import Recovery

WRONG = """\
systems: {mail: E-mail, files: {title: File server, parts: next business day}}
recovery: {files: {repair: {diagnosis: 1 h, repair: 2 h}}}
"""
RIGHT = """\
systems: {mail: E-mail, files: {title: File server, parts: next business day}}
recovery: {files: {repair: {diagnosis: 1 h, repair: 2 h}}}
pauses: {resolution: [waiting for parts]}
"""


def look(subject: Subject) -> Iterator[Problem]:
    """Find targets for systems whose parts come too late, with the hour at which it is worst."""
    terms = subject.terms
    if "waiting for parts" in terms.pauses.get("resolution", ()):
        return
    for name, system in terms.systems.items():
        recovery = subject.recovery.get(name)
        if recovery and NEXT_DAY.search(system.parts) and not (recovery.repair and recovery.repair.spare):
            yield from _too_late(subject, name, recovery)


def _too_late(subject: Subject, name: str, recovery: Recovery) -> Iterator[Problem]:
    terms, told = subject.terms, set[str]()
    vendor_hours = subject.agreement.systems[name].vendor_hours
    for priority in (*sorted(subject.lookup.priorities), None):
        situation = terms.situation(reported_at=subject.version.from_at, priority=priority, system=name)
        target = terms.select_target(clock="resolution", situation=situation).winner
        if target is None or target.is_none or target.is_guide or target.clause.address in told:
            continue
        told.add(target.clause.address)
        hours = terms.calendar(target.calendar)
        vendor = terms.calendar(vendor_hours) if vendor_hours else hours
        fixes = fixes_of_a_fortnight(recovery, subject.version.from_at, hours=hours, vendor=vendor, zone=terms.zone)
        worst = max(fixes, key=lambda fix: fix.open_seconds)
        if worst.open_seconds > target.within:
            at, end = (weekday_and_time(moment, terms.zone) for moment in (worst.reported_at, worst.fixed_at))
            yield subject.at(
                target.clause,
                "FEA401",
                f"«{name}» fails on {at}: it works again on {end} at best, after {in_words(worst.open_seconds)} of "
                f"these hours, and {in_words(target.within)} are promised.",
                remedy="Let waiting for parts pause the clock, or promise what the warranty can keep.",
            )


CHECK = Check(
    Rule(
        code="FEA401",
        name="fix-faster-than-warranty",
        severity="error",
        finds="A resolution target below the best possible repair with parts that come on the next business day.",
        matters="Four hours are promised, and at best it is 13 and a half: the promise is broken when it is signed.",
        wrong=WRONG,
        right=RIGHT,
        remedy="Let waiting for parts pause the clock, promise longer, buy a faster warranty, or keep a spare.",
    ),
    look,
)
