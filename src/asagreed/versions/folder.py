"""The files of a customer's folder, and the plans beside or above it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from asagreed.reading.limits import MAX_BYTES
from asagreed.reading.papers import Paper, read_paper
from asagreed.reading.problems import Problem, file_problem
from asagreed.reading.sources import Source
from asagreed.reading.suggestions import did_you_mean

PLACES = {"amendment": "amendments", "rider": "riders", "declaration": "declarations", "signature": "signatures"}
"""The folders of the papers beside the agreement."""
CHANGING = ("amendment", "rider")
"""Papers that change the terms of an agreement."""
MAPPING = ".map.yaml"
"""Beside the papers may lie what reads the exports of the customer's desk; it is no paper."""
SUFFIXES = (".yaml", ".yml")
PARENTS_SEARCHED = 3
"""How far above the customer's folder the provider may keep the plans."""


@dataclass(frozen=True)
class PlanFile:
    """A file beside or above the folder that may be the pinned plan; its problems count only if it is."""

    paper: Paper | None
    problems: tuple[Problem, ...]


@dataclass
class Folder:
    """What was found: the papers by kind, and the problems so far; papers that could not be read are missing.

    `lacks_terms` says that one of those would have changed the terms.
    """

    agreement: Paper | None = None
    amendments: list[Paper] = field(default_factory=list)
    riders: list[Paper] = field(default_factory=list)
    declarations: list[Paper] = field(default_factory=list)
    signatures: list[Paper] = field(default_factory=list)
    plans: list[PlanFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lacks_terms: bool = False

    def take(self, path: Path, *, kind: str, cited: str) -> Paper | None:
        """Read a file as a paper of a kind, and keep its problems."""
        source = read_source(path, cited=cited)
        paper, problems = (None, (source,)) if isinstance(source, Problem) else read_paper(source, kind=kind)
        self.problems += problems
        self.lacks_terms = self.lacks_terms or (paper is None and kind in CHANGING)
        return paper


def read_folder(path: Path) -> Folder:
    """Return the papers of a folder, or of a single file."""
    found = Folder()
    root = path if path.is_dir() else path.parent
    home = root.resolve().name if path.is_dir() else ""
    main = path / "agreement.yaml" if path.is_dir() else path
    found.agreement = found.take(main, kind="agreement", cited=_cited(home, main.name))
    if path.is_dir():
        for kind, place in PLACES.items():
            _read_place(found, path / place, kind=kind, home=home)
        found.problems += _stray_files(path)
    _read_plans(found, root)
    return found


def read_source(path: Path, *, cited: str) -> Source | Problem:
    """Return the text of a file, or the problem that keeps it from being read."""
    file = path.as_posix()
    try:
        with path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        return file_problem(
            file,
            "YML001",
            f"The file cannot be read: {why}.",
            remedy="Check the path; a customer's folder holds agreement.yaml.",
        )
    if len(data) > MAX_BYTES:
        return file_problem(
            file,
            "YML003",
            f"The file is larger than {MAX_BYTES:,} bytes.",
            remedy="Check that it is the right file; an agreement is a thousand times smaller.",
        )
    return _decoded(data, file=file, cited=cited)


def _decoded(data: bytes, *, file: str, cited: str) -> Source | Problem:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(
            file=file,
            line=line,
            column=error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1,
            code="YML002",
            message=f"The byte 0x{data[error.start]:02x} is not UTF-8 text.",
            remedy="Save the file as UTF-8.",
        )
    return Source(file, cited, text, hashlib.sha256(data).hexdigest())


def _read_place(found: Folder, place: Path, *, kind: str, home: str) -> None:
    papers = {
        "amendment": found.amendments,
        "rider": found.riders,
        "declaration": found.declarations,
        "signature": found.signatures,
    }[kind]
    for file in _yaml_files(place):
        paper = found.take(file, kind=kind, cited=_cited(home, place.name, file.name))
        if paper is not None:
            papers.append(paper)


def _read_plans(found: Folder, root: Path) -> None:
    for above in (root.resolve(), *root.resolve().parents[:PARENTS_SEARCHED]):
        files = _yaml_files(above / "plans")
        for file in files:
            shown = Path(os.path.normpath(root / os.path.relpath(file, root.resolve())))
            source = read_source(shown, cited=_cited("plans", file.name))
            found.plans.append(PlanFile(None, (source,)) if isinstance(source, Problem) else _read_plan(source))
        if files:
            return


# All customers of a provider share its plans, which are longer than their own papers.
@lru_cache(maxsize=64)
def _read_plan(source: Source) -> PlanFile:
    return PlanFile(*read_paper(source, kind="plan"))


def _stray_files(path: Path) -> list[Problem]:
    known = {"agreement.yaml", "plans", *PLACES.values()}
    found: list[Problem] = []
    for child in sorted(path.iterdir()):
        inside = [child] if child.suffix in SUFFIXES and child.is_file() else _yaml_files(child)
        if child.name not in known and inside and not child.name.endswith(MAPPING):
            found.append(
                file_problem(
                    inside[0].as_posix(),
                    "YML009",
                    f"«{child.name}» has no place in a customer's folder, so it was not read.",
                    remedy=f"{did_you_mean(child.name, known)}Papers lie in agreement.yaml, amendments/, riders/, "
                    "declarations/ and signatures/.",
                )
            )
    return found


def _yaml_files(place: Path) -> list[Path]:
    return sorted(each for each in place.iterdir() if each.suffix in SUFFIXES) if place.is_dir() else []


def _cited(*parts: str) -> str:
    return "/".join(part for part in parts if part)
