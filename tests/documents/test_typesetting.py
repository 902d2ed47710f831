"""Setting: letters that our own fonts lack are taken from the machine, and what no font has is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import typst
from tests.documents.printed import fault

from asagreed.documents import typesetting
from asagreed.documents.refusals import NoLetterFor
from asagreed.documents.typesetting import typeset

DAY = date(2026, 7, 1)
MISSING = 'PDF/A-3a, PDF/UA-1 error: the text `"\U0001f600"` could not be displayed with font `"Libertinus Serif"`'


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a template of its own that prints one text."""
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path)
    file = tmp_path / "one.typ"
    file.write_text(
        '#set document(title: "One", date: datetime(year: 2026, month: 7, day: 1))\n'
        '#set text(font: "Libertinus Serif", lang: "en")\n'
        "#json(bytes(sys.inputs.data)).text\n",
        "utf-8",
    )
    return file


class Compiler:
    """Stands for the one with our own fonts, and for the one with those of the machine."""

    def __init__(self, *errors: str) -> None:
        self.errors = list(errors)

    def compile(self, **_said: object) -> bytes:
        if self.errors:
            raise fault(self.errors.pop(0))
        return b"%PDF"


def compilers(monkeypatch: pytest.MonkeyPatch, *errors: str) -> list[bool]:
    """Let setting fail with some errors, one after the other; return which fonts were asked."""
    asked: list[bool] = []
    compiler = Compiler(*errors)

    def one(_template: Path, *, has_system_fonts: bool) -> Compiler:
        asked.append(has_system_fonts)
        return compiler

    monkeypatch.setattr(typesetting, "_compiler", one)
    return asked


def test_our_own_fonts_are_enough_for_most(template: Path) -> None:
    assert typeset(template, {"text": "Ελληνικά, Кириллица, שלום"}, day=DAY).startswith(b"%PDF")


def test_a_letter_that_they_lack_is_taken_from_the_machine(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = compilers(monkeypatch, MISSING)
    assert typeset(template, {"text": "\U0001f600"}, day=DAY) == b"%PDF"
    assert asked == [False, True]


def test_a_letter_that_no_font_has_is_refused(template: Path) -> None:
    with pytest.raises(NoLetterFor, match="10ff00"):
        typeset(template, {"text": "\U0010ff00"}, day=DAY)


@pytest.mark.parametrize("errors", [("unknown variable",), (MISSING, "unknown variable")])
def test_another_fault_is_not_hidden(errors: tuple[str, ...], template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compilers(monkeypatch, *errors)
    with pytest.raises(typst.TypstError, match="unknown variable"):
        typeset(template, {"text": "x"}, day=DAY)
