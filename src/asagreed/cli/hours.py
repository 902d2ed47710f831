"""`asagreed hours`: open time by hand, or by lines of JSON."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

hours_app = typer.Typer(invoke_without_command=True, no_args_is_help=False)

Agreement = Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")]
From = Annotated[str, typer.Argument(metavar="FROM", help="Local time of the calendar: «2026-11-20 16:55», or ISO.")]
To = Annotated[str, typer.Argument(metavar="TO", help="Local time of the calendar: «2026-11-23 09:05», or ISO.")]
Length = Annotated[str, typer.Argument(metavar="LENGTH", help="Open time: «4h», «90 min», «2 working days».")]
Name = Annotated[str, typer.Option("--calendar", help="The calendar of the agreement to count on.")]
Month = Annotated[str, typer.Option("--month", help="The month to show, such as 2026-11.")]


@hours_app.callback()
def hours(context: typer.Context) -> None:
    """Count open time: how much passed, when a target is due, when a calendar is open.

    Without a subcommand, questions are read as JSON lines from standard input and answered in order, one line each;
    docs/reference/commands.md has the format. A line that cannot be read is reported on standard error with its
    number; the others are answered all the same.
    """
    if context.invoked_subcommand is not None:
        return
    if sys.stdin.isatty():
        print(context.get_help())
        return
    from asagreed.cli.hours_lines import answer
    from asagreed.cli.json_lines import answer_each

    answer_each(sys.stdin.buffer, answer)


@hours_app.command()
def elapsed(agreement: Agreement, start: From, end: To, calendar: Name = "support") -> None:
    """Say how much open time passed between two moments, and why: what counted on each day, and what did not."""
    from asagreed.cli.hours_calendar import open_calendar
    from asagreed.cli.hours_days import print_elapsed

    asked = open_calendar(agreement, calendar)
    first, last = asked.moment(start, option="FROM"), asked.moment(end, option="TO")
    if last < first:
        raise typer.BadParameter(f"«{end}» lies before «{start}». Write the earlier moment first.", param_hint="TO")
    print_elapsed(asked, first, last)


@hours_app.command()
def deadline(agreement: Agreement, start: From, length: Length, calendar: Name = "support") -> None:
    """Say when so much open time will have passed since a moment, and why then."""
    from asagreed.cli.hours_calendar import length_in_seconds, open_calendar
    from asagreed.cli.hours_days import print_deadline

    asked = open_calendar(agreement, calendar)
    print_deadline(asked, asked.moment(start, option="FROM"), length_in_seconds(length, working_day=asked.working_day))


@hours_app.command()
def show(agreement: Agreement, month: Month, calendar: Name = "support") -> None:
    """Draw a month: a row a day, a cell for half an hour, holidays and clock changes by name, totals."""
    from asagreed.cli.hours_calendar import open_calendar
    from asagreed.cli.hours_month import print_month

    print_month(open_calendar(agreement, calendar), _first_of(month))


def _first_of(month: str) -> date:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        first = date.min
    if not 1901 <= first.year <= 2998:
        raise typer.BadParameter(
            f"«{month}» is not a month from 1901 to 2998. Write it as 2026-11.", param_hint="--month"
        )
    return first
