"""`asagreed verify log`: whether everything on record is as it was written."""

from __future__ import annotations

import typer

from asagreed_web.kit.command_line import begin


def log() -> None:
    """Walk the chain of events of every customer, and name the first event that is not as it was written."""
    begin()
    from asagreed_web.config.chains import broken_chains, name_of

    walked, broken = broken_chains()
    for found in broken:
        print(f"✗ {name_of(found.chain)}, event {found.seq}: {found.because}")
    if broken:
        print("Restore the log from a backup that is whole, and find out who had access to the database.")
        raise typer.Exit(1)
    print(f"✓ {walked.chains} chains with {walked.events} events are as they were written.")
