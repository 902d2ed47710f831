"""The lists on the page of a replay: promised shares, worst misses, pauses, doubts, another agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asagreed.documents import charts, states
from asagreed.documents.in_figures import (
    count,
    length,
    moment,
    place,
    promised_in_words,
)
from asagreed.documents.markup import Markup, element, joined, said
from asagreed.documents.page_tables import Column, numbers, sign, table, words
from asagreed.documents.replay_attainment import share_cells, share_columns
from asagreed.documents.replay_summary import is_over
from asagreed.open_time import in_words

Data = dict[str, Any]


def promises(data: Data) -> Markup:
    """Return the promised shares, clause by clause and period by period."""
    if not data["promises"]:
        return element("p", "The agreement promises no share of tickets: nothing can be kept or missed.")
    by_clause: dict[str, list[Data]] = {}
    for promise in data["promises"]:
        line = {**promise, "name": promise["period"]}
        by_clause.setdefault(promise["promised"]["clause"]["address"], []).append(line)
    named = {promise["clock"] for promise in data["promises"] if promise["priority"]}
    parts = [(f"promises-{number}", _about(lines[0], named), lines) for number, lines in enumerate(by_clause.values())]
    drawn = (charts.periods_chart(lines, title=title, name=name) for name, title, lines in parts)
    tables = (_promise(name, title, lines, data["as_of"]) for name, title, lines in parts)
    return joined(element("div", *drawn, class_="charts"), states.legend(), *tables)


def _promise(name: str, title: str, lines: Sequence[Data], as_of: str) -> Markup:
    promised = lines[0]["promised"]
    columns = [*words("Period"), *sign("Promise"), *share_columns()]
    rows = [
        [line["period"], states.kept(line["kept"], is_over=is_over(line["period"], as_of)), *share_cells(line)]
        for line in lines
    ]
    clause = element("p", f"Promised: {promised_in_words(promised)}, by ", place(promised["clause"]), ".")
    return joined(element("h3", title), clause, table(name, title, columns, rows))


def _about(promise: Data, named: set[str]) -> str:
    other = "other tickets" if promise["clock"] in named else "all tickets"
    return f"{promise['clock'].capitalize()}, {promise['priority'] or other}"


def misses(data: Data) -> Markup:
    """Return the breached clocks that are over by most open time."""
    columns = [*words("Ticket", "Clock"), *numbers("Over by", "Open time used", "Target")]
    columns += words("Breached at", "By clause")
    rows = [
        [
            said(miss["ticket"]),
            miss["clock"],
            element("strong", length(miss["over_in_words"])),
            length(in_words(miss["elapsed"])),
            length(miss["target"]["in_words"]),
            moment(miss["breached_at"]),
            place(miss["target"]["clauses"][0]) if miss["target"]["clauses"] else "none cited",
        ]
        for miss in data["worst_misses"]
    ]
    told = element("p", f"The {count(len(rows), 'clock', 'clocks')} that exceeded their target by most open time.")
    return joined(told if rows else "", _list("misses", "The worst misses", columns, rows, "No clock was breached."))


def paused(data: Data) -> Markup:
    """Return how long the clocks were paused, by reason."""
    rows = [[one["clock"], said(one["reason"]), length(one["in_words"])] for one in data["paused"]]
    columns = [*words("Clock", "Reason"), *numbers("Open time paused")]
    return _list("paused", "Open time during which clocks were paused", columns, rows, "No clock was paused.")


def not_judged(data: Data) -> Markup:
    """Return which tickets could not be judged, and why."""
    rows = [[one["clock"], f"{one['tickets']:,}", said(one["why"]), _some(one)] for one in data["not_judged"]]
    columns = [*words("Clock"), *numbers("Tickets"), *words("Why", "Such as")]
    return _list("not-judged", "Tickets without a verdict, by reason", columns, rows, "Every ticket could be judged.")


def _some(one: Data) -> Markup:
    ids = joined(*(joined(", " if number else "", said(ticket)) for number, ticket in enumerate(one["some"])))
    return joined(ids, ", …") if one["tickets"] > len(one["some"]) else ids


def comparison(data: Data) -> Markup:
    """Return what another agreement makes of the same tickets."""
    told = data["comparison"]
    moved = [shift for shift in told["shifts"] if shift["before"] != shift["after"]]
    still = [shift for shift in told["shifts"] if shift["before"] == shift["after"]]
    return joined(
        element(
            "p",
            "If ", element("strong", said(told["against"])), " took the place of ",
            element("strong", said(told["agreement"])), ", ",
            element("strong", count(told["changed"], "verdict", "verdicts")), " would change. "
            "A clock in cycles counts as breached when one of its cycles is.",
        ),
        element("h3", "What changes"),
        _shifts("changes", "Verdicts that change", moved, "No verdict changes."),
        element("h3", "What stays"),
        _shifts("same", "Verdicts that stay as they are", still, "No verdict stays."),
        element("h3", "Which tickets change"),
        _listed(told),
    )  # fmt: skip


def _shifts(name: str, caption: str, shifts: Sequence[Data], otherwise: str) -> Markup:
    rows = [[one["clock"], *_was_becomes(one), f"{one['tickets']:,}"] for one in shifts]
    columns = [*words("Clock", "Was", "Becomes"), *numbers("Tickets")]
    return _list(name, caption, columns, rows, otherwise)


def _listed(told: Data) -> Markup:
    listed = told["listed"]
    rows = [[said(one["ticket"]), one["clock"], *_was_becomes(one)] for one in listed]
    number = element("p", f"{len(listed):,} of the {told['changed']:,} verdicts that change are listed.")
    columns = words("Ticket", "Clock", "Was", "Becomes")
    return joined(number, _list("listed", "Tickets that change", columns, rows, "No ticket changes."))


def _was_becomes(one: Data) -> tuple[Markup, Markup]:
    return states.verdict(one["before"]), states.verdict(one["after"])


def _list(name: str, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], otherwise: str) -> Markup:
    return table(name, caption, columns, rows) if rows else element("p", otherwise)
