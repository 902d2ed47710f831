"""`asagreed uptime` by hand: figures, what is behind them, and wrong input in words."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from tests.cli.asked import EXAMPLES, Asked


@pytest.fixture(name="asked")
def fixture_asked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setenv("COLUMNS", "250")
    return Asked(EXAMPLES, capsys, monkeypatch)


def press(asked: Asked) -> tuple[Path, Path]:
    return asked.examples / "orchard-press", asked.examples / "outages" / "orchard-press.yaml"


def test_a_correction_restates_the_figure_and_the_old_one_can_still_be_made(asked: Asked) -> None:
    before = asked("uptime", *press(asked), "--period", "2026-04", "--as-of", "2026-05-02", "--json")
    after = asked("uptime", *press(asked), "--period", "2026-04", "--as-of", "2026-05-12", "--json")

    shown = [{each["name"]: each["shown_pct"] for each in json.loads(found.out)} for found in (before, after)]

    assert (shown[0]["shop"], shown[1]["shop"]) == ("99.839832", "99.897864")
    assert {name for name in shown[0] if shown[0][name] != shown[1][name]} == {"shop", "all of it"}


def test_a_quarter_and_the_trace_of_its_figures_are_printed(asked: Asked) -> None:
    found = asked("uptime", *press(asked), "--period", "2026-Q2", "--as-of", "2026-07-02", "--why")

    assert found.code == 0
    assert "Availability, 2026-04-01 to 2026-07-01" in found.out
    assert "certificate ran out: counts from when it was detected or reported" in " ".join(found.out.split())
    assert found.said.startswith("orchard-press.yaml: 9 rows read, 9 taken, 0 not taken.")


def test_checks_of_systems_that_nobody_knows_are_told_and_count_nowhere(asked: Asked, tmp_path: Path) -> None:
    rows = "system,at,state\n" + "".join(f"till,2026-04-14 10:{minute:02d},down\n" for minute in range(3))
    (tmp_path / "checks.csv").write_text(rows + "shop,soon,up\n", encoding="utf-8")

    found = asked("uptime", press(asked)[0], tmp_path / "checks.csv", "--period", "2026-04", "--as-of", "2026-05-02")

    assert found.code == 0
    assert "checks.csv:5: not taken: «soon» under «at» is no moment; write 2026-04-14 10:00." in found.said
    assert "«till» is no system of the agreement" in found.said


def test_parquet_is_read_in_bulk(asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / "c.parquet"
    states = "CASE WHEN m BETWEEN 10 AND 19 THEN 'down' ELSE 'up' END AS state"
    looks = f"SELECT 'shop' AS system, 1774998000 + 60 * m AS \"at\", {states} FROM range(43200) t(m)"  # noqa: S608 -- ours
    relation = duckdb.sql(looks)
    assert relation is not None
    relation.write_parquet(str(file))

    found = asked(
        "uptime", press(asked)[0], file, "--period", "2026-04", "--as-of", "2026-05-02", "--json", "--every", "1 min"
    )

    shop = json.loads(found.out)[0]
    assert (shop["down_s"], shop["outages"][0]["from"]) == (600, "2026-04-01T00:10:00+01:00")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "April"), "«April» is no period."),
        ((), "Name the agreement, a file of outages or checks, and a period"),
        (("--period", "2025-04"), "nothing is agreed of uptime in 2025-04, or it has not begun."),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(asked: Asked, words: tuple[str, ...], said: str) -> None:
    found = asked("uptime", *press(asked), *words)

    assert found.code != 0
    assert said in " ".join(found.said.replace("│", " ").split())
