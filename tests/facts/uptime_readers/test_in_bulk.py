"""Checks in columns say what the same checks say one at a time."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asagreed.errors import UnreadableUptime
from asagreed.facts.uptime import Reading, State, stretches_of_looks
from asagreed.facts.uptime_readers.in_bulk import STATES, checks_in_bulk, stretches_in_bulk
from asagreed.measures.availability.signals import facts_of

STALE = 180
LOOKS = st.lists(
    st.tuples(st.integers(0, 60).map(lambda step: step * 45), st.sampled_from(STATES)), min_size=1, max_size=25
)


@given(LOOKS, st.integers(0, 3600))
def test_one_and_many_are_equal(looks: list[tuple[int, State]], later: int) -> None:
    as_of = max(at for at, _ in looks) + later
    one = stretches_of_looks([Reading(at=at, state=s) for at, s in looks], stale_after=STALE, as_of=as_of)

    ordered = sorted((at, STATES.index(state)) for at, state in looks)
    moments = np.array([at for at, _ in ordered], dtype=np.int64)
    ranks = np.array([rank for _, rank in ordered], dtype=np.int8)
    many = tuple(stretches_in_bulk(moments, ranks, stale_after=STALE, as_of=as_of))

    def seconds(found: tuple[object, ...]) -> list[tuple[State, int]]:
        return sorted(
            (each.state, at)  # type: ignore[attr-defined]
            for each in found
            for at in range(each.start, as_of if each.end is None else each.end, 45)  # type: ignore[attr-defined]
        )

    assert seconds(many) == seconds(one)


def parquet(path: Path, select: str) -> Path:
    duckdb.sql(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path


def test_a_file_of_checks_gives_the_facts_of_its_checks(tmp_path: Path) -> None:
    made = random.Random(5)
    looks = [(name, 60 * minute, made.choice(("up", "up", "up", "down", "degraded")))
             for name in ("b", "a") for minute in range(200) if not 50 < minute < 70]  # fmt: skip
    made.shuffle(looks)
    values = ", ".join(str(look) for look in looks)

    found = checks_in_bulk(
        parquet(tmp_path / "c.parquet", f'FROM (VALUES {values}) t(system, "at", state)'),
        every=60, since=-600, as_of=11_000,
    )  # fmt: skip

    readings: dict[str, list[Reading]] = {}
    for name, at, state in looks:
        readings.setdefault(name, []).append(Reading(at=at, state=state))  # type: ignore[arg-type]
    assert found == facts_of(readings, every=60, since=-600, as_of=11_000)


def test_moments_with_a_zone_are_taken_and_others_refused(tmp_path: Path) -> None:
    good = parquet(tmp_path / "g.parquet", "SELECT 'a' AS system, to_timestamp(60) AS \"at\", 'down' AS state")
    local = parquet(tmp_path / "l.parquet", "SELECT 'a' AS system, TIMESTAMP '2026-04-01' AS \"at\", 'up' AS state")
    less = parquet(tmp_path / "m.parquet", "SELECT 'a' AS system, 'up' AS state")
    (tmp_path / "n.parquet").write_bytes(b"no")

    outage = checks_in_bulk(good, every=60, since=None, as_of=100).outages[0]

    assert (outage.occurred_at, outage.restored_at) == (60, None)
    assert checks_in_bulk(good, every=60, since=None, as_of=10).outages == ()
    with pytest.raises(UnreadableUptime, match="«at» is timestamp, which does not say in which zone"):
        checks_in_bulk(local, every=60, since=None, as_of=100)
    with pytest.raises(UnreadableUptime, match="it has no column «at»"):
        checks_in_bulk(less, every=60, since=None, as_of=100)
    with pytest.raises(UnreadableUptime, match=r"n\.parquet cannot be read as outages or checks"):
        checks_in_bulk(tmp_path / "n.parquet", every=60, since=None, as_of=100)
