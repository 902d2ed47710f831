"""The command `asagreed`: its subcommands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from asagreed.cli.balance import balance
from asagreed.cli.check import check
from asagreed.cli.clocks import answer_lines
from asagreed.cli.compare import compare
from asagreed.cli.discover import discover, recommend
from asagreed.cli.document import document
from asagreed.cli.explain import explain
from asagreed.cli.hours import hours_app
from asagreed.cli.new import new
from asagreed.cli.plans import plans
from asagreed.cli.quote import quote
from asagreed.cli.replay import replay
from asagreed.cli.report import report_app
from asagreed.cli.show import rule, schema, show
from asagreed.cli.statement import statement
from asagreed.cli.tickets import tickets_app
from asagreed.cli.try_out import try_out
from asagreed.cli.upkeep import upkeep
from asagreed.cli.uptime import uptime
from asagreed.cli.verdict import verdict
from asagreed.cli.verify import verify_app

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    rich_markup_mode="rich",
)
app.add_typer(hours_app, name="hours")
app.add_typer(tickets_app, name="tickets")
app.add_typer(verify_app, name="verify")
app.add_typer(report_app, name="report")
app.command(name="clocks")(answer_lines)
app.command()(replay)
app.command()(explain)
app.command()(verdict)
app.command()(quote)
app.command()(statement)
app.command()(balance)
app.command()(uptime)
app.command()(upkeep)
app.command()(show)
app.command()(new)
app.command()(check)
app.command()(compare)
app.command("try")(try_out)
app.command()(discover)
app.command()(recommend)
app.command()(document)
app.command()(plans)
app.command()(rule)
app.command()(schema)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"asagreed {version('asagreed')}")
        raise typer.Exit


@app.callback()
def asagreed(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Service agreements: what was promised, what was kept, and why."""


def join_commands(line: typer.Typer) -> None:
    """Let installed packages add commands: each entry point of `asagreed.commands` is called with the line."""
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group="asagreed.commands"), key=lambda entry: entry.name):
        entry.load()(line)


def run() -> None:
    """Run the command line; every failure ends in words, never in a traceback."""
    try:
        join_commands(app)
        app()
    except BrokenPipeError:
        # The reader of our output went away; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 -- the last door: whatever comes through ends in words
        _say(error)
        sys.exit(1)


def _say(error: Exception) -> None:
    from asagreed.errors import AsagreedError

    if isinstance(error, AsagreedError):
        print(f"error: {error}", file=sys.stderr)
        return
    if isinstance(error, OSError) and error.filename is not None:
        why = (error.strerror or type(error).__name__).lower()
        print(f"error: «{error.filename}» cannot be used: {why}. Check the path and your rights.", file=sys.stderr)
        return
    print(
        f"error: asagreed met something it did not expect: {type(error).__name__}: {error}\n"
        "This is a fault of the program, not of your files; nothing was changed. Please report it, with the command, "
        "and the output of the same command with ASAGREED_TRACE=1 set.",
        file=sys.stderr,
    )
    if os.environ.get("ASAGREED_TRACE"):
        raise error
