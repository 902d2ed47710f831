"""A situation that was tried in the terminal: promises, coverage, emergency, price."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.markup import escape

from asagreed.cli.tables import new_console, new_table
from asagreed.cli.why import clause_words
from asagreed.cli.work_tables import print_parts
from asagreed.terms.values.days import DAY_NAMES

Data = dict[str, Any]


def print_tried(data: Data) -> None:
    """Print what an agreement says of a situation."""
    console, ticket = new_console(), data["ticket"]
    console.print(f"{_moment(ticket['reported_at'])}: {ticket['counts_because']}{_cited(ticket['counts_clause'])}")
    if ticket["counts_from"] != ticket["reported_at"]:
        console.print(f"  it counts from {_moment(ticket['counts_from'])}")
    console.print(f"Priority {ticket['priority'] or 'not known'}{_cited(ticket['priority_clause'])}")
    _print_promises(ticket)
    emergency, coverage = data["emergency"], data["coverage"]
    console.print(f"Emergency: {emergency['answer']}, {escape(emergency['because'])}{_cited(emergency['clause'])}")
    if emergency["changes_at"]:
        console.print(f"  it may become another answer on {_moment(emergency['changes_at'])}")
    ask = f", ask {escape(coverage['ask'])}" if coverage["ask"] else ""
    call = f", call {escape(coverage['call'])}" if coverage["call"] else ""
    because = escape(coverage["because"])
    console.print(f"Coverage: {coverage['box']}, {because}{ask}{call}{_cited(coverage['clause'])}")
    print_parts(data["work"], zone=ticket["zone"], why=False)


def _print_promises(ticket: Data) -> None:
    console = new_console()
    for refused in ticket["refused"]:
        console.print(f"{refused['clock']}: {escape(refused['why'])}")
    if not ticket["clocks"]:
        console.print("Nothing is promised.")
        return
    table = new_table("", "promise", "within", "hours", "due", "by")
    for clock in ticket["clocks"]:
        target = clock["target"]
        cited = "; ".join(clause_words(clause) for clause in target["clauses"])
        due = _moment(clock["due_at"]) if clock["due_at"] else "when it counts"
        table.add_row(clock["clock"], target["in_words"], escape(target["hours"]), due, escape(cited))
    console.print(table)


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text)
    return f"{DAY_NAMES[at.weekday()].capitalize()} {at:%Y-%m-%d %H:%M}"


def _cited(clause: Data | None) -> str:
    return f"  [dim]{escape('[' + clause_words(clause) + ']')}[/dim]" if clause else ""
