"""`asagreed check` and `asagreed compare` as a person runs them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.checks.test_rules import BASE
from tests.cli.asked import Asked, asked_of_a_copy

from asagreed.checks.rule_pages import render_check_page

OWN = re.findall(r"^```python\n(.*?)^```$", render_check_page(), re.MULTILINE | re.DOTALL)[0]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def written(folder: Path, text: str) -> Path:
    """Write an agreement into a folder."""
    folder.mkdir()
    (folder / "agreement.yaml").write_text(text, "utf-8")
    return folder


def test_an_agreement_without_findings_says_so(ask: Asked, tmp_path: Path) -> None:
    answer = ask("check", written(tmp_path / "bakery", BASE.read_text("utf-8")))
    assert (answer.out, answer.code) == ("Nothing was found.\n", 0)


def test_findings_are_told_with_a_caret_and_errors_end_with_one(ask: Asked, tmp_path: Path) -> None:
    text = BASE.read_text("utf-8").replace("response: 1 h", "response: 9 h")
    answer = ask("check", written(tmp_path / "bakery", text))
    assert answer.code == 1
    assert "TGT302 The fix is due after 8 h, the answer only after 9 h." in answer.said
    assert "^^^" in answer.said


def test_what_is_accepted_is_counted(ask: Asked, tmp_path: Path) -> None:
    text = BASE.read_text("utf-8").replace("reports: {every: month, disputed within: 30 days}\n", "")
    text += "accepted findings: {DOC703: {because: too small, by: customer, until: 2999-01-01}}\n"
    answer = ask("check", written(tmp_path / "bakery", text))
    assert answer.out == "Nothing was found.\n1 more is accepted (accepted findings).\n"


DRAFT = BASE.read_text("utf-8").replace("signed: 2026-01-05\n", "").replace("from: 2026-01-12", "from: 2999-01-12")
SLIPS = DRAFT.replace("reports:", "Reports:  # by mail\n ").replace("hours: support\n", "hours: Support\n")


def test_what_has_one_way_only_is_shown_and_mended_when_asked(ask: Asked, tmp_path: Path) -> None:
    folder = written(tmp_path / "bakery", SLIPS)
    shown = ask("check", folder)
    assert (shown.out, shown.code) == ("2 can be mended with --fix.\n", 1)
    assert "- hours: Support 16 + hours: support" in shown.said
    assert [each["fixable"] for each in json.loads(ask("check", folder, "--json").out)] == [True, True]
    assert (folder / "agreement.yaml").read_text("utf-8") == SLIPS
    answer = ask("check", folder, "--fix")
    assert (answer.out, answer.code) == ("Nothing was found.\n", 0)
    assert answer.said.count("Mended ") == 2
    assert "Reports:  # by mail".lower() in (folder / "agreement.yaml").read_text("utf-8").lower()


def test_what_is_in_force_is_not_mended_and_the_reason_stands_below(ask: Asked, tmp_path: Path) -> None:
    text = SLIPS.replace("from: 2999-01-12", "from: 2026-01-12")
    folder = written(tmp_path / "bakery", text)
    answer = ask("check", folder, "--fix")
    assert (answer.out, answer.code) == ("", 1)
    assert "has been in force since 2026-01-12, and what is in force changes by an amendment only." in answer.said
    assert (folder / "agreement.yaml").read_text("utf-8") == text


def test_a_rule_of_ones_own_runs_beside_the_others_and_sarif_names_it(ask: Asked, tmp_path: Path) -> None:
    (tmp_path / "phone.py").write_text(OWN, "utf-8")
    text = BASE.read_text("utf-8").replace(", phone: {hours: support, number: +1 555 0199}", "")
    folder = written(tmp_path / "bakery", text)
    answer = ask("check", folder, "--rules", tmp_path / "phone.py", "--sarif")
    (run,) = json.loads(answer.out)["runs"]
    assert ([each["ruleId"] for each in run["results"]], answer.code) == (["NWI101"], 0)
    assert [each["code"] for each in json.loads(ask("check", folder, "--json").out)] == []


def test_a_file_that_is_no_rule_is_refused_in_one_sentence(ask: Asked, tmp_path: Path) -> None:
    answer = ask("check", written(tmp_path / "bakery", BASE.read_text("utf-8")), "--rules", tmp_path / "none.py")
    assert answer.code != 0
    assert "none.py is no rule: it is no Python file that can be read." in answer.said


def test_a_day_is_checked_as_it_was(ask: Asked) -> None:
    folder = ask.examples / "harbour-dental"
    first, last = (json.loads(ask("check", folder, "--json", *at).out) for at in (("--at", "2026-02-01"), ()))
    assert {each["code"] for each in first} == {each["code"] for each in last}
    assert "was not in force" in ask("check", folder, "--at", "2020-01-01").said


def test_two_days_of_an_agreement_are_compared(ask: Asked) -> None:
    folder = ask.examples / "harbour-dental"
    answer = ask("compare", folder, folder, "--from", "2026-02-01", "--to", "2026-07-02")
    assert answer.out.splitlines()[-1] == "2 changes: 1 better, 1 worse."
    assert ask("compare", folder, folder).out == "Nothing changes.\n"


def test_changes_are_printed_as_json_and_only_as_much_as_is_asked_for(ask: Asked) -> None:
    folder = ask.examples / "harbour-dental"
    answer = ask("compare", folder, folder, "--from", "2026-02-01", "--level", "money", "--json")
    (change,) = json.loads(answer.out)
    assert change == {
        "address": "rates.remote.rate",
        "before": "120.00 USD per h",
        "after": "126.00 USD per h",
        "verdict": "worse",
        "level": "money",
    }


def test_an_agreement_that_cannot_be_read_is_not_compared(ask: Asked, tmp_path: Path) -> None:
    answer = ask("compare", written(tmp_path / "broken", "agreement: x\n"), ask.examples / "harbour-dental")
    assert answer.code == 1
    assert "YML203" in answer.said
