"""Promised shares, attainment by clock and priority, and the months of its trend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from asagreed.documents.report.cells import BAD, GOOD, NEUTRAL, Data, cell, column, row, section, table
from asagreed.documents.report.wording import Wording
from asagreed.figures import Figure
from asagreed.foresight.months import month_name
from asagreed.measures import Attainment
from asagreed.proof import ClockRow, Measured, PromisedShare
from asagreed.proof.clock_rows import attainments
from asagreed.proof.measured import TREND
from asagreed.terms.resolved.clauses import ShareClause


def section_of(measured: Measured, words: Wording) -> Data:
    """Return what was promised of tickets and what was kept, with its trend."""
    trends = [_trend(measured, clock, words) for clock in _with_trend(measured)]
    return section(
        "attainment",
        words.say("attainment"),
        promises_table(measured, words),
        _by_priority(measured, words),
        *(found for _, found in trends),
        text=[words.say("attainment read")],
        charts=[drawn for drawn, _ in trends],
    )


def promises_table(measured: Measured, words: Wording) -> Data:
    """Return every promised share with what became of it."""
    columns = [
        column("promise", words.say("promise")),
        column("period", words.say("in the period")),
        column("promised", words.say("promised"), "number"),
        column("share", words.say("share"), "number"),
        *_count_columns(words),
        column("verdict", words.say("verdict"), "state"),
    ]
    rows = (_promise(each, words) for each in measured.shares)
    return table("promises", words.say("promised shares"), columns, rows, empty=words.say("no share promised"))


def share_name(clause: ShareClause, words: Wording) -> str:
    """Return what a promised share is about: Response in time, or Response in time (P1)."""
    clock = words.say("in time", clock=words.clock(clause.clock))
    return f"{clock} ({clause.priority})" if clause.priority else clock


def share_figure(attainment: Attainment, clause: ShareClause | None, events: Iterable[str] = ()) -> Figure:
    """Return a share with the counts that it is made from."""
    because = f"{attainment.met} of {attainment.decided} clocks that were decided met their target"
    parts = (
        Figure(attainment.met, "clocks", "met their target"),
        Figure(attainment.breached, "clocks", "breached it", (), tuple(events)),
    )
    return Figure(attainment.share, "", because, (clause.clause,) if clause else (), (), parts)


def verdict_cell(each: PromisedShare, words: Wording) -> Data:
    """Return whether a promised share was kept; in a period that still runs it is so only until now."""
    if each.is_kept is None:
        return cell(words.say("no case"), state=NEUTRAL)
    name = "kept" if each.is_kept else "missed"
    return cell(words.say(name if each.is_over else f"{name} so far"), state=GOOD if each.is_kept else BAD)


def _promise(each: PromisedShare, words: Wording) -> Data:
    clause, attainment = each.clause, each.attainment
    promised = each.promised
    return row(
        f"{clause.clause.address} {each.period.name}",
        cell(share_name(clause, words)),
        cell(words.period(each.period), each.period.name),
        cell(words.promised(promised), promised),
        cell(
            words.percent(attainment.share, promised=promised), attainment.share, why=share_figure(attainment, clause)
        ),
        *_counts(attainment, words),
        verdict_cell(each, words),
    )


def _count_columns(words: Wording) -> list[Data]:
    return [column("met", words.say("met"), "number"), column("missed", words.say("misses"), "number")]


def _counts(attainment: Attainment, words: Wording) -> tuple[Data, Data]:
    met, missed = attainment.met, attainment.breached
    return cell(words.number(met), met), cell(words.number(missed), missed)


def _by_priority(measured: Measured, words: Wording) -> Data:
    columns = [
        column("clock", words.say("clock")),
        column("priority", words.say("priority")),
        column("share", words.say("share"), "number"),
        *_count_columns(words),
        column("measured", words.say("only measured"), "number"),
    ]
    found = attainments(measured.decided, lambda each: (each.clock, each.priority))
    order = {clock: number for number, clock in enumerate(measured.clocks)}
    ordered = sorted(found.items(), key=lambda pair: (order.get(pair[0][0], len(order)), pair[0]))
    rows = (_line(clock, priority, attainment, measured, words) for (clock, priority), attainment in ordered)
    caption = words.say("by priority")
    return table("by priority", caption, columns, rows, empty=words.say("nothing decided"))


def _line(clock: str, priority: str, attainment: Attainment, measured: Measured, words: Wording) -> Data:
    terms = measured.version.terms
    titled = terms.priority_titles.get(priority, "")
    share = terms.share(clock, priority=priority)
    measured_only = attainment.without_verdict
    return row(
        f"{clock} {priority}",
        cell(words.clock(clock)),
        cell(f"{priority} {titled}".strip() or words.say("no priority"), priority or None),
        cell(
            words.percent(attainment.share, promised=share.share.share if share else None),
            attainment.share,
            why=share_figure(attainment, share),
        ),
        *_counts(attainment, words),
        cell(words.number(measured_only), measured_only),
    )


def _with_trend(measured: Measured) -> Iterator[str]:
    """Yield the clocks whose months are worth a chart: those with a promised share, else response and resolution."""
    promised = dict.fromkeys(each.clause.clock for each in measured.shares)
    known = {row.clock for row in measured.rows if row.month >= 0}
    chosen = promised or dict.fromkeys(clock for clock in ("response", "resolution") if clock in known)
    yield from chosen


def _trend(measured: Measured, clock: str, words: Wording) -> tuple[Data, Data]:
    """Return the months of a clock as the points of a chart, and the table with the same figures."""
    terms = measured.version.terms
    clause = terms.share(clock)
    promised = clause.share.share if clause else None
    own = [row for row in measured.rows if row.clock == clock and terms.share(clock, priority=row.priority) is clause]
    months = _months(measured, own)
    found = attainments(own, lambda each: each.month)
    named = share_name(clause, words) if clause else words.say("in time", clock=words.clock(clock))
    caption = words.say("by month", what=named)
    name = f"trend {clock}"
    lines = [_month(month, found.get(month, Attainment()), promised, clause, words) for month in months]
    columns = [
        column("month", words.say("month")),
        column("share", words.say("share"), "number"),
        *_count_columns(words),
        column("promised", words.say("promised"), "number"),
    ]
    points = [_point(each, words.month(month)) for month, each in zip(months, lines, strict=True)]
    drawn = {"id": name, "kind": "shares", "title": caption, "table": name, "points": points}
    return drawn, table(name, caption, columns, lines)


def _months(measured: Measured, rows: Iterable[ClockRow]) -> range:
    """Return the months of the trend, from the first one in which anything was decided."""
    end = measured.period.first + measured.period.length
    first = min((row.month for row in rows if row.month >= 0), default=measured.period.first)
    return range(min(max(first, end - TREND), measured.period.first), end)


def _month(
    month: int, attainment: Attainment, promised: Fraction | None, clause: ShareClause | None, words: Wording
) -> Data:
    share = attainment.share
    state = NEUTRAL if share is None or promised is None else GOOD if share >= promised else BAD
    return row(
        month_name(month),
        cell(words.month(month), month_name(month)),
        cell(words.percent(share, promised=promised), share, state=state, why=share_figure(attainment, clause)),
        *_counts(attainment, words),
        cell(words.promised(promised), promised) if promised is not None else cell("–"),
    )


def _point(line: Data, label: str) -> Data:
    month, share, _, _, promised = line["cells"]
    return {
        "name": month["value"],
        "label": label,
        "value": share.get("value"),
        "shown": share["shown"],
        "state": share["state"],
        "target": promised.get("value"),
    }
