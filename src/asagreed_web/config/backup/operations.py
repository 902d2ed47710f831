"""Making a backup, rehearsing its return, and returning."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from asagreed_web.config.backup import copies, manifest
from asagreed_web.config.backup.examining import why_not_whole
from asagreed_web.config.backup.manifest import ATTACHMENTS, DATABASES, Manifest
from asagreed_web.config.errors import BackupRefused, RestoreRefused

_REMEMBERED = "backups.json"


def back_up(target: Path, *, at: int) -> Path:
    """Make a backup in a new folder under `target`, open the copy and examine it; return the folder.

    `at` is the moment in UTC seconds that names it. Raises BackupRefused; then there is no such folder.
    """
    folder = target / f"asagreed-{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H%M%SZ}"
    if folder.exists():
        raise BackupRefused(why=f"{folder} is there already", remedy="Wait a second, or name another folder.")
    partial = folder.with_name(f"{folder.name}.partial")
    partial.mkdir(parents=True, mode=0o700)
    try:
        _fill(partial, at=at)
        # Its name is whole only when it is.
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    _remember("made", folder, at=at)
    return folder


def _fill(folder: Path, *, at: int) -> None:
    database = folder / DATABASES[connection.vendor]
    rows = copies.copy_to(database)
    # After the database: a row says of its file that it is there, and never the other way round.
    if Path(settings.MEDIA_ROOT).exists():
        shutil.copytree(settings.MEDIA_ROOT, folder / ATTACHMENTS)
    files = manifest.files_in(folder)
    with _opened(database) as copy:
        if why := why_not_whole(copy, rows=rows, files=files):
            raise BackupRefused(why=f"the copy is not whole: {why}", remedy="Run asagreed verify log and doctor.")
    made = Manifest(
        made_at=at,
        version=version("asagreed"),
        vendor=connection.vendor,
        database_version=".".join(map(str, connection.get_database_version())),
        rows=rows,
        files=files,
    )
    manifest.write(made, folder)


def rehearse(source: Path, *, at: int, needs_seal: bool = True) -> Manifest:
    """Restore a backup into a place that is thrown away, and examine it there. Raises RestoreRefused."""
    listed = _listed(source, needs_seal=needs_seal)
    _examine(source, listed)
    _remember("rehearsed", source, at=at)
    return listed


def restore(source: Path, *, needs_seal: bool = True) -> Manifest:
    """Restore a backup into this installation, which is empty. Raises RestoreRefused; then it is still empty."""
    listed = _listed(source, needs_seal=needs_seal)
    media = Path(settings.MEDIA_ROOT)
    if not copies.is_empty() or (media.exists() and any(media.iterdir())):
        raise RestoreRefused(
            why="this installation is not empty",
            remedy="Set ASAGREED_DATA to an empty folder, or ASAGREED_DATABASE_URL to an empty database.",
        )
    _examine(source, listed)
    if (source / ATTACHMENTS).exists():
        shutil.copytree(source / ATTACHMENTS, media, dirs_exist_ok=True)
    copies.load(source / DATABASES[listed.vendor])
    return listed


def remembered() -> dict[str, dict[str, Any]]:
    """Return when the last backup was made and the last one rehearsed, each with `at` and `folder`."""
    file = Path(settings.DATA) / _REMEMBERED
    return json.loads(file.read_text()) if file.exists() else {}


def _listed(source: Path, *, needs_seal: bool) -> Manifest:
    listed = manifest.read(source, needs_seal=needs_seal)
    if listed.vendor != connection.vendor:
        raise RestoreRefused(
            why=f"the backup is of {listed.vendor}, and this installation runs on {connection.vendor}",
            remedy="Set ASAGREED_DATABASE_URL to a database of that kind.",
        )
    return listed


def _examine(source: Path, listed: Manifest) -> None:
    with _opened(source / DATABASES[listed.vendor]) as copy:
        if why := why_not_whole(copy, rows=listed.rows, files=listed.files):
            raise RestoreRefused(why=why, remedy="Take another backup.")


@contextmanager
def _opened(database: Path) -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory(prefix="asagreed-copy-") as folder,
        copies.opened(database, folder=Path(folder)) as copy,
    ):
        yield copy


def _remember(what: str, folder: Path, *, at: int) -> None:
    file = Path(settings.DATA) / _REMEMBERED
    known = {**remembered(), what: {"at": at, "folder": str(folder)}}
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(known, indent=1))
    partial.replace(file)
