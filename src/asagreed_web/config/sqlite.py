"""An SQLite without the WAL-reset fault, which damaged files under 3.7.0 to 3.51.2 when two connections wrote.

Debian 12 links 3.40.1. The wheel `pysqlite3` carries a later build; it takes the place of the standard module before
Django loads it.
"""

from __future__ import annotations

import importlib
import sys

SAFE_FROM = (3, 51, 3)


def use_safe_sqlite() -> None:
    """Let `import sqlite3` mean the build of `pysqlite3`, where that one is newer."""
    import sqlite3  # noqa: PLC0415 – looked at before it is replaced

    if sqlite3.sqlite_version_info >= SAFE_FROM:
        return
    bundled = importlib.import_module("pysqlite3")
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
