"""When a system was not up follows from what was said, whatever the order in which that came."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.facts.uptime import Reading, State, Stretch, stretches_of_changes, stretches_of_looks

Short = tuple[str, int, int | None]


def said(*parts: str) -> list[Reading]:
    """Return readings written as `down@10`, with a question mark where they are not confirmed."""
    found = []
    for part in parts:
        state, at = part.removesuffix("?").split("@")
        found.append(_reading(state, int(at), is_confirmed=not part.endswith("?")))
    return found


def _reading(state: str, at: int, *, is_confirmed: bool = True) -> Reading:
    states: dict[str, State] = {"up": "up", "unknown": "unknown", "degraded": "degraded", "down": "down"}
    return Reading(at=at, state=states[state], is_confirmed=is_confirmed)


def short(stretches: tuple[Stretch, ...]) -> list[Short]:
    """Return stretches without when they were sure."""
    return [(each.state, each.start, each.end) for each in stretches]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("down@10 up@20", [("down", 10, 20)]),
        ("down@10 down@15 up@20 up@25", [("down", 10, 20)]),
        ("up@5 down@10", [("down", 10, None)]),
        ("degraded@10 down@12 degraded@15 up@20", [("degraded", 10, 12), ("down", 12, 15), ("degraded", 15, 20)]),
        ("unknown@10 up@20", [("unknown", 10, 20)]),
        ("down@10? up@20", []),
        ("down@10 up@10", [("down", 10, None)]),
        ("up@10 up@20", []),
        ("down@10 up@20 down@20 up@30", [("down", 10, 30)]),
        ("", []),
    ],
)
def test_a_monitor_that_tells_changes_is_believed_from_one_to_the_next(told: str, expected: list[Short]) -> None:
    assert short(stretches_of_changes(said(*told.split()))) == expected


@pytest.mark.parametrize(
    ("told", "as_of", "expected"),
    [
        ("up@0 up@60 up@120", 180, []),
        ("up@0 down@60 up@120", 120, [("down", 60, 120)]),
        ("up@0 down@60? down@80? down@100 up@160", 160, [("down", 60, 160)]),
        ("up@0 down@60? up@80", 80, []),
        ("up@0 down@60?", 70, []),
        ("up@0 down@60", 70, [("down", 60, None)]),
        ("up@0 up@60 up@21660 up@21720", 21720, [("unknown", 60, 21660)]),
        ("up@0 down@60 up@21660", 21660, [("unknown", 60, 21660)]),
        ("up@0 down@60 down@120 down@21660 up@21720", 21720, [
            ("down", 60, 120), ("unknown", 120, 21660), ("down", 21660, 21720)]),
        ("up@0 up@60", 240, []),
        ("up@0 up@60", 241, [("unknown", 60, None)]),
        ("up@0 down@60 down@120", 301, [("down", 60, 120), ("unknown", 120, None)]),
        ("up@0 down@60 up@99", 59, []),
        ("", 1000, []),
    ],
)  # fmt: skip
def test_a_monitor_that_tells_looks_knows_nothing_between_those_that_are_too_far_apart(
    told: str, as_of: int, expected: list[Short]
) -> None:
    assert short(stretches_of_looks(said(*told.split()), stale_after=180, as_of=as_of)) == expected


def test_an_outage_begins_with_the_first_failure_and_is_sure_with_the_one_that_confirms_it() -> None:
    (stretch,) = stretches_of_looks(said("up@0", "down@60?", "down@80?", "down@100"), stale_after=180, as_of=100)
    assert stretch == Stretch(state="down", start=60, end=None, confirmed_at=100)


def test_looks_that_were_put_together_vouch_for_all_the_time_between_them() -> None:
    looks = [Reading(at=0, until=6000, state="up"), Reading(at=6060, state="up")]
    assert stretches_of_looks(looks, stale_after=180, as_of=6060) == ()


@pytest.mark.parametrize(
    ("told", "blind", "as_of", "expected"),
    [
        ("up@0 up@60 up@120", (60, 120), 120, [("unknown", 60, 120)]),
        ("up@0 down@60 down@120 up@180", (70, 100), 180, [("down", 60, 60), ("unknown", 60, 120), ("down", 120, 180)]),
        ("up@0 up@60 down@90 up@95 up@120", (80, 100), 120, [("unknown", 60, 120)]),
        ("up@0 up@60", (70, 80), 90, [("unknown", 60, None)]),
        ("up@0 up@60 up@120", (120, 500), 120, []),
        ("up@0 up@60 up@120", (200, 500), 130, []),
    ],
)
def test_while_the_monitor_itself_was_blind_nothing_was_up_or_down(
    told: str, blind: tuple[int, int], as_of: int, expected: list[Short]
) -> None:
    found = stretches_of_looks(said(*told.split()), stale_after=180, as_of=as_of, blind=[blind])
    assert short(found) == [each for each in expected if each[1] != each[2]]


def episode(state: State, at: int, name: str = "one", began_at: int | None = None) -> Reading:
    """Return a reading of an outage that its source counts."""
    return Reading(at=at, state=state, episode=name, began_at=began_at)


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([episode("down", 10)], [("down", 10, None)]),
        ([episode("down", 10), episode("up", 20, began_at=10)], [("down", 10, 20)]),
        ([episode("up", 20, began_at=10)], [("down", 10, 20)]),
        ([episode("up", 20)], []),
        ([episode("up", 5, began_at=10)], []),
        ([episode("up", 20, began_at=10), episode("down", 20, "two")], [("down", 10, None)]),
        ([episode("up", 20, began_at=10), episode("up", 40, "two", began_at=15)], [("down", 10, 40)]),
        ([episode("degraded", 10), episode("up", 20)], [("degraded", 10, 20)]),
    ],
    ids=["goes on", "both", "only the end", "no beginning", "ends first", "next at once", "two at once", "in part"],
)
def test_outages_that_the_source_counts_are_put_together(readings: list[Reading], expected: list[Short]) -> None:
    assert short(stretches_of_changes(readings)) == expected


MOMENTS = st.integers(0, 2000)
STATES: st.SearchStrategy[State] = st.sampled_from(["up", "unknown", "degraded", "down"])
READINGS = st.lists(st.builds(Reading, at=MOMENTS, state=STATES, is_confirmed=st.booleans()), max_size=30)
EPISODES = st.lists(
    st.builds(Reading, at=MOMENTS, state=STATES, episode=st.sampled_from(["one", "two"]), began_at=MOMENTS | st.none()),
    max_size=10,
)


@given(READINGS, EPISODES, st.randoms(use_true_random=False))
def test_order_and_doubles_change_nothing(readings: list[Reading], told: list[Reading], chance: Random) -> None:
    mixed = [*readings, *readings[::2], *told, *told[::2]]
    chance.shuffle(mixed)
    assert stretches_of_changes(mixed) == stretches_of_changes([*readings, *told])
    given_late = stretches_of_looks([*mixed], stale_after=180, as_of=2000)
    assert given_late == stretches_of_looks([*readings, *told], stale_after=180, as_of=2000)


@given(READINGS, st.integers(1, 500))
def test_stretches_of_looks_follow_each_other_without_overlap(readings: list[Reading], stale_after: int) -> None:
    found = stretches_of_looks(readings, stale_after=stale_after, as_of=2000)
    for before, after in pairwise(found):
        assert before.end is not None
        assert before.start < before.end <= after.start
