"""The static files of the pages, collected into the data folder whenever they have changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> None:
    """Collect the static files, unless what lies in the data folder was made from the same ones."""
    stamp = Path(settings.STATIC_ROOT) / ".made-from"
    made_from = _fingerprint()
    if not stamp.exists() or stamp.read_text() != made_from:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(made_from)


def _fingerprint() -> str:
    """Return a digest of the names, lengths and times of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
