"""What must hold of every availability, whatever happened: bounds, classes, independence, order."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from asagreed.facts.uptime import Outage, Reading
from asagreed.measures.availability.condition import EXCUSED, UNKNOWN, UP, Condition, State, tally
from asagreed.measures.availability.downtime import FULL, Downtime, Method, Stretch, counted
from asagreed.measures.availability.judging import shares
from asagreed.measures.availability.measured import shares_together
from asagreed.measures.availability.signals import facts_of
from asagreed.measures.availability.together import Needs, state_of, together
from asagreed.open_time import Span, Spans

PERIOD = Spans((Span(0, 1000),))
SPANS = st.lists(
    st.tuples(st.integers(-50, 1050), st.integers(1, 300)).map(lambda pair: Span(pair[0], sum(pair))), max_size=5
).map(Spans)
WEIGHTS = st.sampled_from([FULL, Fraction(1, 2), Fraction(1, 4)])
CONDITIONS = st.builds(Condition, down=st.dictionaries(WEIGHTS, SPANS, max_size=3), excused=SPANS, unknown=SPANS)
HOURS = SPANS.map(lambda spans: spans & PERIOD)


@given(CONDITIONS, HOURS, st.sampled_from(["left out", "up"]))
def test_bounds_hold_and_classes_add_up_to_the_period(condition: Condition, service: Spans, excused: str) -> None:
    found = tally(condition, service, excused=excused)
    seconds = shares(base=found.base, down=found.down_seconds, unknown=found.unknown.total)

    down = sum(spans.total for spans in found.down.values())
    taken = Spans((*found.excused, *found.unknown, *(span for spans in found.down.values() for span in spans)))
    assert taken.total == found.excused.total + found.unknown.total + down
    assert (taken - service) == Spans()
    if seconds.low is None or seconds.high is None:
        assert found.base == 0
        return
    assert 0 <= seconds.low <= seconds.high <= 1
    for policy in ("left out", "up", "down"):
        shown = seconds.shown(policy)
        assert shown is None or seconds.low <= shown <= seconds.high


STRETCHES = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 200), WEIGHTS), max_size=8
).map(
    lambda made: [
        Stretch(Outage(id=str(place), system="mail", occurred_at=start), start, start + length, weight)
        for place, (start, length, weight) in enumerate(made)
    ]
)  # fmt: skip
METHODS = st.builds(
    Method,
    merge_gap=st.integers(0, 60),
    minimum=st.integers(0, 120),
    longer=st.sampled_from(["threshold", "deductible"]),
)


@given(STRETCHES, METHODS, st.randoms(use_true_random=False))
def test_the_order_of_outages_changes_nothing(made: list[Stretch], method: Method, chance: random.Random) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)

    found = counted(made, method)

    assert counted(shuffled, method).by_weight() == found.by_weight()
    assert {each.outage.id for each in found.stretches} | {each.id for each in found.dropped} == {
        each.outage.id for each in made
    }


@given(STRETCHES, METHODS)
def test_overlaps_never_add_up(made: list[Stretch], method: Method) -> None:
    weights = counted(made, method).by_weight()

    assert Spans(span for spans in weights.values() for span in spans).total == sum(s.total for s in weights.values())


NAMES = ("a", "b", "c", "d")
RULES = st.recursive(
    st.sampled_from(NAMES),
    lambda below: st.lists(below, min_size=1, max_size=3).flatmap(
        lambda parts: st.integers(1, len(parts)).map(lambda least: Needs(least, tuple(parts)))
    ),
    max_leaves=6,
).map(lambda part: part if isinstance(part, Needs) else Needs(1, (part,)))
STATES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([EXCUSED, UNKNOWN, FULL, UP]))


def is_up(part: str | Needs, up: dict[str, bool]) -> bool:
    if isinstance(part, str):
        return up[part]
    return sum(is_up(each, up) for each in part.of) >= part.least


def by_every_reading(rule: Needs, states: dict[str, State]) -> State:
    """Say it the long way: each open member up and down, in every combination."""
    unknown = [name for name in NAMES if states.get(name) == UNKNOWN]
    excused = [name for name in NAMES if states.get(name) == EXCUSED]
    fixed = {name: states.get(name, UP) == UP for name in NAMES}
    outcomes = set()
    for tried in product((True, False), repeat=len(unknown)):
        by_excused = {
            is_up(rule, {**fixed, **dict(zip(unknown, tried, strict=True)), **dict(zip(excused, also, strict=True))})
            for also in product((True, False), repeat=len(excused))
        }
        if len(by_excused) > 1:
            return EXCUSED
        outcomes |= by_excused
    if len(outcomes) > 1:
        return UNKNOWN
    return UP if outcomes == {True} else FULL


@settings(max_examples=300)
@given(RULES, STATES)
def test_a_rule_says_what_every_reading_of_open_members_says(rule: Needs, states: dict[str, State]) -> None:
    assert state_of(rule, states) == by_every_reading(rule, states)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, CONDITIONS)), RULES)
def test_the_joint_timeline_says_at_each_moment_what_the_rule_says(members: dict[str, Condition], rule: Needs) -> None:
    found = together(rule, members, PERIOD)

    def state(condition: Condition, at: int) -> State:
        states = condition.states(PERIOD)
        return next((state for state, spans in states.items() if at in spans), UP)

    for at in range(0, 1000, 97):
        assert state(found, at) == state_of(rule, {name: state(each, at) for name, each in members.items()})


@given(CONDITIONS, CONDITIONS)
def test_a_single_member_is_itself_whatever_the_others_are(condition: Condition, other: Condition) -> None:
    found = together(Needs(1, ("a",)), {"a": condition, "b": other}, PERIOD)

    assert tally(found, PERIOD, excused="left out") == tally(condition, PERIOD, excused="left out")


SHARES = st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100)).map(
    lambda parts: shares(base=sum(parts), down=parts[1], unknown=parts[2])
)


@given(st.lists(SHARES, min_size=1, max_size=4), st.sampled_from(["mean", "pooled", "worst system"]))
def test_shares_together_lie_between_their_bounds(made: list[object], form: str) -> None:
    found = shares_together(form, {str(place): each for place, each in enumerate(made)})  # type: ignore[misc]

    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.high <= 1


READINGS = st.lists(
    st.builds(Reading, at=st.integers(0, 5000), state=st.sampled_from(["up", "down", "degraded", "unknown"])),
    min_size=1, max_size=20,
)  # fmt: skip


@given(READINGS, st.sampled_from([None, 60]), st.randoms(use_true_random=False))
def test_readings_that_are_shuffled_doubled_or_late_give_the_same(
    made: list[Reading], every: int | None, chance: random.Random
) -> None:
    again = [*made, *made]
    chance.shuffle(again)

    assert facts_of({"mail": again}, every=every, as_of=6000) == facts_of({"mail": made}, every=every, as_of=6000)


def test_nothing_counts_of_nothing() -> None:
    assert Downtime(()).by_weight() == {}
    assert shares_together("mean", {}).high is None
