"""The cases of tests/cases/work: covered or billable, by which clause, from which purse, at what price."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
from tests.cases.work_runner import Case, cases_in, expected_of, said_of

from asagreed.billing.work.settling import settle

CASES = cases_in(Path(__file__).parent / "work")
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@every_case
def test_work_is_judged_and_priced_as_the_agreement_says(case: Case) -> None:
    assert said_of(case) == expected_of(case)


@every_case
def test_no_order_of_listing_entries_changes_what_is_owed(case: Case) -> None:
    entries = case.entries

    backwards = settle(reversed(entries), case.history, case.books, issued=case.issued)

    assert backwards.parts == case.settled().parts


@every_case
def test_the_parts_of_an_entry_follow_each_other_and_add_up_to_its_time(case: Case) -> None:
    entries = {entry.id: entry for entry in case.entries}
    worked: defaultdict[str, int] = defaultdict(int)
    ends: dict[str, int | None] = {}
    for part in case.settled().parts:
        worked[part.entry] += part.worked
        assert part.start == ends.get(part.entry, entries[part.entry].start)
        ends[part.entry] = part.end

    replaced = {entry.corrects for entry in case.entries}
    assert worked == {entry.id: entry.seconds for entry in case.entries if entry.id not in replaced}
    assert ends == {name: entries[name].end for name in ends}


@every_case
def test_every_amount_says_why_and_by_which_clause(case: Case) -> None:
    for part in case.settled().parts:
        assert part.judgement.because
        if part.amount != Fraction(0):
            assert part.because
            assert part.clause is not None


def test_no_two_cases_have_the_same_sentence() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_there_are_more_than_120_cases() -> None:
    assert len(CASES) > 120
