"""A replay in the terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from asagreed.cli.tables import new_console, new_table
from asagreed.documents.in_figures import percent, promised_percent

Data = dict[str, Any]
TITLES = {
    "target": "By target",
    "priority": "By priority",
    "kind": "By kind",
    "site": "By site",
    "month": "By month of verdict",
}
MOST_ROWS = 24


def print_replay(data: Data) -> None:
    """Print a replay: what was read, attainment, promises, worst misses, pauses, doubts, the comparison."""
    console = new_console()
    console.print(_account(data))
    for dimension, title in TITLES.items():
        _print_lines(console, title, [line for line in data["attainment"] if line["by"] == dimension])
    _print_promises(console, data["promises"])
    _print_misses(console, data["worst_misses"])
    _print_paused(console, data["paused"])
    _print_not_judged(console, data["not_judged"])
    if "comparison" in data:
        _print_comparison(console, data["comparison"])
    if "verdicts_written" in data:
        console.print(f"{data['verdicts_written']:,} verdicts written.")


def _account(data: Data) -> str:
    read = data["read"]
    rows = f"{counted(read['rows'], 'row')} read = {read['in']:,} in + {read['refused']:,} refused"
    lines = [
        f"[bold]{data['agreement']}[/bold]: {counted(data['tickets'], 'ticket')}, judged as of {data['as_of']}",
        f"{rows}; {counted(read['events'], 'event')}",
    ]
    if data["restated"]:
        were = "was" if data["restated"] == 1 else "were"
        clocks = counted(data["restated"], "clock")
        lines.append(f"{clocks} {were} met when first stopped, and breached after a reopening")
    return "\n".join([*lines, *(f"note: {note}" for note in read["notes"])])


def counted(number: int, noun: str) -> str:
    """Return a number of things: `1 ticket`, `2 tickets`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _print_lines(console: Console, title: str, lines: list[Data]) -> None:
    if all(line["name"] == "(none)" for line in lines):
        return
    table = new_table(title, "clock", "for", "met", "breached", "open", "share", "95 %", "promised")
    for line in lines[:MOST_ROWS]:
        table.add_row(
            line["clock"],
            _label(line),
            f"{line['met']:,}",
            f"{line['breached']:,}",
            f"{line['undecided']:,}",
            percent(line["share"]),
            _interval(line["interval"]),
            _promised(line["promised"]),
        )
    console.print(table)
    if len(lines) > MOST_ROWS:
        console.print(f"… and {len(lines) - MOST_ROWS} more (--json has all)")


def _label(line: Data) -> str:
    """Return the name of a line; a target's with its length and where it is written."""
    name = str(line["name"]).removeprefix("targets.")
    if line["target"] is None:
        return name
    clause = line["target"]["clauses"][0]
    return f"{name} {line['target']['in_words']} ({clause['file'].rpartition('/')[2]}:{clause['line']})"


def _interval(interval: Data | None) -> str:
    return "" if interval is None else f"{100 * interval['low']:.1f}–{100 * interval['high']:.1f}"


def _promised(promised: Data | None) -> str:
    if promised is None or promised["decimal"] is None:
        return ""
    return f"{promised_percent(promised)}/{promised['every']}"


def _print_promises(console: Console, promises: list[Data]) -> None:
    if not promises:
        return
    kept = {True: "kept", False: "MISSED", None: "n/a"}
    table = new_table("Shares promised", "clock", "clause", "period", "share", "promised", "verdict")
    for promise in promises:
        table.add_row(
            promise["clock"],
            promise["promised"]["clause"]["address"].removeprefix("targets."),
            promise["period"],
            percent(promise["share"]),
            _promised(promise["promised"]),
            kept[promise["kept"]],
        )
    console.print(table)


def _print_misses(console: Console, misses: list[Data]) -> None:
    if not misses:
        return
    table = new_table("Worst misses (open time)", "ticket", "clock", "over", "target", "clause", "breached at")
    for miss in misses[:10]:
        clauses = miss["target"]["clauses"]
        where = f"{clauses[0]['file']}:{clauses[0]['line']}" if clauses else ""
        moment = miss["breached_at"][:16].replace("T", " ")
        table.add_row(miss["ticket"], miss["clock"], miss["over_in_words"], miss["target"]["in_words"], where, moment)
    console.print(table)


def _print_paused(console: Console, paused: list[Data]) -> None:
    if not paused:
        return
    table = new_table("Time paused", "clock", "reason", "time")
    for one in paused:
        table.add_row(one["clock"], one["reason"], one["in_words"])
    console.print(table)


def _print_not_judged(console: Console, not_judged: list[Data]) -> None:
    if not not_judged:
        return
    table = new_table("Not judged", "clock", "tickets", "why", "such as")
    for one in not_judged[:MOST_ROWS]:
        table.add_row(one["clock"], f"{one['tickets']:,}", one["why"], ", ".join(one["some"][:3]))
    console.print(table)


def _print_comparison(console: Console, comparison: Data) -> None:
    console.print(
        f"[bold]{comparison['against']}[/bold] instead of [bold]{comparison['agreement']}[/bold] "
        f"changes {comparison['changed']:,} verdicts"
    )
    table = new_table("", "clock", "was", "becomes", "tickets")
    for shift in comparison["shifts"]:
        if shift["before"] != shift["after"]:
            table.add_row(shift["clock"], shift["before"], shift["after"], f"{shift['tickets']:,}")
    console.print(table)
    if comparison["listed"]:
        listed = new_table("First tickets that change", "ticket", "clock", "was", "becomes")
        for one in comparison["listed"][:10]:
            listed.add_row(one["ticket"], one["clock"], one["before"], one["after"])
        console.print(listed)
