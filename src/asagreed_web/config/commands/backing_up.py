"""`asagreed backup` and `asagreed restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asagreed_web.kit.command_line import begin


def backup(target: Annotated[Path, typer.Argument(help="The folder in which a new folder is made for it.")]) -> None:
    """Copy database and attachments while the installation runs, then open the copy and examine it."""
    begin()
    from asagreed_web.config.backup.operations import back_up
    from asagreed_web.kit import clock

    folder = back_up(target, at=clock.now())
    print(f"{folder}\nThe copy was opened: rows, references, chains of events and attachments are whole.")
    print("Keep it on another machine. The secret key is not in it: keep that apart.")


def restore(
    source: Annotated[Path, typer.Argument(help="The folder of a backup.")],
    check: Annotated[bool, typer.Option("--check", help="Only rehearse it, in a place that is thrown away.")] = False,
    without_seal: Annotated[
        bool, typer.Option("--without-seal", help="Take a backup whose seal does not fit the secret key.")
    ] = False,
) -> None:
    """Restore a backup into an empty installation, or rehearse that."""
    begin()
    from asagreed_web.config.backup import operations
    from asagreed_web.kit import clock

    needs_seal = not without_seal
    if check:
        listed = operations.rehearse(source, at=clock.now(), needs_seal=needs_seal)
        print(f"{sum(listed.rows.values())} rows and {len(listed.files)} files came back whole. Nothing was kept.")
        return
    listed = operations.restore(source, needs_seal=needs_seal)
    print(f"{sum(listed.rows.values())} rows and {len(listed.files)} files were restored.")
    print("Next: asagreed migrate, asagreed doctor, asagreed serve.")
