"""The agreements in examples/ can be read, and say what they are there to show."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from asagreed.terms import Situation, Terms
from asagreed.versions import History, read_agreement

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = tuple(sorted(path.parent.name for path in EXAMPLES.glob("*/agreement.yaml")))


def history_of(folder: str) -> History:
    history, problems = read_agreement(EXAMPLES / folder)
    assert history is not None, problems
    return history


def terms_on(folder: str, local: str) -> Terms:
    history = history_of(folder)
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(history.zone))
    return history.version_in_force(at=int(moment.timestamp())).terms


def promised(terms: Terms, clock: str, *, priority: str, channel: str | None = None) -> tuple[int, str]:
    situation = Situation(priority=priority, channel=channel)
    winner = terms.select_target(clock=clock, situation=situation).winner
    assert winner is not None
    return winner.within, winner.calendar


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_example_reads_without_errors_or_warnings(folder: str) -> None:
    history, problems = read_agreement(EXAMPLES / folder)

    # The mapping for an export lies beside the agreement that it is replayed under.
    found = [problem for problem in problems if not problem.file.endswith(".map.yaml")]
    assert [str(problem) for problem in found if problem.severity != "notice"] == []
    assert history is not None


@pytest.mark.parametrize("draft", sorted(EXAMPLES.glob("drafts/*.yaml")), ids=lambda path: path.stem)
def test_a_draft_reads_without_errors_or_warnings(draft: Path) -> None:
    history, problems = read_agreement(draft)

    assert [str(problem) for problem in problems if problem.severity != "notice"] == []
    assert history is not None


@pytest.mark.parametrize("folder", FOLDERS)
def test_an_example_leaves_nothing_that_an_owner_would_want_settled(folder: str) -> None:
    _, problems = read_agreement(EXAMPLES / folder)

    assert [str(problem) for problem in problems if not problem.file.endswith(".map.yaml")] == []


def test_the_examples_are_those_that_the_readme_names() -> None:
    lines = (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
    named = {line.split("`")[1].rstrip("/") for line in lines if line.startswith("| `")}

    assert set(FOLDERS) <= named


def test_every_plan_is_pinned_by_an_example() -> None:
    papers = {paper.name for folder in FOLDERS for each in history_of(folder).versions for paper in each.papers}

    assert {f"plan {path.stem}" for path in EXAMPLES.glob("plans/*.yaml")} <= papers


def test_the_amendment_answers_high_tickets_faster_from_april_on() -> None:
    before, after = terms_on("harbour-dental", "2026-03-31 23:59"), terms_on("harbour-dental", "2026-04-01 00:00")

    assert promised(before, "response", priority="P2") == (3600, "support")
    assert promised(after, "response", priority="P2") == (45 * 60, "support")


def test_an_amendment_brings_granite_from_gold_to_platinum_at_midnight() -> None:
    before, after = terms_on("granite-climbing", "2026-07-15 23:59"), terms_on("granite-climbing", "2026-07-16 00:00")

    assert promised(before, "response", priority="P2") == (3600, "support")
    assert promised(after, "response", priority="P2") == (30 * 60, "always")
    assert set(after.systems) == set(before.systems)  # what the customer agreed itself lies over either plan


def test_the_rider_holds_for_four_weeks_and_keeps_the_hours_of_each_way_to_report() -> None:
    during, after = terms_on("harbour-dental", "2026-05-04 00:00"), terms_on("harbour-dental", "2026-06-01 00:00")

    assert promised(during, "response", priority="P1", channel="phone") == (15 * 60, "always")
    assert promised(during, "response", priority="P1", channel="portal") == (15 * 60, "support")
    assert promised(after, "response", priority="P1", channel="phone") == (30 * 60, "always")


def test_the_vendor_s_software_has_a_guide_also_while_the_rider_holds() -> None:
    for local in ("2026-02-02 10:00", "2026-05-10 10:00"):
        situation = Situation(priority="P2", kind="x-ray software", kind_group="vendor software")
        winner = terms_on("harbour-dental", local).select_target(clock="resolution", situation=situation).winner
        assert winner is not None
        assert (winner.is_guide, winner.within) == (True, 16 * 3600)


def test_silver_works_round_the_clock_for_critical_tickets_only() -> None:
    terms = terms_on("bright-legal", "2026-03-02 10:00")

    assert {target.selector.priority for target in terms.targets if target.calendar == "always"} == {"P1"}
    assert promised(terms, "response", priority="P4") == (8 * 3600 + 1800, "support")
    assert promised(terms, "plan", priority="P1") == (2 * 3600, "always")


def test_the_real_desk_waits_for_whom_its_log_names() -> None:
    terms = terms_on("servicenow", "2016-03-01 10:00")

    assert terms.pauses["resolution"] == {
        f"waiting for {whom}" for whom in ("customer", "vendor", "problem", "evidence")
    }
