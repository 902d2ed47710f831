"""Verdicts written for other tools, read back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.foresight.replayed import at, judged

from asagreed.foresight import verdict_file, write_verdicts


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    return duckdb.execute(f"SELECT * FROM '{path}' ORDER BY clock, ticket, started_at").fetchall()  # noqa: S608


def utc(text: str) -> datetime:
    return datetime.fromtimestamp(at(text), UTC).replace(tzinfo=None)


def test_each_judged_clock_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.parquet"
    written = write_verdicts({"today": judged()}, path)
    rows = rows_of(path)

    assert written == len(rows) == 6 + 2 + 5
    assert rows[0] == (
        "today", "C", "next reply", "targets.P2.next reply", "P2", "stopped", "met", 3600, 600,
        utc("Tue 2026-03-10 11:10"), utc("Tue 2026-03-10 11:20"), None,
    )  # fmt: skip
    assert rows[1][6:] == (
        "breached", 3600, 5400, utc("Tue 2026-03-10 11:30"), utc("Tue 2026-03-10 13:00"), utc("Tue 2026-03-10 12:30"),
    )  # fmt: skip
    assert {(row[1], row[5], row[6]) for row in rows if row[2] == "resolution"} == {
        ("A", "stopped", "met"),
        ("B", "stopped", "met"),
        ("C", "stopped", "breached"),
        ("D", "cancelled", "none"),
        ("E", "paused", "open"),
    }


def test_a_file_is_replaced_and_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parts = tmp_path / "whole.parquet", tmp_path / "parts.parquet"
    write_verdicts({"draft": judged("draft")}, parts)
    monkeypatch.setattr(verdict_file, "ROWS_AT_A_TIME", 2)

    write_verdicts({"today": judged()}, parts)
    monkeypatch.undo()
    write_verdicts({"today": judged()}, whole)

    assert rows_of(parts) == rows_of(whole)


def test_two_agreements_stand_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "both.parquet"
    written = write_verdicts({"today": judged(), "draft": judged("draft")}, path)

    counts = duckdb.execute(f"SELECT agreement, count(*) FROM '{path}' GROUP BY agreement").fetchall()  # noqa: S608
    assert sum(count for _, count in counts) == written
    assert sorted(name for name, _ in counts) == ["draft", "today"]
