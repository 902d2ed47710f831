"""What a comparison is made of: cells, rows and groups of rows."""

from __future__ import annotations

from dataclasses import dataclass

from asagreed.documents.plan_table.words import Words

PLAIN, NOT_SAID = "plain", "not named"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a plan says in a row: its state (a box of services, `plain`, or `not named`), words, and a remark below."""

    state: str
    words: str
    remark: str = ""
    is_strong: bool = False

    @property
    def is_said(self) -> bool:
        """Whether the plan says anything here."""
        return self.state != NOT_SAID


@dataclass(frozen=True, slots=True)
class Row:
    """A title and a cell for each plan."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a title; `code` says what they are about: price, services, time, or «clock response»."""

    code: str
    title: str
    rows: tuple[Row, ...]


def cell(text: str, words: Words, *, remark: str = "", is_strong: bool = False) -> Cell:
    """Return a cell with a text, or one that says that nothing is said."""
    return Cell(PLAIN, text, remark, is_strong) if text else Cell(NOT_SAID, words.say("none"))
