"""Every rule finds its example of what is wrong, and nothing in its example of what is right."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from asagreed.checks import Check, Finding, check_version, shipped_checks
from asagreed.checks.rule_pages import render_any_rule, render_check_page
from asagreed.reading.rules import RULES
from asagreed.versions import Version, read_agreement

BASE = Path(__file__).parent / "base.yaml"
CHECKS = shipped_checks()


def agreement(folder: Path, changes: str = "") -> Version:
    """Return the version of the ordinary agreement with sections of an example in the place of its own."""
    yaml = YAML()
    tree: Any = yaml.load(BASE.read_text("utf-8"))
    for section, said in (yaml.load(changes) or {}).items():
        if said is None:
            del tree[section]
        else:
            tree[section] = said
    text = io.StringIO()
    yaml.dump(tree, text)
    (folder / "agreement.yaml").write_text(text.getvalue(), "utf-8")
    history, problems = read_agreement(folder)
    assert history, [str(problem) for problem in problems if problem.is_error]
    return history.versions[0]


def found_in(version: Version, *, checks: Iterable[Check] | None = None, at: int | None = None) -> tuple[Finding, ...]:
    """Return what checks find, on the day on which the version begins unless another moment is given."""
    return check_version(version, at=version.from_at if at is None else at, checks=checks).findings


def codes(found: tuple[Finding, ...]) -> set[str]:
    """Return the codes of what was found."""
    return {each.code for each in found}


def test_an_ordinary_agreement_keeps_every_rule(tmp_path: Path) -> None:
    assert [str(each) for each in found_in(agreement(tmp_path))] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_wrong_example_is_found(check: Check, tmp_path: Path) -> None:
    assert check.code in codes(found_in(agreement(tmp_path, check.rule.wrong)))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_right_example_is_left_alone(check: Check, tmp_path: Path) -> None:
    assert check.code not in codes(found_in(agreement(tmp_path, check.rule.right)))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_rule_yields_its_own_code_and_says_what_to_do(check: Check, tmp_path: Path) -> None:
    found = [each for each in found_in(agreement(tmp_path, check.rule.wrong)) if each.code == check.code]
    assert {(each.code, each.severity) for each in found} == {(check.code, check.rule.severity)}
    assert all(each.remedy.endswith((".", "…")) and each.message.endswith(".") for each in found)
    assert all(text.endswith(".") for text in (check.rule.finds, check.rule.matters, check.rule.remedy))


def test_codes_and_names_are_used_once_and_by_nobody_else() -> None:
    assert len({check.code for check in CHECKS}) == len({check.rule.name for check in CHECKS}) == len(CHECKS)
    assert not {check.code for check in CHECKS} & set(RULES)


def test_the_page_of_checks_has_a_chapter_for_each() -> None:
    page = render_check_page()
    chapters = [line.split()[1] for line in page.splitlines() if line.startswith("## ")]
    assert chapters == [*(each.code for each in CHECKS), "Rules"]


def test_a_code_is_told_whether_reading_or_a_check_has_it() -> None:
    assert render_any_rule("TGT303").startswith("## TGT303 priority-order-inverted\n\n*Error.*")
    assert render_any_rule("YML304").startswith("## YML304 zero-duration")
    with pytest.raises(KeyError):
        render_any_rule("XYZ999")


def test_a_finding_stands_at_the_clause_with_its_file_and_line(tmp_path: Path) -> None:
    version = agreement(tmp_path, "targets: {hours: support, P1: {response: 4 h}, P2: {response: 1 h}}")
    found = next(each for each in found_in(version) if each.code == "TGT303")
    assert (found.address, Path(found.file).name, found.is_error) == ("targets.P1.response", "agreement.yaml", True)
    assert found.message == "P1 has 4 h, and the lower P2 only 1 h (targets.P2.response)."
    assert found.excerpt[1][found.column - 1 :].startswith("4 h")


def test_a_target_for_every_ticket_is_one_for_every_priority(tmp_path: Path) -> None:
    version = agreement(tmp_path, "targets: {hours: support, response: 4 h, resolution: 16 h}")
    assert "TGT301" not in codes(found_in(version))


def test_an_agreement_that_names_no_system_has_no_scope(tmp_path: Path) -> None:
    version = agreement(tmp_path, "systems:\nemergency:\n")
    assert [each.message for each in found_in(version) if each.code == "SCP604"] == ["No system is named."]


def test_a_calendar_made_of_others_or_open_day_and_night_needs_no_holidays(tmp_path: Path) -> None:
    hours = 'calendars: {support: {hours: {mon-fri: "08:00-17:00"}, closed: [days off]}, ever: {hours: always}}'
    assert "CAL203" not in codes(found_in(agreement(tmp_path, hours)))


def test_somebody_who_comes_at_a_price_of_their_own_comes(tmp_path: Path) -> None:
    arrival = (
        "targets: {hours: support, P1: {response: 1 h, resolution: 8 h, arrival: 4 h}, P2: {response: 4 h}}\n"
        "rates: {remote: 100.00 USD per h, on-site: 120.00 USD per h}\n"
    )
    assert "TGT311" not in codes(found_in(agreement(tmp_path, arrival)))
    assert "TGT311" in codes(found_in(agreement(tmp_path, arrival.splitlines()[0])))
