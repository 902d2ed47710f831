"""Entries in columns are the same as one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from asagreed.facts.work_readers import read_work, read_work_columns, work_columns

TEXT = "id,start,end,person,note\n" + "".join(
    f"W-{number},2026-05-15T16:{number:02}:00Z,2026-05-15T18:00:00Z,tech {number % 3},note {number}\n"
    for number in range(30)
)


def written(folder: Path) -> Path:
    path = folder / "work.csv"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_entries_of_columns_are_those_of_the_log(tmp_path: Path) -> None:
    path = written(tmp_path)

    columns = read_work_columns(path, zone="UTC")

    assert len(columns) == 30
    assert tuple(columns.entries()) == read_work(path, zone="UTC").entries
    assert columns.file == "work.csv"


def test_some_entries_come_in_the_order_in_which_they_are_asked_for(tmp_path: Path) -> None:
    columns = read_work_columns(written(tmp_path), zone="UTC")

    assert [each.note for each in columns.entries([7, 3, 7])] == ["note 7", "note 3", "note 7"]
    assert columns.ids(np.array([2, 1])) == ["W-2", "W-1"]


def test_words_are_codes(tmp_path: Path) -> None:
    columns = read_work_columns(written(tmp_path), zone="UTC")

    assert [columns.words["person"].word(position) for position in range(4)] == ["tech 0", "tech 1", "tech 2", "tech 0"]
    assert columns.words["person"].words[-1] is None


def test_many_entries_are_fetched_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = read_work_columns(written(tmp_path), zone="UTC")
    monkeypatch.setattr(work_columns, "_AT_ONCE", 7)

    assert [each.id for each in columns.entries()] == [f"W-{number}" for number in range(30)]
