"""Agreements and what happened, to figures: the worked examples, through papers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.written_agreements import at, written

from asagreed.facts.uptime import Outage, Unwatched, UptimeFacts, WindowHeld
from asagreed.measures.availability import Availability, in_percent, measure, month_span
from asagreed.versions import History

ZONE = "America/Chicago"
APRIL = month_span(2026, 4, zone=ZONE)
LATER = at("2027-01-01 00:00")


def figures(history: History, facts: UptimeFacts, *, as_of: int = LATER) -> dict[str, Availability]:
    return {found.name: found for found in measure(history, facts, period=APRIL, as_of=as_of)}


def outage(start: str, end: str, *, system: str = "mail", key: str = "", **more: int) -> Outage:
    return Outage(id=key or start, system=system, occurred_at=at(start), restored_at=at(end), **more)  # type: ignore[arg-type]


def test_44_minutes_miss_99_9_in_april_and_are_never_shown_as_99_90(tmp_path: Path) -> None:
    history = written(tmp_path, "uptime: {basis: all time, counts from: occurred, systems: {mail: 99.9%}}\n")
    facts = UptimeFacts(outages=(outage("2026-04-14 10:00", "2026-04-14 10:44"),))

    found = figures(history, facts)["mail"]

    assert (found.base, found.allowance, found.verdict) == (2_592_000, 2592, "missed")
    assert found.down == 2640
    assert in_percent(found.shown, places=2) == "99.89%"
    assert found.remaining == -48
    assert [each.counted for each in found.outages] == [2640]


def test_a_redundant_pair_is_excused_only_when_the_other_one_fails_too(tmp_path: Path) -> None:
    history = written(
        tmp_path,
        "uptime:\n  basis: all time\n  combined: {pair: {of: [mail, files], together: any one is enough, share: 99%}}\n"
        "maintenance: {notice: 72 h}\n",
    )
    window = WindowHeld(
        id="w", systems=("mail",), starts_at=at("2026-04-12 01:00"), planned_end_at=at("2026-04-12 03:00"),
        notified_at=at("2026-04-01 09:00"),
    )  # fmt: skip
    failed = outage("2026-04-12 02:00", "2026-04-12 02:30", system="files")

    found = figures(history, UptimeFacts(outages=(failed,), windows=(window,)))["pair"]

    assert (found.base, found.left_out) == (2_590_200, 1800)
    assert (found.down, found.shown) == (Fraction(0), Fraction(1))


@pytest.mark.parametrize(
    ("policy", "shown"),
    [("left out", Fraction(2_554_200, 2_556_000)), ("up", 1 - Fraction(1800, 2_592_000)),
     ("down", 1 - Fraction(37_800, 2_592_000))],
)  # fmt: skip
def test_ten_hours_without_data_leave_the_verdict_open(tmp_path: Path, policy: str, shown: Fraction) -> None:
    history = written(tmp_path, f"uptime: {{unknown: {policy}, systems: {{mail: 99.9%}}}}\n")
    gap = Unwatched(id="u", system="mail", start_at=at("2026-04-20 00:00"), end_at=at("2026-04-20 10:00"))
    facts = UptimeFacts(outages=(outage("2026-04-14 10:00", "2026-04-14 10:30"),), unwatched=(gap,))

    found = figures(history, facts)["mail"]

    assert (found.shown, found.verdict, found.coverage) == (shown, "undetermined", Fraction(2_556_000, 2_592_000))
    assert found.low == 1 - Fraction(37_800, 2_592_000)
    assert found.high == 1 - Fraction(1800, 2_592_000)
