"""A backup that is made while clients write is of one moment, comes back elsewhere and is whole."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event
from typing import Any

from tests.web.faults.installation import Installation
from tests.web.faults.writers import Writers


def test_a_backup_under_load_is_whole_and_has_what_was_confirmed_before_it(
    installation: Installation, tmp_path: Path
) -> None:
    writers = Writers(installation, "backup")
    with writers.writing():
        Event().wait(1)
        before = set(writers.confirmed)
        made = installation.command("backup", str(tmp_path / "backups"))
    assert made.returncode == 0, made.stderr
    (folder,) = (tmp_path / "backups").iterdir()
    rehearsed = installation.command("restore", "--check", str(folder))
    assert rehearsed.returncode == 0, rehearsed.stderr
    back = come_back(installation, folder, tmp_path / "elsewhere")
    assert before <= set(writers.kept(back["texts"])) <= set(writers.confirmed)
    assert back["broken"] == []
    assert back["events"] == len(back["texts"])


def come_back(installation: Installation, folder: Path, place: Path) -> dict[str, Any]:
    """Restore a backup into an empty installation, and return what its database says."""
    place.mkdir()
    elsewhere = Installation(place, installation.port, installation.server, "elsewhere")
    if installation.server is not None:
        installation.server.make_database("elsewhere")
    restored = elsewhere.command("restore", str(folder))
    assert re.search(r"rows and \d+ files were restored", restored.stdout), restored.stderr
    assert elsewhere.command("migrate").returncode == 0
    return elsewhere.found()
