"""Which judge a clause has: by its address, the first pattern that fits.

`*` stands for one step, `**` for any number of them. `added` and `removed` are what it is for the customer that a
clause stands there which stood nowhere, or the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.foresight.compare.verdicts import (
    Judge,
    Verdict,
    always_is,
    calendar_named,
    fewer_named,
    in_order,
    less,
    more,
    more_named,
    promised_time,
    recurs,
    wider_named,
)

BETTER, WORSE, NEUTRAL = Verdict.BETTER, Verdict.WORSE, Verdict.NEUTRAL
MIXED, CLARIFIES, CANNOT_TELL = Verdict.MIXED, Verdict.CLARIFIES, Verdict.CANNOT_TELL
cannot_tell, mixed, neutral = always_is(CANNOT_TELL), always_is(MIXED), always_is(NEUTRAL)


@dataclass(frozen=True, slots=True)
class Rule:
    """How changes at an address are judged."""

    pattern: tuple[str, ...]
    judge: Judge
    added: Verdict = CLARIFIES
    removed: Verdict = CANNOT_TELL


def _rule(pattern: str, judge: Judge, added: Verdict = CLARIFIES, removed: Verdict = CANNOT_TELL) -> Rule:
    return Rule(tuple(pattern.split(".")), judge, added, removed)


_FROM = ("acknowledged", "reported", "detected or reported", "detected", "occurred")
RULES = (
    # What is said for people, and never moves a figure.
    _rule("**.note", neutral, NEUTRAL, NEUTRAL),
    _rule("**.title", neutral, NEUTRAL, NEUTRAL),
    _rule("title", neutral, NEUTRAL, NEUTRAL),
    _rule("agreement", neutral, NEUTRAL, NEUTRAL),
    _rule("plan", neutral, NEUTRAL, NEUTRAL),
    _rule("parties.**", neutral, NEUTRAL, NEUTRAL),
    _rule("signed.**", neutral, NEUTRAL, NEUTRAL),
    _rule("legal review.**", neutral, NEUTRAL, NEUTRAL),
    _rule("accepted findings.**", neutral, NEUTRAL, NEUTRAL),
    _rule("warnings.**", neutral, NEUTRAL, NEUTRAL),
    _rule("staffing.**", neutral, NEUTRAL, NEUTRAL),
    # Targets.
    _rule("targets.**.within", promised_time, BETTER, WORSE),
    _rule("targets.**.guide", promised_time, CLARIFIES, WORSE),
    _rule("targets.**.hours", calendar_named),
    _rule("targets.**.kept in.*", more, CLARIFIES, CANNOT_TELL),
    _rule("pauses.*", fewer_named, WORSE, BETTER),
    _rule("priorities.matrix.**", less),
    _rule("working day", less),
    # Where and how.
    _rule("sites.*.no access", fewer_named, WORSE, BETTER),
    _rule("sites.**", cannot_tell, BETTER, WORSE),
    _rule("systems.**", cannot_tell, BETTER, WORSE),
    _rule("travel.*", less),
    _rule("reporting.*.hours", calendar_named, WORSE, BETTER),
    _rule("reporting.*.counts", cannot_tell),
    _rule("reporting.**", cannot_tell, BETTER, WORSE),
    _rule("issue kinds.**", cannot_tell, CLARIFIES, CANNOT_TELL),
    # What is covered.
    _rule("services.included.*.hours", calendar_named, WORSE, BETTER),
    _rule("services.included.*.limit", cannot_tell, WORSE, BETTER),
    _rule("services.included.*.draws", cannot_tell, WORSE, BETTER),
    _rule("services.included.*.delivery", in_order("remote", ""), WORSE, BETTER),
    _rule("services.included.*.for", wider_named, WORSE, BETTER),
    _rule("services.included.*.on", wider_named, WORSE, BETTER),
    _rule("services.included.*.at", wider_named, WORSE, BETTER),
    _rule("services.*.*.worth", neutral, NEUTRAL, NEUTRAL),
    _rule("services.*.*.costs", neutral, NEUTRAL, NEUTRAL),
    _rule("services.hours", calendar_named, WORSE, BETTER),
    _rule("causes.**", cannot_tell, WORSE, BETTER),
    _rule("responsibilities.**", cannot_tell, WORSE, BETTER),
    _rule("emergency.definitions.*.lasting", less, WORSE, BETTER),
    _rule("emergency.definitions.*.people unable to work", less, WORSE, BETTER),
    _rule("emergency.definitions.*.outage of", more_named),
    _rule("emergency.definitions.**", cannot_tell, MIXED, MIXED),
    _rule("emergency.cover.included in", calendar_named, BETTER, WORSE),
    _rule("emergency.cover.otherwise", in_order("charged", "included")),
    # Uptime.
    _rule("uptime.**.share", more, BETTER, WORSE),
    # Of another basis the same outage may weigh more, or nothing at all.
    _rule("uptime.**.basis", mixed),
    _rule("uptime.**.counts from", in_order(*_FROM)),
    _rule("uptime.**.unknown", in_order("up", "left out", "down")),
    _rule("uptime.**.known at least", more),
    _rule("uptime.**.minimum outage.length", less, WORSE, BETTER),
    _rule("uptime.**.minimum outage.longer", in_order("deductible", "threshold")),
    _rule("uptime.**.merge gap", more, BETTER, WORSE),
    _rule("uptime.**.degraded", more),
    _rule("uptime.**.maintenance", in_order("left out", "up", "down")),
    _rule("uptime.**.checked every", less),
    _rule("uptime.**.longest outage", less, BETTER, WORSE),
    _rule("uptime.**.outages at most", less, BETTER, WORSE),
    _rule("uptime.**.of", more_named),
    _rule("maintenance.notice", more, BETTER, WORSE),
    _rule("maintenance.at most", less, BETTER, WORSE),
    _rule("maintenance.unannounced", in_order("left out", "counts")),
    _rule("maintenance.windows.*.for", less, WORSE, BETTER),
    _rule("maintenance.windows.**", cannot_tell, WORSE, BETTER),
    _rule("recovery.*.data loss", less, BETTER, WORSE),
    _rule("recovery.*.restore", less, BETTER, WORSE),
    _rule("recovery.*.hours", calendar_named, WORSE, BETTER),
    _rule("recovery.*.backup.every", less),
    # Recurring work.
    _rule("proactive.*.when", recurs, BETTER, WORSE),
    _rule("proactive.*.within", less, WORSE, BETTER),
    _rule("proactive.*.restores", more_named, BETTER, WORSE),
    _rule("proactive.*.on", more_named),
    _rule("proactive.*.draws", in_order("hours", ""), WORSE, BETTER),
    _rule("proactive.*.risk", neutral, CLARIFIES, NEUTRAL),
    _rule("proactive.*.delivery", in_order("remote", ""), WORSE, BETTER),
    # Money.
    _rule("allowance.hours", more, BETTER, WORSE),
    _rule("allowance.unused", more),
    _rule("allowance.for", wider_named, WORSE, BETTER),
    _rule("allowance.not for", fewer_named, WORSE, BETTER),
    _rule("block.size", more),
    _rule("block.free", more, BETTER, WORSE),
    _rule("block.price", less),
    _rule("outside draws", less),
    _rule("monthly draws.*", less, WORSE, BETTER),
    _rule("fees.*.price", less, WORSE, BETTER),
    _rule("fees.*.at least", less, WORSE, BETTER),
    _rule("rates.**.rate", less),
    _rule("rates.**.by role.*", less),
    _rule("rates.**.times", less, WORSE, BETTER),
    _rule("rates.**.plus", less, WORSE, BETTER),
    _rule("rates.**.draws", less),
    _rule("rates.**.minimum", less, WORSE, BETTER),
    _rule("rates.**.billed in", less, WORSE, BETTER),
    _rule("rates.**.per visit", less, WORSE, BETTER),
    _rule("rates.**.per km", less, WORSE, BETTER),
    _rule("rates.**.per h", less, WORSE, BETTER),
    _rule("rates.**.free km", more, BETTER, WORSE),
    _rule("rates.discount", more, BETTER, WORSE),
    _rule("rates.scheduled.**", cannot_tell, BETTER, WORSE),
    _rule("materials.markup", less),
    _rule("billing.payment", more),
    _rule("credits.systems.**", more, BETTER, WORSE),
    _rule("credits.at most a month", more, WORSE, BETTER),
    _rule("credits.at most a year", more, WORSE, BETTER),
    _rule("credits.same outage", in_order("combined only", "larger of", "sum")),
    # Records and changes.
    _rule("data protection.*", cannot_tell, BETTER, WORSE),
    _rule("reports.every", in_order("quarter", "month"), BETTER, WORSE),
    _rule("reports.disputed within", more),
    _rule("changes.notice", more, BETTER, WORSE),
    _rule("changes.notice of prices", more, BETTER, WORSE),
    _rule("riders.*.price.**", less),
    _rule("riders.**", cannot_tell, BETTER, WORSE),
    _rule("**", cannot_tell),
)


THINGS: tuple[tuple[str, Verdict, Verdict], ...] = (
    ("emergency.definitions.*", MIXED, MIXED),
    ("emergency.cover", CLARIFIES, CANNOT_TELL),
    ("allowance", BETTER, WORSE),
    ("block", BETTER, WORSE),
    ("retainer", MIXED, MIXED),
    ("fees.*", WORSE, BETTER),
    ("rates.outside", WORSE, BETTER),
    ("rates.emergency", WORSE, BETTER),
    ("rates.bands.*", MIXED, MIXED),
    ("rates.travel.*", WORSE, BETTER),
    ("rates.scheduled", BETTER, WORSE),
    ("credits.systems.*", BETTER, WORSE),
    ("riders.*", BETTER, WORSE),
    ("sites.*", BETTER, WORSE),
    ("systems.*", BETTER, WORSE),
    ("reporting.*", BETTER, WORSE),
    ("uptime.systems.*", BETTER, WORSE),
    ("uptime.combined.*", BETTER, WORSE),
    ("maintenance.windows.*", WORSE, BETTER),
    ("recovery.*", BETTER, WORSE),
    ("proactive.*", BETTER, WORSE),
    ("responsibilities.*", WORSE, BETTER),
    ("causes.*", WORSE, BETTER),
    ("discovery.*", NEUTRAL, NEUTRAL),
)
"""What is told once when it comes or goes as a whole, with what it is for the customer that it comes, and goes."""


def thing_of(path: tuple[str, ...]) -> tuple[tuple[str, ...], Verdict, Verdict] | None:
    """Return the path of the thing that a path is part of, and what its coming and going is."""
    for pattern, added, removed in THINGS:
        steps = tuple(pattern.split("."))
        if len(path) >= len(steps) and _fits(steps, path[: len(steps)]):
            return path[: len(steps)], added, removed
    return None


def rule_for(path: tuple[str, ...]) -> Rule:
    """Return the rule of an address."""
    return next(rule for rule in RULES if _fits(rule.pattern, path))


def _fits(pattern: tuple[str, ...], path: tuple[str, ...]) -> bool:
    if not pattern:
        return not path
    if pattern[0] == "**":
        return any(_fits(pattern[1:], path[skipped:]) for skipped in range(len(path) + 1))
    return bool(path) and pattern[0] in ("*", path[0]) and _fits(pattern[1:], path[1:])
