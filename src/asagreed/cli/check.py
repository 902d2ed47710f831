"""`asagreed check`: an agreement checked like code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def check(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    at: Annotated[
        str | None, typer.Option(help="The day or moment whose version is checked; else the last one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Find what is missing, vague, contradictory or cannot be kept; errors end with code 1."""
    from asagreed.checks import check_version
    from asagreed.cli.moments import moment, this_moment
    from asagreed.reading.report import problems_as_json, render_problems
    from asagreed.versions import read_agreement

    history, problems = read_agreement(agreement, as_of=this_moment())
    found = [*problems]
    if history is not None:
        version = history.versions[-1]
        if at is not None:
            version = history.version_in_force(at=moment(at, zone=history.zone, option="--at"))
        found += check_version(version)
    if as_json:
        print(problems_as_json(found), end="")
    elif found:
        print(render_problems(found), file=sys.stderr, end="")
    else:
        print("Nothing was found.")
    if any(each.is_error for each in found):
        raise typer.Exit(1)
