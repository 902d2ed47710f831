"""Findings as SARIF, as code hosts read them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.checks.test_acceptances import ACCEPTED, ALONE, at
from tests.checks.test_rules import agreement

from asagreed.checks import check_version, shipped_checks
from asagreed.checks.sarif import findings_as_sarif


def test_findings_have_rule_place_and_level_and_what_is_accepted_is_suppressed(tmp_path: Path) -> None:
    version = agreement(tmp_path, ALONE + ACCEPTED % ", at: staffing.skills.mail" + "retention:\n")
    checked = check_version(version, at=at("2026-02-01"))
    rules = [check.rule for check in shipped_checks()]
    text = findings_as_sarif(checked.findings, accepted=checked.accepted, rules=rules, version="1.0")
    (run,) = json.loads(text)["runs"]
    known = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert known == ["DOC701", "FEA407"]
    told = [(known[each["ruleIndex"]], each["level"], "suppressions" in each) for each in run["results"]]
    assert sorted(told) == [("DOC701", "error", False), ("FEA407", "warning", False), ("FEA407", "warning", True)]
    place = next(each for each in run["results"] if each["ruleId"] == "FEA407")["locations"][0]
    line = (
        (tmp_path / "agreement.yaml")
        .read_text("utf-8")
        .splitlines()[place["physicalLocation"]["region"]["startLine"] - 1]
    )
    column = place["physicalLocation"]["region"]["startColumn"]
    assert line[column - 1 :].startswith("firewalls")
    assert place["logicalLocations"] == [{"fullyQualifiedName": "staffing.skills.firewalls"}]
