"""The first page: one sentence that says how it went, and at most four figures beside their targets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from asagreed.documents.report.attainment import share_figure, share_name, verdict_cell
from asagreed.documents.report.cells import BAD, GOOD, NEUTRAL, Data, cell, exact
from asagreed.documents.report.uptime import title_of
from asagreed.documents.report.wording import Wording
from asagreed.figures import Figure
from asagreed.measures import Attainment
from asagreed.measures.availability import Availability
from asagreed.open_time import in_zone
from asagreed.proof import Measured, PromisedShare
from asagreed.proof.clock_rows import attainment_of
from asagreed.proof.usage import BEYOND, Usage

MOST = 4
_STATES = {True: GOOD, False: BAD, None: NEUTRAL}
_CLOCKS = ("response", "resolution")


def verdict(measured: Measured, uptime: tuple[Availability, ...], words: Wording) -> Data:
    """Return how the period went, in one sentence, with its state."""
    promised = [(share_name(each.clause, words), each.is_kept) for each in measured.shares]
    promised += [
        (words.say("uptime of", name=title_of(each.name, measured)), _kept(each))
        for each in uptime
        if each.promised is not None
    ]
    decided = [(name, kept) for name, kept in promised if kept is not None]
    period = words.period(measured.period)
    ends = "" if measured.span.end <= measured.as_of else words.say("until now", as_of=words.moment(measured.as_of))
    tickets = words.count(measured.tickets_reported, "ticket")
    if not decided:
        name = "nothing tested" if promised else "nothing promised"
        return cell(words.say(name, period=period, tickets=tickets) + ends, state=NEUTRAL)
    missed = [name for name, kept in decided if not kept]
    if not missed:
        name = "one kept" if len(decided) == 1 else "all kept"
        said = words.say(name, count=words.number(len(decided)), period=period, what=decided[0][0])
        return cell(said + ends, state=GOOD)
    kept = words.number(len(decided) - len(missed))
    said = words.say(
        "some missed", kept=kept, count=words.count(len(decided), "promise"), period=period,
        missed=words.spoken.listed(dict.fromkeys(missed)),
    )  # fmt: skip
    return cell(said + ends, state=BAD)


def _kept(each: Availability) -> bool | None:
    return {"met": True, "missed": False}.get(each.verdict)


def figures(measured: Measured, uptime: tuple[Availability, ...], usage: Usage | None, words: Wording) -> list[Data]:
    """Return at most four figures, chosen by what the agreement promises."""
    return list(islice(_figures(measured, uptime, usage, words), MOST))


def _figures(
    measured: Measured, uptime: tuple[Availability, ...], usage: Usage | None, words: Wording
) -> Iterator[Data]:
    for clock in _CLOCKS:
        if clock in measured.clocks:
            yield _attainment(measured, clock, words)
    if uptime:
        yield _uptime(uptime, measured, words)
    if usage is not None and (usage.hours or usage.seconds_used):
        yield _hours(usage, words)
    if usage is not None and usage.currency:
        yield _beyond(usage, words)
    yield _tickets(measured, words)


def plain_figure(name: str, title: str, shown: Data, *, target: str, verdict: str, beside: str = "") -> Data:
    """Return a figure that is shown and not judged."""
    told = cell(verdict, state=NEUTRAL)
    return _figure(name, title, shown, target=target, exact_target=None, verdict=told, beside=beside)


def _figure(
    name: str, title: str, shown: Data, *, target: str, exact_target: object, verdict: Data, beside: str
) -> Data:
    return {
        "id": name,
        "name": title,
        **{key: value for key, value in shown.items() if key != "state"},
        "target_shown": target,
        "target": exact_target,
        "verdict": verdict["shown"],
        "state": verdict.get("state", NEUTRAL),
        "beside": beside,
    }


def _attainment(measured: Measured, clock: str, words: Wording) -> Data:
    """Return the promised share of a clock that was missed by most, else the one that holds for all its tickets."""
    own = [each for each in measured.shares if each.clause.clock == clock]
    if not own:
        return _without_promise(measured, clock, words)
    chosen = min(own, key=_most_telling)
    attainment, promised = chosen.attainment, chosen.promised
    every = words.spoken.word(chosen.clause.share.every)
    beside = _counts(attainment, words)
    if chosen.period != measured.period:
        beside = ", ".join(filter(None, (beside, words.period(chosen.period))))
    return _figure(
        clock,
        share_name(chosen.clause, words),
        cell(
            words.percent(attainment.share, promised=promised), attainment.share,
            why=share_figure(attainment, chosen.clause),
        ),
        target=words.say("promised share", share=words.promised(promised), every=every),
        exact_target=exact(promised),
        verdict=verdict_cell(chosen, words),
        beside=beside,
    )  # fmt: skip


def _counts(attainment: Attainment, words: Wording) -> str:
    if not attainment.decided:
        return ""
    return words.say("met of", met=words.number(attainment.met), decided=words.number(attainment.decided))


def _most_telling(each: PromisedShare) -> tuple[bool, Fraction, bool]:
    share = each.attainment.share
    over = share - each.promised if share is not None and each.is_kept is False else Fraction(0)
    return each.is_kept is not False, over, each.clause.priority is not None


def _without_promise(measured: Measured, clock: str, words: Wording) -> Data:
    attainment = attainment_of(row for row in measured.decided if row.clock == clock)
    return _figure(
        clock,
        words.say("in time", clock=words.clock(clock)),
        cell(words.percent(attainment.share), attainment.share, why=share_figure(attainment, None)),
        target=words.say("no share promised here"),
        exact_target=None,
        verdict=cell(words.say("shown only"), state=NEUTRAL),
        beside=_counts(attainment, words),
    )


def _uptime(uptime: tuple[Availability, ...], measured: Measured, words: Wording) -> Data:
    """Return the combined figure of all, or the system that stands worst beside its promise."""
    combined = [each for each in uptime if each.is_combined]
    chosen = min(combined or uptime, key=_worst)
    promised = chosen.promised
    return _figure(
        "uptime",
        words.say("uptime of", name=title_of(chosen.name, measured)),
        cell(words.availability(chosen.shown), chosen.shown, why=chosen.figure),
        target=words.say("promised uptime", share=words.promised(promised)) if promised is not None
        else words.say("no uptime promised"),
        exact_target=exact(promised),
        verdict=cell(words.say(f"uptime {chosen.verdict}"), state=_STATES[_kept(chosen)]),
        beside=words.say("minutes lost", length=words.length(chosen.down)),
    )  # fmt: skip


def _worst(each: Availability) -> tuple[int, Fraction]:
    order = ("missed", "undetermined", "met", "not applicable")
    over = Fraction(1) if each.shown is None else each.shown - (each.promised or 0)
    return order.index(each.verdict), over


def _hours(usage: Usage, words: Wording) -> Data:
    left = usage.seconds_left
    return _figure(
        "hours",
        words.say("hours used"),
        cell(
            words.length(usage.seconds_used), usage.seconds_used, unit="s",
            why=Figure(
                usage.seconds_used, "s", "taken from hours that were granted or bought", (), (),
                tuple(line.figure for each in usage.statements for line in each.drawn),
            ),
        ),
        target=words.say("of granted", length=words.length(usage.seconds_granted)),
        exact_target=usage.seconds_granted,
        verdict=cell(words.say("left over", length=words.length(left)) if left else words.say("used up"),
                     state=GOOD if left else BAD),
        beside="",
    )  # fmt: skip


def _beyond(usage: Usage, words: Wording) -> Data:
    money = usage.sum_of(BEYOND)
    lines = usage.lines(BEYOND)
    return _figure(
        "beyond",
        words.say("beyond the plan"),
        cell(words.money(money), money, why=usage.why(BEYOND)),
        target=words.say("without tax"),
        exact_target=None,
        verdict=cell(words.count(len(lines), "charge"), state=NEUTRAL),
        beside="",
    )


def _tickets(measured: Measured, words: Wording) -> Data:
    number = measured.tickets_reported
    why = Figure(number, "tickets", f"reported from {_day(measured, measured.span.start)} "
                 f"to before {_day(measured, measured.span.end)}")  # fmt: skip
    return _figure(
        "tickets",
        words.say("tickets"),
        cell(words.number(number), number, why=why),
        target=words.say("reported in", period=words.period(measured.period)),
        exact_target=None,
        verdict=cell(words.count(len(measured.misses), "miss"), state=BAD if measured.misses else GOOD),
        beside="",
    )


def _day(measured: Measured, at: int) -> str:
    return in_zone(at, measured.zone).date().isoformat()
