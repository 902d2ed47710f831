"""Contradictions in a target table are found by trying, and each is shown by a ticket."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.terms.agreed import HEAD, SUPPORT, written

from asagreed.terms import Situation
from asagreed.versions import read_agreement

THINGS = (
    SUPPORT
    + """reporting: {phone: {hours: always}, e-mail: {hours: support}}
systems: {mail: E-mail, files: File server}
issue kinds: {hardware: {printer: Printer, server: Server}, software: {browser: Browser}}
targets:
  hours: support
"""
)


def problems_of(folder: Path, table: str) -> list[tuple[str, str]]:
    _, problems = read_agreement(written(folder, agreement=HEAD + THINGS + table))
    return [(each.code, each.message) for each in problems]


@pytest.mark.parametrize(
    ("table", "ticket"),
    [
        ("  for hardware: {response: 1 h}\n  by phone: {response: 2 h}\n", "kind_group hardware, channel phone"),
        ("  for printer: {by phone: {response: 1 h}}\n  by phone: {for printer: {response: 2 h}}\n", "kind printer"),
        ("  within support: {response: 1 h}\n  on-site: {response: 2 h}\n", "reported while support is open"),
        ("  P1: {remote: {response: 1 h}}\n  on mail: {P1: {response: 2 h}}\n", "priority P1, system mail"),
        ("  outside support: {response: 1 h}\n  by e-mail: {response: 2 h}\n", "channel e-mail"),
    ],
)
def test_two_targets_for_one_ticket_are_shown_by_it(table: str, ticket: str, tmp_path: Path) -> None:
    ((code, message),) = problems_of(tmp_path, table)

    assert code == "TGT307"
    assert ticket.rsplit(", ", maxsplit=1)[-1] in message


@pytest.mark.parametrize(
    "table",
    [
        "  for hardware: {response: 1 h}\n  for printer: {response: 2 h}\n",
        "  for hardware: {response: 1 h}\n  for browser: {response: 2 h}\n",
        "  by phone: {response: 1 h}\n  by e-mail: {response: 2 h}\n  otherwise: {response: 3 h}\n",
        "  within support: {response: 1 h}\n  outside support: {response: 2 h}\n",
        "  by phone: {response: 1 h, on mail: {response: 90 min}}\n  on mail: {response: 2 h}\n",
        "  by phone: {response: 1 h}\n  on mail: {resolution: 2 h}\n",
        "  by phone: {response: 1 h}\n  for hardware: {response: 2 h, by phone: {response: 30 min}}\n",
    ],
)
def test_targets_that_do_not_meet_are_no_contradiction(table: str, tmp_path: Path) -> None:
    assert problems_of(tmp_path, table) == []


def test_a_promise_without_hours_in_one_case_is_shown_by_it(tmp_path: Path) -> None:
    table = "targets: {P1: {response: 1 h, for hardware: {hours: always}, by phone: {hours: always, response: 2 h}}}\n"
    text = HEAD + THINGS.split("targets:")[0] + table
    _, problems = read_agreement(written(tmp_path, agreement=text))

    assert [(each.code, each.message) for each in problems if each.code == "YML411"] == [
        ("YML411", "Nothing says in which hours this target counts (priority P1).")
    ]


KEYS = st.sampled_from(
    (
        "P1",
        "P2",
        "by phone",
        "by e-mail",
        "on mail",
        "for hardware",
        "for printer",
        "remote",
        "within support",
        "outside support",
    )
)
BLOCKS = st.dictionaries(KEYS, st.dictionaries(KEYS, st.just("{response: 1 h}"), max_size=3), max_size=4)
GRID = [
    Situation(priority, kind, group, None, system, delivery, channel, frozenset(is_open))
    for priority, (kind, group), system, delivery, channel, is_open in product(
        ("P1", "P2"),
        (("printer", "hardware"), ("server", "hardware"), ("browser", "software"), (None, None)),
        ("mail", None),
        ("remote", None),
        ("phone", "e-mail"),
        ((), ("support",)),
    )
]


@given(BLOCKS)
@settings(max_examples=60)
def test_a_table_without_findings_leaves_no_ticket_undecided(blocks: dict[str, dict[str, str]]) -> None:
    table = "".join(
        f"  {key}: {{response: 1 h{''.join(f', {inner}: {text}' for inner, text in below.items())}}}\n"
        for key, below in blocks.items()
    )
    with TemporaryDirectory() as folder:
        history, problems = read_agreement(written(Path(folder), agreement=HEAD + THINGS + table))
    codes = {each.code for each in problems}
    if history is None:
        assert codes <= {"TGT307", "YML420"}
        return
    terms = history.versions[0].terms

    assert {terms.select_target(clock="response", situation=each).verdict for each in GRID} <= {
        "one fits",
        "none fits",
    }
