"""`asagreed show`, `rule` and `schema`: an agreement as it was read, and what the reading can find."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from asagreed.versions import History


def show(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    at: Annotated[str | None, typer.Option(help="The day or moment whose version is shown; else the last one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print problems and versions as JSON.")] = False,
) -> None:
    """Read an agreement: every problem in one pass, then its versions and what one of them promises."""
    from asagreed.cli.moments import this_moment
    from asagreed.reading.report import problems_as_json, render_problems
    from asagreed.versions import read_agreement

    history, problems = read_agreement(agreement, as_of=this_moment())
    if as_json:
        _print_json(problems_as_json(problems), history)
    elif problems:
        print(render_problems(problems), file=sys.stderr, end="")
    if history is None:
        raise typer.Exit(1)
    if not as_json:
        _print_history(history, at)


def _print_json(problems: str, history: History | None) -> None:
    import json

    from asagreed.open_time import in_zone

    versions = (
        []
        if history is None
        else [
            {
                "number": version.number,
                "from": in_zone(version.from_at, history.zone).isoformat(),
                "until": None if version.until_at is None else in_zone(version.until_at, history.zone).isoformat(),
                "papers": [
                    {"name": paper.name, "file": paper.file, "sha256": paper.sha256} for paper in version.papers
                ],
                "hash": version.hash,
            }
            for version in history.versions
        ]
    )
    print(json.dumps({"problems": json.loads(problems), "versions": versions}, ensure_ascii=False, indent=2))


def _print_history(history: History, at: str | None) -> None:
    from asagreed.cli.moments import moment
    from asagreed.cli.terms_tables import print_terms, print_versions

    chosen = history.versions[-1]
    if at is not None:
        chosen = history.version_in_force(at=moment(at, zone=history.zone, option="--at"))
    print_versions(history, chosen)
    print_terms(chosen)


def rule(code: Annotated[str, typer.Argument(help="A code such as YML302.")]) -> None:
    """Tell about a code: what it finds, why it matters, a wrong and a right example, what to do."""
    import difflib

    from asagreed.checks import shipped_checks
    from asagreed.checks.rule_pages import render_any_rule
    from asagreed.reading.rules import RULES

    asked, known = code.upper(), {*RULES, *(check.code for check in shipped_checks())}
    if asked not in known:
        near = difflib.get_close_matches(asked, sorted(known), n=3)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        pages = "docs/reference/problems.md and checks.md list all"
        print(f"error: there is no rule «{code}».{hint} {pages}.", file=sys.stderr)
        raise typer.Exit(1)
    print(render_any_rule(asked), end="")


def schema(
    paper: Annotated[str, typer.Argument(help="agreement, plan, amendment, rider or declaration.")] = "agreement",
) -> None:
    """Print the JSON Schema of a paper, for editors.

    The first line of a paper can name the file it was saved to: «# yaml-language-server: $schema=PATH».
    """
    from importlib.resources import files

    place = files("asagreed.reading") / "schema" / f"{paper}.schema.json"
    if not place.is_file():
        print(
            f"error: there is no paper «{paper}». Papers are agreement, plan, amendment, rider and declaration.",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    print(place.read_text(encoding="utf-8"), end="")
