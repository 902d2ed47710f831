"""What became of recurring work, at every moment and by every record."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.upkeep.agreed import history, judged, record, states

from asagreed.facts.upkeep import UpkeepRecord, UpkeepSettled
from asagreed.upkeep import Upkeep, UpkeepItem, count_upkeep
from asagreed.versions import History


def patches(found: Upkeep) -> UpkeepItem:
    """Return the patches of May: due on the 12th, missed three days later."""
    return next(item for item in found.items if item.task.name == "patches")


@pytest.mark.parametrize(
    ("as_of", "state", "because"),
    [
        ("2026-05-01 00:00", "due", "due by 2026-05-12 23:59"),
        ("2026-05-12 23:59:59", "due", "due by 2026-05-12 23:59"),
        ("2026-05-13 00:00", "late", "due by 2026-05-12 23:59, 1 min ago, and nothing says that it was done"),
        ("2026-05-14 09:30", "late", "due by 2026-05-12 23:59, 33 h 30 min ago, and nothing says that it was done"),
        ("2026-05-15 23:59:59", "late", "due by 2026-05-12 23:59, 3 days ago, and nothing says that it was done"),
        (
            "2026-05-16 00:00",
            "missed",
            "due by 2026-05-12 23:59, and nothing said by 2026-05-15 23:59 that it was done",
        ),
    ],
)
def test_work_that_nobody_recorded_is_due_then_late_then_missed(
    as_of: str, state: str, because: str, tmp_path: Path
) -> None:
    item = patches(judged(history(tmp_path), as_of=as_of))

    assert (item.state.value, item.why.because) == (state, because)
    assert item.why.clauses == (item.task.clause,)
    assert item.is_open == (state != "missed")


@pytest.mark.parametrize(
    ("done", "state", "late", "because"),
    [
        ("2026-05-12 23:59:59", "done", False, "done on 2026-05-12 23:59 by Ann; due by 2026-05-12 23:59"),
        ("2026-05-13 09:00", "done", True, "done on 2026-05-13 09:00 by Ann, 9 h late; due by 2026-05-12 23:59"),
        ("2026-05-16 00:00", "missed", False,
         "done on 2026-05-16 00:00 by Ann, but it counted as missed after 2026-05-15 23:59; due by 2026-05-12 23:59"),
    ],
)  # fmt: skip
def test_work_that_was_done_is_in_time_late_or_too_late(
    done: str, state: str, late: bool, because: str, tmp_path: Path
) -> None:
    item = patches(judged(history(tmp_path), record("patches", "2026-05-12", "done", done, by="Ann", place="r:2")))

    assert (item.state.value, item.was_late, item.why.because) == (state, late, because)
    assert item.done_at is not None
    assert item.why.events == ("r:2",)


def test_the_newest_record_holds_and_all_are_kept(tmp_path: Path) -> None:
    first = record("patches", "2026-05-12", "skipped", "2026-05-12 09:00", because="no access")
    then = record("patches", "2026-05-12", "done", "2026-05-12 15:00", worked=5400, evidence="KB 5")
    item = patches(judged(history(tmp_path), then, first))

    assert (item.state.value, item.records, item.worked, item.evidence) == ("done", (first, then), 5400, "KB 5")


def test_a_record_that_was_made_later_is_not_known_yet(tmp_path: Path) -> None:
    late = record("patches", "2026-05-12", "done", "2026-05-12 15:00", recorded_at=2_000_000_000)

    assert patches(judged(history(tmp_path), late)).state.value == "missed"


@pytest.mark.parametrize("says", ["skipped", "deferred", "proposed"])
def test_what_people_said_stands_with_who_and_why(says: UpkeepSettled, tmp_path: Path) -> None:
    said = record("patches", "2026-05-12", says, "2026-05-11 09:00", by="Bo", because="busy")
    item = patches(judged(history(tmp_path), said))

    assert (item.state.value, item.reason) == (says, "busy")
    assert item.why.because == f"{says} on 2026-05-11 09:00 by Bo: busy"


@pytest.mark.parametrize(("as_of", "state"), [("2026-05-12 09:00", "agreed"), ("2026-05-13 09:00", "late"),
                                              ("2026-05-17 09:00", "missed")])  # fmt: skip
def test_work_that_was_agreed_to_has_to_be_done_still(as_of: str, state: str, tmp_path: Path) -> None:
    agreed = record("patches", "2026-05-12", "agreed", "2026-05-03 09:00")

    assert patches(judged(history(tmp_path), agreed, as_of=as_of)).state.value == state


def test_work_as_needed_stands_where_it_was_done(tmp_path: Path) -> None:
    found = judged(history(tmp_path), record("special software", "2026-05-07", "done", "2026-05-20 11:00", by="Ann"))
    item = next(item for item in found.items if item.task.name == "special software")

    assert (item.state.value, item.was_late) == ("done", False)
    assert item.why.because == "done on 2026-05-20 11:00 by Ann, as it was needed"


def test_records_of_nothing_that_was_due_are_kept_apart(tmp_path: Path) -> None:
    strange = record("patches", "2026-05-13", "done", "2026-05-13 11:00")
    unknown = record("hoovering", "2026-05-13", "done", "2026-05-13 11:00")
    found = judged(history(tmp_path), strange, unknown)

    assert set(map(id, found.unmatched)) == {id(strange), id(unknown)}
    assert "hoovering" not in {item.task.name for item in found.items}


def test_days_of_a_task_are_judged_one_by_one(tmp_path: Path) -> None:
    done = record("backup logs", "2026-05-26", "done", "2026-05-26 09:59")
    found = judged(history(tmp_path), done, as_of="2026-05-28 09:00", begins="2026-05-25")

    assert states(found, "backup logs") == {"05-26": "done", "05-27": "late", "05-28": "due"}


def test_counts_say_what_was_done_skipped_and_missed_and_name_each(tmp_path: Path) -> None:
    found = judged(
        history(tmp_path),
        record("patches", "2026-05-12", "done", "2026-05-12 15:00", worked=5400),
        record("test restore", "2026-05-15", "done", "2026-05-15 15:00", worked=3600),
        record("backup logs", "2026-05-26", "skipped", "2026-05-26 09:00", because="office moved"),
        record("backup logs", "2026-05-27", "deferred", "2026-05-26 09:00"),
        begins="2026-05-12",
        as_of="2026-05-28 09:00",
    )
    counted = count_upkeep(found.items)
    values = {name: getattr(counted, name).value for name in counted.__dataclass_fields__}

    assert values == {"fell_due": 12, "done": 2, "skipped": 1, "missed": 7, "deferred": 1, "open": 1,
                      "worked": 9000, "drawn": 5400}  # fmt: skip
    assert counted.skipped.parts[0].because == (
        "Review of backup logs, due on 2026-05-26: skipped on 2026-05-26 09:00: office moved"
    )
    assert [part.value for part in counted.worked.parts] == [5400, 3600]
    assert counted.missed.because == "7 missed"


SAYS = st.sampled_from(["done", "skipped", "proposed", "agreed", "deferred"])
MOMENTS = st.integers(1_777_000_000, 1_780_300_000)
RECORDS = st.lists(
    st.builds(
        lambda task, day, says, at: record(task, f"2026-05-{day:02}", says, "2026-05-01 00:00", recorded_at=at),
        st.sampled_from(["patches", "backup logs", "special software", "nothing"]),
        st.integers(1, 31),
        SAYS,
        MOMENTS,
    ),
    max_size=20,
    unique_by=lambda each: each.recorded_at,
)


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Return one agreement for many records."""
    return history(tmp_path_factory.mktemp("agreed"))


@settings(max_examples=50)
@given(records=RECORDS, order=st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter_and_none_is_lost(
    records: list[UpkeepRecord], order: Random, agreed: History
) -> None:
    shuffled = list(records)
    order.shuffle(shuffled)
    found, again = judged(agreed, *records), judged(agreed, *shuffled)
    kept = [each for item in found.items for each in item.records] + list(found.unmatched)

    assert found.items == again.items
    assert sorted(map(id, kept)) == sorted(id(each) for each in records)
    counted = count_upkeep(found.items)
    parts = [counted.done, counted.skipped, counted.missed, counted.deferred, counted.open]
    assert sum(len(part.parts) for part in parts) == counted.fell_due.value
