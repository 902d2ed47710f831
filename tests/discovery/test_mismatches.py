"""What does not line up, in plain words and figures (mission A11, G6; semantics/feasibility.md, 6.1)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.discovery.answered import about_files, answered, practice

from asagreed.discovery import Mismatch, find_mismatches
from asagreed.discovery.mismatches import day_without
from asagreed.discovery.wording import figure_words
from asagreed.figures import Figure
from asagreed.money import Money
from asagreed.open_time import always

HOUR = 3600
WEEK = 'working hours: "mon-fri 09:00-17:00"'


def only(found: tuple[Mismatch, ...]) -> Mismatch:
    """Return the one mismatch that there is."""
    (mismatch,) = found
    return mismatch


def names(found: tuple[Mismatch, ...]) -> list[str]:
    return [each.name for each in found]


def test_a_nightly_backup_that_takes_two_hours_can_lose_26_hours() -> None:
    found = only(about_files("may lose: 4 h, backup every: 24 h, backup takes: 2 h, restore tested: 2026-01-03"))
    assert (found.name, found.system, found.title) == ("loses-too-much", "files", "files")
    (figure,) = found.figures
    assert (figure.value, figure.unit) == (26 * HOUR, "s")
    assert [each.value for each in figure.parts] == [24 * HOUR, 2 * HOUR]
    assert "can lose 26 h of work" in found.risk
    assert "You said that at most 4 h may be lost." in found.risk
    assert found.measure is not None
    assert found.measure.about == "more frequent backup for files"
    assert found.measure.advice == "Back up «files» so often that at most 4 h can be lost."
    assert found.measure.then == ("no emergency", "billable")
    assert found.measure.causes == ("data loss",)


def test_what_the_customer_believed_is_told_beside_what_is() -> None:
    found = only(about_files("believed loss: 1 h, backup every: 24 h, restore tested: 2026-01-03"))
    assert found.risk.endswith("Nobody has said how much may be lost. You thought that it would be 1 h.")
    assert found.measure is not None
    assert found.measure.advice == "Back up «files» more often."


@pytest.mark.parametrize(
    "answers",
    [
        "may lose: 26 h, backup every: 24 h, backup takes: 2 h, restore tested: 2026-01-03",
        "believed loss: 26 h, backup every: 24 h, backup takes: 2 h, restore tested: 2026-01-03",
        "backup every: 24 h, backup takes: 2 h, restore tested: 2026-01-03",
        "backup every: none",
        "",
    ],
)
def test_what_lines_up_or_matters_to_nobody_is_no_mismatch(answers: str) -> None:
    assert about_files(answers) == ()


def test_a_critical_system_without_any_backup_can_lose_everything() -> None:
    found = about_files("criticality: critical, data loss is an emergency: yes, backup every: none")
    assert names(found) == ["no-backup"]
    assert found[0].figures[0].value is None


def test_a_copy_beside_the_system_goes_with_it() -> None:
    found = only(about_files("backup every: 1 h, backup where: beside the system, restore tested: 2026-01-03"))
    assert found.name == "copy-beside-the-system"
    assert found.measure is not None
    assert "whose cause is fire, water, theft or malware" in found.measure.consequence


@pytest.mark.parametrize(("said", "words"), [("restore tested: never, ", "was never tried"), ("", "was not said")])
def test_how_long_a_restore_takes_is_not_known_until_it_was_tried(said: str, words: str) -> None:
    found = only(about_files(f"{said}backup every: 24 h"))
    assert (found.name, found.figures[0].value) == ("never-restored", None)
    assert words in found.risk


def test_a_restore_takes_what_amount_and_speed_make_it_and_costs_what_an_hour_does() -> None:
    found = only(
        about_files(
            "back within: 2 h, backup every: 1 h, restore tested: 2026-01-03, data: 720 GB, restore speed: 80 MB/s, "
            "hour down costs: 400.00 USD per h",
            WEEK,
        )
    )
    time, cost = found.figures
    assert (found.name, time.value, time.because) == ("back-too-late", 9000, "720 GB at 80 MB/s")
    assert cost.value == Money(Decimal("1000.00"), "USD")
    assert cost.because == "2 h 30 min of your working hours, at 400.00 USD an hour"
    assert cost.parts[1].because == "an hour without it, as you said"


def test_a_restore_that_was_measured_counts_as_measured() -> None:
    found = only(about_files("back within: 2 h, backup every: 1 h, restore tested: 2026-01-03, restore took: 5 h"))
    assert found.figures == (Figure(5 * HOUR, "s", "as it took when it was tried"),)


def test_a_restore_that_is_fast_enough_is_no_mismatch() -> None:
    assert about_files("back within: 5 h, backup every: 1 h, restore tested: 2026-01-03, restore took: 5 h") == ()


def test_parts_of_the_next_business_day_take_working_days_whatever_anybody_does() -> None:
    found = only(
        about_files(
            "back within: 4 h, spare: none, parts: next business day, diagnosis takes: 1 h, repair takes: 2 h, "
            'vendor hours: "mon-fri 08:00-17:00"',
            f"{WEEK}, hour down costs: 900.00 USD per h",
        )
    )
    best, worst, cost = found.figures
    assert found.name == "parts-too-late"
    assert (best.value, worst.value) == (3 * HOUR, 10 * HOUR)
    assert worst.parts[0].unit == "s"
    assert cost.value == Money(Decimal("9000.00"), "USD")
    assert cost.parts[1].because == "an hour in which nobody can work, as you said"
    assert "stands still for 3 h of your working hours at best, and 10 h" in found.risk
    assert "You need it within 4 h." in found.risk


def test_a_failure_of_friday_afternoon_is_the_worked_example_of_thirteen_and_a_half_hours() -> None:
    found = only(
        about_files(
            "criticality: critical, emergency after: 1 h, parts: next business day, diagnosis takes: 1 h, "
            'repair takes: 6 h, vendor hours: "mon-fri 08:00-17:00"',
            WEEK,
        )
    )
    best, worst = (each.value for each in found.figures)
    assert isinstance(best, int)
    assert isinstance(worst, int)
    assert best <= 13.5 * HOUR <= worst
    assert "You need it" not in found.risk


@pytest.mark.parametrize(
    "answers",
    [
        "back within: 40 h, parts: next business day",
        "parts: next business day",
        "criticality: not critical, spare: none",
        "criticality: critical, emergency after: 1 h, parts: next business day, spare: on the shelf",
        "criticality: critical, emergency after: 1 h, spare: none, redundancy: a second server",
        "criticality: critical, emergency after: 1 h, spare: none, parts: within 4 h on site",
        "warranty until: 2026-02-03",
    ],
)
def test_what_is_in_reserve_or_in_time_is_no_mismatch(answers: str) -> None:
    assert about_files(answers, WEEK) == ()


def test_without_hours_nothing_is_reckoned_in_working_hours() -> None:
    critical = "criticality: critical, emergency after: 1 h"
    assert about_files(f"{critical}, parts: next business day") == ()
    assert about_files(f'{critical}, supported by: Tooth, vendor hours: "mon 09:00-10:00"', "people: 3") == ()


def test_critical_and_nothing_in_reserve_stands_still_for_nobody_knows_how_long() -> None:
    answers = "criticality: critical, emergency after: 1 h, spare: none, parts: none, hour down costs: 400.00 USD per h"
    found = only(about_files(answers, WEEK))
    assert (found.name, found.figures[0].value) == ("nothing-in-reserve", None)
    assert found.figures[1].value == Money(Decimal("400.00"), "USD")


def test_a_warranty_that_is_over_promises_nothing() -> None:
    found = only(about_files("warranty until: 2026-01-04"))
    assert (found.name, found.figures[0].value, found.figures[0].unit) == ("warranty-is-over", 30, "days")


def test_a_vendor_who_works_less_is_missing_for_some_hours_of_the_week() -> None:
    found = only(about_files('supported by: Tooth, vendor hours: "mon-thu 09:00-16:00; fri 09:00-12:00"', WEEK))
    assert (found.name, found.figures[0].value) == ("vendor-hours-narrower", 9 * HOUR)
    assert found.figures[0].parts[0].value == 40 * HOUR
    assert about_files('supported by: Tooth, vendor hours: "mon-fri 08:00-18:00"', WEEK) == ()


@pytest.mark.parametrize(
    ("answers", "company", "name"),
    [
        ("criticality: critical", "", "critical-and-no-emergency"),
        ("criticality: not critical, emergency after: 1 h", "", "emergency-and-not-critical"),
        ("criticality: not critical, people stopped: 7", "people: 14", "idle-and-not-critical"),
    ],
)
def test_what_is_called_critical_and_what_an_emergency_have_to_line_up(answers: str, company: str, name: str) -> None:
    found = only(about_files(answers, company))
    assert (found.name, found.measure) == (name, None)


def test_few_idle_people_do_not_make_a_system_critical() -> None:
    assert about_files("criticality: not critical, people stopped: 6", "people: 14") == ()


def test_a_mismatch_says_which_of_its_grounds_somebody_has_seen() -> None:
    found = only(
        about_files(
            "may lose: 4 h, backup every: 1 h, restore tested: 2026-01-03",
            verified="backups: {on: 2026-02-03, evidence: a report, found: {backup every: 24 h}}",
        )
    )
    assert found.figures[0].value == 24 * HOUR
    assert [(each.key, each.answer, each.is_verified) for each in found.grounds] == [
        ("backup every", "24 h", True),
        ("may lose", "4 h", False),
    ]
    assert found.rests_on_words


def test_hours_that_are_known_better_go_before_those_that_were_said() -> None:
    answers = answered('company: {working hours: "mon 09:00-10:00"}\nsystems: {files: {parts: next business day, '
                       "back within: 20 h}}\n")  # fmt: skip
    assert find_mismatches(answers) == ()
    assert names(find_mismatches(answers, hours=always())) == ["parts-too-late"]


def test_the_practice_hears_three_things_about_its_file_server() -> None:
    found = find_mismatches(practice())
    assert names(found) == ["loses-too-much", "never-restored", "parts-too-late"]
    assert all(each.title == "File server" for each in found)


def test_a_working_day_without_a_system_costs_its_hours() -> None:
    figure = day_without(practice(), "files")
    assert figure is not None
    assert (figure.value, figure.unit) == (Money(Decimal("3200.00"), "USD"), "a working day")
    assert day_without(answered("systems: {files: {hour down costs: 400.00 USD per h}}"), "files") is None
    assert day_without(answered(f"company: {{{WEEK}}}\nsystems: {{files: {{}}}}"), "files") is None


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(93_600, "s", ""), "26 h"),
        (Figure(48_600, "s of open time", ""), "13 h 30 min of working hours"),
        (Figure(Money(Decimal("4400.00"), "USD"), "of downtime", ""), "4,400.00 USD of downtime"),
        (Figure(None, "s", ""), "not known"),
        (Figure(30, "days", ""), "30 days"),
    ],
)
def test_figures_are_told_in_words(figure: Figure, words: str) -> None:
    assert figure_words(figure) == words
