"""Reading an agreement for a command: problems are printed, and errors among them end the command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from asagreed.versions import History


def open_agreement(path: Path) -> History:
    """Return an agreement, or print what is wrong with it on standard error and end the command with code 1."""
    from asagreed.cli.moments import this_moment
    from asagreed.reading.report import render_problems
    from asagreed.versions import read_agreement

    history, problems = read_agreement(path, as_of=this_moment())
    if history is None:
        print(render_problems(problems), file=sys.stderr, end="")
        raise typer.Exit(1)
    return history
