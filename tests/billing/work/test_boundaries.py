"""Where work is cut: versions, dated rates, months and the edges of calendars."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.written_agreements import at, written

from asagreed.billing.work.boundaries import (
    Boundaries,
    Month,
    band_key,
    month_after,
    month_start,
    months_between,
    version_at,
)
from asagreed.versions import History, read_agreement

TEXT = """\
holidays: {closures: {2026-05-13: closed}}
calendars: {support: {hours: {weekdays: "08:00-17:00"}, closed: closures}}
services: {otherwise: excluded}
rates:
  remote: 100.00 USD per h
  outside: {of: support, times: 2}
  bands: {closures: {on: [closures], times: 3}}
  changes: {2026-05-14: {remote: 110.00 USD per h}}
"""
AMENDED = "amendment: 1\nin force from: 2026-05-12 10:00\nsigned: 2026-05-01\nset: {rates.remote: 105.00 USD per h}\n"


@pytest.fixture
def history(tmp_path: Path) -> History:
    return written(tmp_path, TEXT, amendments_1=AMENDED)


def test_a_stretch_ends_where_anything_changes(history: History) -> None:
    boundaries = Boundaries(history)
    hours = [
        (start, state.version, "support" in state.is_open, state.edition)
        for start, _, state in boundaries.stretches(at("2026-05-12 07:00"), at("2026-05-14 09:00"))
    ]
    fourteenth = at("2026-05-14 00:00")

    assert [(moment, version, is_open, edition == fourteenth) for moment, version, is_open, edition in hours] == [
        (at("2026-05-12 07:00"), 1, False, False),
        (at("2026-05-12 08:00"), 1, True, False),
        (at("2026-05-12 10:00"), 2, True, False),
        (at("2026-05-12 17:00"), 2, False, False),
        (at("2026-05-13 00:00"), 2, False, False),
        (fourteenth, 2, False, True),
        (at("2026-05-14 08:00"), 2, True, True),
    ]


def test_the_days_of_a_band_are_known_by_version(history: History) -> None:
    state = Boundaries(history).state_at(at("2026-05-13 12:00"))

    assert state.is_open == {band_key(version, "closures") for version in history.versions}


def test_stretches_follow_each_other_over_the_end_of_a_year(history: History) -> None:
    start, end = at("2026-12-31 12:00"), at("2027-01-01 12:00")
    found = list(Boundaries(history).stretches(start, end))

    assert (found[0][0], found[-1][1]) == (start, end)
    assert [first for first, _, _ in found[1:]] == [last for _, last, _ in found[:-1]]
    assert {state.month for _, _, state in found} == {(2026, 12), (2027, 1)}


def test_there_is_no_version_before_the_agreement_and_after_its_end(tmp_path: Path) -> None:
    history = written(tmp_path, TEXT)

    assert version_at(history, at("2025-12-31 23:59")) is None
    assert version_at(history, at("2026-01-01 00:00")) is history.versions[0]
    assert version_at(history, at("2029-01-01 00:00")) is None
    assert Boundaries(history).state_at(at("2030-01-01 00:00")).version == 0


def test_an_agreement_that_renews_has_no_last_edge(tmp_path: Path) -> None:
    (tmp_path / "renewed.yaml").write_text(
        "agreement: renewed\nzone: America/Chicago\nsigned: 2025-12-15\n"
        "term: {from: 2026-01-01, for: 1 year, renews: yearly}\n",
        encoding="utf-8",
    )
    history, problems = read_agreement(tmp_path / "renewed.yaml")
    assert history is not None, problems

    assert Boundaries(history).state_at(at("2040-01-01 12:00")).version == 1


@pytest.mark.parametrize("year", [1970, 1971, 1999, 2000, 2024, 2025, 2096])
def test_the_first_and_last_second_of_a_year_lie_in_its_months(history: History, year: int) -> None:
    boundaries = Boundaries(history)

    assert boundaries.state_at(at(f"{year}-01-01 12:00")).month == (year, 1)
    assert boundaries.state_at(at(f"{year}-12-31 12:00")).month == (year, 12)


@pytest.mark.parametrize(("month", "number", "later"), [((2026, 12), 1, (2027, 1)), ((2026, 1), -1, (2025, 12))])
def test_months_are_counted_over_the_end_of_a_year(month: Month, number: int, later: Month) -> None:
    assert month_after(month, number) == later


def test_months_between_include_the_first_and_the_last() -> None:
    assert list(months_between((2026, 11), (2027, 1))) == [(2026, 11), (2026, 12), (2027, 1)]
    assert list(months_between((2026, 11), (2026, 10))) == []


def test_a_month_begins_at_local_midnight() -> None:
    assert month_start((2026, 7), "America/Chicago") == at("2026-07-01 00:00")
