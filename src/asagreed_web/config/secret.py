"""The key that signs sessions, links and reply addresses."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from asagreed_web.config import environment


def secret_key(data: Path) -> str:
    """Return the key that the operator set, else the one kept in the data folder, made when first asked for."""
    given = environment.text("SECRET_KEY")
    return given or _kept(data / "secret-key")


def _kept(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Two processes may start at once: whoever creates the file first decides.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(descriptor, "w") as opened:
        opened.write(secrets.token_urlsafe(64))
    return file.read_text()
