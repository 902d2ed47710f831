"""`asagreed document`, as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.asked import Asked, asked_of_a_copy

HARBOUR = "harbour-dental"
QUOTED = ("--kind", "quote", "--at", "2026-05-12 17:30", "--work", "planned projects, remote, 1-2 h")


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Asked:
    return asked_of_a_copy(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--kind", "contract"),
        ("--kind", "one-page"),
        ("--kind", "amendment", "--number", "2"),
        ("--kind", "rider"),
        ("--kind", "rider", "--name", "premium response"),
        ("--kind", "emergencies"),
        ("--kind", "criticality", "--at", "2026-06-01"),
        ("--kind", "declined-advice", "--about", "second disk"),
        ("--kind", "response-times-letter", "--date", "2026-06-15"),
        ("--kind", "response-times-letter"),
        (*QUOTED, "--valid-until", "2026-05-31"),
    ],
)
def test_every_kind_is_written(words: tuple[str, ...], language: str, ask: Asked, tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    answer = ask("document", ask.agreement(HARBOUR), "--pdf", file, *words, "--language", language)
    assert (answer.code, answer.said) == (0, "")
    assert answer.out.startswith(f"Wrote {file.as_posix()}: ")
    assert file.read_bytes().startswith(b"%PDF")


def test_a_quote_takes_the_books_into_account(ask: Asked, tmp_path: Path) -> None:
    file = tmp_path / "quote.pdf"
    answer = ask("document", ask.agreement(HARBOUR), "--pdf", file, *QUOTED, "--books", ask.books(HARBOUR))
    assert (answer.code, answer.said, file.exists()) == (0, "", True)


@pytest.mark.parametrize(
    ("customer", "words", "said"),
    [
        (HARBOUR, ("--kind", "amendment"), "Name one of: amendment 1, amendment 2."),
        (HARBOUR, ("--kind", "amendment", "--number", "9"), "no amendment 9"),
        (HARBOUR, ("--kind", "rider", "--name", "gold"), "Name one of: rider premium response."),
        (HARBOUR, ("--kind", "declined-advice", "--about", "a roof"), "Name one of: second disk."),
        (HARBOUR, ("--kind", "quote"), "Say what is to be done"),
        (HARBOUR, ("--language", "tlh"), "Known are: en, de."),
        (HARBOUR, ("--kind", "response-times-letter", "--date", "soon"), "is not a date"),
        (HARBOUR, (*QUOTED, "--valid-until", "soon"), "is not a date"),
        (HARBOUR, ("--colour", "red"), "is not a colour"),
        (HARBOUR, ("--logo", "nowhere.svg"), "There is no file nowhere.svg"),
        (HARBOUR, ("--at", "2020-01-01"), "2026-01-12"),
        ("corner-florist", ("--kind", "emergencies"), "no definition of an emergency"),
        ("corner-florist", ("--kind", "criticality"), "no system"),
        ("corner-florist", ("--kind", "declined-advice"), "no declined advice"),
        ("corner-florist", ("--kind", "rider"), "no rider"),
        ("corner-florist", ("--kind", "amendment"), "no amendment"),
        ("corner-florist", ("--kind", "response-times-letter"), "no promised time"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(
    customer: str, words: tuple[str, ...], said: str, ask: Asked, tmp_path: Path
) -> None:
    file = tmp_path / "printed.pdf"
    answer = ask("document", ask.agreement(customer), "--pdf", file, *words)
    assert answer.code in (1, 2)
    assert said in answer.said
    assert not file.exists()
