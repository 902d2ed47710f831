"""`asagreed demo`: a filled provider, served on this machine until Ctrl-C."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from asagreed_web.demo.errors import DemoRefused


def demo(
    examples: Annotated[Path, typer.Option(help="The folder of example agreements and plans.")] = Path("examples"),
    folder: Annotated[Path, typer.Option(help="Where the demonstration is kept.")] = Path("demo-data"),
    seed: Annotated[int, typer.Option(help="The same seed tells the same story.")] = 7,
    weeks: Annotated[int, typer.Option(help="How many weeks of tickets.", min=1, max=52)] = 26,
    port: Annotated[int, typer.Option(help="The port on this machine.", min=1, max=65535)] = 8000,
    check: Annotated[bool, typer.Option("--check", help="Ask the pages once and return.")] = False,
) -> None:
    """Fill a believable provider with half a year of tickets, and serve it on this machine until Ctrl-C."""
    from asagreed_web.demo.serving import serve_demo

    if not (folder / "asagreed.sqlite3").exists():
        _fill(folder, examples=examples, seed=seed, weeks=weeks)
    serve_demo(folder, port=port, check=check)


def _fill(folder: Path, *, examples: Path, seed: int, weeks: int) -> None:
    """Make the demonstration beside its folder and move it there when it is whole: half of one is never served."""
    if not (examples / "plans").is_dir():
        raise DemoRefused(f"«{examples}» has no folder «plans». Name the folder of the examples with --examples.")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    _throw_away(unfinished)
    # The settings are read when the first of them is asked for; from then on this process writes there.
    os.environ |= {"ASAGREED_DATA": str(unfinished), "ASAGREED_DATABASE_URL": "", "ASAGREED_PROVIDER": "Northwind IT"}
    from asagreed_web.demo.filling import fill

    fill(examples, seed=seed, weeks=weeks)
    unfinished.rename(folder)


def _throw_away(unfinished: Path) -> None:
    import shutil

    shutil.rmtree(unfinished, ignore_errors=True)
