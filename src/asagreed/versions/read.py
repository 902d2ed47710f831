"""From a customer's folder to its history, or to everything that is wrong with it, in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from asagreed.reading.nodes import Place, Table
from asagreed.reading.papers import Paper
from asagreed.reading.problems import Problem
from asagreed.reading.sources import Source
from asagreed.versions.assembly import Assembly
from asagreed.versions.folder import read_folder
from asagreed.versions.history import History


def read_agreement(path: Path | str, *, as_of: int | None = None) -> tuple[History | None, tuple[Problem, ...]]:
    """Return the history of the agreement in a folder or file, and every problem found.

    A declaration dated after `as_of` (UTC seconds) is a problem, where that is given.
    There is no history when a problem is an error; notices and warnings do not keep an agreement from being used.
    """
    folder = read_folder(Path(path))
    assembly = Assembly(folder, folder.agreement or _says_nothing(), as_of=as_of)
    history = assembly.history()
    problems = (*folder.problems, *assembly.problems)
    found = tuple(sorted(_told_once(problems)))
    return (None if any(problem.is_error for problem in found) else history), found


def _says_nothing() -> Paper:
    """Return what stands in for an agreement that cannot be read, so that the papers beside it are looked through."""
    source = Source("", "", "")
    return Paper("agreement", source, Table({}, Place(source, 1, 1, 1)))


def _told_once(problems: Iterable[Problem]) -> Iterable[Problem]:
    """Return every problem once, though several versions may have it, each under an address of its own."""
    first: dict[tuple[str, int, int, str, str], Problem] = {}
    for each in problems:
        first.setdefault((each.file, each.line, each.column, each.code, each.message), each)
    return first.values()
