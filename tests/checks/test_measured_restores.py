"""What a test restore has measured goes before what anybody wrote, wherever a promise is held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy
from tests.written_agreements import HEAD, at, written

from asagreed.checks import check_version
from asagreed.upkeep import MeasuredRestore

BACKUP = "backup: {every: 24 h, tested: 2026-01-03, restore took: 3 h}"
PROMISE = f"recovery: {{files: {{restore: 4 h, {BACKUP}}}}}\n"
MEASURED = MeasuredRestore(
    system="files", on=date(2026, 5, 15), seconds=17_220, succeeded=True, task="test restore", evidence="report 7"
)


def found(folder: Path, text: str, restores: Mapping[str, MeasuredRestore]) -> list[str]:
    """Return what the checks of restores find."""
    version = written(folder, text).versions[-1]
    checked = check_version(version, at=at("2026-06-01 12:00"), restores=restores)
    return [each.message for each in checked.findings if each.code in ("FEA409", "FEA412")]


@pytest.mark.parametrize(
    ("text", "restores", "messages"),
    [
        (PROMISE, {}, []),
        (PROMISE, {"files": MEASURED}, [
            ("The promise of 4 h rests on a test restore of «files» that took 4 h 47 min (measured on 2026-05-15, "
            "report 7).")
        ]),
        (PROMISE, {"files": replace(MEASURED, evidence="")}, [
            "The promise of 4 h rests on a test restore of «files» that took 4 h 47 min (measured on 2026-05-15)."
        ]),
        (PROMISE, {"files": replace(MEASURED, seconds=14_400)}, []),
        (PROMISE.replace("3 h", "5 h"), {"files": replace(MEASURED, seconds=7200)}, []),
        (PROMISE.replace("3 h", "5 h"), {"files": replace(MEASURED, seconds=None)}, [
            "To restore «files» takes 5 h at best."
        ]),
        (PROMISE, {"files": replace(MEASURED, succeeded=False)}, [
            "A restore of «files» is promised, and when it was tried on 2026-05-15, not everything came back."
        ]),
        ("recovery: {files: {restore: 5 h}}\n", {}, ["A restore of «files» is promised and was never tried."]),
        ("recovery: {files: {restore: 5 h}}\n", {"files": MEASURED}, []),
    ],
)  # fmt: skip
def test_a_promise_is_held_against_what_was_measured(
    text: str, restores: dict[str, MeasuredRestore], messages: list[str], tmp_path: Path
) -> None:
    assert found(tmp_path, text, restores) == messages


def test_the_command_takes_the_records_of_upkeep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Asked = asked_of_a_copy(tmp_path, capsys, monkeypatch)
    agreement, records = tmp_path / "agreement.yaml", tmp_path / "upkeep.csv"
    task = "proactive: {test restore: {when: monthly on the 15, restores: files}}\n"
    agreement.write_text(HEAD + PROMISE + task, encoding="utf-8")
    records.write_text("task,due,says,at,restored in\ntest restore,2026-05-15,done,2026-05-15 21:00,4 h 47 min\n")

    assert "rests on a test restore" not in asked("check", agreement, "--at", "2026-06-01").said
    answer = asked("check", agreement, "--at", "2026-06-01", "--upkeep", records)
    assert answer.code == 1
    assert "The promise of 4 h rests on a test restore of «files» that took 4 h 47 min" in answer.said
