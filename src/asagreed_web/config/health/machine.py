"""Whether the data folder can be used, and only by the installation."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from asagreed_web.config.health.findings import Finding, fine, look, wrong

_LITTLE, _TOO_LITTLE = 2 * 1024**3, 256 * 1024**2
_SHARED = ("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs")


def data_folder() -> Iterator[Finding]:
    """Find whether the data folder can be written, and has room."""
    folder = Path(settings.DATA)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        yield wrong(f"{folder} cannot be written: {said}", "Give it to the user that the installation runs as.")
        return
    free = shutil.disk_usage(folder).free
    left = f"{folder} has {free / 1024**3:.1f} GiB left"
    if free < _LITTLE:
        finds = wrong if free < _TOO_LITTLE else look
        yield finds(left, "Make room, or move it: without room nothing can be recorded.")
    else:
        yield fine(left)


def local_disk() -> Iterator[Finding]:
    """Find whether an SQLite file lies where locks work."""
    kind = _file_system(Path(settings.DATA))
    if connection.vendor == "sqlite" and kind in _SHARED:
        yield wrong(
            f"the database lies on {kind}", "Move it to a local disk, or use PostgreSQL: it can be damaged there."
        )


def secret_key() -> Iterator[Finding]:
    """Find whether others on this machine can read the secret key."""
    file = Path(settings.DATA) / "secret-key"
    if not file.exists():
        yield fine("the secret key comes from the settings")
    elif stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield wrong(f"others can read {file}", f"Run: chmod 600 {file}. If somebody did, remove it: a new one is made.")
    else:
        yield fine("only the installation can read the secret key")


def _file_system(folder: Path) -> str:
    """Return the kind of file system that a folder lies on, or nothing where the machine does not tell."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    found = (line.split(" ")[1:3] for line in mounts.read_text().splitlines())
    over = [(place, kind) for place, kind in found if f"{folder}{os.sep}".startswith(f"{place.rstrip('/')}/")]
    return max(over, key=lambda each: len(each[0]), default=("", ""))[1]
