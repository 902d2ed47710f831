"""Packages add commands to the line by an entry point, and the library stays as quick and as small as it was."""

from __future__ import annotations

import subprocess
import sys

import typer
from typer.testing import CliRunner

from asagreed.cli.main import join_commands
from asagreed.cli.verify import verify_app

NOTHING_OF_THE_WEB = """
import sys, typer
from asagreed.cli.main import join_commands
join_commands(typer.Typer())
print(sorted({"django", "granian", "jinja2"} & set(sys.modules)))
"""


def test_the_commands_of_the_desk_join_the_line() -> None:
    line = typer.Typer()
    join_commands(line)
    said = CliRunner().invoke(line, ["--help"]).output
    for command in ("serve", "worker", "migrate", "doctor", "backup", "restore", "rebuild", "invite-owner"):
        assert command in said
    verify = CliRunner().invoke(verify_app, ["--help"]).output
    assert "log" in verify
    assert "pdf" in verify


def test_joining_them_loads_nothing_of_the_web() -> None:
    ran = subprocess.run([sys.executable, "-c", NOTHING_OF_THE_WEB], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
