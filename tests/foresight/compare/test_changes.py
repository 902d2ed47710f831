"""What a new version changes, in words, and what that is for the customer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.checks.test_rules import agreement

from asagreed.foresight.compare import Level, Verdict, compare_versions
from asagreed.foresight.compare.verdicts import Sides, more
from asagreed.versions import Version, read_agreement

CASES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("changes.yaml"))
HARBOUR = Path(__file__).parents[3] / "examples" / "harbour-dental"


def versions(folder: Path, old: str, new: str) -> tuple[Version, Version]:
    """Return the ordinary agreement with sections before and after."""
    both = []
    for name, changes in (("old", old), ("new", new)):
        (folder / name).mkdir()
        both.append(agreement(folder / name, changes))
    return both[0], both[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_changes_are_told_in_words_with_what_they_are_for_the_customer(case: dict[str, Any], tmp_path: Path) -> None:
    changes = compare_versions(*versions(tmp_path, case["old"], case["new"]))
    assert [change.in_words for change in changes] == case["changes"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_better_one_way_is_worse_the_other_way(case: dict[str, Any], tmp_path: Path) -> None:
    old, new = versions(tmp_path, case["old"], case["new"])
    turned = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    back = {change.address: change for change in compare_versions(new, old)}
    for change in compare_versions(old, new):
        if change.before and change.after:
            assert back[change.address].verdict is turned.get(change.verdict, change.verdict)


def test_an_agreement_beside_itself_changes_nothing(tmp_path: Path) -> None:
    version = agreement(tmp_path)
    assert compare_versions(version, version) == ()


def test_what_is_not_looked_at_is_not_told(tmp_path: Path) -> None:
    old = "{fees: {flat: 100.00 USD a month}, systems: {mail: {title: E-mail}}, pauses: {resolution: []}}"
    new = "{fees: {flat: 90.00 USD a month}, systems: {mail: {title: Mail}}, pauses: {resolution: [waiting for parts]}}"
    both = versions(tmp_path, old, new)
    told = [{change.address for change in compare_versions(*both, level=level)} for level in Level]
    money, promises = {"fees.flat.price"}, {"pauses.resolution"}
    assert told == [money, money | promises, money | promises | {"systems.mail.title"}]


def test_values_that_nobody_can_hold_against_each_other_are_not_judged(tmp_path: Path) -> None:
    version = agreement(tmp_path)
    sides = Sides(version.terms, version.terms, version.from_at)
    assert more(object(), object(), sides) is Verdict.CANNOT_TELL


def test_amendments_of_an_example_are_told_as_they_were_meant() -> None:
    history, _ = read_agreement(HARBOUR)
    assert history is not None
    changes = compare_versions(history.versions[0], history.versions[-1])
    assert [change.in_words for change in changes] == [
        "P2 response 1 h → 45 min: better",
        "rates remote rate 120.00 USD per h → 126.00 USD per h: worse",
    ]
