"""Keys, values and what a paper may leave to its plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.terms.agreed import HEAD, written

from asagreed.reading.suggestions import did_you_mean
from asagreed.versions import read_agreement

REMEDIES = {
    "calender: {}\n": "Did you mean «calendars»?",
    "calendars: {support: {hours: always, opened: {}}}\n": (
        "Did you mean «open»? Known here are: all of, any of, changes, closed, except, hours, open, title, zone."
    ),
    "systems: {mail: {titel: E-mail}}\n": (
        "Did you mean «title»? Known here are: call, kind, note, parts, site, stands on, supported by, title, "
        "vendor hours, vendor response, warranty until."
    ),
    "reopening: {after: 14 days}\n": "Known here are: clock, within.",
    "parties: {vendor: Northwind IT}\n": "Known here are: customer, provider.",
    "targets: {P1: {by phone: {response: {in: 1 h}}}}\n": "Known here are: guide, hours, note, within.",
}


@pytest.mark.parametrize(("text", "remedy"), REMEDIES.items())
def test_an_unknown_key_is_told_with_those_that_are_known(text: str, remedy: str, tmp_path: Path) -> None:
    _, problems = read_agreement(written(tmp_path, agreement=HEAD + text))

    assert [each.remedy for each in problems if each.code == "YML201"] == [remedy]


@pytest.mark.parametrize("text", ["pauses: {resolution: [~]}\n", "pauses:\n  resolution:\n    -\n", "title: null\n"])
def test_nothing_in_the_place_of_a_value_is_told_once(text: str, tmp_path: Path) -> None:
    _, problems = read_agreement(written(tmp_path, agreement=HEAD + text))

    assert [each.code for each in problems] == ["YML204"]


def test_no_nine_and_oh_ten_stay_the_words_that_they_are(tmp_path: Path) -> None:
    text = HEAD + "title: no\nsystems: {9:00: 1.10, 010: 0x1F}\n"
    history, problems = read_agreement(written(tmp_path, agreement=text))

    assert problems == ()
    assert history is not None
    assert history.versions[0].agreement.title == "no"
    assert {name: system.title for name, system in history.versions[0].terms.systems.items()} == {
        "9:00": "1.10",
        "010": "0x1F",
    }


def test_a_key_of_a_list_in_a_recorded_section_may_not_have_dots_either(tmp_path: Path) -> None:
    text = HEAD + "notes: [{a.b: c}]\n"
    _, problems = read_agreement(written(tmp_path, agreement=text))

    assert [each.code for each in problems] == ["YML901", "YML205"]


def test_the_words_of_other_desks_are_understood_in_suggestions() -> None:
    assert did_you_mean("fix", ("resolution", "response")) == "Did you mean «resolution»? "
    assert did_you_mean("zebra", ("resolution", "response")) == ""


def test_text_over_several_lines_is_one_value(tmp_path: Path) -> None:
    text = HEAD + "title: >\n  Support\n  for practices\ncurrency: |\n  dollars\n"
    _, problems = read_agreement(written(tmp_path, agreement=text))

    assert [(each.code, each.line, each.column) for each in problems] == [("YML313", 7, 11)]


def test_an_escaped_text_is_underlined_as_a_whole(tmp_path: Path) -> None:
    text = HEAD + 'calendars: {support: {hours: {mon: "08:00-17:00\\x20x"}}}\n'
    _, problems = read_agreement(written(tmp_path, agreement=text))

    assert [(each.code, each.column, each.length) for each in problems] == [("YML308", 36, 18)]
