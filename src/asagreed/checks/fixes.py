"""What a program may mend by itself: where there is one way only, in an agreement by which nobody is bound yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from asagreed.open_time import in_zone
from asagreed.reading.composing import compose
from asagreed.reading.edits import changed_lines
from asagreed.reading.nodes import Table
from asagreed.reading.problems import Problem
from asagreed.versions.folder import PLACES
from asagreed.versions.moments import moment_of, signatures_of, utc_seconds, zone_of

MOST_FIXES = 200
"""One run mends no more; each one is looked for anew, in what the one before has left."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The text of a file without a problem. `refusal` says why it must not be written, where that is so."""

    problem: Problem
    file: Path
    before: str
    text: str
    refusal: str

    @property
    def lines(self) -> list[str]:
        """The lines that change, as they are shown below the problem; or why none may."""
        if self.refusal:
            return [f"= not mended: {self.refusal}"]
        changed = changed_lines(self.before, self.text)
        width = max(len(str(number)) for number, _, _ in changed)
        return [f"{number:>{width}} {sign} {line}" for number, sign, line in changed]

    def write(self) -> None:
        """Write the file. Raises OSError where that is not allowed."""
        mark = b"\xef\xbb\xbf" if self.file.read_bytes().startswith(b"\xef\xbb\xbf") else b""
        unfinished = self.file.with_name(f"{self.file.name}.unfinished")
        unfinished.write_bytes(mark + self.text.encode())
        unfinished.replace(self.file)


def fixes(problems: Iterable[Problem], *, now: int) -> tuple[Fix, ...]:
    """Return the fix of every problem that has one; `now` (UTC seconds) tells which agreements have begun."""
    found = (_fix(problem, now=now) for problem in problems)
    return tuple(fix for fix in found if fix is not None)


def mend(look: Callable[[], Iterable[Problem]], *, now: int) -> tuple[Fix, ...]:
    """Write every fix that is not refused, one after the other; `look` returns the problems that are left each time."""
    done: list[Fix] = []
    while len(done) < MOST_FIXES:
        fix = next((each for each in fixes(look(), now=now) if not each.refusal), None)
        if fix is None:
            break
        fix.write()
        done.append(fix)
    return tuple(done)


def _fix(problem: Problem, *, now: int) -> Fix | None:
    text = problem.edit.edited if problem.edit else None
    if problem.edit is None or text is None:
        return None
    source = problem.edit.place.source
    tree, _ = compose(replace(source, text=text))
    if not isinstance(tree, Table):
        return None
    return Fix(problem, Path(source.file), source.text, text, _refusal(source.file, tree, now=now))


def _refusal(file: str, tree: Table, *, now: int) -> str:
    """Return why a file must not be changed by a program, or nothing. Its dates are read as they are afterwards."""
    if "agreement" not in tree.entries:
        return f"{file} is no agreement; others may rest on it, or have signed it. Change it by hand."
    if signatures_of(tree) or any((Path(file).parent / PLACES["signature"]).glob("*.y*ml")):
        return f"{file} is signed, and what is signed changes by an amendment only."
    term, zone = tree.get("term"), zone_of(tree.get("zone"))
    begins = moment_of(term.get("from")) if isinstance(term, Table) else None
    if begins is None or zone is None:
        return f"It cannot be told from when {file} is in force. Write term: {{from: …}} and zone: first."
    began = utc_seconds(begins, zone)
    if began <= now:
        day = in_zone(began, zone).date()
        return f"{file} has been in force since {day}, and what is in force changes by an amendment only."
    return ""
