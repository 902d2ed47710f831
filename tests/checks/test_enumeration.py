"""Every ticket is tried: the walk finds what asking for each ticket by itself finds."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from tests.checks.test_rules import agreement, found_in

from asagreed.checks import Subject, enumeration
from asagreed.checks.enumeration import walk
from asagreed.open_time import in_zone
from asagreed.versions import Version, read_agreement

EXAMPLES = Path(__file__).parents[2] / "examples"
PHONE = "targets: {hours: support, resolution: 8 h, P1: {by phone: {response: 1 h}}, P2: {response: 4 h}}"


def subject_of(version: Version) -> Subject:
    """Return a version as checks look at it, on its first day."""
    return Subject(version, today=in_zone(version.from_at, version.terms.zone).date())


def asked_one_by_one(version: Version, clock: str) -> tuple[set[str], bool]:
    """Return which clauses decide any ticket, and whether any ticket has none, by asking for each at every hour."""
    terms, said = version.terms, version.agreement
    kinds = [None, *(kind for group in said.issue_kinds.values() for kind in group)]
    named = {target.selector.priority for target in terms.targets} - {None}
    matrix = {priority for row in said.priorities.matrix.values() for priority in row.values()}
    deciding, has_gap = set[str](), False
    every = product(
        [*({*named, *matrix, *said.priorities.titles} or {None})], kinds, (None, *said.systems), (None, *said.sites),
        (None, "remote", "on-site"), (None, *said.reporting), range(0, 14 * 24, 5),
    )  # fmt: skip
    seen = set()
    for priority, kind, system, site, delivery, channel, hour in every:
        situation = terms.situation(reported_at=version.from_at + 3600 * hour, priority=priority, kind=kind,
                                    system=system, site=site, delivery=delivery, channel=channel)  # fmt: skip
        if situation in seen:
            continue
        seen.add(situation)
        winner = terms.select_target(clock=clock, situation=situation).winner
        if winner:
            deciding.add(winner.clause.address)
        elif channel and delivery:
            has_gap = True
    return deciding, has_gap


@pytest.mark.parametrize("customer", ["harbour-dental", "bright-legal", "granite-climbing", "cedar-surveyors"])
def test_the_walk_finds_who_decides_and_whether_anybody_does(customer: str) -> None:
    history, _ = read_agreement(EXAMPLES / customer)
    assert history is not None
    version = history.versions[-1]
    for clock in ("response", "resolution"):
        tried = walk(version, subject_of(version).lookup, clock)
        deciding, has_gap = asked_one_by_one(version, clock)
        assert tried.is_whole
        assert (set(tried.deciding), bool(tried.gaps)) == (deciding, has_gap)


def test_a_gap_is_told_as_a_ticket(tmp_path: Path) -> None:
    found = next(each for each in found_in(agreement(tmp_path, PHONE)) if each.code == "TGT313")
    assert found.message == "No response target fits this ticket: P1, reported by portal."


def test_a_gap_at_some_hours_is_told_with_an_hour(tmp_path: Path) -> None:
    text = "targets: {hours: support, P1: {within support: {response: 1 h}}, P2: {response: 4 h}}"
    found = next(each for each in found_in(agreement(tmp_path, text)) if each.code == "TGT313")
    assert found.message == "No response target fits this ticket: P1, on Monday 2026-01-12 00:00."


def test_a_table_that_is_too_large_is_searched_so_far_and_nothing_is_called_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enumeration, "MOST_POINTS", 1)
    version = agreement(tmp_path, PHONE)
    assert not subject_of(version).walks["response"].is_whole
    assert not {each.code for each in found_in(version)} & {"TGT314"}


def test_a_ticket_of_which_nothing_is_known_has_a_name() -> None:
    history, _ = read_agreement(EXAMPLES / "benchmark")
    assert history is not None
    nothing = history.versions[0].terms.situation(reported_at=0)
    assert enumeration.Point(nothing, None, is_usual=True).in_words("UTC") == "any ticket"
