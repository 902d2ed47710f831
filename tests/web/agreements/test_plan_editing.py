"""Boxes are changed in the text of a plan: only the lines of what changes are written anew, and comments stay."""

from __future__ import annotations

import difflib

import pytest

from asagreed.starter import starter_plans
from asagreed.versions.plan_reading import read_plan
from asagreed_web.agreements.operations import PaperRefused
from asagreed_web.agreements.plan_editing import entry_of, move_service, put_service, set_word

GOLD = starter_plans()["gold@2026-01"]
SMALL = """plan: x
version: 2026-01
services:
  hours: support   # ours
  included:
    # the first
    mail: {delivery: remote, costs: 8.00 USD}   # behind
    backup:
      worth: 2.00 USD
      note: |
        two

        paragraphs

  # of the second box
  excluded:
    cabling: moves and changes   # because
# of the fees
fees: {flat: 3.00 USD a month}
"""


def changed(before: str, after: str) -> list[str]:
    """Return the lines by which two texts differ."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_a_service_that_moves_changes_its_own_line_and_no_other() -> None:
    moved = move_service(GOLD, "patching", source="included", target="excluded")
    assert changed(GOLD, moved) == [
        "-    patching:        {delivery: remote, worth: 300.00 USD, costs: 90.00 USD}",
        "+    patching: {delivery: remote, worth: 300.00 USD, costs: 90.00 USD}",
    ]
    assert entry_of(moved, "excluded", "patching") == {
        "delivery": "remote", "worth": "300.00 USD", "costs": "90.00 USD"}  # fmt: skip


def test_what_one_box_alone_can_say_goes_and_comes_back_from_the_edition_before() -> None:
    away = move_service(GOLD, "changes", source="included", target="by arrangement")
    assert "draws" not in entry_of(away, "by arrangement", "changes")
    back = move_service(away, "changes", source="by arrangement", target="included", base=GOLD)
    assert entry_of(back, "included", "changes") == entry_of(GOLD, "included", "changes")


@pytest.mark.parametrize(
    ("name", "source", "target", "line"),
    [
        ("new printer", "by arrangement", "excluded", "    new printer: {}"),
        ("planned projects", "excluded", "included", "    planned projects: {}"),
        ("password reset", "included", "by arrangement",
         "    password reset: {delivery: remote, worth: 40.00 USD, costs: 8.00 USD}"),
        ("spyware clean-up", "excluded", "included",
         "    spyware clean-up: {for: virus, caused by: a user's download}"),
    ],
)  # fmt: skip
def test_an_entry_says_in_its_new_box_what_fits_there(name: str, source: str, target: str, line: str) -> None:
    moved = move_service(GOLD, name, source=source, target=target)
    assert line in moved.splitlines()
    assert not [problem for problem in read_plan(moved)[1] if problem.is_error]


def test_comments_behind_a_line_move_with_it_and_all_others_stay() -> None:
    moved = move_service(SMALL, "mail", source="included", target="excluded")
    assert "    mail: {delivery: remote, costs: 8.00 USD}   # behind\n# of the fees\n" in moved
    moved = move_service(SMALL, "cabling", source="excluded", target="by arrangement")
    assert "cabling" in moved
    for comment in ("# ours", "# the first", "# of the second box", "# of the fees"):
        assert comment in moved


def test_an_entry_of_many_lines_moves_whole() -> None:
    moved = move_service(SMALL, "backup", source="included", target="excluded")
    assert "    backup:\n      worth: 2.00 USD\n      note: |\n        two\n\n        paragraphs\n" in moved
    assert entry_of(moved, "excluded", "backup")["note"] == "two\n\nparagraphs\n"


def test_a_box_that_becomes_empty_goes_and_one_that_is_not_there_comes() -> None:
    without = move_service(SMALL, "cabling", source="excluded", target="")
    assert "excluded" not in without
    moved = move_service(without, "mail", source="included", target="excluded")
    assert moved.index("excluded:") > moved.index("backup:")
    arranged = move_service(without, "cabling", source="", target="by arrangement", known=None)
    assert "  by arrangement:\n    cabling: {}\n" in arranged


@pytest.mark.parametrize(
    "text",
    [
        "plan: x\nversion: 2026-01\n",
        "plan: x\nversion: 2026-01\nservices: {}\n",
        "plan: x\nversion: 2026-01\nservices:\n  otherwise: excluded\n",
        "plan: x\nversion: 2026-01\nservices: {otherwise: excluded, included: {}}\n",
        "plan: x\nversion: 2026-01\nservices:\n  included: {}\n  otherwise: excluded\n",
        "plan: x\nversion: 2026-01\nservices: {included: {mail: remote}, hours: support}\n",
        "plan: x\nversion: 2026-01\nservices:\n  included: {mail: remote, help: {}}\n",
    ],
)
def test_a_service_is_added_however_the_boxes_are_written(text: str) -> None:
    added = put_service(text, "included", "patching", {"costs": "9.00 USD"})
    assert entry_of(added, "included", "patching") == {"costs": "9.00 USD"}
    assert entry_of(added, "included", "mail") == entry_of(text, "included", "mail")
    assert [problem for problem in read_plan(added)[1] if problem.is_error] == []


def test_boxes_in_one_line_are_unfolded_where_a_service_leaves() -> None:
    text = "plan: x\nversion: 2026-01\nservices: {included: {a: remote, b: {worth: 1.00 USD}}, otherwise: excluded}\n"
    moved = move_service(text, "a", source="included", target="excluded")
    assert entry_of(moved, "excluded", "a") == {"delivery": "remote"}
    assert entry_of(moved, "included", "b") == {"worth": "1.00 USD"}


def test_what_another_plan_says_begins_an_entry() -> None:
    known = entry_of(GOLD, "included", "site visit")
    added = move_service(SMALL, "site visit", source="", target="included", known=known)
    assert entry_of(added, "included", "site visit") == known
    assert "draws" not in str(move_service(SMALL, "changes", source="", target="excluded",
                                           known=entry_of(GOLD, "included", "changes")))  # fmt: skip


def test_what_a_service_says_is_changed_and_taken_out() -> None:
    text = put_service(SMALL, "included", "mail", {"delivery": "", "costs": "9.00 USD", "title": "E-mail: ours"},
                       instead_of="mail")  # fmt: skip
    assert changed(SMALL, text) == [
        "-    mail: {delivery: remote, costs: 8.00 USD}   # behind",
        "+    mail: {costs: 9.00 USD, title: 'E-mail: ours'} # behind",
    ]


def test_a_service_of_another_name_is_named_so_in_lists_too() -> None:
    text = put_service(GOLD, "excluded", "big projects", {}, instead_of="planned projects")
    assert changed(GOLD, text) == [
        "-    planned projects: moves, migrations and capital improvements",
        "+    big projects: moves, migrations and capital improvements",
        "-allowance: {hours: 10 h a month, for: [remote], not for: [planned projects], unused: expires}",
        "+allowance: {hours: 10 h a month, for: [remote], not for: [big projects], unused: expires}",
    ]
    odd = put_service(GOLD, "excluded", "a: b", {}, instead_of="planned projects")
    assert 'not for: ["a: b"]' in odd
    assert read_plan(odd)[1] == ()


def test_a_comment_stays_behind_a_service_of_another_name() -> None:
    text = put_service(SMALL, "excluded", "wires", {}, instead_of="cabling")
    assert "wires: moves and changes" in text
    assert "# because" in text


def test_a_word_at_the_top_is_changed_or_added() -> None:
    assert changed(GOLD, set_word(GOLD, "version", "2026-02")) == ["-version: 2026-01", "+version: 2026-02"]
    assert set_word("plan: x\nservices: {}\n", "version", "2026-02") == "plan: x\nversion: 2026-02\nservices: {}\n"
    assert set_word("title: y\n", "plan", "no: x") == 'plan: "no: x"\ntitle: y\n'


@pytest.mark.parametrize(
    ("text", "name", "source", "target", "why"),
    [
        (SMALL, "mail", "excluded", "by arrangement", "does not stand under «excluded» any more"),
        (SMALL, "mail", "included", "included", "stands under «included» already"),
        ("plan: [", "mail", "", "included", "cannot be read"),
        ("{plan: x, version: 1}", "mail", "", "included", "cannot be read"),
        ("plan: x\nservices: all of them\n", "mail", "", "included", "does not hold boxes"),
        ("plan: x\nservices:\n  included:\n    a: {b: 1, b: 2}\n", "a", "included", "excluded", "Mend the text"),
    ],
)
def test_what_cannot_be_moved_is_refused(text: str, name: str, source: str, target: str, why: str) -> None:
    with pytest.raises(PaperRefused, match=why):
        move_service(text, name, source=source, target=target)


@pytest.mark.parametrize(
    ("name", "instead_of", "why"),
    [
        ("", "", "needs a name"),
        ("x" * 81, "", "needs a name"),
        ("mail", "", "already"),
        ("mail", "backup", "already"),
        ("x", "gone", "any more"),
    ],
)
def test_what_cannot_be_kept_is_refused(name: str, instead_of: str, why: str) -> None:
    with pytest.raises(PaperRefused, match=why):
        put_service(SMALL, "included", name, {}, instead_of=instead_of)


def test_a_key_that_says_more_than_a_word_is_left_alone() -> None:
    with pytest.raises(PaperRefused, match="more than a word"):
        set_word("plan: x\nversion: [1]\n", "version", "2026-01")


HOSTILE = ("<script>alert(1)</script>", "a: b", "# no comment", "{x}", "'\"", "- x", "ключ", "x" * 80, "no", "12", "~")


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_service_is_called_it_is_found_again_and_the_rest_is_untouched(name: str) -> None:
    added = put_service(SMALL, "included", name, {"title": name, "costs": "1.00 USD"})
    assert entry_of(added, "included", name)["title"] == name
    moved = move_service(added, name, source="included", target="by arrangement")
    gone = move_service(moved, name, source="by arrangement", target="")
    assert gone == SMALL
