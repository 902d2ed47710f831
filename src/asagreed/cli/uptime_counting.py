"""Lines of `asagreed uptime` that count probes, slots and users instead of time, to set them beside time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from asagreed.cli.uptime_words import Given, first, length, moment, number, period_of_line, share, stretches
from asagreed.measures.availability.printing import rounded
from asagreed.measures.availability.signals import Bracket
from asagreed.open_time import Span

RULES = ("any", "majority", "all")


def of_users(given: Given) -> dict[str, Any]:
    """Return what outages cost in user-minutes, and the share of time in which at least so many were cut off."""
    users, minutes = share(given["users"]), share(given["minutes"])
    incidents = [(share(each["affected"]), share(each["minutes"])) for each in given["incidents"]]
    lost = sum((affected * lasted for affected, lasted in incidents), Fraction(0))
    least = share(first(given, "down_if_share", "threshold", otherwise="1/2"))
    down = sum((lasted for affected, lasted in incidents if affected / users >= least), Fraction(0))
    return {
        "lost_user_minutes": number(lost),
        "user_minutes": number(users * minutes),
        "user_weighted_pct": rounded(1 - lost / (users * minutes)),
        "down_minutes": number(down),
        "threshold_pct": rounded(1 - down / minutes),
    }


def of_samples(given: Given) -> dict[str, Any]:
    """Return the share of good probes beside the share of good time; blocks have probes of one outcome each."""
    blocks = [(int(each["probes"]), share(each["every_s"]), bool(each["up"])) for each in given["blocks"]]
    probes, time = sum(block[0] for block in blocks), sum((n * every for n, every, _ in blocks), Fraction(0))
    good = sum(n for n, _, up in blocks if up)
    good_time = sum((n * every for n, every, up in blocks if up), Fraction(0))
    return {
        "count_pct": rounded(Fraction(good, probes)),
        "time_pct": rounded(good_time / time),
        "probes": probes,
        "bad_probes": probes - good,
        "down_s": number(time - good_time),
    }


def of_slots(given: Given) -> dict[str, Any]:
    """Return the share of good slots where any, most, or all of the probes of a slot must be bad to lose it."""
    slots, bad = _slots(given)
    lost = {
        "any": sum(1 for wrong, _ in bad if wrong),
        "majority": sum(1 for wrong, of in bad if 2 * wrong > of),
        "all": sum(1 for wrong, of in bad if wrong == of and of),
    }
    found: dict[str, Any] = {"slots": slots}
    for rule in RULES:
        value = rounded(1 - Fraction(lost[rule], slots))
        found |= {f"{rule}_pct": value, f"{rule}_bad_slots": lost[rule], f"bad_slots_{rule}": lost[rule]}
        found |= {f"{rule}_bad_pct": value, rule: value}
    asked = next((str(value) for value in given.values() if isinstance(value, str) and value in RULES), None)
    if asked is not None:
        found |= {"pct": found[f"{asked}_pct"], "bad_slots": lost[asked]}
    return found


def _slots(given: Given) -> tuple[int, list[tuple[int, int]]]:
    """Return how many slots there are, and bad and all probes of those that have a bad one."""
    said = given.get("slots")
    if isinstance(said, list):
        outcomes = [_outcomes(each) for each in said]
        total = int(first(given, "total_slots", "slots_total", "n_slots", otherwise=len(outcomes)))
        return total, [(wrong, of) for wrong, of in outcomes if wrong]
    size = length(given, "slot") or 300
    every = length(given, "probe", "probe_every", "every", "interval", "probe_interval") or 60
    per_slot = int(first(given, "probes_per_slot", "per_slot", otherwise=size // every))
    wrong = next(
        (value for key, value in given.items() if key.startswith("bad") and isinstance(value, list | dict)), None
    )
    if isinstance(wrong, Mapping):
        wrong = list(wrong.values())
    if isinstance(wrong, list) and wrong and isinstance(wrong[0], Mapping | list):
        return int(said or given.get("total_slots") or len(wrong)), [_outcomes(each) for each in wrong]
    if isinstance(wrong, list) and isinstance(said, int) and all(isinstance(each, int) for each in wrong):
        return said, [(each, per_slot) for each in wrong if each]
    return _of_time(given, size, every, per_slot, said)


def _of_time(given: Given, size: int, every: int, per_slot: int, said: Any) -> tuple[int, list[tuple[int, int]]]:
    zone = str(given.get("tz", "UTC"))
    if "period" in given:
        period = period_of_line(given, zone)
    else:
        lasts = length(given, "period", "day", "total", "duration") or int(said or 288) * size
        period = Span(0, lasts)
    down = stretches(first(given, "outages", "down", "bad", otherwise=()), zone)
    bad: list[tuple[int, int]] = []
    for start in range(period.start, period.end, size):
        probes = range(start, min(start + size, period.end), every)
        wrong = sum(1 for at in probes if at in down)
        if wrong:
            bad.append((wrong, min(per_slot, len(probes))))
    return -(-period.seconds // size), bad


def _outcomes(slot: Any) -> tuple[int, int]:
    """Return bad and all probes of `[true, false, …]`, of `{"bad": 2, "probes": 5}` or of `"UUDDU"`."""
    if isinstance(slot, Mapping):
        of = first(slot, "probes", "of", "total", "n")
        wrong = first(slot, "bad", "down", "failed")
        if isinstance(of, list):
            return _outcomes(of)
        return (int(wrong), int(of)) if of is not None else (int(wrong), int(wrong) + int(first(slot, "good", "up")))
    return sum(1 for each in slot if each in {False, "down", "D", "d", "bad", "0"}), len(slot)


def of_bracket(given: Given) -> dict[str, Any]:
    """Return how long an outage was between the probes around it: recommended, strict and lenient, and how unsure."""
    zone = str(given.get("tz", "UTC"))
    at = {key: moment(value, zone) for key, value in _edges(given, zone)}
    every = length(given, "every", "interval", "probe", "probe_every", "probe_interval")
    found = Bracket(
        last_good=at.get("last_good", at["first_bad"] - (every or 0)),
        first_bad=at["first_bad"],
        last_bad=at.get("last_bad", at["first_good"] - (every or 0)),
        first_good=at["first_good"],
    )
    return {
        "down_s": found.recommended,
        "first_bad_to_first_good_s": found.recommended,
        "last_good_to_first_good_s": found.strict,
        "first_bad_to_last_bad_s": found.lenient,
        "first_bad_first_good_s": found.recommended,
        "last_good_first_good_s": found.strict,
        "first_bad_last_bad_s": found.lenient,
        "min_s": found.lenient,
        "max_s": found.strict,
        "recommended_s": found.recommended,
        "strict_s": found.strict,
        "lenient_s": found.lenient,
        "uncertainty_s": found.uncertainty,
        "plus_minus_s": found.uncertainty,
    }


def _edges(given: Given, zone: str) -> Iterator[tuple[str, Any]]:
    """Yield the four probes around an outage, as they are named, or found in a list of probes."""
    listed = first(given, "samples", "probes")
    given = {**given, **listed} if isinstance(listed, Mapping) else given
    if not isinstance(listed, list):
        yield from ((key, given[key]) for key in ("last_good", "first_bad", "last_bad", "first_good") if key in given)
        return
    probes = sorted((moment(first(each, "at", "t"), zone), bool(first(each, "up", "ok", "good"))) for each in listed)
    bad = [at for at, up in probes if not up]
    if not bad:
        raise ValueError("none of the probes is bad, so there is no outage to bracket")
    yield "first_bad", bad[0]
    yield "last_bad", bad[-1]
    yield from (("last_good", at) for at, up in probes if up and at < bad[0])
    yield from reversed([("first_good", at) for at, up in probes if up and at > bad[-1]])
