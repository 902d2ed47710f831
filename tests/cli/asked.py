"""The command line as a person runs it, with what becomes of errors."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from asagreed.cli.main import run

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Answer:
    """What a command printed, what it said beside it in one line, and the code that it ended with.

    That work names no offset is said of every example, and left out here.
    """

    out: str
    said: str
    code: int


@dataclass
class Asked:
    """A copy of the examples, and a way to run commands on them."""

    examples: Path
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def __call__(self, *words: object) -> Answer:
        self.patch.setattr("sys.argv", ["asagreed", *map(str, words)])
        code: object = 0
        try:
            run()
        except SystemExit as end:
            code = end.code
        printed = self.capture.readouterr()
        told = (line for line in printed.err.splitlines() if "are read as local time of" not in line)
        said = " ".join(" ".join(told).replace("│", " ").split())
        assert "Traceback" not in printed.err
        assert "did not expect" not in printed.err
        return Answer(printed.out, said, code if isinstance(code, int) else 0)

    def agreement(self, customer: str) -> Path:
        return self.examples / customer

    def books(self, customer: str) -> Path:
        return self.examples / "books" / customer / "books.yaml"


def asked_of_a_copy(folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> Asked:
    """Copy the examples into a folder, so that commands may write beside them."""
    for name in ("books", "plans", *(path.name for path in (EXAMPLES / "books").iterdir())):
        shutil.copytree(EXAMPLES / name, folder / name, ignore=shutil.ignore_patterns("issued"))
    patch.setenv("COLUMNS", "250")
    return Asked(folder, capture, patch)
