"""`asagreed compare`: what a new version changes for the customer."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from asagreed.versions import Version


class Looked(StrEnum):
    """How much is looked at."""

    MONEY = "money"
    PROMISES = "promises"
    EVERYTHING = "everything"


def compare(
    old: Annotated[Path, typer.Argument(help="A customer's folder, or one agreement file.")],
    new: Annotated[Path, typer.Argument(help="What it becomes; for two versions the same folder.")],
    old_at: Annotated[str | None, typer.Option("--from", help="The day whose version of OLD is compared.")] = None,
    new_at: Annotated[str | None, typer.Option("--to", help="The day whose version of NEW is compared.")] = None,
    level: Annotated[Looked, typer.Option(help="Money alone, promises too, or every word.")] = Looked.EVERYTHING,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
) -> None:
    """Say of each change whether it is better or worse for the customer, mixed, neutral, or makes something clear."""
    from asagreed.foresight.compare import Level, compare_versions

    before, after = _version(old, old_at, "--from"), _version(new, new_at, "--to")
    changes = compare_versions(before, after, level=Level[level.name])
    if as_json:
        rows = [
            {
                "address": change.address,
                "before": change.before,
                "after": change.after,
                "verdict": change.verdict.value,
                "level": change.level.name.lower(),
            }
            for change in changes
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for change in changes:
        print(change.in_words)
    print("Nothing changes." if not changes else _counted([change.verdict.value for change in changes]))


def _version(path: Path, at: str | None, option: str) -> Version:
    from asagreed.cli.agreements import open_agreement
    from asagreed.cli.moments import moment

    history = open_agreement(path)
    if at is None:
        return history.versions[-1]
    return history.version_in_force(at=moment(at, zone=history.zone, option=option))


def _counted(verdicts: list[str]) -> str:
    from asagreed.foresight.compare import Verdict

    counts = ((verdict.value, verdicts.count(verdict.value)) for verdict in Verdict)
    return f"{len(verdicts)} changes: " + ", ".join(f"{count} {name}" for name, count in counts if count) + "."
