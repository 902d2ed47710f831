"""`asagreed doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

from typing import Annotated

import typer

from asagreed_web.kit.command_line import begin


def doctor(
    log: Annotated[bool, typer.Option("--log", help="Walk the chains of events too.")] = False,
) -> None:
    """Examine this installation; the exit code is 1 when something is wrong."""
    begin(needs_database=False)
    from asagreed_web.config.health.examination import examine
    from asagreed_web.config.health.findings import Verdict

    worst = 0
    for finding in examine(log=log):
        print(f"{finding.verdict.value:<7}  {finding.what}")
        if finding.todo:
            print(f"         → {finding.todo}")
        worst = max(worst, int(finding.verdict is Verdict.WRONG))
    raise typer.Exit(worst)
