"""Findings in the format that code hosts and editors read: SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from asagreed.reading.problems import Problem
from asagreed.reading.rules import RULES, Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def findings_as_sarif(
    problems: Sequence[Problem], *, accepted: Sequence[Problem] = (), rules: Iterable[Rule], version: str
) -> str:
    """Return problems as one run of SARIF; those that were accepted are there as suppressed.

    `rules` are those of the checks; those of reading are added where they found something. `version` is that of the
    program.
    """
    told = {rule.code: rule for rule in rules}
    used = sorted({each.code for each in (*problems, *accepted)})
    known = [told.get(code) or RULES[code] for code in used]
    place = {rule.code: number for number, rule in enumerate(known)}
    results = [_result(each, place[each.code]) for each in problems]
    results += [{**_result(each, place[each.code]), "suppressions": [{"kind": "inSource"}]} for each in accepted]
    driver = {
        "name": "asagreed",
        "version": version,
        "rules": [_rule(rule) for rule in known],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.finds},
        "fullDescription": {"text": rule.matters},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    region = {
        "startLine": max(problem.line, 1),
        "startColumn": max(problem.column, 1),
        "endColumn": max(problem.column, 1) + max(problem.length, 1),
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.message} {problem.remedy}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": problem.file}, "region": region},
                "logicalLocations": [{"fullyQualifiedName": problem.address}] if problem.address else [],
            }
        ],
    }
