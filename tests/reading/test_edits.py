"""Edits change the one entry or word that is meant, and leave every other character alone."""

from __future__ import annotations

import copy
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from asagreed.reading.composing import compose
from asagreed.reading.edits import Respelling, TakingOut, changed_lines, sure_spelling
from asagreed.reading.nodes import Entry, Place, Table, follow, plain, tables
from asagreed.reading.sources import Source

BLOCK = """\
# Above all.
agreement: mill-bakery

accepted findings:   # with a reason each
  # Until the second technician is trained.
  FEA407:
    because: in training   # since May
    until: 2026-09-01
  DOC703: {because: small, until: 2026-09-01}   # once more
# Below.
notes: kept
"""


def root_of(text: str) -> Table:
    root, problems = compose(Source("a.yaml", "a.yaml", text))
    assert isinstance(root, Table), problems
    return root


def entry_at(text: str, *path: str) -> Entry:
    entry, _ = follow(root_of(text), path)
    assert entry is not None
    return entry


def without(text: str, *path: str) -> str | None:
    return TakingOut(entry_at(text, *path).key.place).edited


def test_an_entry_of_lines_goes_with_its_lines_and_every_comment_outside_stays() -> None:
    after = without(BLOCK, "accepted findings", "FEA407")
    assert after is not None
    assert [(number, sign, line.strip()) for number, sign, line in changed_lines(BLOCK, after)] == [
        (6, "-", "FEA407:"),
        (7, "-", "because: in training   # since May"),
        (8, "-", "until: 2026-09-01"),
    ]


def test_a_map_that_would_be_empty_goes_with_its_entry() -> None:
    assert without("a: 1\nb:\n  c:\n    d: 2\n# end\n", "b", "c", "d") == "a: 1\n# end\n"
    assert without("a: 1\nb: {c: {d: 2}}\n", "b", "c", "d") == "a: 1\n"


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ("m: {a: 1, b: 2, c: 3}\n", "a", "m: {b: 2, c: 3}\n"),
        ("m: {a: 1, b: 2, c: 3}\n", "b", "m: {a: 1, c: 3}\n"),
        ("m: {a: 1, b: 2, c: {d: 3}}\n", "c", "m: {a: 1, b: 2}\n"),
        ("m: {a: 1,\n  b: [2,\n   3]}\n", "b", "m: {a: 1}\n"),
        ("m:\n  a: |\n    two\n    lines\n\n  b: 2\n", "a", "m:\n\n  b: 2\n"),
        ("m:\n  a: 1\n  b: 2", "b", "m:\n  a: 1\n"),
        ("m:\r\n  a: 1\r\n  b: 2\r\n", "a", "m:\r\n  b: 2\r\n"),
        ("m:\n  a:\n  - 1\n  - {x: 1}\n  b: 2\n", "a", "m:\n  b: 2\n"),
        ('m:\n  "a": "one\n    two"\n  b: 2\n', "a", "m:\n  b: 2\n"),
    ],
)
def test_an_entry_goes_whatever_its_form(text: str, key: str, after: str) -> None:
    assert without(text, "m", key) == after


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("m: {a: 1, # why\n  b: 2}\n", ("m", "a")),
        ("only: 1\n", ("only",)),
        ("? a\n: 1\nb: 2\n", ("a",)),
    ],
)
def test_an_entry_that_cannot_be_cut_out_by_itself_stays(text: str, path: tuple[str, ...]) -> None:
    assert without(text, *path) is None


def test_nothing_is_cut_out_of_a_list_or_of_a_file_that_cannot_be_read() -> None:
    text = "m:\n- a: 1\n- b: 2\n"
    source = Source("a.yaml", "a.yaml", text)
    assert TakingOut(Place(source, 2, 3, 1)).edited is None
    assert TakingOut(Place(source, 1, 1, 1)).edited is None
    assert TakingOut(Place(Source("a.yaml", "a.yaml", "  - a"), 1, 1, 1)).edited is None
    assert TakingOut(Place(Source("a.yaml", "a.yaml", "m: [1\n"), 1, 1, 1)).edited is None


NAMES = st.sampled_from(["a", "b c", "Ä", "x-1", "9"])
TREES = st.recursive(
    st.sampled_from(["1", "two words", "", "# no comment", "a: b", "line\nline\n", "ß"]),
    lambda below: st.dictionaries(NAMES, below, min_size=1, max_size=4) | st.lists(below, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, TREES, min_size=2, max_size=4), st.sampled_from([True, False, None]), st.data())
def test_what_is_left_is_what_was_there_without_the_entry(
    tree: dict[str, Any], is_flow: bool | None, data: st.DataObject
) -> None:
    yaml, out = YAML(), io.StringIO()
    yaml.default_flow_style = is_flow
    yaml.dump(tree, out)
    text = out.getvalue()
    root = root_of(text)
    path, table = data.draw(st.sampled_from([each for each in tables(root) if len(each[1].entries) > 1]))
    key = data.draw(st.sampled_from(list(table.entries)))
    after = TakingOut(table.entries[key].key.place).edited
    if after is not None:
        wanted: Any = copy.deepcopy(plain(root))
        found = _cut(wanted, plain(table), key)
        assert found, path
        assert plain(root_of(after)) in found


def _cut(whole: Any, table: Any, key: str) -> list[Any]:
    """Return what may be left of a tree: an equal map may stand in several places of lists."""
    places: list[tuple[Any, ...]] = []
    _find(whole, table, (), places)
    found = []
    for path in places:
        each = node = copy.deepcopy(whole)
        for step in path:
            node = node[step]
        del node[key]
        found.append(each)
    return found


def _find(node: Any, table: Any, path: tuple[Any, ...], places: list[tuple[Any, ...]]) -> None:
    if node == table:
        places.append(path)
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, below in inner:
        _find(below, table, (*path, step), places)


def test_a_word_is_spelled_as_it_must_be_within_its_quotation_marks() -> None:
    text = 'm: {"Support_Hours": 1}  # Support_Hours\n'
    place = entry_at(text, "m", "Support_Hours").key.place
    assert Respelling(place, "Support_Hours", "support hours").edited == 'm: {"support hours": 1}  # Support_Hours\n'
    assert Respelling(place, "other", "support hours").edited is None


def test_a_spelling_is_sure_where_one_word_differs_in_capitals_and_gaps_only() -> None:
    known = ("support hours", "on-site", "P1", "up: down", "Mail", "mail")
    assert sure_spelling("Support_Hours", known) == "support hours"
    assert sure_spelling("on site", known) == "on-site"
    assert sure_spelling("p1", known) == "P1"
    assert sure_spelling("suport hours", known) == ""
    assert sure_spelling("MAIL", known) == ""
    assert sure_spelling("Up: Down", known) == ""
