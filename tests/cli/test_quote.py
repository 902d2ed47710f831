"""`asagreed quote`, as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy

HARBOUR = "harbour-dental"
TUESDAY = ("--at", "2026-05-12 17:30")
WORK = ("--work", "planned projects, remote, 1-2 h")


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


def test_the_ways_stand_side_by_side(ask: Asked) -> None:
    answer = ask("quote", ask.agreement(HARBOUR), ask.books(HARBOUR), *WORK, *TUESDAY)

    assert (answer.code, answer.said) == (0, "")
    assert "from the next opening" in answer.out
    assert "180.00 USD to 360.00 USD" in answer.out  # tonight, × 1.5
    assert "2026-05-12 18:00" in answer.out


def test_with_reasons(ask: Asked) -> None:
    assert "tonight, at most" in ask("quote", ask.agreement(HARBOUR), *WORK, *TUESDAY, "--why").out


def test_as_json(ask: Asked) -> None:
    told = json.loads(ask("quote", ask.agreement(HARBOUR), *WORK, *WORK, *TUESDAY, "--json").out)

    assert [choice["choice"] for choice in told["choices"]] == ["now", "tonight", "from the next opening"]
    assert told["choices"][2]["least"]["net"] == "240.00 USD"  # twice 1 h × 120.00
    assert [work["title"] for work in told["work"]] == ["planned projects"] * 2


def test_without_a_moment_it_is_asked_now(ask: Asked) -> None:
    assert ask("quote", ask.agreement(HARBOUR), *WORK).code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (TUESDAY, 2, "Say what is to be done"),
        ((*WORK, "--at", "soon"), 2, "«soon» is not a moment"),
        ((*WORK, "--at", "2025-05-12"), 1, "in force"),
        (("--work", "planned projects, soon, 1 h", *TUESDAY), 1, "«soon» is neither"),
        (("--work", "planned projects", *TUESDAY), 1, "it does not say how long it takes"),
    ],
)
def test_what_cannot_be_quoted_is_told_in_words(ask: Asked, words: tuple[str, ...], code: int, said: str) -> None:
    answer = ask("quote", ask.agreement(HARBOUR), *words)

    assert (answer.out, answer.code) == ("", code)
    assert said in answer.said


def test_an_agreement_without_hours_has_no_tonight(ask: Asked) -> None:
    answer = ask("quote", ask.agreement("corner-florist"), "--work", "help, remote, 1 h", *TUESDAY)

    assert answer.code == 1
    assert "names no support hours" in answer.said
