"""`asagreed uptime`: availability by hand, or by lines of JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def uptime(
    context: typer.Context,
    agreement: Annotated[Path | None, typer.Argument(help="The customer's folder, or one agreement file.")] = None,
    happened: Annotated[
        Path | None,
        typer.Argument(metavar="OUTAGES", help="Outages or checks: YAML, CSV, JSON lines, Parquet, a log of upptime."),
    ] = None,
    period: Annotated[str, typer.Option(help="A month, quarter or year: 2026-04, 2026-Q2, 2026.")] = "",
    as_of: Annotated[str | None, typer.Option(help="As it was known at a moment; else now.", metavar="MOMENT")] = None,
    every: Annotated[
        str | None, typer.Option(help="How often checks were made; else as the agreement says.", metavar="LENGTH")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show the whole trace of every figure.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say how available every system was as agreed: with each outage, window and unknown minute behind the figure.

    Without arguments, questions are read as JSON lines from standard input and answered in order, one line each;
    docs/reference/commands.md has the format. A line that cannot be read is reported on standard error with its
    number; the others are answered all the same.
    """
    if agreement is None:
        if sys.stdin.isatty():
            print(context.get_help())
            return
        from asagreed.cli.json_lines import answer_each
        from asagreed.cli.uptime_lines import answer

        answer_each(sys.stdin.buffer, answer)
        return
    if happened is None or not period:
        raise typer.BadParameter(
            "Name the agreement, a file of outages or checks, and a period: "
            "asagreed uptime customers/mill outages.yaml --period 2026-04.",
            param_hint="OUTAGES" if happened is None else "--period",
        )
    from asagreed.cli.uptime_by_hand import print_uptime

    print_uptime(agreement, happened, period=period, as_of=as_of, every=every, why=why, as_json=as_json)
