"""What both sides accept is not listed, until a day; what is accepted in vain is a finding."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.checks.test_rules import agreement

from asagreed.checks import check_version

ALONE = "staffing: {hours: support, skills: {firewalls: {people: 1}, mail: {people: 1}}}\n"
ACCEPTED = "accepted findings: {FEA407: {because: in training, by: [provider, customer], until: 2026-09-01%s}}\n"


def at(day: str) -> int:
    """Return midnight of a day in Chicago."""
    return int(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("America/Chicago")).timestamp())


@pytest.mark.parametrize(
    ("said", "day", "left", "accepted"),
    [
        ("", "2026-02-01", [], ["FEA407", "FEA407"]),
        ("", "2026-09-01", [], ["FEA407", "FEA407"]),
        ("", "2026-09-02", ["DOC711", "FEA407", "FEA407"], []),
        (", at: staffing.skills.mail", "2026-02-01", ["FEA407"], ["FEA407"]),
        (", at: staffing", "2026-02-01", [], ["FEA407", "FEA407"]),
        (", at: staff", "2026-02-01", ["DOC711", "FEA407", "FEA407"], []),
    ],
)
def test_findings_are_accepted_where_and_as_long_as_it_is_said(
    said: str, day: str, left: list[str], accepted: list[str], tmp_path: Path
) -> None:
    checked = check_version(agreement(tmp_path, ALONE + ACCEPTED % said), at=at(day))
    assert sorted(each.code for each in checked.findings) == left
    assert [each.code for each in checked.accepted] == accepted


def test_accepting_a_code_that_no_check_has_is_a_finding(tmp_path: Path) -> None:
    version = agreement(tmp_path, "accepted findings: {FEA999: {because: why not, by: provider, until: 2026-09-01}}")
    (found,) = check_version(version, at=version.from_at).findings
    assert (found.code, found.message) == ("DOC711", "No check has the code FEA999.")
