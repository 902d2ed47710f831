"""Repairs and what is expected of them: parts, spares, warranties, and vendors who work at other hours."""

from __future__ import annotations

from collections.abc import Iterator

from asagreed.checks.proofs import NEXT_DAY, Fix, fixes_of_a_fortnight
from asagreed.checks.words import weekday_and_time
from asagreed.discovery.mismatch import Asked, Mismatch
from asagreed.discovery.values import is_nothing
from asagreed.figures import Figure
from asagreed.open_time import Except, in_words

WEEK = 7 * 86_400


def repair_mismatches(asked: Asked) -> Iterator[Mismatch]:
    """Find what does not line up about repairing a system."""
    if _is_lasting(asked):
        return
    if asked.has_hours and NEXT_DAY.search(asked.system.parts or ""):
        yield from _parts_too_late(asked)
    else:
        yield from _nothing_in_reserve(asked)
    yield from _warranty_is_over(asked)


def vendor_mismatches(asked: Asked) -> Iterator[Mismatch]:
    """Find working hours in which the vendor does not answer."""
    if not (asked.has_hours and asked.system.supported_by and asked.system.vendor_hours):
        return
    begins = asked.hours.opening_from(asked.from_at)
    alone = Except("unanswered", asked.hours, asked.vendor_hours)
    unanswered, working = (each.seconds_between(begins, begins + WEEK) for each in (alone, asked.hours))
    if not unanswered:
        return
    vendor = asked.system.supported_by
    risk = (
        f"{vendor} does not answer in {in_words(unanswered)} of the {in_words(working)} a week in which you work. What "
        f"only they can repair in {asked.title} waits for them until they open."
    )
    parts = (Figure(working, "s of open time", "your working hours of a week"),)
    yield asked.mismatch(
        "vendor-hours-narrower",
        risk,
        figures=(Figure(unanswered, "s of open time", f"of your week without {vendor}", parts=parts),),
        keys=("supported by", "vendor hours"),
        measure=asked.measure(
            "longer vendor hours",
            f"Take support of {vendor} that covers your working hours.",
            "vendor not reachable",
            otherwise="We can then only wait with you until they open.",
        ),
    )


def _is_lasting(asked: Asked) -> bool:
    """Say whether something is there when it fails: a spare, or what takes over."""
    said = (asked.system.spare, asked.system.redundancy)
    return any(text is not None and not is_nothing(text) for text in said)


def _parts_too_late(asked: Asked) -> Iterator[Mismatch]:
    within = asked.system.back_within
    fixes = fixes_of_a_fortnight(
        asked.recovery, asked.from_at, hours=asked.hours, vendor=asked.vendor_hours, zone=asked.zone
    )
    best, worst = (choose(fixes, key=lambda fix: fix.open_seconds) for choose in (min, max))
    if worst.open_seconds <= within if within is not None else not asked.system.is_critical:
        return
    failed, again = (weekday_and_time(at, asked.zone) for at in (worst.reported_at, worst.fixed_at))
    expected = f" You need it within {in_words(within)}." if within is not None else ""
    risk = (
        f"Parts for {asked.title} come on the next business day. Even if everybody hurries it stands still for "
        f"{in_words(best.open_seconds)} of your working hours at best, and {in_words(worst.open_seconds)} where it "
        f"fails at the wrong hour: down on {failed}, back on {again}.{expected}"
    )
    yield asked.mismatch(
        "parts-too-late",
        risk,
        figures=(_standstill(best, "at best"), _standstill(worst, "at worst"), *asked.cost_of(worst.open_seconds)),
        keys=("parts", "spare", "redundancy", "back within", "diagnosis takes", "repair takes", "restore took",
              "vendor hours"),
        measure=asked.measure(
            "spare or faster warranty",
            f"Keep a spare for {asked.title}, or buy a warranty that brings parts on the same day.",
            "hardware failure",
            otherwise=f"A standstill of {in_words(worst.open_seconds)} of working hours is then to be expected.",
        ),
    )  # fmt: skip


def _standstill(fix: Fix, word: str) -> Figure:
    wall = Figure(fix.fixed_at - fix.reported_at, "s", "by the clock on the wall, nights and weekends too")
    because = f"{word}: finding out, waiting for the part, putting it in, getting the data back"
    return Figure(fix.open_seconds, "s of open time", because, parts=(wall,))


def _nothing_in_reserve(asked: Asked) -> Iterator[Mismatch]:
    is_promised = asked.system.parts is not None and not is_nothing(asked.system.parts)
    if is_promised or asked.system.spare is None or not asked.system.is_critical:
        return
    risk = (
        f"{asked.title} is critical, there is no spare, nothing takes over, and nobody has promised when a part comes. "
        "When it fails, nobody can say for how long."
    )
    yield asked.mismatch(
        "nothing-in-reserve",
        risk,
        figures=(
            Figure(None, "s", "no part is promised, so how long it stands still is not known"),
            *asked.cost_of(3600),
        ),
        keys=("criticality", "spare", "redundancy", "parts"),
        measure=asked.measure(
            "spare or warranty",
            f"Keep a spare for {asked.title}, or buy a warranty that says when parts come.",
            "hardware failure",
            otherwise="How long it stands still can then not be promised.",
        ),
    )


def _warranty_is_over(asked: Asked) -> Iterator[Mismatch]:
    until = asked.system.warranty_until
    if until is None or until >= asked.answers.page.asked:
        return
    days = (asked.answers.page.asked - until).days
    risk = (
        f"The warranty of {asked.title} ended on {until}. A part is then bought when it is needed, and comes when it "
        "comes."
    )
    yield asked.mismatch(
        "warranty-is-over",
        risk,
        figures=(Figure(days, "days", "since the end of the warranty"),),
        keys=("warranty until", "parts"),
        measure=asked.measure(
            "new warranty",
            f"Renew the warranty of {asked.title}, or replace it.",
            "hardware failure",
            otherwise="Parts are paid by you, and no time is promised for them.",
        ),
    )
