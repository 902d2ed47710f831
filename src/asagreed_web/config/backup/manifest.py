"""The list of what a backup holds, with the SHA-256 of every file, sealed with the key of the installation.

The hashes find damage. The seal finds forgery: nobody without the secret key can make a list that fits it. The key is
not in the backup. Whoever restores on another machine needs it there anyway, for links and reply addresses to go on
working, and can read a backup without it only by saying so.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hmac import compare_digest
from pathlib import Path
from typing import Any

from django.utils.crypto import salted_hmac

from asagreed_web.config.errors import RestoreRefused

NAME = "manifest.json"
ATTACHMENTS = "attachments"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_OTHER_COPY = "Take another backup; this one was damaged or not copied whole."


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds; `made_at` in UTC seconds, `rows` by table, `files` the SHA-256 by path in the folder."""

    made_at: int
    version: str
    vendor: str
    database_version: str
    rows: Mapping[str, int]
    files: Mapping[str, str]

    @property
    def seal(self) -> str:
        """The seal that fits this list and the key of this installation."""
        return salted_hmac("asagreed backup", _plain(asdict(self)), algorithm="sha256").hexdigest()


def write(manifest: Manifest, folder: Path) -> None:
    """Write the sealed list into the folder of a backup."""
    sealed = {**asdict(manifest), "seal": manifest.seal}
    with (folder / NAME).open("w") as file:
        file.write(json.dumps(sealed, indent=1, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path, *, needs_seal: bool = True) -> Manifest:
    """Read the list of a backup and hold every file against it. Raises RestoreRefused."""
    manifest, seal = _read(folder / NAME)
    if needs_seal and not compare_digest(manifest.seal, seal):
        raise RestoreRefused(
            why=f"the seal of {folder / NAME} does not fit the secret key of this installation",
            remedy="Set ASAGREED_SECRET_KEY_FILE to the key of the installation that made the backup. "
            "If that key is lost and you trust the place where the backup lay, add --without-seal.",
        )
    _hold_against(manifest, folder)
    return manifest


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def files_in(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a backup but its list."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path != folder / NAME)
    return {path.relative_to(folder).as_posix(): digest_of(path) for path in found}


def _read(file: Path) -> tuple[Manifest, str]:
    try:
        listed: dict[str, Any] = json.loads(file.read_text())
        seal = str(listed.pop("seal"))
        return Manifest(**listed), seal
    except FileNotFoundError as error:
        remedy = "Name the folder that «asagreed backup» printed; one that ends in .partial was not finished."
        raise RestoreRefused(why=f"{file.parent} has no {NAME}, so it is no backup", remedy=remedy) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RestoreRefused(why=f"{file} cannot be read", remedy=_OTHER_COPY) from error


def _hold_against(manifest: Manifest, folder: Path) -> None:
    found = files_in(folder)
    for path in sorted({*found, *manifest.files}):
        if path not in found:
            raise RestoreRefused(why=f"{path} is missing", remedy=_OTHER_COPY)
        if path not in manifest.files:
            raise RestoreRefused(why=f"{path} is not on the list of the backup", remedy="Remove what was put in.")
        if found[path] != manifest.files[path]:
            raise RestoreRefused(why=f"{path} is not as it was written", remedy=_OTHER_COPY)


def _plain(listed: Mapping[str, Any]) -> str:
    return json.dumps(listed, sort_keys=True, separators=(",", ":"))
