"""When a term ends, renews, and until when notice can be given."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.written_agreements import at

from asagreed.terms import Agreement
from asagreed.versions import read_agreement
from asagreed.versions.ending import next_turn


def model(folder: Path, term: str) -> Agreement:
    text = f"agreement: written\nzone: America/Chicago\nterm: {term}\n"
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    history, problems = read_agreement(folder)
    assert history is not None, problems
    return history.versions[0].agreement


@pytest.mark.parametrize(
    ("term", "asked", "turns", "renews", "notice"),
    [
        ("{from: 2026-01-12, for: 1 year, renews: yearly, notice: 60 days}", "2026-05-01", "2027-01-12", True,
         "2026-11-13"),
        ("{from: 2026-01-12, for: 1 year, renews: yearly, notice: 60 days}", "2027-01-12", "2028-01-12", True,
         "2027-11-13"),
        ("{from: 2026-01-31, for: 1 month, renews: monthly}", "2026-03-15", "2026-03-31", True, None),
        ("{from: 2026-01-12, for: 1 year, notice: 1 month}", "2026-05-01", "2027-01-12", False, "2026-12-12"),
        ("{from: 2026-01-12, ends: 2026-09-30}", "2026-05-01", "2026-09-30", False, None),
    ],
)  # fmt: skip
def test_the_end_of_the_term_that_runs_and_the_last_day_for_notice(
    tmp_path: Path, term: str, asked: str, turns: str, renews: bool, notice: str | None
) -> None:
    turn = next_turn(model(tmp_path, term), at=at(f"{asked} 00:00"))

    assert turn is not None
    assert (turn.at, turn.renews) == (at(f"{turns} 00:00"), renews)
    assert turn.notice_by == (at(f"{notice} 00:00") if notice else None)


@pytest.mark.parametrize(
    "term", ["{from: 2026-01-12}", "{from: 2026-01-12, ends: 2026-09-30}", "{from: 2026-01-12, for: 1 month}"]
)
def test_an_agreement_that_is_over_or_has_no_term_has_no_next_end(tmp_path: Path, term: str) -> None:
    assert next_turn(model(tmp_path, term), at=at("2026-12-01 00:00")) is None


def test_an_agreement_that_would_have_renewed_too_often_is_not_asked(tmp_path: Path) -> None:
    daily = model(tmp_path, "{from: 2026-01-12, for: 1 day, renews: for 1 day}")

    assert next_turn(daily, at=at("2040-01-01 00:00")) is None
