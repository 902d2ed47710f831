"""Problems as a person reads them: the place, the line in a box with the place underlined, and what to do."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from asagreed.reading.problems import Problem

SEVERITIES = ("error", "warning", "notice")


def render_problems(problems: Sequence[Problem], *, fixes: Mapping[Problem, Sequence[str]] | None = None) -> str:
    """Return all problems as text, with a closing line that counts them; `fixes` are lines for below some of them."""
    shown = (render_problem(problem, fix=(fixes or {}).get(problem, ())) for problem in problems)
    return "\n\n".join([*shown, _counted(problems)]) + "\n"


def render_problem(problem: Problem, *, fix: Sequence[str] = ()) -> str:
    """Return one problem: where and what, its lines, the exact place, what to do, and what would mend it."""
    before, line = problem.excerpt or ("", "")
    gutter = " " * len(str(problem.line))
    shown = [str(problem)]
    if line:
        shown.append(f"{gutter} |")
        if before:
            shown.append(f"{problem.line - 1:>{len(gutter)}} | {_tabless(before)}")
        shown.append(f"{problem.line} | {_tabless(line)}")
        shown.append(f"{gutter} | {' ' * (problem.column - 1)}{'^' * problem.length}")
        shown.append(f"{gutter} |")
    shown.append(f"{gutter} = help: {problem.remedy}")
    shown.append(f"{gutter} = more: asagreed rule {problem.code}")
    shown += fix
    return "\n".join(shown)


def problems_as_json(problems: Sequence[Problem], *, fixable: Collection[Problem] | None = None) -> str:
    """Return all problems as a JSON list, for editors and other programs; `fixable` are those that a program mends."""
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "length": problem.length,
            "message": problem.message,
            "remedy": problem.remedy,
            "address": problem.address,
            **({} if fixable is None else {"fixable": problem in fixable}),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _tabless(line: str) -> str:
    """Return a line in which every character is one column wide, so that the marks stand under their place."""
    return line.replace("\t", " ")


def _counted(problems: Sequence[Problem]) -> str:
    counts = {severity: sum(each.severity == severity for each in problems) for severity in SEVERITIES}
    found = [f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in counts.items() if count]
    return f"Found {', '.join(found)}." if found else "No problems found."
