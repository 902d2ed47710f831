"""Due dates: local days, by the version in force, safe where the clocks change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.upkeep.agreed import TASKS, history
from tests.written_agreements import at

from asagreed.upkeep import DueWork, due_work
from asagreed.upkeep.due_work import work_as_needed
from asagreed.versions import History


def due(agreed: History, task: str, begins: str, ends: str) -> list[str]:
    """Return the dates on which a task is due."""
    days = (date.fromisoformat(begins), date.fromisoformat(ends))
    return [f"{each.due_on:%m-%d}" for each in due_work(agreed, from_on=days[0], until_on=days[1])
            if each.task.name == task]  # fmt: skip


def test_working_days_are_the_open_days_of_the_hours_that_are_named(tmp_path: Path) -> None:
    assert due(history(tmp_path), "backup logs", "2026-05-21", "2026-05-29") == ["05-21", "05-26", "05-27", "05-28"]


def test_the_last_day_of_a_window_is_left_out_and_the_first_one_is_not(tmp_path: Path) -> None:
    agreed = history(tmp_path)

    assert due(agreed, "patches", "2026-05-12", "2026-05-13") == ["05-12"]
    assert due(agreed, "patches", "2026-05-11", "2026-05-12") == []


def test_work_stays_at_its_local_time_when_the_clocks_change(tmp_path: Path) -> None:
    agreed = history(tmp_path, 'proactive: {logs: {when: daily, at: "10:00"}}\n')
    found = due_work(agreed, from_on=date(2026, 3, 7), until_on=date(2026, 3, 9))

    assert [each.due_at for each in found] == [at("2026-03-07 10:00"), at("2026-03-08 10:00")]
    assert found[1].due_at - found[0].due_at == 23 * 3600
    assert [each.missed_at for each in found] == [at("2026-03-08 10:00"), at("2026-03-09 10:00")]


def test_work_without_a_time_is_due_by_the_last_second_of_its_day(tmp_path: Path) -> None:
    (work,) = due_work(history(tmp_path, "proactive: {logs: {when: yearly, within: 1 month}}\n"),
                       from_on=date(2026, 10, 1), until_on=date(2027, 1, 1))  # fmt: skip

    assert (work.due_on, work.due_at) == (date(2026, 12, 31), at("2026-12-31 23:59:59"))
    assert work.missed_at == at("2027-01-31 23:59:59")


def test_a_rule_that_ends_leaves_its_last_work_late_and_never_missed(tmp_path: Path) -> None:
    agreed = history(tmp_path, 'proactive: {seminar: "RRULE:FREQ=MONTHLY;COUNT=2;BYMONTHDAY=1"}\n')
    found = due_work(agreed, from_on=date(2026, 1, 1), until_on=date(2027, 1, 1))

    assert [each.missed_at for each in found] == [at("2026-02-01 23:59:59"), None]


CHANGED = "amendment: 1\nsigned: 2026-04-20\nin force from: 2026-05-12\n"


def test_the_version_in_force_when_work_is_due_decides(tmp_path: Path) -> None:
    agreed = history(tmp_path, TASKS, amendments_1=CHANGED + "set: {proactive.patches.when: weekly on wed}\n")

    assert due(agreed, "patches", "2026-04-01", "2026-06-01") == ["04-14", "05-13", "05-20", "05-27"]


def test_work_that_an_amendment_takes_away_is_not_due_any_more(tmp_path: Path) -> None:
    agreed = history(tmp_path, TASKS, amendments_1=CHANGED + "remove: [proactive.backup logs]\n")

    assert due(agreed, "backup logs", "2026-05-06", "2026-06-01") == ["05-06", "05-07", "05-11"]


def test_the_clause_of_work_is_that_of_the_paper_which_changed_it(tmp_path: Path) -> None:
    agreed = history(tmp_path, TASKS, amendments_1=CHANGED + "set: {proactive.cleaning: monthly}\n")
    found = due_work(agreed, from_on=date(2026, 5, 31), until_on=date(2026, 6, 1))

    assert [(each.task.name, each.task.clause.line) for each in found] == [("cleaning", 4)]
    assert found[0].task.clause.file.endswith("amendments/1.yaml")


def test_nothing_is_due_before_the_agreement_begins(tmp_path: Path) -> None:
    assert due(history(tmp_path), "backup logs", "2025-01-01", "2026-01-02") == ["01-01"]


def test_work_as_needed_is_due_on_no_date_and_known_by_its_name(tmp_path: Path) -> None:
    agreed, day = history(tmp_path), date(2026, 5, 5)
    found = work_as_needed(agreed, name="special software", on=day)

    assert due(agreed, "special software", "2026-01-01", "2027-01-01") == []
    assert found is not None
    assert (found.due_on, found.missed_at) == (day, None)
    assert work_as_needed(agreed, name="patches", on=day) is None
    assert work_as_needed(agreed, name="unknown", on=day) is None
    assert work_as_needed(agreed, name="special software", on=date(2025, 5, 5)) is None


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Return one agreement for many cuts."""
    return history(tmp_path_factory.mktemp("agreed"))


@given(cut=st.integers(0, 400))
def test_two_windows_side_by_side_are_one_window(cut: int, agreed: History) -> None:
    begins, middle, ends = date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=cut), date(2027, 2, 5)
    halves = (due_work(agreed, from_on=begins, until_on=middle), due_work(agreed, from_on=middle, until_on=ends))
    whole = due_work(agreed, from_on=begins, until_on=ends)

    def named(works: Iterable[DueWork]) -> list[tuple[str, date, int | None]]:
        return [(each.task.name, each.due_on, each.missed_at) for each in works]

    assert named((*halves[0], *halves[1])) == named(whole)
