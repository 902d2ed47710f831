"""All calls on the workloads U, L and D, side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from benchmarks.peers.all_peers import all_calls, versions
from benchmarks.peers.measuring import Outcome, expected, measured
from benchmarks.peers.peer import Peer
from benchmarks.sizes import Size
from benchmarks.tables import Section, Table, number
from benchmarks.workloads import deadlines, log_uniform, uniform

Outcomes = dict[str, Outcome | None]


def measure(size: Size) -> Section:
    """Run every call on every workload, in µs a pair."""
    calls = all_calls()
    found: list[Outcomes] = [{} for _ in calls]
    for pairs in (uniform(size.peer_pairs), log_uniform(size.peer_pairs), deadlines(size.peer_pairs)):
        right = expected(pairs, calls[0])
        for call, outcomes in zip(calls, found, strict=True):
            outcomes[pairs.name] = measured(call, pairs, right, budget=size.seconds_a_peer)
    rows = list(zip(calls, found, strict=True))
    title = f"{size.peer_pairs:,} pairs of U, L and D (README: method)"
    return Section(
        name="peers",
        tables=(_times(f"µs a pair, best / median; {title}", rows), _mistakes(f"Results; {title}", rows)),
        records=[_record(call, outcomes) for call, outcomes in rows],
        remarks=(f"{versions()}.",),
    )


def _times(title: str, rows: list[tuple[Peer, Outcomes]]) -> Table:
    one = next(outcomes for call, outcomes in rows if not call.is_bulk)
    many = next(outcomes for call, outcomes in rows if call.is_bulk)
    lines = tuple(
        (
            call.name,
            call.given.value,
            *(_time(outcome) for outcome in outcomes.values()),
            *(_times_ours(outcomes[name], (many if call.is_bulk else one)[name]) for name in outcomes),
        )
        for call, outcomes in rows
    )
    return Table(title, ("", "given", "U", "L", "D", "U × ours", "L × ours", "D × ours"), lines, of_words=2)


def _time(outcome: Outcome | None) -> str:
    return "–" if outcome is None else f"{number(outcome.timing.best * 1e6)} / {number(outcome.timing.median * 1e6)}"


def _times_ours(outcome: Outcome | None, ours: Outcome | None) -> str:
    return "–" if outcome is None or ours is None else number(outcome.timing.median / ours.timing.median)


def _mistakes(title: str, rows: list[tuple[Peer, Outcomes]]) -> Table:
    lines = tuple(
        (
            call.name,
            call.given.value,
            *(_wrong(outcome) for outcome in outcomes.values()),
            *("–" if outcome is None else f"{outcome.unlike_ours:,}" for outcome in outcomes.values()),
            "–" if outcomes["D"] is None else f"{outcomes['D'].next_opening:,}",
        )
        for call, outcomes in rows
    )
    columns = ("", "given", "U wrong", "L wrong", "D wrong", "U ≠ ours", "L ≠ ours", "D ≠ ours", "D at next opening")
    return Table(title, columns, lines, of_words=2)


def _wrong(outcome: Outcome | None) -> str:
    return "–" if outcome is None else f"{outcome.wrong:,} of {outcome.pairs:,}"


def _record(call: Peer, outcomes: Outcomes) -> dict[str, Any]:
    found = {name: None if outcome is None else asdict(outcome) for name, outcome in outcomes.items()}
    return {"call": call.name, "given": call.given.value, **found}
