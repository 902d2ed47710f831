"""The traps of the field: mistakes found in real code, and the tests that hold us out of each.

TRAPS lists all of them with the cases and tests that cover it; those about coverage, rates and terms are tested below
by name, those about clocks are cases of tests/cases/clocks.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.cases.runner import cases_in as clock_cases_in
from tests.cases.work_runner import cases_in as work_cases_in
from tests.cases.work_runner import entry_of, read_case_agreement, said_of_parts

from asagreed.billing.work.settling import Settlement, settle
from asagreed.facts.books import Books
from asagreed.versions import read_agreement

HERE = Path(__file__).parent
CLOCKS = {case.name for case in clock_cases_in(HERE / "clocks")}
WORK = {case.name for case in work_cases_in(HERE / "work")}

THIS = "tests/cases/test_traps.py::"
TRAPS = {
    "Pause added as wall time": ("pauses: a pause over the weekend is not added as time on the wall (Alga)",),
    "Pause mis-counted for day-based targets": (
        "start-and-due: a pause of half a working day moves two working days by half a day (glpi 10594)",
    ),
    "Pause forgotten when the SLA or priority changes": (
        "priority: the pause is not forgotten when the priority changes (glpi 6902)",
        "amendments: the pause is kept when an amendment re-rates",
    ),
    "Breach while paused": ("pauses: a paused clock is never breached, however long it takes (glpi 24481)",),
    "Re-opened time counted as pending": (
        "reopening: the time in which a ticket was resolved is no pause and no work (glpi 23359)",
    ),
    "Old target survives a policy switch": (
        "amendments: an amendment that re-rates measures a running ticket anew from its start",
        "priority: a priority without a target takes the clock away",
    ),
    "A shorter update target hides the first-response target": (
        "response: a shorter update does not hide the response (zammad 5177)",
    ),
    "Changing terms rewrites statistics, or corrupts live clocks": (
        "amendments: changed terms do not rewrite a ticket that was judged before",
        "time: work from before the amendment is written down after it",
        THIS + "test_changing_terms_rewrites_statistics_does_not_happen_to_work",
    ),
    "Holiday-list edit silently re-dates open tickets": (
        "amendments: other support hours do not move what is past (Frappe)",
        THIS + "test_holiday_list_edit_silently_re_dates_nothing_that_was_done_before_it",
    ),
    "Expired or not-yet-started terms picked": (
        "start-and-due: a ticket from before the agreement is refused",
        "start-and-due: a ticket from after the agreement has ended is refused",
        "coverage: work before the agreement began has no version that decides",
        "coverage: work after the agreement ended has no version that decides",
        THIS + "test_expired_or_not_yet_started_terms_are_never_picked",
    ),
    "Winner among several SLAs is undefined or odd": (
        "coverage: of two services the one that names more of the work decides",
        THIS + "test_winner_among_several_clauses_is_defined_and_the_losers_are_listed",
    ),
    "Response before opening hours counted as days": (
        "start-and-due: from Friday 16:55 to Monday 9:05 is ten minutes",
    ),
    "Public calendar feed adds wrong holidays": (
        "tests/open_time/test_reasons.py::test_a_holiday_is_named_for_its_date",
        "tests/open_time/test_holidays.py::test_a_holiday_taken_out_is_out_on_the_day_observed_too",
    ),
    "DST by fixed offset": (
        "start-and-due: four hours on the night when the clocks go forward end an hour later on the wall",
        "start-and-due: four hours on the night when the clocks go back end an hour earlier on the wall",
        "time: in the night in which the clocks go forward an hour is missing",
        "time: in the night in which the clocks go back an hour comes twice",
        THIS + "test_dst_by_fixed_offset_would_price_these_nights_wrongly",
    ),
    "Published example is wrong": (
        "pauses: four hours from Friday 16:00 end on Monday at 11:00 (a published example says Tuesday)",
        "tests/cases/test_documentation.py::test_a_case_on_the_page_is_true",
    ),
    "Rate factor by end day, factors added": (
        "rates: from Sunday night into Monday the weekend ends at midnight, whatever the day of the end",
        THIS + "test_rate_factor_by_end_day_factors_added_neither_is_done",
    ),
    "After-hours judged on the technician's hours": (
        "rates: a technician in Berlin works in the morning, when it is night at the customer's",
        THIS + "test_after_hours_judged_on_the_technicians_hours_is_judged_on_the_customers",
    ),
    "Entries with a duration but no times cannot be split": (
        "time: a day and a duration are not enough on a Tuesday, which has two rates",
        "time: a duration without a day is refused",
        THIS + "test_entries_with_a_duration_but_no_times_cannot_be_split_and_are_not",
    ),
    "Price revision touches closed lines": (
        "rates: work of June is paid at the rate of June, however late it is written down",
        THIS + "test_price_revision_touches_no_closed_lines",
    ),
    "Initial term and notice arithmetic": (THIS + "test_initial_term_and_notice_arithmetic_knows_three_periods",),
    "Ambiguous match billed at list price": (
        "coverage: no clause fits, and nothing is guessed",
        "tests/coverage/test_deciding.py::test_two_clauses_that_fit_equally_are_several_and_none_is_guessed",
        THIS + "test_ambiguous_match_billed_at_list_price_is_never_done",
    ),
}


def settled(agreement: str, *lines: str) -> Settlement:
    """Return what becomes of work under an agreement of the cases."""
    history, problems = read_case_agreement(agreement)
    assert history is not None, problems
    entries = [entry_of(line, number, history.zone) for number, line in enumerate(lines, start=1)]
    return settle(entries, history, Books())


def told(agreement: str, *lines: str, words: tuple[str, ...] = ("at", "price")) -> list[tuple[str, ...]]:
    """Return some words of every part of work."""
    return said_of_parts(settled(agreement, *lines), words)


def test_changing_terms_rewrites_statistics_does_not_happen_to_work() -> None:
    before = "Tue 2026-06-30 10:00-11:00, repair, remote"

    assert told("amended", before) == [("10:00-11:00", "120.00 USD")]
    assert told("amended", before, "Wed 2026-07-01 10:00-11:00, repair, remote")[0] == ("10:00-11:00", "120.00 USD")


def test_holiday_list_edit_silently_re_dates_nothing_that_was_done_before_it(tmp_path: Path) -> None:
    agreement = (HERE / "agreements" / "work" / "hours.yaml").read_text(encoding="utf-8")
    (tmp_path / "agreement.yaml").write_text(agreement, encoding="utf-8")
    (tmp_path / "amendments").mkdir()
    (tmp_path / "amendments" / "1.yaml").write_text(
        "amendment: 1\nin force from: 2026-06-01\nsigned: 2026-05-20\n"
        "set: {holidays.our holidays: {2026-05-13: Founders' Day, 2026-06-17: Founders' Day}}\n",
        encoding="utf-8",
    )
    history, problems = read_agreement(tmp_path)
    assert history is not None, problems
    lines = ("Wed 2026-05-13 10:00-11:00, repair, on-site", "Wed 2026-06-17 10:00-11:00, repair, on-site")
    entries = [entry_of(line, number, history.zone) for number, line in enumerate(lines)]

    assert said_of_parts(settle(entries, history, Books()), ("price",)) == [("150.00 USD",), ("225.00 USD",)]


def test_expired_or_not_yet_started_terms_are_never_picked() -> None:
    early, late = "Sun 2026-03-01 10:00-11:00, repair, remote", "Wed 2026-04-01 10:00-11:00, repair, remote"

    assert told("by-date", early, late, words=("verdict", "price")) == [("undecided", "free")] * 2


def test_winner_among_several_clauses_is_defined_and_the_losers_are_listed() -> None:
    part = settled("precedence", "Wed 2026-05-13 09:00-10:00, kind mail fault, on web, remote").parts[0]

    assert part.judgement.clause is not None
    assert part.judgement.clause.address == "services.excluded.web mail"
    assert [(each.clause.address, each.why) for each in part.judgement.considered] == [
        ("services.included.mail repair", "«services.excluded.web mail» names more of this work")
    ]


def test_dst_by_fixed_offset_would_price_these_nights_wrongly() -> None:
    forward, back = "Sun 2026-03-29 01:00-04:00, repair, remote", "Sun 2026-10-25 01:00-04:00, repair, remote"

    assert told("clocks-change", forward) == [("01:00-03:00", "120.00 EUR"), ("03:00-04:00", "90.00 EUR")]
    assert told("clocks-change", back) == [("01:00-03:00", "360.00 EUR"), ("03:00-04:00", "90.00 EUR")]


def test_rate_factor_by_end_day_factors_added_neither_is_done() -> None:
    # By the end day all of it would be Monday's; with factors added the night would cost 100 × (2 + 1.5) and more.
    assert told("bands", "Sun 2026-05-17 21:00 - Mon 2026-05-18 09:00, repair, remote") == [
        ("21:00-22:00", "170.00 USD"),
        ("22:00-00:00", "400.00 USD"),
        ("00:00-06:00", "1,200.00 USD"),
        ("06:00-08:00", "300.00 USD"),
        ("08:00-09:00", "100.00 USD"),
    ]


def test_after_hours_judged_on_the_technicians_hours_is_judged_on_the_customers() -> None:
    in_berlin = "Tue 2026-05-12 10:00+02:00-11:00+02:00, planned projects, remote"
    at_the_customers = "Tue 2026-05-12 10:00-11:00, planned projects, remote"

    assert told("gold", in_berlin, at_the_customers) == [("03:00-04:00", "180.00 USD"), ("10:00-11:00", "120.00 USD")]


def test_entries_with_a_duration_but_no_times_cannot_be_split_and_are_not() -> None:
    assert told("gold", "Tue 2026-05-12 for 2 h, planned projects, remote", words=("at", "verdict", "price")) == [
        ("no times", "undecided", "free")
    ]


def test_price_revision_touches_no_closed_lines() -> None:
    lines = ("Tue 2026-06-30 10:00-11:00, repair, remote", "Wed 2026-07-01 10:00-11:00, repair, remote")

    assert told("bands", *lines, words=("price", "paid by")) == [
        ("100.00 USD", "rates.remote.rate"),
        ("110.00 USD", "rates.changes.2026-07-01.remote.rate"),
    ]


def test_initial_term_and_notice_arithmetic_knows_three_periods(tmp_path: Path) -> None:
    (tmp_path / "agreement.yaml").write_text(
        "agreement: x\nzone: Europe/Berlin\nsigned: 2025-12-01\n"
        "term: {from: 2026-01-31, for: 1 year, renews: monthly, notice: 60 days}\n",
        encoding="utf-8",
    )
    history, problems = read_agreement(tmp_path)
    assert history is not None, problems
    term = history.versions[0].agreement.term
    assert term.for_ is not None
    assert term.notice is not None
    assert term.renews is not None

    assert str(term.for_.after(term.from_).date()) == "2027-01-31"
    assert str(term.renews.after(term.from_).date()) == "2026-02-28"
    assert str(term.notice.after(term.from_).date()) == "2026-04-01"


def test_ambiguous_match_billed_at_list_price_is_never_done() -> None:
    line = "Wed 2026-05-13 09:00-10:00, training, remote"

    assert told("no-otherwise", line, words=("box", "source", "price")) == [("no clause fits", "undecided", "free")]
    assert told("gold", line, words=("box", "source", "price")) == [("by arrangement", "undecided", "free")]


@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_is_covered_by_cases_and_tests_that_exist(trap: str) -> None:
    assert TRAPS[trap]
    for name in TRAPS[trap]:
        file, _, function = name.partition("::")
        assert name in CLOCKS | WORK or (function and function in functions_of(HERE.parent.parent / file)), name


def test_every_trap_of_the_survey_is_listed() -> None:
    # The survey of the field (section 2) has 21 traps, each with the system in which it was seen.
    assert len(TRAPS) == 21


def functions_of(path: Path) -> set[str]:
    """Return the names of the functions of a test file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
