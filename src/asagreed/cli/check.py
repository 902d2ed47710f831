"""`asagreed check`: an agreement checked like code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from asagreed.checks import Check, Checked
    from asagreed.reading.problems import Problem


def check(
    agreement: Annotated[Path, typer.Argument(help="The customer's folder, or one agreement file.")],
    at: Annotated[
        str | None, typer.Option(help="The day or moment whose version is checked; else the last one.")
    ] = None,
    rules: Annotated[
        list[Path] | None, typer.Option(help="A Python file with a rule of your own; it is run. May be given again.")
    ] = None,
    upkeep: Annotated[
        Path | None, typer.Option(help="What became of recurring work (CSV): test restores are held against promises.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what has one way only, in an agreement that is not in force yet.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
    as_sarif: Annotated[bool, typer.Option("--sarif", help="Print it as SARIF 2.1.0, for code hosts.")] = False,
) -> None:
    """Find what is missing, vague, contradictory or cannot be kept; errors end with code 1."""
    from importlib.metadata import version as version_of

    from asagreed.checks import read_house_rules, shipped_checks
    from asagreed.checks.fixes import fixes, mend
    from asagreed.checks.sarif import findings_as_sarif
    from asagreed.cli.moments import this_moment
    from asagreed.reading.report import problems_as_json

    checks = (*shipped_checks(), *read_house_rules(rules or ()))
    now = this_moment()
    mended = mend(lambda: _looked(agreement, at, checks, upkeep, now=now)[0], now=now) if fix else ()
    for each in mended:
        print(f"Mended {each.problem}", file=sys.stderr)
    found, checked = _looked(agreement, at, checks, upkeep, now=now)
    fixed_by = {each.problem: each for each in fixes(found, now=now)}
    fixable = {problem for problem, each in fixed_by.items() if not each.refusal}
    if as_json:
        print(problems_as_json(found, fixable=fixable), end="")
    elif as_sarif:
        told = [each.rule for each in checks]
        print(findings_as_sarif(found, accepted=checked.accepted, rules=told, version=version_of("asagreed")), end="")
    else:
        _print_text(found, {problem: each.lines for problem, each in fixed_by.items()}, accepted=len(checked.accepted))
        if fixable:
            print(f"{len(fixable)} can be mended with --fix.")
    if any(each.is_error for each in found):
        raise typer.Exit(1)


def _looked(
    agreement: Path, at: str | None, checks: tuple[Check, ...], upkeep: Path | None, *, now: int
) -> tuple[list[Problem], Checked]:
    """Return everything that is found in an agreement, and what of it the checks found."""
    from asagreed.checks import Checked, check_version
    from asagreed.cli.moments import moment
    from asagreed.cli.upkeep import open_records
    from asagreed.upkeep import measured_restores
    from asagreed.versions import read_agreement

    history, problems = read_agreement(agreement, as_of=now)
    checked = Checked((), ())
    if history is not None:
        looked_at = now if at is None else moment(at, zone=history.zone, option="--at")
        version = history.versions[-1] if at is None else history.version_in_force(at=looked_at)
        restores = {}
        if upkeep is not None:
            records = open_records(upkeep, history)
            restores = dict(measured_restores(records, version.terms.upkeep, as_of=looked_at, zone=history.zone))
        checked = check_version(version, at=looked_at, checks=checks, restores=restores)
    return [*problems, *checked.findings], checked


def _print_text(found: list[Problem], fixes: dict[Problem, list[str]], *, accepted: int) -> None:
    from asagreed.reading.report import render_problems

    if found:
        print(render_problems(found, fixes=fixes), file=sys.stderr, end="")
    else:
        print("Nothing was found.")
    if accepted:
        print(f"{accepted} more {'is' if accepted == 1 else 'are'} accepted (accepted findings).")
