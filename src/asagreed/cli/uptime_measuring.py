"""Lines of `asagreed uptime` that ask for availability: of one system, and of several by a rule or by arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from asagreed.cli.uptime_rules import rule_of
from asagreed.cli.uptime_words import (
    Given,
    first,
    length,
    length_about,
    moment,
    moment_or_none,
    number,
    percent,
    period_of_line,
    service_time,
    share,
    stretch,
    stretches,
)
from asagreed.facts.uptime import Outage, WindowHeld
from asagreed.measures.availability.condition import Condition, Tally, tally
from asagreed.measures.availability.downtime import FULL, Method, Stretch, begins_at, counted
from asagreed.measures.availability.judging import Shares, allowed_seconds, shares
from asagreed.measures.availability.maintenance import candidates, left_out
from asagreed.measures.availability.measured import shares_together
from asagreed.measures.availability.printing import rounded
from asagreed.measures.availability.together import together
from asagreed.open_time import Span, Spans
from asagreed.terms.resolved.uptime_clauses import MaintenanceTerms
from asagreed.terms.values.maintenance_windows import Budget

CLOCKS = {
    **{name: name for name in ("occurred", "detected", "reported", "acknowledged")},
    "earliest": "detected or reported",
}
POLICIES = {
    **dict.fromkeys(("exclude", "excluded", "left out", "left_out", "ignore"), "left out"),
    "up": "up",
    "down": "down",
}
MODES = {
    **dict.fromkeys(("exclude", "left out", "left_out"), "left out"),
    **dict.fromkeys(("count_up", "counts as up", "up"), "up"),
    **dict.fromkeys(("none", "count", "counts", "count_down", "down", "ignore"), "counts"),
}


def of_one(given: Given) -> dict[str, Any]:
    """Return the availability of one system."""
    found, method = _tally(given)
    return result(found, given, method)


def of_several(given: Given) -> dict[str, Any]:
    """Return the availability of several systems by a rule, on their joint timeline."""
    zone = str(given.get("tz", "UTC"))
    period = period_of_line(given, zone)
    method = method_of(given)
    members = {name: _condition({**_shared(given), **each}, period, zone) for name, each in _members(given)}
    said, least = (
        first(given, "rule", "tree", "expression", "expr", "form"),
        first(given, "k", "least", "at_least", "need"),
    )
    if least is not None and (said is None or isinstance(said, str)):
        said = {"at_least": least, "of": list(members)}
    rule = rule_of(said, tuple(members))
    if strange := sorted(set(rule.names) - set(members)):
        raise ValueError(f"the rule names «{strange[0]}», which is none of the members: {', '.join(members)}")
    service = service_time(given, period, zone)
    found = tally(together(rule, members, service), service, excused=method.excused)
    return result(found, given, method)


def by_arithmetic(given: Given) -> dict[str, Any]:
    """Return the means of several shares: plain, by weight, pooled, the worst, and the product (a forecast only)."""
    members = {name: _shares_of({**_shared(given), **each}) for name, each in _members(given)}
    weights = _weights(given, tuple(members))
    highs = [each.high for each in members.values() if each.high is not None]
    product = Fraction(1)
    for high in highs:
        product *= high
    weighted = shares_together("mean", members, weights)
    found = {
        "mean": shares_together("mean", members).high,
        "weighted": weighted.high,
        "weighted_mean": weighted.high,
        "pooled": shares_together("pooled", members).high,
        "worst": shares_together("worst system", members).high,
        "product": product if highs else None,
    }
    return {f"{name}_pct": None if value is None else rounded(value) for name, value in found.items()}


def result(found: Tally, given: Given, method: Method) -> dict[str, Any]:
    """Return the seconds, shares and verdict of a tally in the format of the lines."""
    seconds = shares(base=found.base, down=found.down_seconds, unknown=found.unknown.total)
    promised = percent(given["target"]) if given.get("target") is not None else None
    allowed = allowed_seconds(seconds.base, promised)
    shown = seconds.shown(method.unknown)
    return {
        "base_s": found.base,
        "service_s": found.service.total,
        "excluded_s": found.left_out,
        "down_s": number(seconds.down),
        "unknown_s": found.unknown.total,
        "up_s": number(found.base - seconds.down - found.unknown.total),
        **_percents({"pct": shown, "low_pct": seconds.low, "high_pct": seconds.high, "coverage_pct": seconds.coverage}),
        "verdict": verdict(seconds, promised),
        "allowed_s": allowed,
        "remaining_s": None if allowed is None else number(allowed - seconds.down),
        "longest_s": max((span.seconds for span in Spans(s for some in found.down.values() for s in some)), default=0),
    }


def verdict(seconds: Shares, promised: Fraction | None) -> str | None:
    """Return the verdict with the underscore of the format; None where nothing is promised, but for an empty base."""
    if promised is None and seconds.base:
        return None
    return seconds.verdict(promised).replace(" ", "_")


def method_of(given: Given) -> Method:
    """Return how a line counts."""
    mode = _word(MODES, first(given, "mode", "maintenance_mode", "exclusion_mode", otherwise="exclude"), "mode")
    said = first(given, "unknown_policy", "no_data_policy", "no_data", otherwise="exclude")
    longer = str(first(given, "min_outage_mode", "minimum_mode", otherwise="threshold"))
    if longer not in {"threshold", "deductible"}:
        raise ValueError(f"«min_outage_mode» is «threshold» or «deductible», not «{longer}»")
    return Method(
        counts_from=_clock(str(first(given, "clock", "clock_basis", "counts_from", otherwise="occurred"))),
        merge_gap=length(given, "merge_gap", "merge") or 0,
        minimum=length(given, "min_outage", "minimum_outage") or 0,
        longer=longer,
        degraded=share(first(given, "degraded_weight", "weight_degraded", "degraded", otherwise=1)),
        unknown=_word(POLICIES, said, "unknown_policy"),
        excused="up" if mode == "up" else "left out",
    )


def _clock(said: str) -> str:
    return (
        CLOCKS["earliest"]
        if said.startswith("earliest") or "or" in said.replace("_", " ").split()
        else _word(CLOCKS, said, "clock")
    )


def _word(known: Mapping[str, str], said: Any, key: str) -> str:
    if str(said) not in known:
        raise ValueError(f"«{key}» is one of {', '.join(known)}, not «{said}»")
    return known[str(said)]


def _tally(given: Given) -> tuple[Tally, Method]:
    zone = str(given.get("tz", "UTC"))
    period, method = period_of_line(given, zone), method_of(given)
    service = service_time(given, period, zone)
    return tally(_condition(given, period, zone), service, excused=method.excused), method


def _shares_of(given: Given) -> Shares:
    """Return the shares of a member: as they are given, from its seconds, or from its outages."""
    said = first(given, "pct", "availability_pct", "availability")
    if said is not None:
        base = Fraction(length(given, "base") or 1)
        return shares(base=base, down=(1 - percent(said)) * base, unknown=0)
    base_s, down_s = length(given, "base", "service", "period"), length(given, "down", "downtime")
    if base_s is not None and down_s is not None:
        return shares(base=base_s, down=down_s, unknown=length(given, "unknown") or 0)
    found, _ = _tally(given)
    return shares(base=found.base, down=found.down_seconds, unknown=found.unknown.total)


def _condition(given: Given, period: Span, zone: str) -> Condition:
    method = method_of(given)
    lasting = [_stretch(each, number, method, period, zone) for number, each in enumerate(_outages(given, zone))]
    excused = stretches(_listed(given, "excuses", "excused", "excluded", "exclusions"), zone)
    mode = first(given, "mode", "maintenance_mode", "exclusion_mode", otherwise="exclude")
    if MODES[str(mode)] != "counts":
        excused |= _maintenance(given, period, zone)
    unknown = stretches(_listed(given, "unknown", "unknowns", "no_data", "gaps"), zone, open_end=period.end)
    lost = counted((each for each in lasting if each is not None), method)
    return Condition(down=lost.by_weight(), excused=excused, unknown=unknown)


def _outages(given: Given, zone: str) -> Iterator[Given]:
    """Yield the outages as they were known at `as_of`, where that is given."""
    records = _listed(given, "outages", "records", "incidents", "corrections")
    as_of = first(given, "as_of")
    if isinstance(as_of, (str, int)):
        yield from as_known(records, moment(as_of, zone), zone)
    else:
        yield from records


def as_known(records: list[Any], as_of: int, zone: str) -> tuple[Given, ...]:
    """Return of each record the newest version that had been written down by a moment; withdrawn ones are gone."""
    versions = [{**each, **one} for each in records for one in each.get("versions", ({},))]
    written = [
        (moment_or_none(each, zone, "recorded", "recorded_at", "known", "known_at", "entered"), place, each)
        for place, each in enumerate(versions)
    ]
    known = sorted(((at or 0, place, each) for at, place, each in written if at is None or at <= as_of), key=_entered)
    newest: dict[str, dict[str, Any]] = {}
    for _, place, each in known:
        # A correction may say only what it corrects.
        key = str(first(each, "replaces", "corrects", "supersedes", "of", "id", otherwise=place))
        newest[key] = {**newest.get(key, {}), **each}
    return tuple(each for each in newest.values() if not first(each, "withdrawn", "is_withdrawn", "deleted"))


def _entered(entry: tuple[int, int, Given]) -> tuple[int, int]:
    return entry[0], entry[1]


def _stretch(each: Any, place: int, method: Method, period: Span, zone: str) -> Stretch | None:
    record: Given = each if isinstance(each, Mapping) else {"occurred": each[0], "restored": each[1]}
    start, end = stretch(record, zone, open_end=period.end)
    outage = Outage(
        id=str(record.get("id", place)),
        system="",
        occurred_at=start,
        detected_at=moment_or_none(record, zone, "detected", "detected_at"),
        reported_at=moment_or_none(record, zone, "reported", "reported_at"),
        acknowledged_at=moment_or_none(record, zone, "acknowledged", "acknowledged_at"),
        restored_at=end,
    )
    begins = begins_at(outage, method.counts_from)
    slow = record.get("state") == "degraded" or record.get("degraded") is True
    said = first(record, "weight", "share", "degraded_weight")
    weight = share(said) if said is not None else method.degraded if slow else FULL
    return Stretch(outage, begins, end, weight) if begins is not None and begins < end and weight else None


def _maintenance(given: Given, period: Span, zone: str) -> Spans:
    """Return the windows of a line that qualify: without a rule of notice, all that were not called off."""
    said = first(given, "maintenance", "windows", "maintenance_windows", otherwise=())
    rules: Given = {**given, **said} if isinstance(said, Mapping) else given
    listed = first(said, "windows", otherwise=()) if isinstance(said, Mapping) else said
    for value in given.values():
        if isinstance(value, Mapping) and any({"notice", "cap"} & set(str(key).split("_")) for key in value):
            rules = {**rules, **value}
    notice, cap = length_about(rules, "notice"), length_about(rules, "cap", "max", "limit", "budget", "most")
    held = [_window(each, place, zone, notice) for place, each in enumerate(listed)]
    ends = "planned" if str(first(rules, "early_end", "ends", otherwise="actual")) == "planned" else "actual"
    terms = MaintenanceTerms({}, notice or 0, Budget(cap, "month") if cap is not None else None, None, ends)
    drawn = left_out(candidates(terms, held, within=period, zone=zone), terms.at_most, zone=zone)
    return Spans(span for each in drawn for span in each.spans)


def _window(each: Any, place: int, zone: str, notice: int | None) -> WindowHeld:
    window: Given = each if isinstance(each, Mapping) else {"from": each[0], "to": each[1]}
    start, end = stretch(window, zone)
    notified = moment_or_none(
        window, zone, "notified", "notified_at", "announced", "announced_at", "notice_at", "notice_given", "noticed"
    )
    ahead = length(window, "notice")
    if notified is None and ahead is not None:
        notified = start - ahead
    # A window of an agreed series needs no notice; nor does any window where the line has no rule of notice.
    if (
        window.get("agreed")
        or window.get("series")
        or window.get("kind") in {"agreed", "series"}
        or (notified is None and notice is None)
    ):
        notified = start - (notice or 0)
    cancelled = moment_or_none(window, zone, "cancelled_at")
    if window.get("cancelled") is not None and not isinstance(window["cancelled"], bool):
        cancelled = moment_or_none(window, zone, "cancelled")
    return WindowHeld(
        id=f"{place:06d}",
        systems=(),
        starts_at=start,
        planned_end_at=end,
        notified_at=notified,
        cancelled_at=start if window.get("cancelled") is True else cancelled,
        ended_at=moment_or_none(window, zone, "actual_end", "ended", "ended_at"),
    )


SHARED = (
    "tz", "period", "service_hours", "hours", "holidays", "clock", "mode", "min_outage_s", "min_outage_mode",
    "merge_gap_s", "unknown_policy", "degraded_weight", "contract", "base_s", "period_s",
)  # fmt: skip
"""What members have of the whole line, where they say nothing of their own."""


def _shared(given: Given) -> dict[str, Any]:
    return {key: given[key] for key in SHARED if key in given}


def _members(given: Given) -> Iterator[tuple[str, dict[str, Any]]]:
    said = first(given, "members", "systems", "parts", "availabilities", "figures", "values", "pcts", otherwise=())
    listed = said.items() if isinstance(said, Mapping) else ((str(place), each) for place, each in enumerate(said))
    for key, each in listed:
        if isinstance(each, Mapping):
            yield str(first(each, "name", "id", "system", otherwise=key)), dict(each)
        elif isinstance(each, list):
            yield key, _by_state(each)
        elif isinstance(each, str) and not each.replace(".", "", 1).strip("%").isdigit():
            yield each, _own(given, each)
        else:
            yield key, {"pct": each}


def _by_state(listed: list[Any]) -> dict[str, list[Any]]:
    """Return the stretches of a member by what it was in them; without a word it was down."""
    found: dict[str, list[Any]] = {"outages": [], "unknown": [], "excused": []}
    for each in listed:
        said = first(each, "state", "status") if isinstance(each, Mapping) else None
        key = {"unknown": "unknown", "excused": "excused", "maintenance": "excused"}.get(str(said), "outages")
        if said != "up":
            found[key].append(each)
    return found


def _own(given: Given, name: str) -> dict[str, Any]:
    """Return what the line's own lists say of one member, where members are only named."""
    return {
        key: [each for each in value if isinstance(each, Mapping) and first(each, "system", "member", "of") == name]
        for key, value in given.items()
        if isinstance(value, list) and key not in {"members", "systems"}
    }


def _weights(given: Given, names: tuple[str, ...]) -> dict[str, Fraction]:
    said = given.get("weights")
    if isinstance(said, Mapping):
        return {name: share(weight) for name, weight in said.items()}
    if isinstance(said, list):
        return dict(zip(names, map(share, said), strict=True))
    return {name: share(each.get("weight", 1)) for name, each in _members(given)}


def _listed(given: Given, *keys: str) -> list[Any]:
    return [each for key in keys if isinstance(given.get(key), list) for each in given[key]]


def _percents(found: Mapping[str, Fraction | None]) -> dict[str, str | None]:
    return {key: None if value is None else rounded(value) for key, value in found.items()}
