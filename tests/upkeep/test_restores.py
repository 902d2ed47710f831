"""What test restores have measured, by system."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.upkeep.agreed import history, record
from tests.written_agreements import at

from asagreed.facts.upkeep import UpkeepRecord
from asagreed.upkeep import MeasuredRestore, measured_restores


def measured(folder: Path, *records: UpkeepRecord, as_of: str = "2026-06-01 12:00") -> dict[str, MeasuredRestore]:
    """Return the newest test restores of an agreement."""
    tasks = history(folder).versions[-1].terms.upkeep
    return dict(measured_restores(records, tasks, as_of=at(as_of), zone="America/Chicago"))


def test_the_newest_test_restore_of_each_system_is_what_was_measured(tmp_path: Path) -> None:
    found = measured(
        tmp_path,
        record("test restore", "2026-05-15", "done", "2026-05-15 16:00", restored_in=17_220, by="Ann", evidence="r 7"),
        record("test restore", "2026-04-15", "done", "2026-04-15 16:00", restored_in=9000),
    )

    assert set(found) == {"files", "mail"}
    assert found["files"] == MeasuredRestore(
        system="files", on=date(2026, 5, 15), seconds=17_220, succeeded=True, task="test restore", by="Ann",
        evidence="r 7",
    )  # fmt: skip


def test_a_restore_that_did_not_bring_everything_back_says_so_without_a_time(tmp_path: Path) -> None:
    failed = record("test restore", "2026-05-15", "done", "2026-05-15 16:00", succeeded=False)

    assert [(each.seconds, each.succeeded) for each in measured(tmp_path, failed).values()] == [(None, False)] * 2


def test_what_measures_nothing_is_no_test_restore(tmp_path: Path) -> None:
    assert measured(
        tmp_path,
        record("test restore", "2026-05-15", "done", "2026-05-15 16:00"),
        record("test restore", "2026-05-15", "skipped", "2026-05-15 16:00", restored_in=5),
        record("gone", "2026-05-15", "done", "2026-05-15 16:00", restored_in=5),
        record("patches", "2026-05-12", "done", "2026-05-15 16:00", restored_in=5),
    ) == {}  # fmt: skip


def test_what_is_recorded_later_is_not_known_yet(tmp_path: Path) -> None:
    late = record("test restore", "2026-05-15", "done", "2026-05-15 16:00", restored_in=5, recorded_at=2_000_000_000)

    assert measured(tmp_path, late) == {}
