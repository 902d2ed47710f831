"""A mistake in a document is a value: where, what, why it cannot be, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from asagreed.reading.edits import Edit
from asagreed.reading.nodes import Place
from asagreed.reading.rules import RULES, Severity


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. Line and column count from 1; `length` characters are meant. `address` is the clause's path.

    `edit` is there where one change of the text mends it, and changes nothing of what was agreed.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    remedy: str
    length: int = 1
    address: str = ""
    excerpt: tuple[str, ...] = field(default=(), compare=False, repr=False)
    edit: Edit | None = field(default=None, compare=False, repr=False)

    @property
    def severity(self) -> Severity:
        """How much it matters: an error keeps the agreement from being used."""
        return RULES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether the agreement cannot be used as it is."""
        return self.severity == "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.code} {self.message}"


def problem_at(
    place: Place, code: str, message: str, *, remedy: str, address: str = "", edit: Edit | None = None
) -> Problem:
    """Return a problem at a place of a file."""
    lines = tuple(place.source.line(number) for number in (place.line - 1, place.line))
    return Problem(
        file=place.source.file,
        line=place.line,
        column=place.column,
        code=code,
        message=message,
        remedy=remedy,
        length=max(place.length, 1),
        address=address,
        excerpt=lines,
        edit=edit,
    )


def file_problem(file: str, code: str, message: str, *, remedy: str) -> Problem:
    """Return a problem of a whole file."""
    return Problem(file=file, line=1, column=1, code=code, message=message, remedy=remedy)
