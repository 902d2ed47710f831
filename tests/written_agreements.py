"""Agreements written in a test, and read as a customer's folder is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from asagreed.reading.problems import Problem
from asagreed.versions import History, read_agreement

HEAD = """\
agreement: written
zone: America/Chicago
currency: USD
term: {from: 2026-01-01, for: 3 years}
signed: 2025-12-15
systems: {mail: E-mail, files: File server}
"""


def at(text: str, zone: str = "America/Chicago") -> int:
    """Return the UTC second of a local moment, such as 2026-05-12 09:00."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def read_folder(folder: Path, text: str, **papers: str) -> tuple[History | None, tuple[Problem, ...]]:
    """Read an agreement; papers are named by their folder and number: declarations_1, amendments_1."""
    (folder / "agreement.yaml").write_text(HEAD + text, encoding="utf-8")
    for name, paper in papers.items():
        kind, _, number = name.partition("_")
        (folder / kind).mkdir(exist_ok=True)
        (folder / kind / f"{number}.yaml").write_text(paper, encoding="utf-8")
    history, problems = read_agreement(folder)
    return history, tuple(problems)


def written(folder: Path, text: str, **papers: str) -> History:
    """Return the history of an agreement that has no mistakes."""
    history, problems = read_folder(folder, text, **papers)
    assert history is not None, problems
    return history
